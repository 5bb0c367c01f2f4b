# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The lists on whose rows something can be done at once: what their rows are, and all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from lienthong.core.cases.api import inbox
from lienthong.core.search.api import Family, Narrowing, find
from lienthong.kernel.actor import Actor
from lienthong.portals.officer.cases.forms import Asked as InboxAsked
from lienthong.portals.officer.search.forms import Asked as SearchAsked
from lienthong.portals.officer.search.panels import scope_of

STEP, CASE = "cases.step", "cases.case"
USUAL = "viec"


@dataclass(frozen=True, slots=True)
class RowList:
    """A list: the kind of its rows, where it is, and the numbers of all of them as asked."""

    kind: str
    url_name: str
    rows: Callable[[Actor, QueryDict, int], list[int]]

    @property
    def url(self) -> str:
        """The address of the list."""
        return reverse(self.url_name)


def _inbox(actor: Actor, data: QueryDict, most: int) -> list[int]:
    asked = InboxAsked.read(data)
    return [step.pk for step in inbox(actor, asked=asked.filter(), size=most).steps]


def _found(actor: Actor, data: QueryDict, most: int) -> list[int]:
    asked = SearchAsked.read(data)
    narrowing: Narrowing = asked.narrowing()
    hits = find(
        asked.text, scope=scope_of(actor), family=Family.CASE, narrowing=narrowing, limit=most
    )
    return [hit.subject_id for hit in hits]


def _none(_actor: Actor, _data: QueryDict, _most: int) -> list[int]:
    return []


LISTS: Mapping[str, RowList] = {
    USUAL: RowList(STEP, "officer:inbox", _inbox),
    "tim": RowList(CASE, "officer:search", _found),
    "sap-han": RowList(CASE, "officer:warnings", _none),
}
"""By the name that the form of the list sends; of some only chosen rows can be taken."""
