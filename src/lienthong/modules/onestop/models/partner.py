# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Dossiers that came through a system of others."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField
from lienthong.modules.onestop.enums import ConsentManner


class PartnerFiling(models.Model):
    """A connected system filed a dossier for somebody who agreed to it there.

    ``external_code`` is how that system calls it, once for each system. The consent is kept as it
    was told: when, how, and where it can be found.
    Legal basis: 91/2025/QH15; 45/2020/NĐ-CP, Điều 11.
    """

    dossier = models.OneToOneField(
        "onestop.Dossier", models.CASCADE, related_name="partner_filing", verbose_name=_("hồ sơ")
    )
    account = models.ForeignKey(
        "accounts.Account",
        models.PROTECT,
        related_name="+",
        verbose_name=_("hệ thống nộp (tài khoản)"),
    )
    app_text = models.CharField(_("hệ thống nộp"), max_length=100)
    external_code = CCharField(_("mã ở hệ thống nộp"), max_length=60, blank=True)
    consent_at = models.DateTimeField(_("đồng ý lúc"))
    consent_manner = CCharField(_("đồng ý bằng"), max_length=20, choices=ConsentManner.choices)
    consent_reference = models.CharField(_("nơi lưu sự đồng ý"), max_length=200)
    filed_at = models.DateTimeField(_("nộp lúc"), auto_now_add=True)
    audit_secret = frozenset({"consent_reference"})

    class Meta:
        verbose_name = _("hồ sơ do hệ thống khác nộp")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "external_code"],
                name="partner_filing_once",
                condition=~models.Q(external_code=""),
            )
        ]
        indexes = [models.Index(fields=["account", "-id"], name="partner_filing_of")]

    def __str__(self) -> str:
        return f"{self.app_text} {self.external_code}"

    def scope_unit_ids(self) -> set[int]:
        """Units that take part in the dossier."""
        return self.dossier.scope_unit_ids()
