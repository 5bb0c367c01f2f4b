# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What all lists share: kept ways of looking.

This app knows nobody: people and units stand here by their numbers alone.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.ui.enums import ViewAudience
from lienthong.kernel.db import CCharField


class SavedView(models.Model):
    """A kept way of looking at a list: filters, columns and order, as its address says them."""

    list_code = CCharField(_("danh sách"), max_length=60)
    name = models.CharField(_("tên cách xem"), max_length=60)
    asked = models.JSONField(_("điều kiện, cột, thứ tự"), default=dict)
    owner_id = models.BigIntegerField(_("người lưu"))
    audience = models.CharField(
        _("ai dùng"), max_length=8, choices=ViewAudience.choices, default=ViewAudience.OWN
    )
    unit_id = models.BigIntegerField(_("đơn vị"), null=True, blank=True)
    saved_at = models.DateTimeField(_("lưu lúc"), auto_now=True)

    class Meta:
        verbose_name = _("cách xem đã lưu")
        constraints = [
            models.UniqueConstraint(
                fields=["owner_id", "list_code", "name"], name="savedview_name_once"
            ),
            models.CheckConstraint(
                name="savedview_unit",
                condition=models.Q(audience="unit", unit_id__isnull=False)
                | (~models.Q(audience="unit") & models.Q(unit_id__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["list_code", "audience", "unit_id"], name="savedview_shared")
        ]

    def __str__(self) -> str:
        return self.name

    def scope_unit_ids(self) -> set[int]:
        """The unit it is shared in; one for everybody lies in none."""
        return {self.unit_id or 0}


class DefaultView(models.Model):
    """The view with which a list opens for somebody."""

    account_id = models.BigIntegerField(_("của người"))
    list_code = CCharField(_("danh sách"), max_length=60)
    view = models.ForeignKey(SavedView, models.CASCADE, verbose_name=_("cách xem"))

    class Meta:
        verbose_name = _("cách xem mở sẵn")
        constraints = [
            models.UniqueConstraint(fields=["account_id", "list_code"], name="defaultview_once")
        ]

    def __str__(self) -> str:
        return f"{self.account_id}:{self.list_code}"
