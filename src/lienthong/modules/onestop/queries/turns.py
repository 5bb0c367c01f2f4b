# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the time rules of the version allow for a dossier now: until when, how often, who decides.

Legal basis: 61/2018/NĐ-CP, Điều 19 (only what the version says).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from lienthong.core.cases.api import Step, steps_of
from lienthong.core.deadlines.api import AdjustmentKind, Deadline, adjustments_of, current_calendar
from lienthong.core.documents.api import FileVersion
from lienthong.core.references.api import Instrument
from lienthong.kernel import clock
from lienthong.modules.onestop.domain.procedure import LimitSpec
from lienthong.modules.onestop.domain.time_rules import extension_rule, supplement_rule
from lienthong.modules.onestop.enums import SupplementStage
from lienthong.modules.onestop.models import (
    Defect,
    Dossier,
    ExtensionNotice,
    FinancialObligation,
    StopNotice,
    SupplementNotice,
    Withdrawal,
)
from lienthong.modules.onestop.queries.dossiers import may_have

KIND = "onestop.dossier"


@dataclass(frozen=True, slots=True)
class ExtensionOffer:
    """Whether an extension may be asked: the last local day, how many were made, who decides."""

    last_day: date
    made: int
    allowed: int
    due_at: datetime
    legal_basis: str

    def is_late(self, today: date) -> bool:
        """Whether the last day has passed."""
        return today > self.last_day

    def needs_leader(self, today: date) -> bool:
        """Whether only a leader may still decide it: too late, or one time too many.

        What is promised for the day of reception is always too late: its last day for asking was
        the working day before. Legal basis: 61/2018/NĐ-CP, Điều 19, khoản 9.
        """
        return self.is_late(today) or self.made >= self.allowed


@dataclass(frozen=True, slots=True)
class SupplementOffer:
    """Whether a supplement may be asked: the last local day (None: no limit), how many were."""

    last_day: date | None
    made: int
    allowed: int

    def is_late(self, today: date) -> bool:
        """Whether the last day has passed."""
        return self.last_day is not None and today > self.last_day

    @property
    def needs_leader(self) -> bool:
        """Whether a leader has to approve: the version allows no more requests."""
        return self.made >= self.allowed


def extension_offer(dossier: Dossier, deadline: Deadline) -> ExtensionOffer | None:
    """The offer of the version; None when it knows no extension. Raises ``ClockError``.

    Legal basis: 61/2018/NĐ-CP, Điều 19, khoản 9.
    """
    rule = extension_rule(dossier.procedure_version.spec)
    if rule is None:
        return None
    due_day = clock.to_local(deadline.due_at).date()
    last = last_day_before(due_day, rule.before, current_calendar(deadline))
    rows = adjustments_of(deadline)
    made = sum(1 for row in rows if row.kind == AdjustmentKind.EXTEND)
    return ExtensionOffer(last, made, rule.max_count, deadline.due_at, rule.legal_basis[0])


def last_day_before(due_day: date, before: LimitSpec, calendar: clock.WorkCalendar) -> date:
    """The last working day at least ``before`` (working days or days) earlier, read safely."""
    if before.unit == clock.TimeUnit.WORKING_DAY:
        return clock.working_days_before(due_day, before.amount, calendar)
    latest = due_day - timedelta(days=before.amount)
    return clock.working_days_before(latest + timedelta(days=1), 1, calendar)


def supplement_offer(dossier: Dossier, deadline: Deadline) -> SupplementOffer:
    """Until when and how often the version lets the unit ask. Raises ``ClockError``.

    After a supplement that restarted the limit the days count from there.
    Legal basis: 61/2018/NĐ-CP, Điều 19, khoản 4.
    """
    rule = supplement_rule(dossier.procedure_version.spec)
    made = requests_made(dossier)
    if rule.ask_within is None:
        return SupplementOffer(None, made, rule.max_requests)
    begun = _begun(deadline)
    calendar = current_calendar(deadline)
    limit = clock.Limit(clock.TimeUnit(rule.ask_within.unit), rule.ask_within.amount)
    last = clock.fold(limit, clock.to_local(begun), calendar).due_at.date()
    return SupplementOffer(last, made, rule.max_requests)


def requests_made(dossier: Dossier) -> int:
    """How many supplements were asked while processing; saying the same again is not another."""
    if not may_have(dossier, "supplement"):
        return 0
    rows = SupplementNotice.objects.filter(dossier=dossier, stage=SupplementStage.PROCESS)
    return rows.filter(again_of__isnull=True, declined_at__isnull=True).count()


