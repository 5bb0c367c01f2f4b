# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whom signatures are believed from, and who may sign in whose place; all of it dated."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.enums import NEEDS_MANDATE, PREFIX, AnchorUse, SigningAuthority
from lienthong.kernel.db import CCharField, Dated, DatedQuerySet, valid_dates


class TrustAnchor(Dated):
    """A root, or a certificate between a root and signers, that an administrator imported.

    Legal basis: 23/2025/NĐ-CP.
    """

    use = models.CharField(_("dùng cho"), max_length=10, choices=AnchorUse.choices)
    subject = models.CharField(_("chủ chứng thư"), max_length=500)
    fingerprint = CCharField(_("dấu vân SHA-256"), max_length=64)
    certificate = models.BinaryField(_("chứng thư"))
    source = models.CharField(_("nguồn"), max_length=300)
    added_by = models.ForeignKey(
        "accounts.Account",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("người thêm"),
    )
    added_at = models.DateTimeField(_("thêm lúc"), auto_now_add=True, null=True)
    begun_at = models.DateTimeField(_("bắt đầu tin cậy lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("thôi tin cậy lúc"), null=True, blank=True)
    list_addresses = models.JSONField(_("nơi công bố danh sách thu hồi"), default=list, blank=True)
    answer_addresses = models.JSONField(
        _("nơi trả lời tình trạng chứng thư"), default=list, blank=True
    )
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("chứng thư gốc được tin cậy")
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint", "use", "valid_from"], name="trustanchor_once"
            ),
            valid_dates(name="trustanchor_dates"),
        ]

    def __str__(self) -> str:
        return self.subject

    def soonest_end(self, today: date) -> date:
        """The first day without it, if it is ended today: a row is valid for a day at least."""
        return max(today, self.valid_from + timedelta(days=1))

    def has_run_out(self, today: date) -> bool:
        """Whether its own last day is over: it counts for what is proven to be older."""
        return self.ended_at is None and self.valid_to is not None and self.valid_to <= today

    def may_end(self, today: date) -> bool:
        """Whether ending it today would make a difference: also for what it proves of its time."""
        if self.has_run_out(today):
            return True
        return self.valid_to is None or self.valid_to > self.soonest_end(today)


class RevocationList(models.Model):
    """The newest list of revoked certificates of one issuer, as it was published."""

    issuer = models.CharField(_("nơi cấp"), max_length=500, unique=True)
    published_at = models.DateTimeField(_("công bố lúc"))
    next_at = models.DateTimeField(_("bản sau lúc"), null=True, blank=True)
    body = models.BinaryField(_("nội dung"))

    class Meta:
        verbose_name = _("danh sách chứng thư bị thu hồi")

    def __str__(self) -> str:
        return self.issuer


class SigningMandate(Dated):
    """Who may sign in whose place: holders of a position, or one account, in one or all agencies.

    Delegated signing (TUQ.) names an account and ends on a day. ``templates`` limits it to some
    kinds of paper (codes of print templates, ``copies``), ``matter`` says it in words. Legal basis:
    30/2020/NĐ-CP, Điều 13.
    """

    authority = models.CharField(_("tư cách ký"), max_length=4, choices=SigningAuthority.choices)
    agency = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, verbose_name=_("cơ quan")
    )
    position = models.ForeignKey(
        "units.Position", models.PROTECT, null=True, blank=True, verbose_name=_("chức vụ")
    )
    account = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, verbose_name=_("người ký")
    )
    for_title = models.CharField(_("ký thay chức vụ"), max_length=120, blank=True)
    matter = models.CharField(_("nội dung"), max_length=300, blank=True)
    templates = ArrayField(
        CCharField(max_length=60), verbose_name=_("chỉ ký các giấy"), default=list, blank=True
    )
    legal_basis = models.CharField(_("căn cứ"), max_length=300)
    to_be_confirmed = models.BooleanField(_("chờ xác nhận"), default=False)
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("ủy quyền ký")
        constraints = [
            valid_dates(name="mandate_dates"),
            models.CheckConstraint(
                name="mandate_one_holder",
                condition=models.Q(account__isnull=False, position__isnull=True)
                | models.Q(account__isnull=True, position__isnull=False),
            ),
            models.CheckConstraint(
                name="mandate_delegation_ends",
                condition=~models.Q(authority=SigningAuthority.TUQ)
                | models.Q(account__isnull=False, valid_to__isnull=False),
            ),
            models.CheckConstraint(
                name="mandate_of_a_kind",
                condition=models.Q(authority__in=sorted(NEEDS_MANDATE)),
            ),
        ]

    def __str__(self) -> str:
        return f"{PREFIX[SigningAuthority(self.authority)]} {self.account or self.position}"
