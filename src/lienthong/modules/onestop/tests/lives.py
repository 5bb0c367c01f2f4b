# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Random lives of dossiers, written as their tables hold them, and what they count by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from django.db import connection
from django.utils import timezone

from lienthong.core.cases.api import Case, CaseEvent, CaseKind
from lienthong.core.deadlines.api import Deadline, LimitUnit
from lienthong.modules.onestop.actions.moving import KIND
from lienthong.modules.onestop.models import Dossier, ProcedureVersion

START = datetime(2026, 3, 2, 1, tzinfo=UTC)
FAR = datetime(2100, 1, 1, tzinfo=UTC)
AGENCIES, CHANNELS = (11, 12, 13), ("online", "desk", "post")
Piece = tuple[datetime, datetime]


def day_of(at: datetime) -> date:
    """The day at home."""
    return timezone.localtime(at).date()


@dataclass
class Life:
    """What happens to one dossier, in order: moments, due dates, waiting, the end."""

    number: int
    agency: int
    procedure: int
    channel: str
    accepted: datetime
    due: datetime
    told: list[tuple[datetime, str, dict[str, Any]]] = field(default_factory=list)
    adjusted: list[dict[str, Any]] = field(default_factory=list)
    running: list[tuple[datetime, datetime, datetime]] = field(default_factory=list)
    held: list[Piece] = field(default_factory=list)
    ended: datetime | None = None
    ending: str = ""
    held_at: datetime | None = None
    supplemented: bool = False

    @property
    def late(self) -> list[Piece]:
        """When it was late: while the clock ran past the due date of then."""
        pieces = [(max(start, due), end) for start, end, due in self.running]
        return [piece for piece in pieces if piece[0] < piece[1]]

    def counts(self, since: date, until: date) -> Counter[str]:
        """What it adds to the figures of the days, seen at the end of the last one."""
        came, went = day_of(self.accepted), day_of(self.ended) if self.ended else date.max
        at = datetime.combine(until + timedelta(1), datetime.min.time(), START.tzinfo)
        at -= timedelta(hours=7, microseconds=1)
        found = Counter[str]()
        found[self.channel] += since <= came <= until
        found["carried"] += came < since <= went
        found["done"] += since <= went <= until
        found["pending"] += came <= until < went
        found["late_now"] += any(start <= at < end for start, end in self.late)
        found["held_now"] += any(start <= at < end for start, end in self.held)
        return found


def random_life(dice: Random, number: int) -> Life:
    """One dossier that may wait, be extended, be moved by the calendar, end, or be open still."""
    accepted = START + timedelta(hours=dice.randrange(0, 24 * 60))
    life = Life(
        number,
        dice.choice(AGENCIES),
        dice.choice((1, 2)),
        dice.choice(CHANNELS),
        accepted,
        accepted + timedelta(days=dice.randrange(1, 12)),
    )
    life.told.append((accepted, "accepted", {"due_at": life.due.isoformat()}))
    now, due = accepted, life.due
    for _turn in range(dice.randrange(0, 3)):
        now, due = _turn_of(dice, life, now, due)
    _end(dice, life, now, due)
    return life


def _turn_of(dice: Random, life: Life, now: datetime, due: datetime) -> Piece:
    begins = now + timedelta(hours=dice.randrange(1, 200))
    kind = dice.choice(["supplement", "extend", "calendar"])
    if kind == "supplement":
        ends = begins + timedelta(hours=dice.randrange(1, 300))
        after = due + (ends - begins)
        life.running.append((now, begins, due))
        life.held.append((begins, ends))
        life.told.append((begins, "supplement_requested", {}))
        life.told.append((ends, "supplement_accepted", {"due_at": after.isoformat()}))
        life.adjusted.append(_adjustment("exclude", due, after, ends, begins))
        life.supplemented = True
        return ends, after
    after = due + timedelta(days=dice.randrange(1, 5))
    life.running.append((now, begins, due))
    life.adjusted.append(_adjustment(kind, due, after, begins, None))
    if kind == "extend":
        life.told.append((begins, "extended", {"due_at": after.isoformat()}))
    kept = kind == "extend" and day_of(begins) > day_of(due)
    life.due = after
    return begins, due if kept else after


