# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages to and from partner systems: ordered, repeated safely, never lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.integration.enums import IncomingState, OutgoingState
from lienthong.kernel.db import CCharField, Dated, DatedQuerySet, no_overlap, valid_dates


class Partner(models.Model):
    """A system outside: national portal, document axis, identity service.

    ``made_at`` is unknown of those that came with the installation; one that is switched off is
    switched on again by itself after ``off_until``, where a last day was said.
    """

    code = CCharField(_("mã"), max_length=40, unique=True)
    title = models.CharField(_("tên"), max_length=200)
    certificate = models.TextField(_("chứng thư tin cậy"), blank=True)
    is_active = models.BooleanField(_("đang nối"), default=True)
    rests_until = models.DateTimeField(_("tạm nghỉ đến"), null=True, blank=True)
    made_at = models.DateTimeField(_("lập lúc"), null=True, blank=True)
    off_until = models.DateField(_("ngắt đến hết ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("hệ thống liên thông")

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        """Where it answers today; empty for the address of the installation."""
        found = self.addresses.on(timezone.localdate()).first()
        return found.address if found else ""

    def audit_state(self) -> dict[str, Any]:
        """What was last set of its address, for the trail of acts on it."""
        newest = self.addresses.order_by("-valid_from").first()
        return {"address": newest.address, "since": newest.valid_from} if newest else {}


class PartnerAddress(Dated):
    """Where a partner answers from a day on; empty for the address of the installation."""

    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="addresses", verbose_name=_("hệ thống liên thông")
    )
    address = models.URLField(_("địa chỉ"), blank=True)
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("địa chỉ của hệ thống liên thông")
        constraints = [
            valid_dates(name="partneraddress_dates"),
            no_overlap("partner_id", name="partneraddress_no_overlap"),
        ]

    def __str__(self) -> str:
        return self.address


class Outgoing(models.Model):
    """A message to a partner. Messages of one ordering key leave strictly in order."""

    partner = models.ForeignKey(Partner, models.PROTECT, verbose_name=_("nơi nhận"), db_index=False)
    topic = CCharField(_("chủ đề"), max_length=60)
    ordering_key = CCharField(_("khóa thứ tự"), max_length=80)
    dedupe_key = CCharField(_("khóa chống lặp"), max_length=120)
    payload = models.JSONField(_("nội dung"))
    file_id = models.BigIntegerField(_("tệp"), null=True, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=OutgoingState.choices, default=OutgoingState.WAITING
    )
    attempts = models.SmallIntegerField(_("số lần gửi"), default=0)
    next_at = models.DateTimeField(_("gửi lại lúc"))
    error = models.TextField(_("lỗi"), blank=True)
    created_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    done_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    replays = models.SmallIntegerField(_("số lần cho gửi lại"), default=0)
    audit_secret = frozenset({"payload"})

    class Meta:
        verbose_name = _("tin gửi đi")
        constraints = [
            models.UniqueConstraint(fields=["partner", "dedupe_key"], name="outgoing_dedupe")
        ]
        indexes = [
            models.Index(
                fields=["partner", "id"],
                name="outgoing_waiting",
                condition=models.Q(done_at__isnull=True),
            ),
            models.Index(
                fields=["partner", "ordering_key", "id"],
                name="outgoing_order",
                condition=models.Q(done_at__isnull=True),
            ),
            models.Index(fields=["partner", "state", "-done_at"], name="outgoing_settled"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.dedupe_key}"


class Incoming(models.Model):
    """A message from a partner, taken once by its own identifier.

    Those that carry a ``sequence`` are handled in this order within their ordering key, however
    they arrived; one that failed does not hold back what follows.
    """

    partner = models.ForeignKey(Partner, models.PROTECT, verbose_name=_("nơi gửi"), db_index=False)
    message_id = CCharField(_("mã tin"), max_length=120)
    received_at = models.DateTimeField(_("nhận lúc"), auto_now_add=True)
    payload = models.JSONField(_("nội dung"))
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=IncomingState.choices, default=IncomingState.NEW
    )
    error = models.TextField(_("lỗi"), blank=True)
    ordering_key = CCharField(_("khóa thứ tự"), max_length=80, blank=True)
    sequence = models.BigIntegerField(_("số thứ tự"), null=True, blank=True)
    handled_at = models.DateTimeField(_("xử lý lúc"), null=True, blank=True)
    replays = models.SmallIntegerField(_("số lần cho xử lý lại"), default=0)
    audit_secret = frozenset({"payload"})

    class Meta:
        verbose_name = _("tin nhận về")
        constraints = [
            models.UniqueConstraint(fields=["partner", "message_id"], name="incoming_once")
        ]
        indexes = [
            models.Index(fields=["partner", "state", "-received_at"], name="incoming_state"),
            models.Index(
                fields=["partner", "ordering_key", "-sequence"],
                name="incoming_order",
                condition=models.Q(sequence__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.message_id


class ManualRun(models.Model):
    """A scheduled job that somebody had run besides its schedule, and why."""

    job = CCharField(_("việc nền"), max_length=120)
    asked_at = models.DateTimeField(_("yêu cầu lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("lần chạy tay")
        indexes = [models.Index(fields=["job", "-id"], name="manualrun_job")]

    def __str__(self) -> str:
        return self.job


_NOTE = """
INSERT INTO integration_jobday AS d (job, day, done, failed, last_at, is_well, seconds)
VALUES (%(job)s, %(day)s, %(done)s, %(failed)s, %(at)s, %(is_well)s, %(seconds)s)
ON CONFLICT (job, day) DO UPDATE SET done = d.done + excluded.done,
  failed = d.failed + excluded.failed, last_at = excluded.last_at, is_well = excluded.is_well,
  seconds = excluded.seconds
"""


class JobDayManager(models.Manager["JobDay"]):
    """Counts the turns of scheduled jobs; what went well leaves no other trace."""

    def note(self, job: str, *, at: datetime, is_well: bool, seconds: float) -> None:
        """One turn of a job has ended."""
        done, failed = (1, 0) if is_well else (0, 1)
        values: dict[str, Any] = {
            "job": job,
            "day": timezone.localdate(at),
            "at": at,
            "seconds": seconds,
        }
        values |= {"is_well": is_well, "done": done, "failed": failed}
        with connection.cursor() as cursor:
            cursor.execute(_NOTE, values)


class JobDay(models.Model):
    """How a scheduled job went on a day: how often, how often it failed, and its last turn."""

    pk = models.CompositePrimaryKey("job", "day")
    job = CCharField(_("việc nền"), max_length=120)
    day = models.DateField(_("ngày chạy"))
    done = models.IntegerField(_("số lần xong"))
    failed = models.IntegerField(_("số lần hỏng"))
    last_at = models.DateTimeField(_("lần cuối lúc"))
    is_well = models.BooleanField(_("lần cuối xong"))
    seconds = models.FloatField(_("lần cuối mất (giây)"))
    objects: ClassVar[JobDayManager] = JobDayManager()

    class Meta:
        verbose_name = _("việc nền trong ngày")

    def __str__(self) -> str:
        return f"{self.job} {self.day}"
