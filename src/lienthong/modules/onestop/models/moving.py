# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers on their way: hand-overs between places, their sheets, shipments by post."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField
from lienthong.modules.onestop.enums import HandOverPurpose, ShipmentState


class HandOverSheet(models.Model):
    """What one person gives to another at one time; both sign, two copies.

    The giver signs when the sheet is made, the receiver when the lines are checked. ``cash`` is
    what a shift leaves behind: ``{"total": đồng, "receipts": [{"code", "amount", "dossier"}]}``.
    Legal basis: 61/2018/NĐ-CP, Điều 18.
    """

    purpose = models.CharField(_("việc bàn giao"), max_length=8, choices=HandOverPurpose.choices)
    number = models.ForeignKey("numbering.Number", models.PROTECT, verbose_name=_("số"))
    code = CCharField(_("số biên bản"), max_length=40)
    from_unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("nơi giao")
    )
    to_unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("nơi nhận")
    )
    giver_id = models.BigIntegerField(_("người giao (tài khoản)"), null=True)
    giver_text = models.CharField(_("người giao"), max_length=200)
    giver_signature = models.TextField(_("chữ ký người giao"), blank=True)
    given_at = models.DateTimeField(_("giao lúc"))
    receiver_id = models.BigIntegerField(_("người nhận (tài khoản)"), null=True, blank=True)
    receiver_text = models.CharField(_("người nhận"), max_length=200, blank=True)
    receiver_signature = models.TextField(_("chữ ký người nhận"), blank=True)
    received_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)
    cash = models.JSONField(_("tiền bàn giao"), default=dict, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    version = models.IntegerField(_("lần sửa"), default=1)
    audit_secret = frozenset({"giver_signature", "receiver_signature"})

    class Meta:
        verbose_name = _("biên bản bàn giao")
        indexes = [
            models.Index(
                fields=["to_unit", "given_at"],
                name="sheet_waiting",
                condition=models.Q(received_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.code

    def scope_unit_ids(self) -> set[int]:
        """Both places."""
        return {self.from_unit_id, self.to_unit_id}


class HandOver(models.Model):
    """Papers and data pass from one place to another: giver, receiver, moments.

    Without ``given_at`` it waits to be given, at the latest at ``due_at``. What the receiver did
    not take is refused with words, and waits again as a new hand-over.
    Legal basis: 61/2018/NĐ-CP, Điều 18.
    """

    dossier = models.ForeignKey(
        "onestop.Dossier", models.CASCADE, related_name="hand_overs", verbose_name=_("hồ sơ")
    )
    purpose = models.CharField(
        _("việc bàn giao"),
        max_length=8,
        choices=HandOverPurpose.choices,
        default=HandOverPurpose.PROCESS,
    )
    sheet = models.ForeignKey(
        HandOverSheet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lines",
        verbose_name=_("biên bản"),
    )
    from_unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("nơi giao")
    )
    to_unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("nơi nhận")
    )
    giver_text = models.CharField(_("người giao"), max_length=200, blank=True)
    receiver_text = models.CharField(_("người nhận"), max_length=200, blank=True)
    started_at = models.DateTimeField(_("cần giao từ lúc"), default=timezone.now)
    due_at = models.DateTimeField(_("giao chậm nhất"), null=True, blank=True)
    given_at = models.DateTimeField(_("giao lúc"), null=True, blank=True)
    received_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)
    refused_at = models.DateTimeField(_("không nhận lúc"), null=True, blank=True)
    electronic = models.BooleanField(_("bản điện tử"), default=True)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("bàn giao (giữa các nơi)")
        indexes = [
            models.Index(
                fields=["from_unit", "due_at"],
                name="hand_over_waiting",
                condition=models.Q(given_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_unit_id}→{self.to_unit_id}"

    @property
    def is_late(self) -> bool:
        """Whether it was given after the latest moment."""
        return bool(self.due_at and self.given_at and self.given_at > self.due_at)

    def scope_unit_ids(self) -> set[int]:
        """Both places."""
        return {self.from_unit_id, self.to_unit_id}


class Shipment(models.Model):
    """A result sent by the public postal service: where to, by whom, what became of it.

    ``fee`` in whole đồng, collected by the carrier on the citizen's account. A lost item keeps
    its row; the reissued copy is a new shipment that names it.
    Legal basis: 45/2016/QĐ-TTg; 61/2018/NĐ-CP, Điều 16 and 21.
    """

    dossier = models.ForeignKey(
        "onestop.Dossier", models.PROTECT, related_name="shipments", verbose_name=_("hồ sơ")
    )
    reissue_of = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reissued_as",
        verbose_name=_("cấp lại cho bưu gửi thất lạc"),
    )
    state = models.CharField(
        _("tình trạng"),
        max_length=10,
        choices=ShipmentState.choices,
        default=ShipmentState.PREPARED,
    )
    recipient = models.CharField(_("người nhận"), max_length=120)
    phone = CCharField(_("điện thoại"), max_length=20, blank=True)
    address = models.CharField(_("địa chỉ nhận"), max_length=300)
    carrier = models.CharField(_("doanh nghiệp bưu chính"), max_length=120, blank=True)
    code = CCharField(_("mã bưu gửi"), max_length=40, blank=True)
    fee = models.BigIntegerField(_("cước thu hộ"), default=0)
    handed_at = models.DateTimeField(_("giao bưu chính lúc"), null=True, blank=True)
    registered_at = models.DateTimeField(_("bưu chính nhận tin lúc"), null=True, blank=True)
    carrier_problem = models.CharField(_("bưu chính không nhận tin"), max_length=300, blank=True)
    scanned_at = models.DateTimeField(_("bưu chính quét lúc"), null=True, blank=True)
    scan_text = models.CharField(_("bưu chính quét ở"), max_length=200, blank=True)
    handed_by_text = models.CharField(_("người giao"), max_length=200, blank=True)
    carrier_person = models.CharField(_("nhân viên bưu chính"), max_length=120, blank=True)
    carrier_signature = models.TextField(_("chữ ký nhân viên bưu chính"), blank=True)
    ended_at = models.DateTimeField(_("phát hoặc trả lại lúc"), null=True, blank=True)
    proof = models.CharField(_("bằng chứng"), max_length=300, blank=True)
    ended_by_text = models.CharField(_("người ghi"), max_length=200, blank=True)
    version = models.IntegerField(_("lần sửa"), default=1)
    audit_secret = frozenset({"carrier_signature", "address", "phone"})

    class Meta:
        verbose_name = _("bưu chính công ích")
        constraints = [
            models.CheckConstraint(name="shipment_fee", condition=models.Q(fee__gte=0)),
            models.UniqueConstraint(
                fields=["dossier"],
                name="shipment_open_once",
                condition=models.Q(state__in=("prepared", "handed")),
            ),
        ]

    def __str__(self) -> str:
        return self.code or str(self.dossier_id)

    def scope_unit_ids(self) -> set[int]:
        """Units that take part in the dossier."""
        return self.dossier.scope_unit_ids()

    def owner_person_ids(self) -> set[int]:
        """The submitter of the dossier."""
        return self.dossier.owner_person_ids()
