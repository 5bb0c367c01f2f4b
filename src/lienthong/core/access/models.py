# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Roles and grants: who may do what, where, from when to when."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.access.enums import GrantKind, GrantScope
from lienthong.kernel.db import CCharField, Dated, DatedQuerySet, not_ended, valid_dates


class RoleQuerySet(models.QuerySet[Any]):
    """Roles, some of which end."""

    def lasting(self, day: date) -> RoleQuerySet:
        """The roles that can be held on the day."""
        return self.filter(not_ended(day))


class Role(models.Model):
    """A named set of permissions. Steps are addressed to a role in a unit.

    From the day in ``valid_to`` on nobody holds it and nobody can be given it.
    """

    code = CCharField(_("mã"), max_length=60, unique=True)
    title = models.CharField(_("tên vai trò"), max_length=120)
    permissions = ArrayField(
        models.CharField(max_length=120), verbose_name=_("các quyền"), default=list
    )
    valid_to = models.DateField(_("kết thúc từ ngày"), null=True, blank=True)
    objects: ClassVar[Any] = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("vai trò")

    def __str__(self) -> str:
        return self.title

    def has_ended(self, day: date) -> bool:
        """Whether nobody can hold it on the day any more."""
        return self.valid_to is not None and self.valid_to <= day


class Delegation(Dated):
    """An officer gives a role, or a whole post, to somebody else of the same agency for some days.

    ``kind`` is a delegation (in writing, of one role) or a substitution (whoever stands in for a
    post); the roles given are the grants. Never made from a delegation (trigger).
    Legal basis: 30/2020/NĐ-CP, Điều 13; 61/2018/NĐ-CP, Điều 11.
    """

    kind = models.CharField(_("hình thức"), max_length=12, choices=GrantKind.choices)
    from_account = models.ForeignKey(
        "accounts.Account",
        models.PROTECT,
        related_name="delegations_given",
        verbose_name=_("người giao"),
    )
    to_account = models.ForeignKey(
        "accounts.Account",
        models.PROTECT,
        related_name="delegations_received",
        verbose_name=_("người được giao"),
    )
    unit = models.ForeignKey("units.Unit", models.PROTECT, verbose_name=_("đơn vị"))
    post_text = models.CharField(_("vị trí"), max_length=300)
    reason = models.CharField(_("lý do"), max_length=500)
    instrument_text = models.CharField(_("văn bản"), max_length=200, blank=True)
    valid_to = models.DateField(_("hiệu lực đến trước"))
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("ủy quyền, ủy nhiệm (cán bộ)")
        constraints = [
            valid_dates(name="delegation_dates"),
            models.CheckConstraint(
                name="delegation_not_direct",
                condition=~models.Q(kind=GrantKind.DIRECT),
            ),
            models.CheckConstraint(
                name="delegation_to_another",
                condition=~models.Q(from_account=models.F("to_account")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_account} → {self.to_account}"

    def is_over(self, day: date) -> bool:
        """Whether it no longer holds on the day, by its dates or because it was taken back."""
        return self.revoked_at is not None or self.valid_to <= day

    def scope_unit_ids(self) -> set[int]:
        """Units through which it may be reached."""
        return {self.unit_id}


class GrantQuerySet(DatedQuerySet):
    """Grants; one holds as long as its role does."""

    def on(self, day: date) -> DatedQuerySet:
        """The grants valid on the day whose role has not ended by then."""
        return super().on(day).filter(not_ended(day, "role__valid_to"))


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
    delegation = models.ForeignKey(
        Delegation,
        models.PROTECT,
        related_name="grants",
        null=True,
        blank=True,
        verbose_name=_("theo lần giao"),
    )
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    objects: ClassVar[Any] = GrantQuerySet.as_manager()

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
        said = self.position.audit_state()["title"] if self.position else self.account
        return f"{said} – {self.role}"

    def scope_unit_ids(self) -> set[int]:
        """Units through which an administrator may reach the grant."""
        return {self.unit_id} if self.unit_id else set()
