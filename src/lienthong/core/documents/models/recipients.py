# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""To whom a document goes: when it was sent, how, and what became of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.enums import SendingMeans
from lienthong.core.documents.models.issued import IssuedDocument


class Recipient(models.Model):
    """One line of the distribution list.

    After a recall the recipient drops the document and says so (``dropped_at``). Legal basis:
    30/2020/NĐ-CP, Điều 18 and Phụ lục IV.
    """

    document = models.ForeignKey(
        IssuedDocument, models.PROTECT, related_name="recipients", verbose_name=_("văn bản")
    )
    name = models.CharField(_("nơi nhận"), max_length=200)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, verbose_name=_("đơn vị trong tỉnh")
    )
    means = models.CharField(_("cách gửi"), max_length=8, choices=SendingMeans.choices)
    copies = models.SmallIntegerField(_("số bản"), default=1)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    sent_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, verbose_name=_("người gửi")
    )
    received_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)
    received_by = models.CharField(_("người nhận"), max_length=200, blank=True)
    told_at = models.DateTimeField(_("báo thu hồi lúc"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("xác nhận đã hủy lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("nơi nhận")
        constraints = [models.UniqueConstraint(fields=["document", "name"], name="recipient_once")]

    def __str__(self) -> str:
        return self.name


class RecipientGroup(models.Model):
    """Places that often get the same documents, remembered by an agency under a title.

    Legal basis: 30/2020/NĐ-CP, Phụ lục I (nơi nhận may be a group of agencies).
    """

    agency = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("cơ quan")
    )
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị lập nhóm")
    )
    title = models.CharField(_("tên nhóm"), max_length=120)

    class Meta:
        verbose_name = _("nhóm nơi nhận")
        constraints = [
            models.UniqueConstraint(fields=["agency", "title"], name="recipientgroup_title")
        ]

    def __str__(self) -> str:
        return self.title

    def scope_unit_ids(self) -> set[int]:
        """Units whose officers may change it."""
        return {self.unit_id, self.agency_id}


class RecipientGroupPlace(models.Model):
    """One place of a group: a unit of the province, called as it is today, or a name."""

    group = models.ForeignKey(
        RecipientGroup, models.CASCADE, related_name="places", verbose_name=_("nhóm nơi nhận")
    )
    name = models.CharField(_("nơi nhận"), max_length=200)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, verbose_name=_("đơn vị trong tỉnh")
    )

    class Meta:
        verbose_name = _("nơi trong nhóm nơi nhận")
        constraints = [
            models.UniqueConstraint(fields=["group", "name"], name="recipientgroup_place_once")
        ]

    def __str__(self) -> str:
        return self.name
