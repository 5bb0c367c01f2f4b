# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Inputs of every part of every packaged procedure read back what they show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from django.http import QueryDict

from lienthong.core.forms.api import FormDefinition, FormVersion
from lienthong.kernel.designs import Content, Full
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.reference import read_yaml
from lienthong.modules.onestop.actions.designs import PROCEDURES
from lienthong.modules.onestop.domain.design.changes import MOST_ELEMENTS, Add, Edit
from lienthong.modules.onestop.domain.design.naming import (
    Nameable,
    paper_choices,
    title_choices,
    told_apart,
    variant_choices,
)
from lienthong.modules.onestop.domain.design.unnamed import NAMES as NAMES_OF_ELEMENTS
from lienthong.modules.onestop.domain.design.unnamed import PLACEHOLDERS
from lienthong.modules.onestop.forms.parts import TABS, chosen_part
from lienthong.modules.onestop.forms.settings import MONEY, Setting, SettingsForm
from lienthong.modules.onestop.forms.shared import Elements
from lienthong.modules.onestop.queries.designs import former_names
from lienthong.modules.onestop.queries.naming import (
    column_choices,
    question_choices,
    table_choices,
)

FOLDER = files("lienthong.modules.onestop").joinpath("reference/procedures")
FORMS = files("lienthong.modules.onestop").joinpath("reference/forms")
NAMES = sorted(entry.name for entry in FOLDER.iterdir())


def packaged(name: str) -> Content:
    """A packaged procedure as its version holds it."""
    source = read_yaml(FOLDER.joinpath(name).read_text("utf-8"))
    content: Content = json.loads(json.dumps(source, default=str))
    return content


def test_every_new_element_begins_with_a_name_that_publication_refuses() -> None:
    lists = [one for tab in TABS for one in tab.lists]
    every = [*lists, *(inner for one in lists for inner in one.inner)]
    named = [str(one.first[n]) for one in every for n in NAMES_OF_ELEMENTS if n in one.first]
    assert set(named) == PLACEHOLDERS
    assert len(named) == 13


def parts(content: Content) -> Iterator[str]:
    """Every section and element."""
    for tab in TABS:
        yield from (section.name for section in tab.sections)
        for elements in tab.lists:
            yield from inside(elements, elements.name, content)


def inside(elements: Elements, place: str, owner: Any) -> Iterator[str]:
    found = owner
    for name in elements.name.split("/"):
        found = found.get(name) or []
    for index, element in enumerate(found):
        here = f"{place}/{element.get('key', index)}"
        yield here
        for inner in elements.inner:
            yield from inside(inner, f"{here}/{inner.name}", element)


def sent(form: SettingsForm) -> QueryDict:
    """What a browser sends back of the inputs as they are shown."""
    data = QueryDict(mutable=True)
    for bound in form:
        value = bound.value()
        if value is True:
            data[bound.html_name] = "on"
        elif isinstance(value, list):
            data.setlist(bound.html_name, value)
        elif value is not None and value is not False and value != "":
            day = hasattr(value, "strftime")
            data[bound.html_name] = f"{value:%d/%m/%Y}" if day else str(value)
    return data


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_what_is_shown_is_what_is_kept(name: str) -> None:
    content = packaged(name)
    named = Nameable(questions=[("residence.division", "Nơi cư trú")])
    names = list(parts(content))
    assert len(names) > 40
    for place in names:
        part = chosen_part(content, place)
        shown = SettingsForm(part.settings, part.element, named=named)
        form = SettingsForm(part.settings, part.element, sent(shown), named=named)
        assert form.is_valid(), (place, form.errors)
        made, _place = Edit(part.place, form.values()).apply(content)
        assert made == content, place


def test_a_list_and_a_procedure_have_a_largest_size_that_is_named() -> None:
    full: Content = {"variants": [{"key": f"v{number}"} for number in range(MOST_ELEMENTS)]}
    with pytest.raises(Full):
        Add("variants", {"key": "one_more"}).apply(full)
    assert len(full["variants"]) == MOST_ELEMENTS
    with pytest.raises(InvalidInput, match="Thủ tục này đã quá lớn"):
        PROCEDURES.check_size({"name": "x" * 600_001})


def offered(place: str, name: str, named: Nameable) -> list[str]:
    """What a list of a part says."""
    part = chosen_part(packaged("1.013225.yaml"), place)
    view = SettingsForm(part.settings, part.element, named=named)[name].field.widget.choices
    return [str(words) for _value, words in view]


