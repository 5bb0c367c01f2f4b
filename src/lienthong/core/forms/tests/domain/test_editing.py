# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Random changes lose no question, make no key twice, and are told as differences."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lienthong.core.forms.domain.difference import difference
from lienthong.core.forms.domain.editing import (
    AddField,
    Duplicate,
    Group,
    MoveField,
    Remove,
    StepField,
)
from lienthong.core.forms.domain.loading import load_form, normalised
from lienthong.core.forms.domain.outline import distinct, fields_of, key_from, renamed
from lienthong.core.forms.domain.paging import (
    AddPage,
    DuplicatePage,
    JoinPage,
    MovePage,
    SplitPage,
    StepPage,
)
from lienthong.core.forms.domain.settings import EditField
from lienthong.core.forms.tests.samples import sample_content
from lienthong.kernel.designs import Gone, Unfit

KEYS = [question["key"] for question in fields_of(sample_content())]
PAGES = [page["key"] for page in distinct(sample_content())["pages"]]
TABLE = "siblings"
keys, pages, steps = st.sampled_from(KEYS), st.sampled_from(PAGES), st.sampled_from([-1, 1])
lists = pages | st.just(TABLE)
changes = st.one_of(
    st.builds(AddField, st.just("text"), st.just("Mới"), pages, keys | st.just("")),
    st.builds(MoveField, keys, lists, keys | st.just("")),
    st.builds(StepField, keys, steps),
    st.builds(Duplicate, keys),
    st.builds(AddPage, st.just("Trang"), pages | st.just("")),
    st.builds(MovePage, pages, pages | st.just("")),
    st.builds(StepPage, pages, steps),
    st.builds(DuplicatePage, pages),
    st.builds(SplitPage, keys, st.just("Phần hai")),
    st.builds(JoinPage, pages),
    st.builds(Group, st.lists(keys, min_size=1, max_size=3, unique=True).map(tuple),
              st.sampled_from(["page", "section", "repeat"]), st.just("Nhóm")),
)  # fmt: skip


def all_keys(content: dict[str, Any]) -> list[str]:
    return [q["key"] for q in fields_of(content)] + [page["key"] for page in content["pages"]]


@settings(max_examples=150, deadline=None)
@given(st.lists(changes, max_size=8))
def test_changes_lose_no_question_and_make_no_key_twice(made: list[Any]) -> None:
    content = distinct(normalised(sample_content()))
    for change in made:
        before = deepcopy(content)
        try:
            content, _key = change.apply(content)
        except (Gone, Unfit):
            assert content == before
            continue
        kept = {question["key"] for question in fields_of(content)}
        assert {question["key"] for question in fields_of(before)} <= kept
        found = all_keys(content)
        assert sorted(set(found)) == sorted(found)


@settings(max_examples=60, deadline=None)
@given(st.lists(changes, max_size=5))
def test_difference_is_empty_exactly_for_the_same_form(made: list[Any]) -> None:
    old = normalised(sample_content())
    new = old
    for change in made:
        try:
            new, _key = change.apply(new)
        except (Gone, Unfit):
            continue
    told = difference(old, new)
    assert difference(new, new) == []
    if sorted(all_keys(old)) != sorted(all_keys(new)):
        assert told != []


def test_difference_says_field_by_field_what_changed() -> None:
    old = normalised(sample_content())
    new, _key = EditField("weight", {"label": "Nặng", "required": False}).apply(old)
    new, _key = Remove(("paid",)).apply(new)
    new, _key = StepField("married", -1).apply(new)
    new, _key = EditField("late_reason", {"show_if": None}).apply(new)

    assert [(c.key, c.sort, c.attribute, c.before, c.after) for c in difference(old, new)] == [
        ("late_reason", "changed", "điều kiện hiện",
         "số ngày từ “Ngày sinh” đến nay lớn hơn 60", "–"),
        ("weight", "changed", "nội dung câu hỏi", "Cân nặng", "Nặng"),
        ("weight", "changed", "bắt buộc", "–", "không"),
        ("paid", "removed", "", "", ""),
        ("married", "moved", "", "", ""),
    ]  # fmt: skip


