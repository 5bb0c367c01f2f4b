# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Notices to the submitter: what is missing, why a dossier is not accepted."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField
from lienthong.modules.onestop.enums import SupplementStage


class SupplementNotice(models.Model):
    """One complete request to supplement, item by item (Mẫu 02).

    Legal basis: 61/2018/NĐ-CP, Điều 11, Điều 17, Điều 19.
    """

    dossier = models.ForeignKey(
        "onestop.Dossier", models.CASCADE, related_name="supplements", verbose_name=_("hồ sơ")
    )
    stage = models.CharField(_("lúc"), max_length=8, choices=SupplementStage.choices)
    reason = models.TextField(_("lý do"))
    asked_by_text = models.CharField(_("người yêu cầu"), max_length=200)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    answered_at = models.DateTimeField(_("bổ sung lúc"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("nhận đủ lúc"), null=True, blank=True)
    again_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("nhắc lại phiếu")
    )
    answer_by = models.DateTimeField(_("bổ sung trước"), null=True, blank=True)
    expired_at = models.DateTimeField(_("quá hạn bổ sung lúc"), null=True, blank=True)
    closed_at = models.DateTimeField(_("thôi chờ lúc"), null=True, blank=True)
    over_limit_reason = models.TextField(_("lý do yêu cầu quá số lần"), blank=True)
    approved_by_text = models.CharField(_("người duyệt"), max_length=200, blank=True)
    approved_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)
    declined_at = models.DateTimeField(_("không đồng ý lúc"), null=True, blank=True)
    decline_reason = models.TextField(_("lý do không đồng ý"), blank=True)
    created_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("phiếu yêu cầu bổ sung (Mẫu 02)")

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.stage}"


class Defect(models.Model):
    """One thing to supplement: which component, what is wrong, what answered it."""

    notice = models.ForeignKey(
        SupplementNotice, models.CASCADE, related_name="defects", verbose_name=_("phiếu")
    )
    component_key = CCharField(_("giấy tờ"), max_length=60, blank=True)
    name = models.CharField(_("tên giấy tờ"), max_length=300)
    what = models.CharField(_("cần bổ sung gì"), max_length=500)
    answer_text = models.CharField(_("trả lời"), max_length=1000, blank=True)
    answer_files = models.JSONField(_("tệp bổ sung"), default=list)
    answered_at = models.DateTimeField(_("bổ sung lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("mục cần bổ sung")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.what


class NonAcceptanceNotice(models.Model):
    """Why a dossier is not accepted, with the legal ground (Mẫu 03).

    Legal basis: 61/2018/NĐ-CP, Điều 17.
    """

    dossier = models.OneToOneField(
        "onestop.Dossier",
        models.CASCADE,
        related_name="non_acceptance",
        verbose_name=_("hồ sơ"),
    )
    reason = models.TextField(_("lý do"))
    legal_basis = models.CharField(_("căn cứ"), max_length=300)
    made_by_text = models.CharField(_("người từ chối"), max_length=200)
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("phiếu từ chối tiếp nhận (Mẫu 03)")

    def __str__(self) -> str:
        return str(self.dossier_id)
