# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Time, person, organisation, section, computed: read, checked, reviewed, shown, printed."""

from __future__ import annotations

from typing import Any

import pytest

from lienthong.core.forms.domain.definitions import FormSpec
from lienthong.core.forms.domain.loading import load_form
from lienthong.core.forms.domain.meanings import meanings_of
from lienthong.core.forms.domain.pages import PageInput, read_page
from lienthong.core.forms.domain.printing import print_data
from lienthong.core.forms.domain.problems import WrongAnswer
from lienthong.core.forms.domain.review import review, settle
from lienthong.core.forms.domain.summary import summary
from lienthong.core.forms.domain.times import read_time
from lienthong.core.forms.tests.samples import sample_context, sent

PERSON = {"key": "buyer", "kind": "person", "label": "Người mua", "semantic": "applicant"}
FIRM = {
    "key": "firm",
    "kind": "organisation",
    "label": "Bên bán",
    "semantic": "legal_entity",
    "optional_parts": ["tax_code"],
}
VISIT = {
    "key": "visit",
    "kind": "time",
    "label": "Giờ hẹn",
    "constraints": {"earliest": "07:30", "latest": "17:00"},
}
ROWS = {
    "key": "items",
    "kind": "repeat",
    "label": "Hàng",
    "fields": [
        {"key": "qty", "kind": "number", "label": "Số lượng"},
        {"key": "price", "kind": "money", "label": "Đơn giá"},
        {"key": "line", "kind": "computed", "label": "Thành tiền", "result": "money",
         "value": {"mul": [{"field": "qty"}, {"field": "price"}]}},
    ],
}  # fmt: skip
TOTAL = {
    "key": "total",
    "kind": "computed",
    "label": "Tổng cộng",
    "result": "money",
    "value": {"sum": [{"field": "items"}, "line"]},
}


def form() -> FormSpec:
    pages = [
        [PERSON, {"key": "about", "kind": "section", "label": "Bên kia"}, FIRM, VISIT],
        [ROWS],
        [TOTAL],
    ]
    return load_form(
        {
            "code": "sale",
            "title": "Mua bán",
            "version": 1,
            "valid_from": "2026-07-01",
            "legal_basis": ["45/2020/NĐ-CP"],
            "pages": [
                {"key": f"p{index}", "title": f"Trang {index}", "fields": fields}
                for index, fields in enumerate(pages)
            ],
        }
    )


FIRST = sent(
    buyer_full_name="Trần Văn Bình",
    buyer_date_of_birth_day="2",
    buyer_date_of_birth_month="1",
    buyer_date_of_birth_year="1991",
    buyer_personal_id="044 091 001 234",
    firm_name="Công ty Thử",
    visit="8h5",
)


def first(**changes: str) -> PageInput:
    return read_page(form().page("p0"), {**FIRST, **sent(**changes)}, {}, sample_context())


def test_answers_are_typed_part_by_part() -> None:
    assert first().answers == {
        "buyer": {
            "full_name": "Trần Văn Bình",
            "date_of_birth": "1991-01-02",
            "personal_id": "044091001234",
        },
        "firm": {"name": "Công ty Thử"},
        "visit": "08:05",
    }
    assert first(firm_tax_code="0123456789").answers["firm"]["tax_code"] == "0123456789"


WRONG = [
    ("missing part", {"buyer_personal_id": ""}, "buyer_personal_id",
     "Hãy nhập số định danh cá nhân của người mua."),
    ("wrong part", {"buyer_date_of_birth_month": "13"}, "buyer_date_of_birth",
     "Không có tháng 13. Tháng đi từ 1 đến 12."),
    ("future", {"buyer_date_of_birth_year": "2030"}, "buyer_date_of_birth",
     "Ngày 02/01/2030 chưa tới. Hãy nhập ngày sinh của người mua."),
    ("number", {"firm_tax_code": "12345"}, "firm_tax_code", "Mã số thuế có 10, 12 hoặc 13 chữ số"),
    ("no time", {"visit": "25:00"}, "visit", "“25:00” không phải giờ."),
    ("early", {"visit": "07:00"}, "visit", "07:00 sớm hơn 07:30. Hãy nhập giờ hẹn."),
    ("late", {"visit": "17:01"}, "visit", "17:01 muộn hơn 17:00. Hãy nhập giờ hẹn."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "path", "told"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG]
)
def test_what_is_wrong_is_told_at_its_part(changes: dict[str, str], path: str, told: str) -> None:
    (problem,) = first(**changes).errors
    assert problem.path == path
    assert problem.message.startswith(told)


