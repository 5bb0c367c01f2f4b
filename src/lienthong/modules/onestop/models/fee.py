# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Fees: what is due, what was paid, the receipt."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField


class FeeDemand(models.Model):
    """What is due for a dossier by a dated fee rule. Amounts in whole đồng.

    Legal basis: 61/2018/NĐ-CP, Điều 22.
    """

    dossier = models.ForeignKey(
        "onestop.Dossier", models.CASCADE, related_name="fees", verbose_name=_("hồ sơ")
    )
    key = CCharField(_("khóa"), max_length=60)
    rule_key = CCharField(_("quy tắc"), max_length=60)
    kind = CCharField(_("loại"), max_length=8)
    name = models.CharField(_("tên phí, lệ phí"), max_length=200)
    unit_amount = models.BigIntegerField(_("mức thu"))
    quantity = models.IntegerField(_("số lượng"), default=1)
    amount = models.BigIntegerField(_("số tiền"))
    legal_basis = ArrayField(
        models.CharField(max_length=80), verbose_name=_("căn cứ"), default=list
    )
    to_be_confirmed = models.BooleanField(_("chờ xác nhận"), default=True)

    class Meta:
        verbose_name = _("khoản phí, lệ phí phải nộp")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "key"], name="feedemand_unique"),
            models.CheckConstraint(name="feedemand_amount", condition=models.Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return self.name


class Payment(models.Model):
    """Money taken for a dossier, in whole đồng."""

    dossier = models.ForeignKey(
        "onestop.Dossier", models.PROTECT, related_name="payments", verbose_name=_("hồ sơ")
    )
    amount = models.BigIntegerField(_("số tiền"))
    method = CCharField(_("cách nộp"), max_length=10)
    paid_at = models.DateTimeField(_("nộp lúc"))
    taken_by_text = models.CharField(_("người thu"), max_length=200)
    taken_by_id = models.BigIntegerField(_("người thu (tài khoản)"), null=True)

    class Meta:
        verbose_name = _("lần nộp tiền")
        constraints = [
            models.CheckConstraint(name="payment_amount", condition=models.Q(amount__gt=0))
        ]

    def __str__(self) -> str:
        return str(self.amount)


class Receipt(models.Model):
    """The receipt for a payment, numbered from the unit's book of the year."""

    payment = models.OneToOneField(
        Payment, models.PROTECT, related_name="receipt", verbose_name=_("lần nộp tiền")
    )
    number = models.ForeignKey("numbering.Number", models.PROTECT, verbose_name=_("số biên lai"))
    code = CCharField(_("số"), max_length=40)

    class Meta:
        verbose_name = _("biên lai")

    def __str__(self) -> str:
        return self.code

    def scope_unit_ids(self) -> set[int]:
        """As the dossier that was paid for."""
        return self.payment.dossier.scope_unit_ids()
