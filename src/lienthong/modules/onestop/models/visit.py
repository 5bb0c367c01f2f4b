# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What officers saw on the spot."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.modules.onestop.enums import VisitConclusion


class FieldVisit(models.Model):
    """A visit to the place a dossier is about: when, where, who was there, what was found.

    Kept for good with its pictures and its printed record. Legal basis: 61/2018/NĐ-CP, Điều 19.
    """

    dossier = models.ForeignKey(
        "onestop.Dossier", models.CASCADE, related_name="visits", verbose_name=_("hồ sơ")
    )
    step = models.OneToOneField(
        "cases.Step", models.PROTECT, related_name="visit", verbose_name=_("bước xử lý")
    )
    visited_at = models.DateTimeField(_("kiểm tra lúc"), null=True, blank=True)
    place = models.CharField(_("nơi kiểm tra"), max_length=300, blank=True)
    participants = models.TextField(_("thành phần tham gia"), blank=True)
    findings = models.TextField(_("nội dung ghi nhận"), blank=True)
    conclusion = models.CharField(
        _("kết luận"), max_length=10, choices=VisitConclusion.choices, blank=True
    )
    files = models.JSONField(_("ảnh và tệp"), default=list)
    recorded_by_id = models.BigIntegerField(_("người lập (tài khoản)"), null=True, blank=True)
    recorded_by_text = models.CharField(_("người lập"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("lập lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("kiểm tra thực địa")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.place}"

    @property
    def is_recorded(self) -> bool:
        """Whether the record was made; it is never changed after that."""
        return self.recorded_at is not None

    def scope_unit_ids(self) -> set[int]:
        """Units that take part in the dossier."""
        return self.dossier.scope_unit_ids()
