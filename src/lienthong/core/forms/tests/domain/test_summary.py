# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import UTC, date, datetime
from typing import Any

import pytest

from lienthong.core.forms.domain.display import date_in_words
from lienthong.core.forms.domain.messages import sentence
from lienthong.core.forms.domain.prefill import Offer, fill_page, kept_origins, misplaced
from lienthong.core.forms.domain.printing import print_data
from lienthong.core.forms.domain.summary import summary
from lienthong.core.forms.tests.domain.test_pages import COMPLETE
from lienthong.core.forms.tests.samples import sample_context, sample_form

SPEC = sample_form()
CONTEXT = sample_context()
AT = datetime(2026, 11, 20, 3, tzinfo=UTC)


def offer(value: Any, consent: str = "VNeID 20/11/2026 10:00") -> Offer:
    return Offer(value, "population", "Cơ sở dữ liệu dân cư", AT, consent)


def test_summary_groups_rows_with_their_origin() -> None:
    origins = {"mother_name": {"title": "Cơ sở dữ liệu dân cư"}}
    answers = {**COMPLETE, "siblings": [{"sibling_name": "Lê An", "sibling_alive": True}]}
    groups = summary(SPEC, answers, CONTEXT, origins=origins, files={"certificate": 2})
    assert [(group.title, group.page) for group in groups] == [
        ("Người nộp", "submitter"),
        ("Con", "child"),
        ("Cha và mẹ", "mother"),
        ("Thông tin khác", "more"),
        ("Lệ phí", "fees"),
        ("Anh chị em", "siblings"),
        ("Giấy tờ", "papers"),
    ]
    rows = {row.key: row for group in groups for row in group.rows}
    assert (rows["mother_name"].value, rows["mother_name"].source) == (
        "Trần Thị Mỹ Duyên",
        "Cơ sở dữ liệu dân cư",
    )
    assert {key: str(rows[key].value) for key in ("contact_phone", "child_born", "residence")} == {
        "contact_phone": "0912\u00a0345\u00a0678",
        "child_born": "15/11/2026",
        "residence": "Tổ dân phố 6, Phường Đồng Hới, Tỉnh Quảng Trị",
    }
    assert {key: str(rows[key].value) for key in ("weight", "married", "ethnicity", "paid")} == {
        "weight": "3.200\u00a0gam",
        "married": "Không",
        "ethnicity": "Kinh",
        "paid": "Chưa trả lời",
    }
    assert rows["siblings.0"].label == "Người thứ 1"
    assert rows["siblings.0"].lines == ["Họ tên: Lê An", "Còn sống: Có"]
    assert (str(rows["certificate"].value), str(rows["other_paper"].value)) == (
        "2 tệp",
        "Chưa gửi tệp",
    )


def test_summary_when_files_are_not_counted_then_leaves_their_questions_out() -> None:
    groups = summary(SPEC, COMPLETE, CONTEXT)
    assert "Giấy tờ" not in [group.title for group in groups]
    assert {"certificate", "other_paper"}.isdisjoint(
        row.key for group in groups for row in group.rows
    )


def test_summary_shows_warnings_beside_the_answer() -> None:
    groups = summary(SPEC, {**COMPLETE, "mother_born": "1991-05-12"}, CONTEXT)
    rows = {row.key: row for group in groups for row in group.rows}
    assert [str(text) for text in rows["mother_id"].warnings] == [
        "Số định danh này thường là của người sinh năm 1996, bạn khai năm 1991. Hãy xem lại cả hai."
    ]


def test_print_data_has_every_key_and_the_parts_of_dates() -> None:
    data = print_data(SPEC, COMPLETE, CONTEXT)
    assert set(data["fields"]) == {question.key for question in SPEC.all_fields()}
    assert data["semantic"]["child.full_name"] == "Lê Nguyễn Khánh Vy"
    assert data["parts"]["child_born"] == {
        "day": "15",
        "month": "11",
        "year": "2026",
        "words": "ngày mười lăm tháng mười một năm hai nghìn không trăm hai mươi sáu",
    }
    assert data["parts"]["residence"]["detail"] == "Tổ dân phố 6"
    assert data["fields"]["relation_text"] == ""
    assert data["items"] == {"siblings": []}
    assert data["legal_basis"] == ["60/2014/QH13, Điều 16"]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 4, 1), "ngày một tháng tư năm hai nghìn không trăm hai mươi bốn"),
        (date(2005, 12, 31), "ngày ba mươi mốt tháng mười hai năm hai nghìn không trăm lẻ năm"),
        (date(1985, 5, 21), "ngày hai mươi mốt tháng năm năm một nghìn chín trăm tám mươi lăm"),
    ],
)
def test_date_in_words_follows_civil_status_papers(day: date, words: str) -> None:
    assert date_in_words(day) == words


def test_fill_page_takes_what_fits_and_marks_it() -> None:
    offers = {
        "person.full_name": offer("Trần Thị Mỹ Duyên"),
        "person.date_of_birth": offer("2020-01-01"),
        "mother.personal_id": offer("045196001234", consent=""),
    }
    filled = fill_page(SPEC.page("mother"), {"relation": "mother"}, offers, CONTEXT)
    assert filled.answers == {"mother_name": "Trần Thị Mỹ Duyên"}
    assert filled.origins["mother_name"] == {
        "source": "population",
        "title": "Cơ sở dữ liệu dân cư",
        "from": "person.full_name",
        "at": "2026-11-20T03:00:00+00:00",
        "consent": "VNeID 20/11/2026 10:00",
    }


def test_fill_page_keeps_answers_and_respects_conditions() -> None:
    offers = {"person.full_name": offer("Trần Thị Mỹ Duyên")}
    kept = fill_page(
        SPEC.page("mother"), {"relation": "mother", "mother_name": "X"}, offers, CONTEXT
    )
    other = fill_page(SPEC.page("mother"), {"relation": "other"}, offers, CONTEXT)
    assert (kept.answers, other.answers) == ({}, {})


@pytest.mark.parametrize("value", [None, 5, "", {}, [], "Lê 2", {"division": "18880"}])
def test_fill_page_ignores_values_that_the_form_would_refuse(value: Any) -> None:
    offers = {"contact.phone": offer(value), "person.phone": offer(value)}
    assert fill_page(SPEC.page("submitter"), {}, offers, CONTEXT).answers == {}


def test_kept_origins_forgets_changed_answers() -> None:
    origins = {"a": {"source": "x"}, "b": {"source": "x"}, "c": {"source": "x"}}
    before, after = {"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 5}
    assert kept_origins(origins, before, after) == {"a": {"source": "x"}}


def test_misplaced_finds_answers_taken_for_another_person() -> None:
    origins = {
        "mother_name": {"from": "person.full_name"},
        "contact_phone": {"from": "person.phone"},
    }
    assert misplaced(SPEC, {"relation": "mother"}, origins, CONTEXT) == frozenset()
    assert misplaced(SPEC, {"relation": "other"}, origins, CONTEXT) == {"mother_name"}


def test_sentence_remembers_template_and_values_for_translation() -> None:
    text = sentence("future", given="22/11/2026", ask="Hãy nhập ngày con ra đời.")
    assert text == "Ngày 22/11/2026 chưa tới. Hãy nhập ngày con ra đời."
    assert (text.template, text.values["given"]) == (
        "Ngày %(given)s chưa tới. %(ask)s",
        "22/11/2026",
    )