def test_a_copied_page_looks_at_its_own_copies() -> None:
    content, key = DuplicatePage("mother").apply(normalised(sample_content()))
    copy = next(page for page in content["pages"] if page["key"] == key)
    limits = copy["fields"][3]["constraints"]
    assert limits == {"date_of_birth": "mother_born_1", "sex": "mother_sex_1"}
    assert load_form(content).field("mother_id_1").constraints == limits


def test_renamed_turns_every_look_at_a_question() -> None:
    rule = {"and": [{"eq": [{"field": "a.x"}, 1]}, {"sum": [{"field": "t"}, "a"]}, {"field": "ab"}]}
    assert renamed(rule, {"a": "b"}) == {
        "and": [{"eq": [{"field": "b.x"}, 1]}, {"sum": [{"field": "t"}, "b"]}, {"field": "ab"}]
    }


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Họ tên mẹ", "ho_ten_me"),
        ("Form", "q_form"),
        ("2 người", "q_2_nguoi"),
        ("???", "q"),
        ("Đ" * 60, "d" * 40),
    ],
)
def test_key_from_a_label_can_be_a_key(label: str, key: str) -> None:
    assert key_from(label) == key


def test_a_page_whose_questions_are_all_grouped_goes_unless_it_says_more() -> None:
    questions = [{"key": key, "kind": "text", "label": key} for key in ("a", "b")]
    first = {"key": "page_1", "title": "Trang", "fields": questions}
    empty = {"key": "page_2", "title": "Trống", "fields": []}
    content = {"pages": [first, empty]}

    grouped, key = Group(("a", "b"), "page", "Nhà").apply(content)
    told = {"pages": [first | {"lead": "Đọc kỹ."}, empty]}
    kept, _key = Group(("a", "b"), "page", "Nhà").apply(told)

    assert [page["title"] for page in grouped["pages"]] == ["Nhà", "Trống"]
    assert grouped["pages"][0]["key"] == key
    assert [page["title"] for page in kept["pages"]] == ["Trang", "Nhà", "Trống"]


def columned() -> dict[str, Any]:
    """A page with a question before and after a table of one column, and a file."""
    column = {"key": "column", "kind": "text", "label": "Cột"}
    asked = [{"key": key, "kind": "text", "label": key} for key in ("before", "after")]
    table = {"key": "table", "kind": "repeat", "label": "Bảng", "fields": [column]}
    paper = {"key": "paper", "kind": "file", "label": "Đơn"}
    page = {"key": "page_1", "title": "Trang", "fields": [asked[0], table, asked[1], paper]}
    return {"pages": [page]}


def order(content: dict[str, Any]) -> list[str]:
    return [question["key"] for question in fields_of(content)]


def test_a_question_steps_into_a_table_through_it_and_out_again() -> None:
    content, seen = columned(), []
    for step in (1, 1, 1, -1, -1, -1):
        content, _key = StepField("before", step).apply(content)
        columns = [column["key"] for column in content["pages"][0]["fields"][0].get("fields", ())]
        seen.append((order(content)[:4], "before" in columns))
    assert seen == [
        (["table", "before", "column", "after"], True),
        (["table", "column", "before", "after"], True),
        (["table", "column", "before", "after"], False),
        (["table", "column", "before", "after"], True),
        (["table", "before", "column", "after"], True),
        (["before", "table", "column", "after"], False),
    ]


def test_what_cannot_be_a_column_steps_past_a_table_and_is_refused_by_name_inside() -> None:
    content = columned()
    for _time in range(2):
        content, _key = StepField("paper", -1).apply(content)
    assert order(content) == ["before", "paper", "table", "column", "after"]
    inside = (MoveField("paper", "table"), AddField("section", "Đơn", "table"))
    for change in (*inside, Group(("before", "paper"), "repeat", "Bảng hai")):
        with pytest.raises(Unfit, match="“Đơn” không đặt vào bảng được"):
            change.apply(content)
