# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Satisfaction forms by code, and counts for the head: never who said what.

Legal basis: 61/2018/NĐ-CP, Điều 27 (whoever answers stays unknown to officers).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.units.api import names_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.reference import packaged_yaml
from lienthong.modules.onestop.enums import RatingLevel
from lienthong.modules.onestop.models import SatisfactionAnswer, SatisfactionForm
from lienthong.modules.onestop.permissions import SATISFACTION

QUESTIONS = ("attitude", "punctuality", "clarity")


@dataclass(frozen=True, slots=True)
class SatisfactionRules:
    """Papers the form goes with, fewest answers that are shown, days it can be answered."""

    stages: frozenset[str]
    least_shown: int
    days_open: int


@dataclass(slots=True)
class Counts:
    """Answers about one unit or one officer; ``hidden`` when there are too few to show."""

    name: str
    answers: int = 0
    levels: dict[str, Counter[int]] = field(
        default_factory=lambda: {question: Counter() for question in QUESTIONS}
    )
    trips: Counter[int] = field(default_factory=Counter)
    hidden: bool = False

    def share(self, question: str) -> int:
        """How many of 100 were satisfied or very satisfied."""
        good = sum(n for level, n in self.levels[question].items() if level > 0)
        return round(100 * good / self.answers) if self.answers else 0


@cache
def satisfaction_rules() -> SatisfactionRules:
    """The rules in force.

    Legal basis: 01/2018/TT-VPCP, Điều 12.
    """
    data = packaged_yaml("lienthong.modules.onestop", "satisfaction.yaml")
    return SatisfactionRules(
        frozenset(data["stages"]), int(data["least_shown"]), int(data["days_open"])
    )


def form_by_code(code: str) -> SatisfactionForm:
    """The form with a code. Raises ``OutOfScope``."""
    rows = SatisfactionForm.objects.select_related("paper__dossier__procedure_version", "answer")
    found = rows.filter(code=code).first()
    if found is None:
        raise OutOfScope
    return found


def is_over(form: SatisfactionForm) -> bool:
    """Whether the form can no longer be answered because of its age."""
    return form.made_at < timezone.now() - timedelta(days=satisfaction_rules().days_open)


def unanswered_at(unit_id: int | None, *, minutes: int = 30) -> QuerySet[SatisfactionForm]:
    """Forms handed out at a desk in the last minutes that wait for an answer, newest first."""
    since = timezone.now() - timedelta(minutes=minutes)
    rows = SatisfactionForm.objects.filter(unit_id=unit_id or 0, made_at__gte=since, answer=None)
    return rows.select_related("paper__dossier").order_by("-made_at", "-pk")


def answers_within(actor: Actor, *, since: date, until: date) -> list[SatisfactionAnswer]:
    """Answers of the days (inclusive) about units within the actor's reach."""
    rows = SatisfactionAnswer.objects.filter(on__gte=since, on__lte=until).select_related("form")
    allowed = reachable_unit_ids(reach(actor, SATISFACTION))
    if allowed is not None:
        served = Q(form__unit_id__in=allowed)
        rows = rows.filter(served | Q(form__paper__dossier__case__agency_id__in=allowed))
    return list(rows)


def by_unit(found: Iterable[SatisfactionAnswer]) -> list[Counts]:
    """Counts of each unit by name; those with too few answers hidden."""
    rows = list(found)
    names = names_of({row.form.unit_id for row in rows})
    return _counted((names.get(row.form.unit_id, ""), row) for row in rows)


def by_officer(found: Iterable[SatisfactionAnswer]) -> list[Counts]:
    """Counts of each officer; those with too few answers hidden."""
    return _counted((row.form.officer_text, row) for row in found if row.form.officer_text)


def comments_of(found: Iterable[SatisfactionAnswer]) -> list[str]:
    """Remarks in order of their text, so that their place tells nothing; none of too few."""
    rows = list(found)
    if len(rows) < satisfaction_rules().least_shown:
        return []
    return sorted({row.comment for row in rows if row.comment})


def _counted(named: Iterable[tuple[str, SatisfactionAnswer]]) -> list[Counts]:
    counts: dict[str, Counts] = {}
    for name, answer in named:
        row = counts.setdefault(name, Counts(name))
        row.answers += 1
        row.trips[answer.trips] += 1
        for question in QUESTIONS:
            row.levels[question][getattr(answer, question)] += 1
    rows = sorted(counts.values(), key=lambda row: row.name)
    _hide_few(rows)
    return rows


def _hide_few(rows: list[Counts]) -> None:
    """Hide who has too few answers, and one more when the hidden could be told by subtraction."""
    least = satisfaction_rules().least_shown
    for row in rows:
        row.hidden = row.answers < least
    hidden = [row for row in rows if row.hidden]
    shown = sorted((row for row in rows if not row.hidden), key=lambda row: row.answers)
    if hidden and shown and sum(row.answers for row in hidden) < least:
        shown[0].hidden = True


def level_rows(row: Counts) -> list[dict[str, Any]]:
    """One line for each question: how many gave which level."""
    return [
        {
            "question": question,
            "levels": [row.levels[question][level] for level in sorted(RatingLevel.values)[::-1]],
            "share": row.share(question),
        }
        for question in QUESTIONS
    ]
