# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The catalogue for the people who check it: list, changes, what is confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from lienthong.kernel.text import fold
from lienthong.modules.onestop.domain.catalogue.merging import Confirmed
from lienthong.modules.onestop.enums import CatalogueState, RuleKind
from lienthong.modules.onestop.models import (
    CatalogueEntry,
    CatalogueImport,
    RuleConfirmation,
    SourceRecord,
)

PAGE = 50
COMPARED = (
    "name",
    "field_name",
    "levels",
    "agency",
    "applicants",
    "decision",
    "online",
    "times",
    "fees",
    "papers",
    "results",
    "legal_basis",
    "conditions",
    "steps",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of the reading that the new record has otherwise."""

    name: str
    before: Any
    after: Any


def entries(
    *, text: str = "", state: str = "", source: str = "", after: str = ""
) -> QuerySet[CatalogueEntry]:
    """Entries that contain every word, by code, from behind a code on."""
    rows = CatalogueEntry.objects.select_related("current").order_by("code")
    for word in fold(text).split():
        rows = rows.filter(folded__contains=word)
    if state in CatalogueState.values:
        rows = rows.filter(state=state)
    if source:
        rows = rows.filter(current__source=source)
    return rows.filter(code__gt=after) if after else rows


def counts_by_state() -> dict[str, int]:
    """How many entries are in each state."""
    counted = CatalogueEntry.objects.values_list("state").annotate(count=Count("pk"))
    found = dict(counted.order_by())
    return {state: found.get(state, 0) for state in CatalogueState.values}


def last_imports(most: int = 5) -> list[CatalogueImport]:
    """The newest imports."""
    return list(CatalogueImport.objects.order_by("-pk")[:most])


def previous_of(record: SourceRecord) -> SourceRecord | None:
    """The record before this one: of the same source, else the newest of another."""
    older = SourceRecord.objects.filter(entry_id=record.entry_id, pk__lt=record.pk)
    same = older.filter(source=record.source).order_by("-number").first()
    return same or older.order_by("-pk").first()


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """The parts in which two readings differ, in the order of the screen."""
    for name in COMPARED:
        if before.get(name) != after.get(name):
            yield Difference(name, before.get(name), after.get(name))


def last_confirmations(record: SourceRecord) -> dict[tuple[str, str], RuleConfirmation]:
    """The last confirmation of each rule, by kind and key."""
    rows = RuleConfirmation.objects.filter(record=record).order_by("pk")
    return {(row.kind, row.key): row for row in rows}


def confirmations_of(record: SourceRecord) -> dict[tuple[str, str], Confirmed]:
    """The confirmed values, by kind and key."""
    return {
        key: Confirmed(row.amount, row.unit, row.legal_basis)
        for key, row in last_confirmations(record).items()
    }


def is_confirmed(record: SourceRecord) -> bool:
    """Whether a person confirmed every time rule and every fee of the record."""
    done = set(last_confirmations(record))
    wanted = {(kind, rule["key"]) for kind in RuleKind.values for rule in record.rules(kind)}
    return wanted <= done


def unreadable(most: int = 50) -> list[SourceRecord]:
    """The newest records that nobody could read."""
    rows = SourceRecord.objects.filter(~Q(problem="")).select_related("imported")
    return list(rows.order_by("-pk")[:most])
