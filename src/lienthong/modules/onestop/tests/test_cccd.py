# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The card's code: read back what was written, bear rubbish."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.modules.onestop.domain.cccd import IdentityCard, read_card, write_card

TEXT = (
    "044194003812|201234567|Trần Thị Mỹ Duyên|08031994|Nữ|"
    "Tổ dân phố 6, Phường Đồng Hới, Quảng Trị|20052021"
)
NAMES = st.lists(
    st.text(st.sampled_from("ăâđêôơưàáảãạbcdghklmnpqrstvxyĐƯÁNguyễn"), min_size=1, max_size=7),
    min_size=1,
    max_size=5,
).map(" ".join)
CARDS = st.builds(
    IdentityCard,
    personal_id=st.from_regex(r"\A[0-9]{12}\Z"),
    full_name=NAMES,
    legacy_id=st.one_of(st.just(""), st.from_regex(r"\A[0-9]{9}\Z")),
    date_of_birth=st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2099, 12, 31))),
    gender=st.sampled_from(["", "male", "female"]),
    residence=st.one_of(st.just(""), NAMES),
    issued_on=st.one_of(st.none(), st.dates(date(2016, 1, 1), date(2099, 12, 31))),
)


def test_reads_every_part() -> None:
    card = read_card(TEXT)

    assert card == IdentityCard(
        personal_id="044194003812",
        full_name="Trần Thị Mỹ Duyên",
        legacy_id="201234567",
        date_of_birth=date(1994, 3, 8),
        gender="female",
        residence="Tổ dân phố 6, Phường Đồng Hới, Quảng Trị",
        issued_on=date(2021, 5, 20),
    )


@pytest.mark.parametrize(
    "text",
    [
        f"\x02\ufeff{TEXT}\r\n",
        f"]Q3{TEXT}",
        unicodedata.normalize("NFD", TEXT),
        f"{TEXT}||Lê Quang Thắng|Trần Thị Mỹ Duyên|",
        TEXT.replace("|", " | "),
    ],
)
def test_marks_of_scanners_do_not_matter(text: str) -> None:
    card = read_card(text)

    assert card is not None
    assert (card.personal_id, card.full_name) == ("044194003812", "Trần Thị Mỹ Duyên")
    assert card.date_of_birth == date(1994, 3, 8)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "044194003812",
        "H50.12-261120-0058",
        "||||||",
        "04419400381|x|Trần Thị Mỹ Duyên|08031994|Nữ|Đồng Hới|20052021",
        "044194003812||1234|08031994|Nữ|Đồng Hới|20052021",
    ],
)
def test_anything_else_is_no_card(text: str) -> None:
    assert read_card(text) is None


def test_wrong_days_are_left_out() -> None:
    card = read_card(TEXT.replace("08031994", "31021994").replace("20052021", "??"))

    assert card is not None
    assert card.date_of_birth is None
    assert card.issued_on is None


@given(CARDS)
def test_written_cards_are_read_back(card: IdentityCard) -> None:
    assert read_card(write_card(card)) == card


@given(st.text(max_size=300))
def test_rubbish_never_breaks(text: str) -> None:
    card = read_card(text)
    assert card is None or len(card.personal_id) == 12


@given(st.lists(st.text(max_size=20), min_size=6, max_size=9).map("|".join))
def test_rubbish_between_bars_never_breaks(text: str) -> None:
    card = read_card(text)
    assert card is None or card.full_name