def _begun(deadline: Deadline) -> datetime:
    rows = [row for row in adjustments_of(deadline) if row.kind == AdjustmentKind.RESTART]
    begun: datetime | None = rows[-1].to_at if rows else None
    return begun or deadline.started_at


def open_extension(dossier: Dossier) -> ExtensionNotice | None:
    """The extension that was asked and not yet carried out or declined."""
    if not may_have(dossier, "extension"):
        return None
    rows = ExtensionNotice.objects.filter(dossier=dossier)
    return rows.filter(executed_at__isnull=True, declined_at__isnull=True).first()


def open_obligation(dossier: Dossier) -> FinancialObligation | None:
    """What still has to be paid before the dossier goes on."""
    rows = FinancialObligation.objects.filter(dossier=dossier)
    return rows.filter(met_at__isnull=True, cancelled_at__isnull=True).first()


def open_stop(dossier: Dossier) -> StopNotice | None:
    """The stop that is asked, decided or in force; not one that was resumed, ended or declined."""
    rows = StopNotice.objects.filter(dossier=dossier, declined_at__isnull=True)
    return rows.filter(resumed_at__isnull=True, ended_at__isnull=True).first()


def open_withdrawal(dossier: Dossier) -> Withdrawal | None:
    """The withdrawal that waits for the desk's answer."""
    return Withdrawal.objects.filter(dossier=dossier, answered_at__isnull=True).first()


def answer_files(defect: Defect, *, of_desk: bool) -> list[FileVersion]:
    """What the desk, or else the citizen, has put to an item so far, in the order it came."""
    rows = FileVersion.objects.filter(file__unit__isnull=not of_desk).in_bulk(defect.answer_files)
    return [rows[pk] for pk in defect.answer_files if pk in rows]


def open_notice(dossier: Dossier) -> SupplementNotice | None:
    """The supplement notice that waits for the citizen."""
    rows = SupplementNotice.objects.filter(dossier=dossier, sent_at__isnull=False)
    rows = rows.filter(answered_at__isnull=True, closed_at__isnull=True)
    return rows.order_by("-pk").first()


def proposed_notice(dossier: Dossier) -> SupplementNotice | None:
    """The supplement that the unit proposed and the one-stop has not sent."""
    rows = SupplementNotice.objects.filter(dossier=dossier, sent_at__isnull=True)
    return rows.filter(declined_at__isnull=True).order_by("-pk").first()


def answered_notice(dossier: Dossier) -> SupplementNotice | None:
    """The newest supplement that the citizen answered and nobody has accepted."""
    rows = SupplementNotice.objects.filter(dossier=dossier, sent_at__isnull=False)
    rows = rows.filter(answered_at__isnull=False, accepted_at__isnull=True, closed_at__isnull=True)
    return rows.order_by("-pk").first()


def asking_steps(dossier: Dossier) -> list[Step]:
    """The finished steps that asked for a supplement, oldest first."""
    return [step for step in steps_of(dossier.pk) if step.outcome == "request_supplement"]


def expired_notice(dossier: Dossier) -> SupplementNotice | None:
    """The supplement notice that was not answered in time and is still waited for."""
    notice = open_notice(dossier)
    return notice if notice is not None and notice.expired_at is not None else None


def steps_to_wake(*, most: int = 500) -> list[Step]:
    """The open steps of dossiers whose moment has come, the earliest first."""
    rows = Step.objects.filter(wake_at__lte=timezone.now(), closed_at__isnull=True)
    return list(rows.filter(kind__code=KIND).order_by("wake_at", "id")[:most])


def instrument_of(basis: str) -> int | None:
    """The instrument that a ground names (``61/2018/NĐ-CP, Điều 19``); None when not known."""
    key = basis.partition(",")[0].strip()
    found: int | None = Instrument.objects.filter(key=key).values_list("pk", flat=True).first()
    return found


@dataclass(frozen=True, slots=True)
class Apologies:
    """How many new dates were promised with an apology, and how many only after the old date."""

    made: int
    late: int


def apologies(agency_ids: list[int] | None, *, since: date) -> Apologies:
    """Apologies that agencies sent since a day (all agencies for None): an early warning.

    They count even when the result then comes on time. Legal basis: 61/2018/NĐ-CP, Điều 19.
    """
    start = clock.midnight(since)
    rows = ExtensionNotice.objects.filter(executed_at__gte=start)
    if agency_ids is not None:
        rows = rows.filter(dossier__case__agency_id__in=agency_ids)
    found = rows.aggregate(made=Count("pk"), late=Count("pk", filter=Q(was_late=True)))
    return Apologies(found["made"], found["late"])
