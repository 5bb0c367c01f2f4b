# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Old addresses of three tiers are taken and become those of today."""

from __future__ import annotations

import pytest

from lienthong.core.forms.adapters.national import find_commune, former_communes
from lienthong.core.forms.domain.context import FormContext
from lienthong.core.forms.domain.display import display
from lienthong.core.forms.domain.pages import read_page
from lienthong.core.forms.tests.samples import sample_context, sample_form, sent
from lienthong.core.references.api import find_former


def context() -> FormContext:
    known = sample_context()
    return FormContext(
        today=known.today,
        personal_id=known.personal_id,
        options=known.options,
        division=find_commune,
        former=former_communes,
    )


def read(typed: str, before: object = None) -> object:
    answers = sent(residence_division=typed, residence_detail="Số 5", weight="3000", married="no")
    known = {"residence": before} if before else {}
    found = read_page(sample_form().page("more"), answers, known, context())
    return found.answers["residence"] if found.is_valid else found.errors[0].message


@pytest.mark.parametrize(
    "typed",
    [
        "Phường Đồng Phú, Thành phố Đồng Hới, Tỉnh Quảng Bình",
        "phường đồng phú, tp Đồng Hới, Quảng Bình",
        "dong phu, dong hoi",
    ],
)
def test_a_former_ward_becomes_the_ward_of_today(typed: str) -> None:
    answer = read(typed)
    assert answer == {
        "division": "18880",
        "division_text": "Phường Đồng Hới, Tỉnh Quảng Trị",
        "detail": "Số 5",
        "former": typed,
    }
    question = sample_form().field("residence")
    shown = display(question, answer, {}, context())
    assert shown == f"Số 5, Phường Đồng Hới, Tỉnh Quảng Trị (trước đây là {typed})"


def test_saving_the_page_again_keeps_the_old_wording_until_the_place_changes() -> None:
    first = read("dong phu, dong hoi")
    again = read("18880", before=first)
    assert again == first
    today = read("18880")
    assert isinstance(today, dict)
    assert "former" not in today
    other = read("Phường Đồng Thuận, Quảng Trị", before=first)
    assert isinstance(other, dict)
    assert "former" not in other


def test_a_ward_of_today_stays_as_it_is() -> None:
    assert read("Phường Đồng Hới, Quảng Trị") == read("18880")


def test_a_divided_commune_asks_which_part() -> None:
    told = read("Xã Tân Thạnh, Huyện Thới Lai, Thành phố Cần Thơ")
    names = [place.text for place in find_former("Xã Tân Thạnh, Thới Lai, Cần Thơ")]
    assert len(names) > 1
    assert told == (
        "“Xã Tân Thạnh, Huyện Thới Lai, Thành phố Cần Thơ” nay thuộc nhiều nơi: "
        f"{'; '.join(names)}. Hãy nhập đúng nơi bạn đang nói tới."
    )


@pytest.mark.parametrize("typed", ["Xã Không Có, Huyện Không, Tỉnh Nào", "Đồng Phú", "a, b, c, d"])
def test_what_is_unknown_is_still_told(typed: str) -> None:
    assert str(read(typed)).startswith("Chúng tôi không tìm thấy")
