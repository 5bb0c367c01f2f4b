# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.forms.domain.items import change_items, item_count
from lienthong.core.forms.domain.pages import PageInput, read_page
from lienthong.core.forms.domain.review import asked, asked_pages, review, settle
from lienthong.core.forms.tests.samples import sample_context, sample_form, sent

SPEC = sample_form()
CONTEXT = sample_context()
CHILD = {
    "child_name": "Lê Nguyễn Khánh Vy",
    "child_born_day": "15",
    "child_born_month": "11",
    "child_born_year": "2026",
    "child_sex": "female",
}


def read(page: str, answers: dict[str, Any] | None = None, /, **values: Any) -> PageInput:
    return read_page(SPEC.page(page), sent(**values), answers or {}, CONTEXT)


def sentences(found: PageInput) -> list[tuple[str, str]]:
    return [(problem.target, problem.message) for problem in found.errors]


def test_read_page_of_good_answers_gives_typed_ones() -> None:
    found = read("child", **CHILD)
    assert found.is_valid
    assert found.answers == {
        "child_name": "Lê Nguyễn Khánh Vy",
        "child_born": "2026-11-15",
        "child_sex": "female",
    }


def test_read_page_of_a_day_to_come_says_what_is_wrong_and_what_to_do() -> None:
    found = read("child", **{**CHILD, "child_born_day": "22"})
    assert sentences(found) == [
        ("id_child_born_day", "Ngày 22/11/2026 chưa tới. Hãy nhập ngày con ra đời.")
    ]
    assert found.submitted["child_born_day"] == ["22"]


ERRORS = [
    ("submitter", {"relation": "mother", "contact_phone": "02323822123"}, "id_contact_phone",
     "02323822123 không phải số di động. Hãy nhập số nhận được tin nhắn."),
    ("submitter", {"relation": "aunt", "contact_phone": "0912345678"}, "id_relation",
     "Câu trả lời này không có trong danh sách. Hãy chọn bạn là gì của con."),
    ("submitter", {"relation": "other", "contact_phone": "0912345678"}, "id_relation_text",
     "Hãy nhập quan hệ của bạn với con."),
    ("child", {**CHILD, "child_name": ""}, "id_child_name", "Hãy nhập họ tên của con."),
    ("child", {**CHILD, "child_name": "Lê 2"}, "id_child_name",
     "Họ tên không có ký tự “2”. Hãy nhập họ tên của con."),
    ("child", {**CHILD, "child_born_month": "2", "child_born_day": "30"}, "id_child_born_day",
     "Không có ngày 30/2/2026. Hãy nhập ngày con ra đời."),
    ("child", {**CHILD, "child_born_year": "1926"}, "id_child_born_day",
     "Ngày 15/11/1926 sớm hơn ngày 20/11/1926. Hãy nhập ngày con ra đời."),
    ("more", {"residence_detail": "Tổ 6", "weight": "3200", "married": "no"},
     "id_residence_division",
     "Địa chỉ còn thiếu xã hoặc phường. Hãy nhập nơi cư trú."),
    ("more", {"residence_division": "Xã Mơ", "weight": "3200", "married": "no"},
     "id_residence_division",
     "Chúng tôi không tìm thấy “Xã Mơ”. Hãy nhập nơi cư trú."),
    ("more", {"residence_division": "18880", "weight": "32", "married": "no"}, "id_weight",
     "32 nhỏ hơn 300. Hãy nhập cân nặng."),
    ("more", {"residence_division": "18880", "weight": "3200", "married": "yes"}, "id_copies",
     "Hãy chọn cách nhận."),
    ("more", {"residence_division": "18880", "weight": "3200"}, "id_married",
     "Hãy trả lời câu “Cha mẹ có đăng ký kết hôn không”."),
    ("fees", {"ethnicity": "01", "paid": "2.000.000 đ"}, "id_paid",
     "2.000.000 lớn hơn 1.000.000. Hãy nhập số tiền đã nộp."),
    ("fees", {"ethnicity": "01", "code": "12"}, "id_code", "Số giấy chứng sinh có dạng 123/2026."),
    ("fees", {"ethnicity": "01", "code": "000/0000"}, "id_code",
     "Số này là số mẫu. Hãy xem lại giấy chứng sinh."),
]  # fmt: skip


