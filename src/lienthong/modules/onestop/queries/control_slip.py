# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The control slip (Mẫu 06): every time a dossier passed from one to another, and how in time.

Legal basis: 03/2025/TT-VPCP; 61/2018/NĐ-CP, Điều 18.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.text import capfirst

from lienthong.core.cases.api import Capacity, Step, steps_of
from lienthong.core.units.api import names_of
from lienthong.modules.onestop.models import Dossier, HandOver
from lienthong.modules.onestop.queries.revocations import revocation_of

CLOCK = "%H:%M %d/%m/%Y"
CONFIRMED = "đã xác nhận"


@dataclass(frozen=True, slots=True)
class Passing:
    """One line: who gave, who took, when; both confirmed; how the giver's work was in time."""

    at: datetime
    giver: str
    giver_unit: str
    receiver: str
    receiver_unit: str
    outcome: str
    note: str
    given: bool = True
    taken: bool = True

    def as_row(self) -> dict[str, str]:
        """The line as printed."""
        return {
            "at": timezone.localtime(self.at).strftime(CLOCK),
            "giver": self.giver,
            "giver_unit": self.giver_unit,
            "giver_signature": CONFIRMED if self.given else "",
            "receiver": self.receiver,
            "receiver_unit": self.receiver_unit,
            "receiver_signature": CONFIRMED if self.taken else "",
            "outcome": self.outcome,
            "note": self.note,
        }


def control_rows(dossier: Dossier) -> list[dict[str, str]]:
    """Rows in order of time: steps, papers handed over, the revocation."""
    steps = [step for step in steps_of(dossier.pk) if _counts(step)]
    papers = list(dossier.hand_overs.filter(electronic=False).exclude(given_at=None))
    units = {dossier.case.agency_id} | {step.unit_id for step in steps}
    units |= {unit for line in papers for unit in (line.from_unit_id, line.to_unit_id)}
    names = names_of(units)
    rows = [*_steps(dossier, steps, names), *_beside(dossier, steps, names)]
    rows += [_paper(line, names) for line in papers]
    rows += _revoked(dossier)
    return [row.as_row() for row in sorted(rows, key=lambda row: row.at)]


def _counts(step: Step) -> bool:
    return "waits" not in step.marks and step.outcome != "passed"


def _steps(dossier: Dossier, steps: list[Step], names: dict[int, str]) -> list[Passing]:
    """Each step was given by whoever finished last before it opened; the last one to the citizen.

    Steps that ran side by side were given by the same; those that did not lead on were answers.
    """
    main = [step for step in steps if not step.is_side]
    givers = [_giver(main[:place], step) for place, step in enumerate(main)]
    rows = [
        _passed(dossier, step, before, names) for step, before in zip(main, givers, strict=True)
    ]
    led_on = {before.pk for before in givers if before is not None}
    agency = names.get(dossier.case.agency_id, "")
    aside = (step for step in main[:-1] if step.closed_at is not None and step.pk not in led_on)
    rows += [_answer(step, names, "", agency) for step in aside]
    if main and main[-1].closed_at is not None and not dossier.case.is_open:
        rows.append(_answer(main[-1], names, dossier.submitter.full_name, "Người nộp"))
    return rows


def _giver(earlier: list[Step], step: Step) -> Step | None:
    """The step that led to this one: the last that was closed when it opened."""
    closed = [
        (one.closed_at, place, one)
        for place, one in enumerate(earlier)
        if one.closed_at is not None and one.closed_at <= step.opened_at
    ]
    return max(closed)[2] if closed else None


def _passed(dossier: Dossier, step: Step, before: Step | None, names: dict[int, str]) -> Passing:
    return Passing(
        at=step.opened_at,
        giver=before.closed_by_text if before else dossier.submitter.full_name,
        giver_unit=names.get(before.unit_id, "") if before else "Người nộp",
        receiver=step.closed_by_text,
        receiver_unit=names.get(step.unit_id, ""),
        outcome=in_time(before.due_at, before.closed_at) if before else "",
        note=_note(step, before),
        taken=step.closed_at is not None or step.seen_at is not None,
    )


def _beside(dossier: Dossier, steps: list[Step], names: dict[int, str]) -> Iterator[Passing]:
    """What another unit was asked beside the table, and its answer."""
    agency = names.get(dossier.case.agency_id, "")
    for step in (step for step in steps if step.is_side):
        yield Passing(
            at=step.opened_at,
            giver="",
            giver_unit=agency,
            receiver=step.closed_by_text,
            receiver_unit=names.get(step.unit_id, ""),
            outcome="",
            note=step.title,
            taken=step.closed_at is not None or step.seen_at is not None,
        )
        if step.closed_at is not None:
            yield _answer(step, names, "", agency)


def _answer(step: Step, names: dict[int, str], receiver: str, receiver_unit: str) -> Passing:
    return Passing(
        at=step.closed_at or step.opened_at,
        giver=step.closed_by_text,
        giver_unit=names.get(step.unit_id, ""),
        receiver=receiver,
        receiver_unit=receiver_unit,
        outcome=in_time(step.due_at, step.closed_at),
        note=_said(step.title, step.comment),
    )


def _note(step: Step, before: Step | None) -> str:
    return _said(step.title, before.comment if before else "")


def _said(title: str, comment: str) -> str:
    return f"{title}. {capfirst(comment)}" if comment else title


def _paper(line: HandOver, names: dict[int, str]) -> Passing:
    sheet = f"Bản giấy, biên bản {line.sheet.code}" if line.sheet else "Bản giấy"
    note = f"{sheet}. {line.note}" if line.note else sheet
    return Passing(
        at=line.given_at or line.started_at,
        giver=line.giver_text,
        giver_unit=names.get(line.from_unit_id, ""),
        receiver=line.receiver_text,
        receiver_unit=names.get(line.to_unit_id, ""),
        outcome=in_time(line.due_at, line.given_at),
        note=f"Không nhận. {note}" if line.refused_at else note,
        taken=line.received_at is not None,
    )


def _revoked(dossier: Dossier) -> list[Passing]:
    found = revocation_of(dossier)
    if found is None:
        return []
    note = f"Thu hồi kết quả, quyết định {found.decision_number}"
    return [Passing(found.revoked_at, found.revoked_by_text, "", "", "", "", note, taken=False)]


def in_time(due: datetime | None, closed: datetime | None) -> str:
    """Early, on time or late, judged as the slip says it; empty without a limit or an end."""
    if due is None or closed is None:
        return ""
    if closed > due:
        return "trễ hạn"
    same_day = timezone.localdate(closed) == timezone.localdate(due)
    return "đúng hạn" if same_day else "sớm hạn"


def cooperating(dossier: Dossier) -> str:
    """Names of the units that gave an opinion."""
    rows = dossier.case.participations.filter(capacity=Capacity.CONSULT)
    return ", ".join(sorted(names_of({row.unit_id for row in rows}).values()))
