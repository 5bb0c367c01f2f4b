# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Calendars with immutable revisions, their use by units, deadlines and adjustments."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.deadlines.enums import (
    OPEN_STATES,
    AdjustmentKind,
    DeadlineState,
    LimitUnit,
    Outcome,
    Reason,
)
from lienthong.kernel.db import (
    CCharField,
    Dated,
    DatedQuerySet,
    Xid8Field,
    no_overlap,
    valid_dates,
)


class WorkCalendar(models.Model):
    """The identity of a working calendar; its days stand in revisions.

    Legal basis: 45/2019/QH14, Điều 112.
    """

    code = CCharField(_("mã"), max_length=64, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    mark_parts: ClassVar[tuple[str, ...]] = ("revisions",)

    class Meta:
        verbose_name = _("lịch làm việc")

    def __str__(self) -> str:
        return self.code


class CalendarRevision(models.Model):
    """Hours, days off and swapped days as they were known at a moment; never changed.

    ``days`` is what ``kernel.clock.from_dict`` reads. Legal basis: 45/2019/QH14, Điều 112.
    """

    calendar = models.ForeignKey(
        WorkCalendar, models.PROTECT, related_name="revisions", verbose_name=_("lịch làm việc")
    )
    made_at = models.DateTimeField(_("lập lúc"))
    days = models.JSONField(_("nội dung"))
    instrument = models.ForeignKey(
        "references.Instrument", models.PROTECT, verbose_name=_("căn cứ"), db_index=False
    )

    told: dict[str, list[str]]
    audit_titles: ClassVar[dict[str, Any]] = {
        "days_in": _("ngày thêm vào lịch"),
        "days_out": _("ngày bỏ khỏi lịch"),
    }

    class Meta:
        verbose_name = _("bản lịch làm việc")

    def __str__(self) -> str:
        return f"{self.calendar_id}@{self.made_at:%Y-%m-%d}"

    def audit_state(self) -> dict[str, list[str]]:
        """Which days became special or ordinary, as the act that made it said (``told``)."""
        return getattr(self, "told", {})


class CalendarAssignment(Dated):
    """Which calendar a unit, and all below it without their own, uses from a day on."""

    unit = models.ForeignKey("units.Unit", models.PROTECT, verbose_name=_("đơn vị"))
    calendar = models.ForeignKey(WorkCalendar, models.PROTECT, verbose_name=_("lịch làm việc"))
    instrument = models.ForeignKey(
        "references.Instrument", models.PROTECT, null=True, blank=True, verbose_name=_("căn cứ")
    )
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("lịch làm việc của đơn vị")
        constraints = [
            no_overlap("unit_id", name="calendar_assignment_no_overlap"),
            valid_dates(name="calendar_assignment_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.calendar_id}"


class Deadline(models.Model):
    """A time limit that runs: calendar revision, limit and start are fixed, the due date moves.

    ``held_at`` and ``held_reason`` are set while something is awaited. Legal basis: 91/2015/QH13,
    Điều 147 and 148; 61/2018/NĐ-CP, Điều 19.
    """

    calendar_revision = models.ForeignKey(
        CalendarRevision, models.PROTECT, verbose_name=_("bản lịch làm việc"), db_index=False
    )
    calendar = models.ForeignKey(
        WorkCalendar, models.PROTECT, verbose_name=_("lịch làm việc"), db_index=False
    )
    unit = models.SmallIntegerField(_("đơn vị tính"), choices=LimitUnit.choices)
    amount = models.IntegerField(_("số lượng"))
    cutoff = models.TimeField(_("giờ chốt"), null=True, blank=True)
    started_at = models.DateTimeField(_("tính từ"))
    original_due_at = models.DateTimeField(_("hẹn trả ban đầu"))
    due_at = models.DateTimeField(_("hẹn trả"))
    state = models.CharField(
        _("trạng thái"),
        max_length=10,
        choices=DeadlineState.choices,
        default=DeadlineState.RUNNING,
    )
    held_at = models.DateTimeField(_("chờ từ"), null=True, blank=True)
    held_reason = models.CharField(
        _("chờ vì"), max_length=16, choices=Reason.choices, blank=True, default=""
    )
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    outcome = models.CharField(
        _("kết thúc"), max_length=8, choices=Outcome.choices, blank=True, default=""
    )

    class Meta:
        verbose_name = _("thời hạn giải quyết")
        indexes = [
            models.Index(
                fields=["calendar"],
                condition=models.Q(state__in=[state.value for state in OPEN_STATES]),
                name="deadline_open",
            )
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=1), name="deadline_amount"),
            models.CheckConstraint(
                condition=models.Q(state="held", held_at__isnull=False)
                | (~models.Q(state="held") & models.Q(held_at__isnull=True)),
                name="deadline_held",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["met", "cancelled"], ended_at__isnull=False)
                | (~models.Q(state__in=["met", "cancelled"]) & models.Q(ended_at__isnull=True)),
                name="deadline_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.due_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether the deadline still runs or waits."""
        return self.state in OPEN_STATES


class DueAdjustment(models.Model):
    """One change of a due date, appended and never changed.

    CALENDAR carries the revision that applies from then on; ``amount`` is minutes for a limit in
    hours, else days of the deadline's own unit; ``xid`` is the transaction that wrote it, for
    whoever folds figures. Legal basis: 61/2018/NĐ-CP, Điều 19.
    """

    deadline = models.ForeignKey(
        Deadline,
        models.PROTECT,
        related_name="adjustments",
        verbose_name=_("thời hạn giải quyết"),
        db_index=False,
    )
    seq = models.SmallIntegerField(_("thứ tự"))
    kind = models.CharField(_("loại"), max_length=10, choices=AdjustmentKind.choices)
    from_at = models.DateTimeField(_("từ"), null=True, blank=True)
    to_at = models.DateTimeField(_("đến"), null=True, blank=True)
    calendar_revision = models.ForeignKey(
        CalendarRevision,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("bản lịch làm việc"),
        db_index=False,
    )
    amount = models.IntegerField(_("số lượng"), default=0)
    due_before = models.DateTimeField(_("hẹn trả trước"))
    due_after = models.DateTimeField(_("hẹn trả sau"))
    reason_code = models.CharField(_("lý do"), max_length=16, choices=Reason.choices)
    note = models.CharField(_("giải thích"), max_length=500, blank=True)
    instrument = models.ForeignKey(
        "references.Instrument", models.PROTECT, verbose_name=_("căn cứ"), db_index=False
    )
    approved_by = models.ForeignKey(
        "accounts.Account",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("người duyệt"),
        db_index=False,
    )
    document_id = models.BigIntegerField(_("văn bản"), null=True, blank=True)
    xid = Xid8Field()
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("điều chỉnh thời hạn")
        indexes = [models.Index(fields=["xid"], name="due_adjustment_order")]
        constraints = [
            models.UniqueConstraint(fields=["deadline", "seq"], name="due_adjustment_unique"),
            models.CheckConstraint(
                condition=models.Q(kind="calendar", calendar_revision__isnull=False)
                | (~models.Q(kind="calendar") & models.Q(calendar_revision__isnull=True)),
                name="due_adjustment_calendar",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deadline_id}.{self.seq} {self.kind}"
