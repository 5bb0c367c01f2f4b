# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What two versions of a procedure say differently, in words, each with its way to the editor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.forms.api import fields_of, in_words
from lienthong.kernel.designs import Content, Gone
from lienthong.kernel.money import exact_dong, number
from lienthong.modules.onestop.domain.design.difference import Difference
from lienthong.modules.onestop.forms.parts import TABS, chosen_part
from lienthong.modules.onestop.forms.settings import CHOICE, DAY, MONEY, TICKS, WHOLE, Setting
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
            "attribute": _attribute(change, setting),
            "before": _said(change.before, questions, setting),
            "after": _said(change.after, questions, setting),
        }
        for change, setting in ((one, _setting(content, one)) for one in changes)
    ]


def _place(change: Difference) -> str:
    """The part that a change is edited in."""
    return change.place or _SECTIONS.get(change.path.partition(".")[0], "general")


def _setting(content: Content, change: Difference) -> Setting | None:
    """The setting that a change was made in; None where no input stands for it."""
    name = change.place or _place(change)
    try:
        part = chosen_part(content, name)
    except (Gone, KeyError):
        return None
    path = change.path if change.place else change.path.removeprefix(f"{part.place}.")
    return next((one for one in part.settings if one.path == path), None)


def _attribute(change: Difference, setting: Setting | None) -> str:
    if setting is not None:
        return str(setting.label)
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


def _said(value: Any, questions: Mapping[str, Any], setting: Setting | None) -> str:
    told = _typed(value, setting) if setting is not None else None
    return (_words(value, questions) if told is None else told)[:LONGEST]


def _typed(value: Any, setting: Setting) -> str | None:
    """A value as its input shows it: money, days and choices; None for any other."""
    if value is None or value == "" or isinstance(value, bool):
        return None
    if isinstance(value, int) and setting.kind in {MONEY, WHOLE}:
        return exact_dong(value) if setting.kind == MONEY else number(value)
    if setting.kind == DAY and isinstance(value, str):
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    if setting.kind in {CHOICE, TICKS}:
        titles = dict(setting.listed())
        chosen = value if isinstance(value, list) else [value]
        return "; ".join(str(titles.get(one, one)) for one in chosen) or None
    return None


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