def test_a_composite_question_left_blank_is_one_problem() -> None:
    blank = {name: [""] for name in FIRST if name.startswith("buyer")}
    found = read_page(form().page("p0"), {**FIRST, **blank}, {}, sample_context())
    assert [(p.path, p.part) for p in found.errors] == [("buyer", "full_name")]
    assert found.errors[0].target == "id_buyer_full_name"


def test_hints_stand_at_their_part() -> None:
    found = first(buyer_personal_id="044291001234", firm_tax_code="0123456780")
    assert [(w.path, w.message[:22]) for w in found.warnings] == [
        ("buyer_personal_id", "Số định danh này thườn"),
        ("firm_tax_code", "Mã số thuế 0123456780 "),
    ]


def test_rows_and_totals_are_computed_and_never_believed() -> None:
    spec, context = form(), sample_context()
    typed = sent(
        items__count="2", items__0__qty="2", items__0__price="150.000", items__0__line="1",
        items__1__qty="3", items__1__price="1000",
    )  # fmt: skip
    rows = read_page(spec.page("p1"), typed, {}, context)
    assert [row["line"] for row in rows.answers["items"]] == [300_000, 3_000]
    lie = {**rows.answers, "total": 1, "items": [{**rows.answers["items"][0], "line": 5}]}
    settled = settle(spec, lie, context)
    assert (settled["items"][0]["line"], settled["total"]) == (300_000, 300_000)


def test_review_names_parts_that_are_missing() -> None:
    answers = {**first().answers, "buyer": {"full_name": "Bình"}, "items": [{"qty": 1, "price": 1}]}
    problems = review(form(), answers, sample_context(), files={})
    assert [problem.path for problem in problems] == ["buyer_date_of_birth", "buyer_personal_id"]


def test_summary_and_print_show_parts_sections_and_totals() -> None:
    spec, context = form(), sample_context()
    answers: dict[str, Any] = {**first().answers, "items": [{"qty": 2, "price": 1500}]}
    groups = summary(spec, answers | {"total": 3000}, context)
    assert [group.title for group in groups] == ["Trang 0", "Bên kia", "Trang 1", "Trang 2"]
    assert groups[0].rows[0].value == (
        "Trần Văn Bình, ngày sinh 02/01/1991, số định danh cá nhân 044091001234"
    )
    data = print_data(spec, answers, context)
    assert data["fields"]["total"] == "3.000\u00a0đ"
    assert data["parts"]["firm"] == {"name": "Công ty Thử", "tax_code": ""}
    assert data["semantic"]["applicant.full_name"] == "Trần Văn Bình"
    assert data["parts"]["buyer.date_of_birth"]["year"] == "1991"
    assert "about" not in data["fields"]
    assert meanings_of(spec, answers)["legal_entity.name"] == "Công ty Thử"


@pytest.mark.parametrize(
    ("typed", "value"),
    [("8:30", "08:30"), ("0830", "08:30"), ("8h", "08:00"), ("8 giờ 30 phút", "08:30"), ("", None)],
)
def test_read_time_takes_what_people_type(typed: str, value: str | None) -> None:
    assert read_time(typed) == value


@pytest.mark.parametrize("typed", ["8", "24:00", "8:60", "sáng", "8:3o", "٠٨:30"])
def test_read_time_refuses_anything_else(typed: str) -> None:
    with pytest.raises(WrongAnswer):
        read_time(typed)
