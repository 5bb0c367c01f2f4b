# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What two versions of a procedure say differently, in words, each with its way to the editor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.forms.api import fields_of, in_words
from lienthong.kernel.designs import Content
from lienthong.modules.onestop.domain.design.difference import Difference
from lienthong.modules.onestop.forms.parts import TABS
from lienthong.modules.onestop.forms.settings import Setting
from lienthong.modules.onestop.forms.shared import Slot
from lienthong.modules.onestop.panels.procedure_outline import edit_url, place_title

LONGEST = 300


def difference_rows(
    code: str, content: Content, changes: Sequence[Difference], form: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Changes in words, each with its way to the editor."""
    questions = {question["key"]: question for question in fields_of(form)}
    return [
        {
            "url": edit_url(code, _place(change)),
            "name": change.name or place_title(content, _place(change)),
            "sort": change.sort,
            "attribute": _attribute(change),
            "before": _said(change.before, questions),
            "after": _said(change.after, questions),
        }
        for change in changes
    ]


def _place(change: Difference) -> str:
    """The part that a change is edited in."""
    return change.place or _SECTIONS.get(change.path.partition(".")[0], "general")


def _attribute(change: Difference) -> str:
    labels = _labels()
    return str(labels.get(change.path) or labels.get(change.path.partition(".")[2]) or change.path)


def _labels() -> dict[str, object]:
    found: dict[str, object] = {}
    for tab in TABS:
        for section in tab.sections:
            found |= _labelled(section.settings, section.slots, section.place)
        for elements in tab.lists:
            for one in (elements, *elements.inner):
                found = {**_labelled(one.settings, one.slots, ""), **found}
    return found


def _labelled(settings: Sequence[Setting], slots: Sequence[Slot], place: str) -> dict[str, object]:
    before = f"{place}." if place else ""
    named = {f"{before}{setting.path}": setting.label for setting in settings}
    return named | {f"{before}{slot.path}": slot.title for slot in slots}


def _said(value: Any, questions: Mapping[str, Any]) -> str:
    return _words(value, questions)[:LONGEST]


def _words(value: Any, questions: Mapping[str, Any]) -> str:
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, list):
        return "; ".join(_words(item, questions) for item in value)
    if isinstance(value, Mapping):
        if len(value) == 1:
            return in_words(value, questions)
        return ", ".join(f"{name}: {_words(item, questions)}" for name, item in value.items())
    return str(value)


_SECTIONS = {
    "portal": "portal",
    "online": "portal",
    "boundary_free": "portal",
    "competence": "competence",
    "time": "time",
    "opinions": "opinions",
    "people": "form",
    "about": "form",
    "form": "form",
    "process": "process",
    "result": "result",
    "print_templates": "print_templates",
    "service_page": "service_page",
    "version": "version",
}
