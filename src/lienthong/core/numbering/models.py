# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Books and the numbers taken from them: never twice, never lost."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lienthong.core.numbering.domain.series import period_text, series_title
from lienthong.core.numbering.enums import NumberState
from lienthong.kernel.db import CCharField, Dated, DatedQuerySet, valid_dates


class Book(models.Model):
    """A book of one unit, series and period (``2026``, ``2026-11-20``) with its last number.

    Numbers up to ``carried`` were given in an older book or system, as ``carried_reason`` says.
    From ``closed_from`` on it gives no new number; ``successor`` is the book to take them from.
    """

    unit = models.ForeignKey("units.Unit", models.PROTECT, verbose_name=_("đơn vị"))
    series = CCharField(_("loại sổ"), max_length=60)
    period = CCharField(_("kỳ"), max_length=10)
    last = models.IntegerField(_("số cuối"), default=0)
    carried = models.IntegerField(_("số đã cấp ở sổ trước"), default=0, db_default=0)
    carried_reason = models.CharField(
        _("vì sao bắt đầu từ số này"), max_length=300, blank=True, db_default=""
    )
    closed_from = models.DateField(_("khép từ ngày"), null=True, blank=True)
    closed_reason = models.CharField(
        _("vì sao khép sổ"), max_length=300, blank=True, default="", db_default=""
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("sổ tiếp nhận")
    )

    class Meta:
        verbose_name = _("sổ văn bản")
        constraints = [
            models.UniqueConstraint(fields=["unit", "series", "period"], name="book_unique"),
            models.CheckConstraint(
                name="book_closed",
                condition=models.Q(closed_from=None, successor=None, closed_reason="")
                | (models.Q(closed_from__isnull=False) & ~models.Q(closed_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series}/{self.period}"

    @property
    def period_text(self) -> str:
        """The period as people write it: ``2026``, ``20/11/2026``."""
        return period_text(self.period)

    @property
    def title(self) -> str:
        """What the book is called; the code of its series when nobody said it."""
        return series_title(self.series)

    @cached_property
    def code(self) -> str:
        """By what files name the book; lists of books read it with the row."""
        return f"{self.unit.code}/{self.series}/{self.period}"

    def is_closed_on(self, day: date) -> bool:
        """Whether the book gives no new number on a day."""
        return self.closed_from is not None and self.closed_from <= day

    def scope_unit_ids(self) -> set[int]:
        """The unit whose book it is."""
        return {self.unit_id}


class Number(models.Model):
    """One number of a book: being issued, issued, void with a reason, or reserved until a day.

    ``suffix`` marks a number put between two others (``12a``), ``dated_on`` the day it counts for.
    """

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
    dated_on = models.DateField(_("ngày của số"), null=True, blank=True)
    held_until = models.DateField(_("giữ đến hết ngày"), null=True, blank=True)
    account = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, verbose_name=_("người lấy số")
    )

    class Meta:
        verbose_name = _("số (văn bản)")
        constraints = [
            models.UniqueConstraint(fields=["book", "value", "suffix"], name="number_unique")
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="number_subject")]

    def __str__(self) -> str:
        return f"{self.value}{self.suffix}"


class BookRule(Dated):
    """In which book an agency numbers a kind of document while the rule holds.

    Without a rule every kind has its own book; a rule whose series is the kind says that it was
    decided so. The head of the agency decides; the rule starts with a year.
    Legal basis: 30/2020/NĐ-CP, Điều 15.
    """

    unit = models.ForeignKey("units.Unit", models.PROTECT, verbose_name=_("cơ quan"))
    kind = CCharField(_("loại văn bản"), max_length=60)
    series = CCharField(_("loại sổ"), max_length=60)
    decided_by = models.CharField(_("văn bản quyết định"), max_length=300)
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("cách mở sổ")
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "valid_from"], name="bookrule_once"),
            valid_dates(name="bookrule_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}→{self.series}"
