# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who opened which case or file, in whose name, for those who may read the trail."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.accounts.api import Account
from lienthong.core.audit.api import VIEW, AuditAccess
from lienthong.core.cases.api import Case, case_by_code, first_codes
from lienthong.kernel.actor import Actor
from lienthong.portals.officer.audit.forms import AskedReads

LAST_DAYS = 31
"""How far back the list goes when neither a day nor a case is asked."""


def reads_within(actor: Actor, asked: AskedReads) -> QuerySet[AuditAccess]:
    """Who opened what, the newest hour first, in the units within the actor's reach.

    Rows without a unit, older than the column or of systems, are for those who reach all units.
    """
    rows = AuditAccess.objects.order_by("-hour", "-pk").filter(_asked(asked))
    units = reachable_unit_ids(reach(actor, VIEW))
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    if asked.before is None:
        return rows
    hour, key = asked.before
    return rows.filter(Q(hour__lt=hour) | Q(hour=hour, pk__lt=(*key[:3], hour, key[3])))


def _asked(asked: AskedReads) -> Q:
    wanted = Q()
    if asked.who:
        named = Account.objects.filter(display_name__icontains=asked.who).values("pk")
        wanted &= Q(actor_id__in=named) | Q(on_behalf_of_id__in=named)
    if asked.code:
        wanted &= Q(**_subject(case_by_code(asked.code)))
    if span := asked.span():
        wanted &= Q(hour__gte=span[0], hour__lt=span[1])
    elif not asked.code:
        wanted &= Q(hour__gte=_first_hour())
    return wanted


def _subject(case: Case | None) -> dict[str, Any]:
    return {"subject_kind": case.kind.code, "subject_id": case.pk} if case else {"subject_kind": ""}


def _first_hour() -> datetime:
    return timezone.now() - timedelta(days=LAST_DAYS)


def told(rows: list[AuditAccess]) -> list[dict[str, Any]]:
    """The rows with the names of people and the codes of cases, three statements for all."""
    people = {row.actor_id for row in rows} | {row.on_behalf_of_id for row in rows}
    accounts = Account.objects.filter(pk__in=people).values_list("pk", "display_name")
    names = dict(accounts)
    cases = {case.pk: case for case in _cases(rows)}
    codes = first_codes(pk for pk, case in cases.items() if not case.code)
    return [
        {
            "read": row,
            "who": names.get(row.actor_id, ""),
            "for": names.get(row.on_behalf_of_id, ""),
            "case": case,
            "subject": words_of(model_of(row.subject_kind), row.subject_id),
            "code": (case.code or codes.get(case.pk, "")) if case else "",
        }
        for row in rows
        for case in [_case_of(row, cases)]
    ]


def model_of(kind: str) -> type[Model] | None:
    """The model that a kind of subject names, None where it names none."""
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None


def words_of(model: type[Model] | None, number: int | None) -> str:
    """A subject as people call it: the kind in words and its number."""
    name = str(model._meta.verbose_name) if model else ""
    return f"{name} {number or ''}".strip()


def _cases(rows: list[AuditAccess]) -> QuerySet[Case]:
    found = Case.objects.select_related("kind").filter(pk__in={row.subject_id for row in rows})
    return found.filter(kind__code__in={row.subject_kind for row in rows})


def _case_of(row: AuditAccess, cases: dict[int, Case]) -> Case | None:
    case = cases.get(row.subject_id)
    return case if case is not None and case.kind.code == row.subject_kind else None
