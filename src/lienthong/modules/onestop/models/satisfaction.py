# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The satisfaction form handed out with Mẫu 01, 02, 03, and its answer.

Legal basis: 01/2018/TT-VPCP, Điều 12; 61/2018/NĐ-CP, Điều 27 and 29.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField
from lienthong.modules.onestop.enums import PaperKind, RatingChannel, RatingLevel


class SatisfactionForm(models.Model):
    """A form handed out with one paper: whom it is about. Whoever holds the code answers once.

    ``stage`` is the paper it came with; ``officer_id`` the account of whoever made that paper.
    """

    paper = models.OneToOneField(
        "onestop.DossierPaper",
        models.CASCADE,
        related_name="satisfaction",
        verbose_name=_("giấy đi kèm"),
    )
    code = CCharField(_("mã phiếu"), max_length=20, unique=True)
    stage = CCharField(_("giai đoạn"), max_length=4)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("nơi phục vụ")
    )
    officer_id = models.BigIntegerField(_("người phục vụ"), null=True, blank=True)
    officer_text = models.CharField(_("tên người phục vụ"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("phát lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("phiếu lấy ý kiến (về sự phục vụ)")
        indexes = [models.Index(fields=["unit", "-made_at"], name="satisfaction_unit")]

    def __str__(self) -> str:
        return self.code

    @property
    def stage_title(self) -> str:
        """Name of the paper the form came with."""
        return str(PaperKind(self.stage).label)


class SatisfactionAnswer(models.Model):
    """What was answered on a form. It holds no name, no address and only the day.

    ``trips`` counts how often somebody had to come, 3 standing for three or more.
    """

    form = models.OneToOneField(
        SatisfactionForm, models.CASCADE, related_name="answer", verbose_name=_("phiếu")
    )
    attitude = models.SmallIntegerField(_("thái độ"), choices=RatingLevel.choices)
    punctuality = models.SmallIntegerField(_("thời gian"), choices=RatingLevel.choices)
    clarity = models.SmallIntegerField(_("hướng dẫn"), choices=RatingLevel.choices)
    trips = models.SmallIntegerField(_("số lần đi lại"))
    comment = models.TextField(_("góp ý"), blank=True)
    channel = models.CharField(_("nơi trả lời"), max_length=8, choices=RatingChannel.choices)
    on = models.DateField(_("ngày trả lời"))
    audit_secret = frozenset({"attitude", "punctuality", "clarity", "trips", "comment"})

    class Meta:
        verbose_name = _("câu trả lời (phiếu lấy ý kiến)")
        constraints = [
            models.CheckConstraint(
                name="satisfaction_trips", condition=models.Q(trips__gte=0, trips__lte=3)
            )
        ]

    def __str__(self) -> str:
        return str(self.form_id)
