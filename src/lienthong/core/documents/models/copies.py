# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Copies the agency certified, and corrections of what it issued."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.enums import CopyKind, CopyMedium
from lienthong.core.documents.models.files import File
from lienthong.core.documents.models.issued import IssuedDocument


class CertifiedCopy(models.Model):
    """A copy the agency made of an issued document, with its own number in the book of copies.

    ``pages`` names the pages of an extract, ``capacity`` the lines above the signature. Legal
    basis: 30/2020/NĐ-CP, Điều 25 and Phụ lục I.
    """

    document = models.ForeignKey(
        IssuedDocument, models.PROTECT, related_name="copies", verbose_name=_("văn bản")
    )
    kind = models.CharField(_("hình thức"), max_length=3, choices=CopyKind.choices)
    medium = models.CharField(
        _("bản giấy hay điện tử"),
        max_length=10,
        choices=CopyMedium.choices,
        default=CopyMedium.PAPER,
    )
    number = models.OneToOneField(
        "numbering.Number", models.PROTECT, null=True, blank=True, verbose_name=_("số")
    )
    number_text = models.CharField(_("số, ký hiệu bản sao"), max_length=80, blank=True)
    dated_on = models.DateField(_("ngày sao"), null=True, blank=True)
    pages = models.CharField(_("các trang được trích"), max_length=200, blank=True)
    quantity = models.SmallIntegerField(_("số bản"), default=1)
    recipient = models.CharField(_("nơi nhận"), max_length=200)
    unit = models.ForeignKey("units.Unit", models.PROTECT, verbose_name=_("đơn vị sao"))
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, verbose_name=_("người sao"))
    made_at = models.DateTimeField(_("sao lúc"))
    signer_name = models.CharField(_("người ký bản sao"), max_length=200, blank=True)
    capacity = models.JSONField(_("thể thức đề ký"), default=list, blank=True)
    file = models.OneToOneField(
        File,
        models.PROTECT,
        related_name="copy",
        null=True,
        blank=True,
        verbose_name=_("tệp bản sao"),
    )
    failure = models.CharField(_("lỗi"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("sao y, sao lục, trích sao")

    def __str__(self) -> str:
        return self.number_text or f"{self.kind} {self.quantity}"

    @property
    def job_lock(self) -> str:
        """Name under which jobs of this copy run one after another."""
        return f"documents.copy:{self.pk}"

    def scope_unit_ids(self) -> set[int]:
        """Units whose officers may act on it."""
        return {self.unit_id, *self.document.scope_unit_ids()}


class Correction(models.Model):
    """A letter put right an error of form; the document stays in force and says so.

    Legal basis: 30/2020/NĐ-CP, Điều 18.
    """

    document = models.ForeignKey(
        IssuedDocument, models.PROTECT, related_name="corrections", verbose_name=_("văn bản")
    )
    by = models.ForeignKey(
        IssuedDocument,
        models.PROTECT,
        related_name="corrects",
        null=True,
        blank=True,
        verbose_name=_("công văn trong hệ thống"),
    )
    letter = models.CharField(_("số, ký hiệu, ngày công văn"), max_length=200)
    text = models.CharField(_("nội dung đính chính"), max_length=500)
    account = models.ForeignKey("accounts.Account", models.PROTECT, verbose_name=_("người ghi"))
    at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("đính chính")

    def __str__(self) -> str:
        return self.letter
