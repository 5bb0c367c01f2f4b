# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The packaged reference files."""

from collections import Counter

import pytest

from lienthong.core.references.adapters import find_place, law, places, search_places


def test_places_when_read_then_34_provinces_and_3321_communes() -> None:
    kinds = Counter(place.kind for place in places().values())

    assert kinds["province"] + kinds["city"] == 34
    assert kinds["commune"] + kinds["ward"] + kinds["special_zone"] == 3321
    assert all(place.parent in places() for place in places().values() if place.parent)


@pytest.mark.parametrize(
    "text",
    [
        "18880",
        " Phường Đồng Hới ",
        "Phường Đồng Hới, Tỉnh Quảng Trị",
        "dong hoi",
        "PHUONG DONG HOI",
    ],
)
def test_find_place_when_written_loosely_then_the_same_ward(text: str) -> None:
    place = find_place(text)

    assert place is not None
    assert (place.code, place.text) == ("18880", "Phường Đồng Hới, Tỉnh Quảng Trị")


def test_find_place_when_several_fit_or_none_then_none() -> None:
    assert find_place("Xã Tân Lập") is None
    assert find_place("Xã Không Có Thật") is None
    assert find_place("") is None


def test_find_place_when_province_is_added_then_it_decides() -> None:
    place = find_place("Xã Tân Lập, Tỉnh Quảng Trị")

    assert place is not None
    assert place.parent == "44"


def test_search_places_when_typing_then_beginnings_come_first() -> None:
    names = [place.name for place in search_places("dong h", within="44")]

    assert names == ["Phường Đồng Hới", "Phường Đông Hà", "Phường Nam Đông Hà"]


def test_law_when_read_then_the_replaced_decree_names_its_successor() -> None:
    decree = law()["61/2018/NĐ-CP"]

    assert decree["replaced_by"] == ["118/2025/NĐ-CP"]
    assert str(decree["in_force_to"]) == "2025-07-01"
    assert law()["118/2025/NĐ-CP"]["confirmed"] is False
