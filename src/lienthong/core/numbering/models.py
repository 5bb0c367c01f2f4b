# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Books and the numbers taken from them: never twice, never lost."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.numbering.enums import NumberState
from lienthong.kernel.db import CCharField


class Book(models.Model):
    """A book of one unit, series and period (``2026``, ``2026-11-20``) with its last number."""

    unit = models.ForeignKey("units.Unit", models.PROTECT, verbose_name=_("đơn vị"))
    series = CCharField(_("loại sổ"), max_length=60)
    period = CCharField(_("kỳ"), max_length=10)
    last = models.IntegerField(_("số cuối"), default=0)

    class Meta:
        verbose_name = _("sổ văn bản")
        constraints = [
            models.UniqueConstraint(fields=["unit", "series", "period"], name="book_unique")
        ]

    def __str__(self) -> str:
        return f"{self.series}/{self.period}"


class Number(models.Model):
    """One number of a book: being issued, issued, void with a reason, or reserved."""

    book = models.ForeignKey(
        Book, models.PROTECT, related_name="numbers", verbose_name=_("sổ"), db_index=False
    )
    value = models.IntegerField(_("số"))
    suffix = CCharField(_("hậu tố"), max_length=4, default="", blank=True)
    state = models.CharField(_("trạng thái"), max_length=10, choices=NumberState.choices)
    subject_kind = CCharField(_("loại đối tượng"), max_length=80)
    subject_id = models.BigIntegerField(_("đối tượng"), null=True)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("số (văn bản)")
        constraints = [
            models.UniqueConstraint(fields=["book", "value", "suffix"], name="number_unique")
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="number_subject")]

    def __str__(self) -> str:
        return f"{self.value}{self.suffix}"
