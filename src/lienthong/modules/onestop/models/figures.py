# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What figures are counted from: one line for each accepted dossier, sums for each day.

Both are folded by a job from what happened (core.indicators) and can be made anew at any time.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField, MomentSpansField
from lienthong.modules.onestop.enums import Channel


class Ending(models.TextChoices):
    """How an accepted dossier ended."""

    GRANTED = "granted", _("cấp kết quả")
    REFUSED = "refused", _("từ chối giải quyết")
    WITHDRAWN = "withdrawn", _("rút hồ sơ")


class TallyAxis(models.IntegerChoices):
    """Along what sums of a day are kept."""

    PROVINCE = 0, _("toàn tỉnh")
    AGENCY = 1, _("cơ quan giải quyết")
    PROCEDURE = 2, _("thủ tục")


class TallyGrain(models.IntegerChoices):
    """How long a span one sum covers."""

    DAY = 0, _("ngày")
    MONTH = 1, _("tháng")


class DossierFact(models.Model):
    """What counts about one accepted dossier: who, when it came and ended, when it was late.

    ``late_during`` and ``held_during`` hold for every past and, as things stand, coming moment.
    ``outcome`` is empty until it ended; ``late_on`` is the first day on which it was late;
    ``late_at`` is empty once it ended and while its clock is held.
    """

    case = models.OneToOneField(
        "cases.Case",
        models.CASCADE,
        primary_key=True,
        related_name="+",
        verbose_name=_("việc"),
        db_constraint=False,
    )
    agency_id = models.BigIntegerField(_("cơ quan giải quyết"))
    desk_id = models.BigIntegerField(_("nơi tiếp nhận"))
    procedure_id = models.BigIntegerField(_("thủ tục"))
    officer_id = models.BigIntegerField(_("người thụ lý"), null=True)
    channel = models.CharField(_("cách nộp"), max_length=8, choices=Channel.choices)
    accepted_at = models.DateTimeField(_("tiếp nhận lúc"))
    accepted_on = models.DateField(_("ngày tiếp nhận"))
    ended_at = models.DateTimeField(_("xong lúc"), null=True)
    ended_on = models.DateField(_("ngày xong"), null=True)
    ending = CCharField(_("xong thế nào"), max_length=10, choices=Ending.choices, blank=True)
    outcome = models.SmallIntegerField(_("đúng hẹn"), null=True)
    due_at = models.DateTimeField(_("hẹn trả"), null=True)
    late_at = models.DateTimeField(_("trễ, hoặc sẽ trễ, từ lúc"), null=True)
    late_on = models.DateField(_("ngày đầu tiên trễ"), null=True)
    late_during = MomentSpansField(_("trễ trong lúc"))
    held_during = MomentSpansField(_("đồng hồ dừng trong lúc"))
    supplemented = models.BooleanField(_("từng phải bổ sung"))
    digitised = models.BooleanField(_("giấy tờ đã số hóa"))
    charged = models.BooleanField(_("có phí, lệ phí"))
    paid_online = models.BooleanField(_("nộp tiền trực tuyến"))

    class Meta:
        verbose_name = _("dòng số liệu của hồ sơ")
        indexes = [
            models.Index(fields=["accepted_on", "case"], name="fact_accepted"),
            models.Index(fields=["ended_on", "case"], name="fact_ended"),
            models.Index(fields=["agency_id", "accepted_on"], name="fact_agency"),
            models.Index(fields=["desk_id", "accepted_on"], name="fact_desk"),
            models.Index(
                fields=["late_at"],
                include=["agency_id", "procedure_id"],
                name="fact_running",
                condition=models.Q(late_at__isnull=False),
            ),
            models.Index(
                fields=["late_on", "case"],
                name="fact_late",
                condition=models.Q(late_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.case_id)


class DayTally(models.Model):
    """How many dossiers came, ended, became late on one day (or in one month), along one axis.

    What is pending at the end of a day is the sum of all that came less all that ended until then;
    ``late_change`` and ``held_change`` add up in the same way.
    """

    pk = models.CompositePrimaryKey("axis", "grain", "day", "key")
    axis = models.SmallIntegerField(_("theo"), choices=TallyAxis.choices)
    grain = models.SmallIntegerField(_("độ dài"), choices=TallyGrain.choices)
    day = models.DateField(_("ngày"))
    key = models.BigIntegerField(_("của"))
    online = models.IntegerField(_("nhận trực tuyến"), db_default=0)
    desk = models.IntegerField(_("nhận trực tiếp"), db_default=0)
    post = models.IntegerField(_("nhận qua bưu chính"), db_default=0)
    early = models.IntegerField(_("xong sớm hạn"), db_default=0)
    on_time = models.IntegerField(_("xong đúng hạn"), db_default=0)
    late = models.IntegerField(_("xong trễ hạn"), db_default=0)
    withdrawn = models.IntegerField(_("rút"), db_default=0)
    lapsed = models.IntegerField(_("bắt đầu trễ"), db_default=0)
    late_change = models.IntegerField(_("thêm, bớt đang trễ"), db_default=0)
    held_change = models.IntegerField(_("thêm, bớt đồng hồ dừng"), db_default=0)
    supplemented = models.IntegerField(_("từng phải bổ sung"), db_default=0)
    digitised = models.IntegerField(_("giấy tờ đã số hóa"), db_default=0)
    charged = models.IntegerField(_("có phí, lệ phí"), db_default=0)
    paid_online = models.IntegerField(_("nộp tiền trực tuyến"), db_default=0)
    MEASURES: ClassVar[tuple[str, ...]] = (
        "online",
        "desk",
        "post",
        "early",
        "on_time",
        "late",
        "withdrawn",
        "lapsed",
        "late_change",
        "held_change",
        "supplemented",
        "digitised",
        "charged",
        "paid_online",
    )
    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("tổng theo ngày")

    def __str__(self) -> str:
        return f"{self.axis}:{self.key}:{self.day}"