@pytest.mark.parametrize(("page", "values", "target", "message"), ERRORS)
def test_read_page_of_a_wrong_answer_gives_one_sentence(
    page: str, values: dict[str, str], target: str, message: str
) -> None:
    assert sentences(read(page, **values)) == [(target, message)]


def test_read_page_drops_the_answer_of_a_hidden_question() -> None:
    values = {"relation": "mother", "relation_text": "Dì", "contact_phone": "0912 345 678"}
    found = read("submitter", **values)
    assert found.answers == {"relation": "mother", "contact_phone": "0912345678"}


def test_read_page_asks_a_question_that_another_answer_opens() -> None:
    late = {**CHILD, "child_born_month": "8"}
    assert sentences(read("child", **late)) == [("id_late_reason", "Hãy nhập lý do đăng ký muộn.")]
    assert sentences(read("child", **late, late_reason="Ốm")) == [
        (
            "id_late_reason",
            "Phần này cần ít nhất 5 ký tự, hiện có 2. Hãy nhập lý do đăng ký muộn.",
        )
    ]


def test_read_page_warns_of_a_number_that_does_not_fit_and_still_saves() -> None:
    found = read(
        "mother",
        mother_name="Trần Thị Mỹ Duyên",
        mother_born="12051996",
        mother_sex="female",
        mother_id="999 091 001 234",
    )
    assert found.is_valid
    assert [str(warning.message) for warning in found.warnings] == [
        "Ba chữ số đầu 999 không có trong bảng mã nơi đăng ký khai sinh. Hãy xem lại số định danh.",
        "Số định danh này thường là của người sinh năm 1991, bạn khai năm 1996. "
        "Hãy xem lại cả hai.",
        "Số định danh này thường là của nam, bạn khai nữ. Hãy xem lại cả hai.",
    ]


def test_read_page_of_a_number_that_fits_warns_of_nothing() -> None:
    values = {"mother_name": "Trần Thị Mỹ Duyên", "mother_born": "12/05/1996"}
    found = read("mother", **values, mother_sex="female", mother_id="045196001234")
    assert (found.errors, found.warnings) == ([], [])


def test_read_page_shows_the_warning_of_a_check() -> None:
    found = read("fees", ethnicity="01", code="111/1111")
    assert [warning.message for warning in found.warnings] == ["Số này ít gặp. Hãy xem lại."]


def test_read_page_of_repeated_items_drops_blank_ones_and_numbers_errors() -> None:
    found = read(
        "siblings",
        siblings__count="3",
        siblings__0__sibling_name="Lê An",
        siblings__0__sibling_alive="yes",
        siblings__0__sibling_died="01/01/2020",
        siblings__2__sibling_name="Lê Bình",
        siblings__2__sibling_alive="no",
    )
    assert found.answers["siblings"][0] == {"sibling_name": "Lê An", "sibling_alive": True}
    assert sentences(found) == [
        ("id_siblings.2.sibling_died_day", "Hãy nhập ngày mất."),
    ]


def test_read_page_of_too_many_items_is_refused() -> None:
    values = {f"siblings__{n}__sibling_name": "Lê An" for n in range(4)}
    alive = {f"siblings__{n}__sibling_alive": "yes" for n in range(4)}
    assert sentences(read("siblings", **values, **alive)) == [
        ("id_siblings", "Nhiều nhất 3 mục, hiện có 4. Hãy bỏ bớt.")
    ]


def test_change_items_removes_one_and_moves_the_rest_up() -> None:
    strings = sent(
        siblings__count="3",
        siblings__0__sibling_name="A",
        siblings__1__sibling_name="B",
        siblings__2__sibling_name="C",
        siblings__2__sibling_died_day="5",
        _remove="siblings.1",
    )
    changed = change_items(SPEC.page("siblings"), strings)
    assert changed is not None
    assert {name: v[0] for name, v in changed.items() if name.startswith("siblings.")} == {
        "siblings.count": "2",
        "siblings.0.sibling_name": "A",
        "siblings.1.sibling_name": "C",
        "siblings.1.sibling_died_day": "5",
    }


