# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The kept original of a document, shown or lent to somebody and given back."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.models.issued import IssuedDocument


class OriginalUse(models.Model):
    """One use of the kept original: by whom, with whose leave, given back when.

    Legal basis: 30/2020/NĐ-CP, Phụ lục IV (sổ sử dụng bản lưu).
    """

    document = models.ForeignKey(
        IssuedDocument, models.PROTECT, related_name="original_uses", verbose_name=_("văn bản")
    )
    taken_on = models.DateField(_("ngày sử dụng"))
    user_name = models.CharField(_("người sử dụng"), max_length=200)
    file_notation = models.CharField(_("số và ký hiệu hồ sơ"), max_length=80, blank=True)
    allowed_by = models.CharField(_("người cho phép"), max_length=200)
    returned_on = models.DateField(_("ngày trả"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    noted_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )

    class Meta:
        verbose_name = _("lần sử dụng bản lưu")
        constraints = [
            models.CheckConstraint(
                name="originaluse_dates",
                condition=models.Q(returned_on=None)
                | models.Q(returned_on__gte=models.F("taken_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.taken_on}"
