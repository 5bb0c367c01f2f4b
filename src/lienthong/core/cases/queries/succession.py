# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What work lies in a unit that ends, and what of it still has to go to its successor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from lienthong.core.cases.enums import Capacity
from lienthong.core.cases.models import Case, Opinion, Participation, Step, WorkMove
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.text import first_names

NAMED = 5
"""So many cases that are left are named."""
LOT = 500
"""Cases of one lot; more are moved by the next one."""


@dataclass(frozen=True, slots=True)
class Work:
    """How much lies in a unit: open cases, open steps, opinions owed, cases that were closed."""

    cases: int
    steps: int
    opinions: int
    closed: int

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act."""
        return bool(self.cases or self.steps or self.opinions)


def work_of(unit_id: int) -> Work:
    """What lies in the unit now."""
    parts = _parts_of(unit_id)
    return Work(
        cases=parts.filter(closed=False).values("case_id").distinct().count(),
        steps=steps_in(unit_id).count(),
        opinions=_owed_by(unit_id).count(),
        closed=parts.filter(closed=True).values("case_id").distinct().count(),
    )


def require_no_work(unit_id: int) -> None:
    """Raise ``InvalidInput`` (``heir``) that names the work left in a unit nobody continues."""
    left = work_of(unit_id)
    if not left.is_open:
        return
    cases = open_cases_in(unit_id).order_by("received_at", "pk")
    named = [case.code or case.title for case in cases[:NAMED]]
    told = _("Còn %(cases)s việc đang mở ở đơn vị này: %(names)s. Chọn đơn vị nhận việc.")
    count = cases.count()
    said = {"cases": count, "names": first_names(named, count=count)}
    raise InvalidInput(fields={"heir": told % said})


def open_cases_in(unit_id: int) -> QuerySet[Case]:
    """Open cases in which the unit takes part, has a step or owes an opinion."""
    taking = _parts_of(unit_id).filter(closed=False).values("case_id")
    here = Q(pk__in=taking) | Q(pk__in=steps_in(unit_id).values("case_id"))
    here |= Q(pk__in=_owed_by(unit_id).values("step__case_id"))
    return Case.objects.filter(here)


def _parts_of(unit_id: int) -> QuerySet[Participation]:
    return Participation.objects.filter(unit_id=unit_id).exclude(capacity=Capacity.FORMER)


def _owed_by(unit_id: int) -> QuerySet[Opinion]:
    return Opinion.objects.filter(
        unit_id=unit_id, answered_at=None, withdrawn_at=None, step__closed_at=None
    )


def steps_in(unit_id: int) -> QuerySet[Step]:
    """Open steps that belong to the unit or wait in one of its queues."""
    here = Q(unit_id=unit_id) | Q(home_queue__unit_id=unit_id) | Q(queue__unit_id=unit_id)
    return Step.objects.filter(here, closed_at=None)


def next_lot(of_id: int, into_id: int, on: date) -> list[int]:
    """The next cases, open ones first, then the last closed; none that was tried before."""
    parts = Participation.objects.filter(unit_id=of_id, case_id=OuterRef("pk"))
    taking = Exists(parts.exclude(capacity=Capacity.FORMER))
    waiting = Exists(steps_in(of_id).filter(case_id=OuterRef("pk"), case__closed_at=None))
    rows = Case.objects.filter(taking | waiting).exclude(pk__in=tried(of_id, into_id, on))
    ordered = rows.order_by(F("closed_at").desc(nulls_first=True), "pk")
    return list(ordered.values_list("pk", flat=True)[:LOT])


def tried(of_id: int, into_id: int, on: date) -> set[int]:
    """Cases that lots of this succession have tried, moved or not."""
    rows = _lots(of_id, into_id, on).values_list("case_ids", flat=True)
    return {case_id for ids in rows for case_id in ids}


def _lots(of_id: int, into_id: int, on: date) -> QuerySet[WorkMove]:
    return WorkMove.objects.filter(from_unit_id=of_id, to_unit_id=into_id, on_date=on, undoes=None)


def left_behind(move: WorkMove) -> list[int]:
    """Cases of a finished lot that are still in the unit that ended: not moved, or taken back.

    None of a lot that takes another back, none that a later lot has tried again.
    """
    if move.finished_at is None or move.undoes_id is not None:
        return []
    left = [int(one["case"]) for one in move.problems]
    back = WorkMove.objects.filter(undoes=move, finished_at__isnull=False).first()
    if back is not None:
        ids = [int(pk) for pk in move.taken]
        later = WorkMove.objects.filter(
            from_unit_id=move.from_unit_id, to_unit_id=move.to_unit_id, undoes=None, pk__gt=back.pk
        )
        left += [] if later.filter(case_ids__overlap=ids).exists() else ids
    return left


def moved_again(of_id: int, into_id: int, on: date) -> list[int]:
    """Cases that lots moved and that have come into the ended unit once more since."""
    lots = list(_lots(of_id, into_id, on))
    seen = {pk for lot in lots for pk in lot.case_ids}
    waiting = {pk for lot in lots if lot.finished_at is None for pk in lot.case_ids}
    back = seen - waiting - _left_by(lots)
    return list(open_cases_in(of_id).filter(pk__in=back).values_list("pk", flat=True)[:LOT])


def stuck_in(unit_id: int) -> list[str]:
    """Codes, else titles, of open cases in a unit that its finished lots left behind."""
    left = _left_by(WorkMove.objects.filter(from_unit_id=unit_id, undoes=None))
    cases = open_cases_in(unit_id).filter(pk__in=left).order_by("received_at", "pk")
    return [case.code or case.title for case in cases]


def _left_by(lots: Iterable[WorkMove]) -> set[int]:
    return {pk for lot in lots for pk in left_behind(lot)}
