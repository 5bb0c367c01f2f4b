# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the procedure editor shows: tabs, outline, conditions in words, what was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lienthong.core.forms.api import fields_of, in_words
from lienthong.kernel.designs import Content, Gone
from lienthong.modules.onestop.domain.design.facts import Fault
from lienthong.modules.onestop.domain.design.places import find, value_at
from lienthong.modules.onestop.domain.rule_words import fee_words, paper_words, time_words
from lienthong.modules.onestop.forms.parts import TABS, chosen_part, tab_of
from lienthong.modules.onestop.forms.parts_messages import KINDS
from lienthong.modules.onestop.forms.shared import Elements, Slot, Tab
from lienthong.modules.onestop.models import ProcedureEdit

MESSAGE_TITLES: Mapping[Any, object] = dict(KINDS)
"""What a message that says nothing yet is called."""
ACTS: Mapping[str, str] = {
    "begun": gettext_noop("Lập thủ tục"),
    "opened": gettext_noop("Bắt đầu soạn từ phiên bản đang có"),
    "undone": gettext_noop("Trở lại như lần sửa %(what)s"),
    "reverted": gettext_noop("Bỏ thay đổi, soạn lại từ phiên bản mới nhất"),
    "published": gettext_noop("Công bố phiên bản %(what)s"),
    "add": gettext_noop("Thêm “%(what)s”"),
    "move": gettext_noop("Chuyển chỗ “%(what)s”"),
    "duplicate": gettext_noop("Nhân đôi thành “%(what)s”"),
    "remove": gettext_noop("Bỏ một phần, đến “%(what)s”"),
    "edit": gettext_noop("Sửa “%(what)s”"),
    "rule": gettext_noop("Sửa điều kiện của “%(what)s”"),
    "layout": gettext_noop("Sửa mẫu trình bày của “%(what)s”"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One element in the outline."""

    name: str
    title: str
    line: str
    is_current: bool
    is_unconfirmed: bool
    is_conditional: bool
    faults: Sequence[str]
    lists: tuple[ListRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ListRow:
    """One list in the outline with its elements."""

    place: str
    title: object
    one: object
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition of a part, in words; empty words where there is none."""

    path: str
    title: object
    words: str


def tab_rows(code: str, current: Tab, found: Sequence[Fault]) -> list[dict[str, Any]]:
    """The tabs with the number of faults on each."""
    counts: dict[str, int] = {}
    for fault in found:
        slug = tab_of(fault.place).slug
        counts[slug] = counts.get(slug, 0) + 1
    return [
        {
            "url": reverse("onestop:procedure-edit", args=[code, tab.slug]),
            "title": tab.title,
            "current": tab is current,
            "count": counts.get(tab.slug, ""),
        }
        for tab in TABS
    ]


def section_rows(
    tab: Tab, content: Content, faults: Mapping[str, list[str]], chosen: str
) -> list[Row]:
    """The sections of a tab."""
    rows = []
    for section in tab.sections:
        part = chosen_part(content, section.name)
        marks = [s.path for s in section.settings if s.path.endswith("to_be_confirmed")]
        rows.append(
            Row(
                name=section.name,
                title=str(section.title),
                line="",
                is_current=section.name == chosen,
                is_unconfirmed=any(value_at(part.element, path) is True for path in marks),
                is_conditional=False,
                faults=faults.get(section.name, ()),
            )
        )
    return rows


def list_rows(
    tab: Tab, content: Content, faults: Mapping[str, list[str]], chosen: str
) -> list[ListRow]:
    """The lists of a tab."""
    return [_list(one, one.name, content, faults, chosen) for one in tab.lists]


def rules_of(
    element: Mapping[str, Any], slots: Sequence[Slot], form: Mapping[str, Any]
) -> list[Rule]:
    """The conditions of a part in words."""
    questions = {question["key"]: question for question in fields_of(form)}
    rules = []
    for slot in slots:
        found = value_at(element, slot.path)
        words = in_words(found, questions) if found is not None else ""
        rules.append(Rule(slot.path, slot.title, words))
    return rules


def told(edit: ProcedureEdit) -> str:
    """What a change did, in words."""
    return _(ACTS[edit.act]) % {"what": edit.what or section_title(edit.place)}


def section_title(place: str) -> str:
    """What people call the part that a place belongs to."""
    try:
        return str(chosen_part({}, place).title)
    except (Gone, KeyError):
        tab = tab_of(place)
        return str(tab.title)


def place_title(content: Content, place: str) -> str:
    """What people call the part or element at a place."""
    try:
        element = find(content, place)
    except Gone:
        return section_title(place)
    names = ("title", "name", "label", "question")
    if isinstance(element, Mapping) and "/" in place:
        found = next((element[name] for name in names if element.get(name)), "")
        if isinstance(found, str) and found:
            return found
    return section_title(place)


def edit_url(code: str, place: str) -> str:
    """Where a part is edited."""
    url = reverse("onestop:procedure-edit", args=[code, tab_of(place).slug])
    return f"{url}?chon={place}"


def _list(
    elements: Elements,
    place: str,
    content: Content,
    faults: Mapping[str, list[str]],
    chosen: str,
) -> ListRow:
    owner, _slash, name = place.rpartition("/")
    try:
        found = find(content, owner).get(name) or []
    except Gone:
        found = []
    rows = tuple(_rows(elements, place, found, content, faults, chosen))
    return ListRow(place, elements.title, elements.one, rows)


def _rows(
    elements: Elements,
    place: str,
    found: Sequence[Mapping[str, Any]],
    content: Content,
    faults: Mapping[str, list[str]],
    chosen: str,
) -> Iterator[Row]:
    for index, element in enumerate(found):
        here = f"{place}/{element.get('key', index)}"
        yield Row(
            name=here,
            title=_called(element, str(MESSAGE_TITLES.get(element.get("kind"), index + 1))),
            line=_line(element),
            is_current=here == chosen,
            is_unconfirmed=element.get("to_be_confirmed") is True,
            is_conditional=element.get("when") is not None,
            faults=faults.get(here, ()),
            lists=tuple(
                _list(inner, f"{here}/{inner.name}", content, faults, chosen)
                for inner in elements.inner
            ),
        )


def _called(element: Mapping[str, Any], otherwise: str) -> str:
    names = ("citizen_name", "title", "name", "label", "question", "text")
    return str(next((element[name] for name in names if element.get(name)), otherwise))


def _line(element: Mapping[str, Any]) -> str:
    """A few words about an element: pieces of paper, money, time."""
    if "originals" in element:
        return paper_words(int(element["originals"] or 0), int(element.get("copies") or 0))
    if isinstance(element.get("amount"), int):
        return (
            time_words(str(element["amount"]), str(element["unit"]))
            if element.get("unit")
            else fee_words(element["amount"])
        )
    return ""
