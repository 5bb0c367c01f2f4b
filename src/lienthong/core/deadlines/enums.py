# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Stored values of deadlines."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel import clock


class LimitUnit(models.IntegerChoices):
    """The unit of a time limit as a small number."""

    HOUR = 1, _("giờ làm việc")
    SAME_DAY = 2, _("trong ngày")
    WORKING_DAY = 3, _("ngày làm việc")
    DAY = 4, _("ngày")
    MONTH = 5, _("tháng")

    @property
    def time_unit(self) -> clock.TimeUnit:
        """The word of the arithmetic."""
        return clock.TimeUnit(self.name.lower())

    @classmethod
    def of(cls, unit: clock.TimeUnit) -> LimitUnit:
        """The stored number of a word."""
        return cls[unit.name]


class DeadlineState(models.TextChoices):
    """Life of a deadline."""

    RUNNING = "running", _("đang tính")
    HELD = "held", _("đang chờ, không tính")
    MET = "met", _("đã xong")
    CANCELLED = "cancelled", _("đã thôi tính")


OPEN_STATES = (DeadlineState.RUNNING, DeadlineState.HELD)


class AdjustmentKind(models.TextChoices):
    """Kinds of adjustment."""

    RESTART = "restart", _("tính lại từ đầu")
    EXCLUDE = "exclude", _("không tính thời gian")
    EXTEND = "extend", _("gia hạn")
    CALENDAR = "calendar", _("lịch làm việc thay đổi")


class Outcome(models.TextChoices):
    """How a deadline ended."""

    EARLY = "early", _("sớm hạn")
    ON_TIME = "on_time", _("đúng hạn")
    LATE = "late", _("trễ hạn")


class Reason(models.TextChoices):
    """Why a deadline waits or moved; the label is what the chip and the strip say."""

    SUPPLEMENT = "supplement", _("Chờ bổ sung")
    PAYMENT = "payment", _("Chờ nộp phí")
    TAX = "tax", _("Chờ nộp thuế")
    VERIFICATION = "verification", _("Chờ xác minh")
    CONSULTATION = "consultation", _("Chờ ý kiến cơ quan khác")
    STOPPED = "stopped", _("Dừng giải quyết")
    APOLOGY = "apology", _("Xin lỗi và hẹn lại")
    NEW_CALENDAR = "new_calendar", _("Lịch nghỉ thay đổi")
