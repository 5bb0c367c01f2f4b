# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Roles and grants: who may do what, where, from when to when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.access.enums import GrantKind, GrantScope
from lienthong.kernel.db import CCharField, Dated, DatedQuerySet, valid_dates


class Role(models.Model):
    """A named set of permissions. Steps are addressed to a role in a unit."""

    code = CCharField(_("mã"), max_length=60, unique=True)
    title = models.CharField(_("tên vai trò"), max_length=120)
    permissions = ArrayField(
        models.CharField(max_length=120), verbose_name=_("các quyền"), default=list
    )

    class Meta:
        verbose_name = _("vai trò")

    def __str__(self) -> str:
        return self.title


class Grant(Dated):
    """A role held by an account, or by whoever holds a position in a unit, within a scope.

    A delegation names the account it comes from and is never made from a delegation (trigger).
    Legal basis: 61/2018/NĐ-CP, Điều 11; delegation is dated and visible.
    """

    account = models.ForeignKey(
        "accounts.Account",
        models.PROTECT,
        related_name="grants",
        null=True,
        blank=True,
        verbose_name=_("tài khoản"),
        db_index=False,
    )
    position = models.ForeignKey(
        "units.Position",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("chức vụ"),
        db_index=False,
    )
    role = models.ForeignKey(Role, models.PROTECT, related_name="grants", verbose_name=_("vai trò"))
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, verbose_name=_("đơn vị")
    )
    scope = models.SmallIntegerField(_("phạm vi"), choices=GrantScope.choices)
    kind = models.CharField(
        _("hình thức"), max_length=12, choices=GrantKind.choices, default=GrantKind.DIRECT
    )
    from_account = models.ForeignKey(
        "accounts.Account",
        models.PROTECT,
        related_name="given_grants",
        null=True,
        blank=True,
        verbose_name=_("người ủy quyền"),
    )
    instrument = models.ForeignKey(
        "references.Instrument", models.PROTECT, null=True, blank=True, verbose_name=_("căn cứ")
    )
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("phân quyền")
        constraints = [
            models.CheckConstraint(
                name="grant_one_holder",
                condition=models.Q(account__isnull=False, position__isnull=True)
                | models.Q(account__isnull=True, position__isnull=False),
            ),
            models.CheckConstraint(
                name="grant_delegation_named",
                condition=models.Q(kind=GrantKind.DIRECT, from_account__isnull=True)
                | models.Q(from_account__isnull=False, account__isnull=False),
            ),
            valid_dates(name="grant_dates"),
        ]
        indexes = [
            models.Index(
                fields=["account"],
                name="grant_account_live",
                condition=models.Q(revoked_at__isnull=True),
            ),
            models.Index(
                fields=["position", "unit"],
                name="grant_position_live",
                condition=models.Q(revoked_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_id}@{self.unit_id}"

    def scope_unit_ids(self) -> set[int]:
        """Units through which an administrator may reach the grant."""
        return {self.unit_id} if self.unit_id else set()
