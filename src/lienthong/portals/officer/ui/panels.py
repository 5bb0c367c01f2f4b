# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The lists on whose rows something can be done at once: what their rows are, and all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.http import QueryDict

from lienthong.core.search.api import Family, Narrowing, find
from lienthong.kernel.actor import Actor
from lienthong.kernel.bulk import RowList
from lienthong.kernel.registry import declared_in
from lienthong.portals.officer.cases.forms import Asked as InboxAsked
from lienthong.portals.officer.cases.panels import page_of, warnings_of
from lienthong.portals.officer.search.forms import Asked as SearchAsked
from lienthong.portals.officer.search.forms import code_in
from lienthong.portals.officer.search.panels import scope_of

STEP, CASE = "cases.step", "cases.case"
USUAL = "viec"


def _inbox(actor: Actor, data: QueryDict, most: int) -> list[int]:
    asked = replace(InboxAsked.read(data), after=None)
    page = page_of(actor, asked, warnings_of(actor), size=most)
    return [step.pk for step in page.steps]


def _found(actor: Actor, data: QueryDict, most: int) -> list[int]:
    asked = SearchAsked.read(data)
    narrowing: Narrowing = asked.narrowing()
    text = code_in(asked.text)
    hits = find(text, scope=scope_of(actor), family=Family.CASE, narrowing=narrowing, limit=most)
    return [hit.subject_id for hit in hits]


def _none(_actor: Actor, _data: QueryDict, _most: int) -> list[int]:
    return []


OWN = (
    RowList(USUAL, STEP, "officer:inbox", _inbox),
    RowList("tim", CASE, "officer:search", _found),
    RowList("sap-han", CASE, "officer:warnings", _none),
)
"""Of some only chosen rows can be taken."""


def row_lists() -> Mapping[str, RowList]:
    """Every list by the name that its form sends: the portal's own and those of modules."""
    return {each.name: each for each in (*OWN, *declared_in("tables", "ROW_LISTS"))}
