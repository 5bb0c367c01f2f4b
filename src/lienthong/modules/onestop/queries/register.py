# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What is asked of the register of dossiers, and which dossiers answer it.

Legal basis: 03/2025/TT-VPCP.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.ui.api import parse_date_text
from lienthong.core.units.api import names_of, top_of, version_of
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.permissions import REGISTER
from lienthong.modules.onestop.queries.dossiers import register

DAYS_SHOWN = 30
LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Span:
    """What is asked: days, both included, and a unit."""

    since: date
    until: date
    unit_id: int | None
    state: str = ""

    @property
    def query(self) -> str:
        """The same question as an address."""
        asked = {"tu": self.since.isoformat(), "den": self.until.isoformat()}
        asked |= {"don-vi": str(self.unit_id)} if self.unit_id else {}
        asked |= {"tinh-trang": self.state} if self.state else {}
        return urlencode(asked)

    @property
    def words(self) -> str:
        """The days in words."""
        days = {"since": f"{self.since:%d/%m/%Y}", "until": f"{self.until:%d/%m/%Y}"}
        return _("Từ ngày %(since)s đến ngày %(until)s") % days


def span_of(asked: Any) -> Span:
    """Days and unit of a query; wrong days mean the newest 30, never more than a year."""
    today = timezone.localdate()
    until = _day(asked.get("den", "")) or today
    since = _day(asked.get("tu", "")) or until - timedelta(days=DAYS_SHOWN)
    since, until = min(since, until), max(since, until)
    unit = asked.get("don-vi", "")
    earliest = until - timedelta(days=LONGEST_DAYS)
    state = asked.get("tinh-trang", "")
    return Span(
        max(since, earliest),
        until,
        int(unit) if unit.isdecimal() else None,
        state if state in DossierState.values else "",
    )


def _day(text: str) -> date | None:
    try:
        return parse_date(text) or parse_date_text(text)
    except ValueError:
        return None


def found_in(actor: Actor, span: Span) -> QuerySet[Dossier]:
    """The dossiers of the question."""
    return register(
        actor, since=span.since, until=span.until, unit_id=span.unit_id, state=span.state
    )


def found_ids(actor: Actor, asked: Any, most: int) -> list[int]:
    """Numbers of the cases in the register as it is asked, at most so many."""
    return list(found_in(actor, span_of(asked)).values_list("pk", flat=True)[:most])


def covered_words(actor: Actor, span: Span) -> str:
    """Of whom the rows are: the whole province for who reads it and chose no unit."""
    return _("Toàn tỉnh") if _covers_all(actor, span) else unit_words(actor, span)


def head_words(actor: Actor, span: Span) -> str:
    """The agency at the head of the printed rows: that of the province where they are all of it."""
    unit_id = span.unit_id or actor.agency_id or actor.unit_id
    if unit_id is None:
        return actor.unit_name
    return (top_of if _covers_all(actor, span) else version_of)(unit_id).name


def _covers_all(actor: Actor, span: Span) -> bool:
    return span.unit_id is None and reachable_unit_ids(reach(actor, REGISTER)) is None


def unit_words(actor: Actor, span: Span) -> str:
    """Name of the chosen unit, else of the officer's own."""
    chosen = span.unit_id or actor.agency_id or actor.unit_id
    return names_of({chosen}).get(chosen, actor.unit_name) if chosen else actor.unit_name
