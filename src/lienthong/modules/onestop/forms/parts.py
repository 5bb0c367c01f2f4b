# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Every tab of the editor, and which part of which tab stands at a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lienthong.kernel.designs import Content, Gone
from lienthong.modules.onestop.domain.design.places import find
from lienthong.modules.onestop.forms.parts_general import (
    FORM_TAB,
    GENERAL_TAB,
    PAPERS_TAB,
    PUBLICATION_TAB,
)
from lienthong.modules.onestop.forms.parts_messages import MESSAGES_TAB
from lienthong.modules.onestop.forms.parts_page import PAGE_TAB
from lienthong.modules.onestop.forms.parts_result import RESULT_TAB
from lienthong.modules.onestop.forms.parts_rules import FEES_TAB, TIME_TAB
from lienthong.modules.onestop.forms.parts_steps import STEPS_TAB
from lienthong.modules.onestop.forms.settings import Setting
from lienthong.modules.onestop.forms.shared import Elements, Slot, Tab

TABS = (
    *(GENERAL_TAB, PAPERS_TAB, FEES_TAB, TIME_TAB, FORM_TAB, STEPS_TAB, RESULT_TAB),
    *(MESSAGES_TAB, PAGE_TAB, PUBLICATION_TAB),
)
BY_SLUG = {tab.slug: tab for tab in TABS}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The part that is looked at: where it stands, what it holds, which settings it has."""

    name: str
    place: str
    element: Mapping[str, Any]
    settings: tuple[Setting, ...]
    slots: tuple[Slot, ...]
    title: object
    elements: Elements | None = None


def chosen_part(content: Content, name: str) -> Chosen:
    """The section or element with this name. Raises ``Gone``."""
    for tab in TABS:
        for section in tab.sections:
            if section.name == name:
                element = find(content, section.place) if section.place else content
                return Chosen(
                    name, section.place, element, section.settings, section.slots, section.title
                )
    elements = elements_at(name)
    if elements is None:
        raise Gone(name)
    element = find(content, name)
    settings = elements.settings + (elements.further(element) if elements.further else ())
    return Chosen(name, name, element, settings, elements.slots, elements.one, elements)


def tab_of(name: str) -> Tab:
    """The tab on which a part stands; the first for an unknown one."""
    for tab in TABS:
        if any(section.name == name for section in tab.sections):
            return tab
    for tab in TABS:
        if any(name == one.name or name.startswith(f"{one.name}/") for one in tab.lists):
            return tab
    return next((tab for tab in TABS for s in tab.sections if name.startswith(s.name)), TABS[0])


def elements_at(place: str) -> Elements | None:
    """The kind of element that stands at a place: ``fees/licence/rules/rate``."""
    for elements in _lists():
        if place.startswith(f"{elements.name}/"):
            rest = place.removeprefix(f"{elements.name}/").split("/")
            return _inside(elements, rest[1:])
    return None


def list_at(place: str) -> Elements | None:
    """The kind of element of a list: ``fees/licence/rules``."""
    top = next((one for one in _lists() if one.name == place), None)
    return top or elements_at(f"{place}/x")


def _inside(elements: Elements, rest: list[str]) -> Elements | None:
    if not rest:
        return elements
    inner = next((one for one in elements.inner if one.name == rest[0]), None)
    return _inside(inner, rest[2:]) if inner is not None and len(rest) > 1 else None


def _lists() -> Iterator[Elements]:
    for tab in TABS:
        yield from tab.lists