def test_change_items_adds_up_to_the_limit() -> None:
    page = SPEC.page("siblings")
    question = page.fields[0]
    for before, after in (("1", 2), ("3", 3), ("-1", 1), ("9999", 1)):
        changed = change_items(page, sent(siblings__count=before, _add="siblings"))
        assert changed is not None
        assert item_count(question, changed) == after


def test_change_items_without_such_a_button_is_nothing() -> None:
    assert change_items(SPEC.page("siblings"), sent(siblings__count="2")) is None
    assert change_items(SPEC.page("siblings"), sent(_remove="siblings.7")) is None
    assert change_items(SPEC.page("child"), sent(_add="child_name")) is None


COMPLETE: dict[str, Any] = {
    "relation": "mother",
    "contact_phone": "0912345678",
    "child_name": "Lê Nguyễn Khánh Vy",
    "child_born": "2026-11-15",
    "child_sex": "female",
    "mother_name": "Trần Thị Mỹ Duyên",
    "mother_born": "1996-05-12",
    "mother_id": "045196001234",
    "residence": {
        "division": "18880",
        "division_text": "Phường Đồng Hới, Tỉnh Quảng Trị",
        "detail": "Tổ dân phố 6",
    },
    "weight": 3200,
    "married": False,
    "ethnicity": "01",
}


def test_settle_drops_what_is_not_asked_any_more() -> None:
    answers = {**COMPLETE, "relation": "father", "relation_text": "Dì", "unknown": 1}
    settled = settle(SPEC, answers, CONTEXT)
    assert set(COMPLETE) - set(settled) == {"mother_name", "mother_born", "mother_id"}
    assert set(settled) <= set(COMPLETE)


def test_asked_pages_follow_the_answers() -> None:
    pages = [page.key for page in asked_pages(SPEC, {"relation": "father"}, CONTEXT)]
    assert "mother" not in pages
    assert len(pages) == len(SPEC.pages) - 1


def test_review_of_a_complete_form_finds_nothing() -> None:
    assert review(SPEC, COMPLETE, CONTEXT, files={"certificate": 1}) == []


def test_review_names_everything_that_is_missing() -> None:
    answers = {key: value for key, value in COMPLETE.items() if key != "child_name"}
    answers["siblings"] = [{"sibling_name": "Lê An", "sibling_alive": False}]
    problems = review(SPEC, answers, CONTEXT, files={})
    assert [(problem.path, problem.message) for problem in problems] == [
        ("child_name", "Hãy nhập họ tên của con."),
        ("siblings.0.sibling_died", "Hãy nhập ngày mất."),
        ("certificate", "Hãy gửi giấy chứng sinh."),
    ]


def test_review_looks_at_the_day_of_sending() -> None:
    context = sample_context(date(2027, 2, 1))
    problems = review(SPEC, COMPLETE, context, files={"certificate": 1})
    assert [problem.path for problem in problems] == ["late_reason"]


keys = st.sampled_from(sorted({question.key for question in SPEC.all_fields()}))
values = st.none() | st.booleans() | st.sampled_from(["mother", "other", "2026-01-01", "female"])


@given(st.dictionaries(keys, values, max_size=8))
def test_settle_keeps_only_asked_questions_and_is_stable(answers: dict[str, Any]) -> None:
    answers.pop("siblings", None)
    settled = settle(SPEC, answers, CONTEXT)
    asked_keys = {question.key for _, question in asked(SPEC, settled, CONTEXT)}
    assert set(settled) <= asked_keys & set(answers)
    assert settle(SPEC, settled, CONTEXT) == settled


strings = st.dictionaries(
    keys | st.sampled_from(["siblings.0.sibling_name", "siblings.count", "child_born_day", "_add"]),
    st.lists(st.text(max_size=8), max_size=3),
    max_size=6,
)


@given(st.sampled_from([page.key for page in SPEC.pages]), strings)
def test_read_page_of_anything_never_raises(page: str, submitted: dict[str, list[str]]) -> None:
    found = read_page(SPEC.page(page), submitted, {}, CONTEXT)
    own = {question.key for question in SPEC.page(page).fields}
    assert set(found.answers) <= own
    assert all(problem.message for problem in found.errors)
    change_items(SPEC.page(page), submitted)