def _adjustment(
    kind: str, before: datetime, after: datetime, at: datetime, from_at: datetime | None
) -> dict[str, Any]:
    return {"kind": kind, "due_before": before, "due_after": after, "at": at, "from_at": from_at}


def _end(dice: Random, life: Life, now: datetime, due: datetime) -> None:
    how = dice.choice(["granted", "granted", "refused", "withdrawn", "open", "held", "stopped"])
    at = now + timedelta(hours=dice.randrange(1, 300))
    if how in {"held", "stopped"}:
        life.running.append((now, at, due))
        kind = "stopped" if how == "stopped" else "obligation_due"
        life.told.append((at, kind, {}))
        if how == "held":
            life.held_at = at
            life.held.append((at, FAR))
            return
        life.ended = at + timedelta(hours=dice.randrange(1, 100))
        life.held.append((at, life.ended))
        life.ending = "withdrawn"
    elif how == "open":
        life.running.append((now, FAR, due))
        return
    else:
        life.running.append((now, at, due))
        life.ended, life.ending = at, how
    life.told.append((life.ended, life.ending, {}))


@contextmanager
def unrelated() -> Iterator[None]:
    """Rows may name others that do not exist: only their figures matter."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def write_start(life: Life) -> int:
    """Write the dossier as it is once accepted; answers the number of its case."""
    kind, _made = CaseKind.objects.get_or_create(code=KIND, defaults={"title": KIND})
    ends: dict[str, Any] = {"state": "running", "held_at": None, "ended_at": None}
    if life.ended:
        ends |= {"state": "cancelled" if life.ending == "withdrawn" else "met"}
        ends |= {"ended_at": life.ended}
    elif life.held_at:
        ends |= {"state": "held", "held_at": life.held_at}
    due = life.adjusted[-1]["due_after"] if life.adjusted else life.due
    first = life.adjusted[0]["due_before"] if life.adjusted else life.due
    deadline = Deadline.objects.create(
        calendar_revision_id=1,
        calendar_id=1,
        unit=LimitUnit.WORKING_DAY,
        amount=1,
        started_at=life.accepted,
        original_due_at=first,
        due_at=due,
        **ends,
    )
    case = Case.objects.create(
        kind=kind,
        title="",
        state="",
        agency_id=life.agency,
        unit_id=life.agency + 100,
        received_at=life.accepted,
        deadline_id=deadline.pk,
        due_at=due,
    )
    Dossier.objects.create(
        case=case,
        procedure_version_id=life.procedure,
        submission_code=f"L{case.pk}",
        channel=life.channel,
        submitter_id=1,
    )
    return int(case.pk)


def write_told(case_id: int, told: tuple[datetime, str, dict[str, Any]]) -> None:
    """Write one event of a case."""
    at, kind, data = told
    CaseEvent.objects.create(at=at, case_id=case_id, kind=kind, audience="officer", data=data)


def write_adjustments(case_id: int, life: Life) -> None:
    """Write how the due date moved."""
    deadline = Case.objects.get(pk=case_id).deadline_id
    rows = [
        row | {"deadline_id": deadline, "seq": seq, "reason_code": "other", "instrument_id": 1}
        for seq, row in enumerate(life.adjusted, 1)
    ]
    model: Any = Deadline._meta.get_field("adjustments").related_model
    for row in rows:
        revision = 1 if row["kind"] == "calendar" else None
        model.objects.create(**row, calendar_revision_id=revision)


def two_procedures() -> None:
    """The two versions that random lives are of."""
    for number in (1, 2):
        ProcedureVersion.objects.create(
            pk=number,
            procedure_id=number,
            number=1,
            name="",
            short_name=f"Thủ tục {number}",
            field_name=("Hộ tịch", "=1+1")[number - 1],
            data={},
            system_of_record="",
            portal_role="owner",
            valid_from=date(2026, 1, 1),
        )