@pytest.mark.django_db
def test_settings_offer_what_they_name_by_its_words() -> None:
    form = read_yaml(FORMS.joinpath("certified_copies.yaml").read_text("utf-8"))
    content = packaged("1.013225.yaml")
    named = Nameable(
        questions=question_choices(form),
        tables=table_choices(form),
        columns=column_choices(form),
        papers=paper_choices(content),
        variants=variant_choices(content),
    )
    about = offered("form", "about", named)
    assert about[0] == "Không chọn"
    assert about[-4:] == [
        *("works_name (không còn)", "line_name (không còn)"),
        *("organisation_name (không còn)", "owner_full_name (không còn)"),
    ]
    assert not any("paper_pages" in words or "(paper" in words for words in about)
    assert [words for _key, words in named.tables] == ["Giấy tờ"]
    assert ("paper_pages", "Số trang của bản chính") in named.columns["papers"]
    assert offered("form", "people__representative__basis_component", named)[1:] == [
        words for _key, words in named.papers
    ]
    assert told_apart([("a", "Tên"), ("b", "Tuổi"), ("c", "Tên")]) == [
        *(("a", "Tên (a)"), ("b", "Tuổi"), ("c", "Tên (c)")),
    ]


def test_questions_of_the_same_words_are_told_apart_by_their_pages_and_else_by_their_keys() -> None:
    asked = [("mother_name", "Họ tên"), ("father.name", "Họ tên"), ("age", "Tuổi")]
    pages = {"mother_name": "Mẹ", "father": "Cha", "age": "Mẹ"}

    assert told_apart(asked, pages) == [
        *(("mother_name", "Họ tên (Mẹ)"), ("father.name", "Họ tên (Cha)"), ("age", "Tuổi")),
    ]
    assert told_apart(asked, {**pages, "father": "Mẹ"})[:2] == [
        *(
            ("mother_name", "Họ tên (Mẹ) (mother_name)"),
            ("father.name", "Họ tên (Mẹ) (father.name)"),
        ),
    ]


def test_title_offers_whole_answers_by_their_words_and_what_it_is_about() -> None:
    questions = [("child_name", "Họ tên trẻ"), ("residence.division", "Nơi ở: xã")]

    assert [(one.text, one.title) for one in title_choices(questions)] == [
        ("{about}", "Hồ sơ nói về"),
        ("{child_name}", "Họ tên trẻ"),
    ]


@pytest.mark.django_db
def test_question_that_is_gone_is_named_as_it_was_called_last() -> None:
    form = FormDefinition.objects.create(code="dogs")
    asked = {"key": "count", "kind": "number", "label": "Mấy con"}
    gone = {"key": "breed", "kind": "text", "label": "Giống"}
    later = gone | {"label": "Giống chó"}
    for number, fields in enumerate([[asked, gone], [asked, later], [asked]], 1):
        content = {"pages": [{"key": "p", "title": "Chó", "fields": fields}]}
        days = {"valid_from": date(2026, number, 1), "valid_to": date(2026, number + 1, 1)}
        FormVersion.objects.create(form=form, number=number, content=content, **days)

    called = former_names("dogs", unknown="câu hỏi")
    element = {"form": {"code": "dogs"}, "about": "breed"}

    assert (called("breed"), called("breed.part")) == ("Giống chó", "Giống chó")
    assert (called("never"), former_names("cats")("breed")) == ("câu hỏi", "câu hỏi đã bỏ")
    part = chosen_part(packaged("1.013225.yaml"), "form")
    named = Nameable(questions=[("count", "Mấy con")], former=called)
    view = SettingsForm(part.settings, element, named=named)["about"].field.widget.choices
    assert [str(words) for _value, words in view] == [
        *("Không chọn", "Mấy con", "Giống chó (không còn)"),
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("50.000", 50_000), ("50000", 50_000), ("1.250.000 đ", 1_250_000), ("80 000", 80_000)],
)
def test_amount_with_points_is_the_amount_that_people_mean(typed: str, kept: int) -> None:
    assert amount_in(typed) == (kept, [])


@pytest.mark.parametrize(
    "typed", ["50.0", "50.00", "5.0000", "50,5", "-1", "năm mươi", "\u0665\u0660", "1e3"]
)
def test_amount_that_is_none_is_refused(typed: str) -> None:
    assert amount_in(typed) == (None, ["Nhập một số nguyên từ 0 trở lên."])


def amount_in(typed: str) -> tuple[Any, list[str]]:
    """What the input of an amount makes of a text, with its errors; shown again as people write."""
    setting = Setting("amount", "Số tiền", MONEY, required=True)
    form = SettingsForm([setting], {"amount": 50_000}, {"amount": typed})
    assert 'value="50.000"' in str(SettingsForm([setting], {"amount": 50_000}))
    if not form.is_valid():
        return None, [str(text) for text in form.errors["amount"]]
    return form.values()["amount"], []
