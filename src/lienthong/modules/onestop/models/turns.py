# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The turns that change the clock of a dossier: extension, stop, obligation, withdrawal.

Each row keeps who asked, who approved, who carried it out and what was said; the due date itself
moves only by adjustments of its deadline.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField
from lienthong.modules.onestop.enums import ObligationKind, StopGround


class ExtensionNotice(models.Model):
    """The agency apologises and asks for a new date; the one-stop carries it out (Mẫu 04).

    ``overridden`` marks an extension that the rule does not allow and a leader decided; a dossier
    that was late before its new date stays late in every figure (``was_late``).
    Legal basis: 61/2018/NĐ-CP, Điều 19.
    """

    dossier = models.ForeignKey(
        "onestop.Dossier", models.CASCADE, related_name="extensions", verbose_name=_("hồ sơ")
    )
    reason = models.TextField(_("lý do chậm"))
    apology = models.TextField(_("lời xin lỗi"))
    due_before = models.DateTimeField(_("đã hẹn trả"))
    new_due_at = models.DateTimeField(_("hẹn trả mới"))
    legal_basis = CCharField(_("căn cứ"), max_length=120)
    overridden = models.BooleanField(_("gia hạn ngoài lệ"), default=False)
    override_reason = models.TextField(_("lý do gia hạn ngoài lệ"), blank=True)
    was_late = models.BooleanField(_("đã trễ trước khi hẹn lại"), default=False)
    asked_by_text = models.CharField(_("người đề nghị"), max_length=200)
    asked_at = models.DateTimeField(_("đề nghị lúc"))
    approved_by_text = models.CharField(_("người duyệt"), max_length=200, blank=True)
    approved_by_id = models.BigIntegerField(_("người duyệt (tài khoản)"), null=True, blank=True)
    approved_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)
    executed_by_text = models.CharField(_("người thực hiện"), max_length=200, blank=True)
    executed_at = models.DateTimeField(_("thực hiện lúc"), null=True, blank=True)
    declined_by_text = models.CharField(_("người không đồng ý"), max_length=200, blank=True)
    declined_at = models.DateTimeField(_("không đồng ý lúc"), null=True, blank=True)
    decline_reason = models.TextField(_("lý do không đồng ý"), blank=True)

    class Meta:
        verbose_name = _("văn bản xin lỗi và đề nghị gia hạn (Mẫu 04)")
        indexes = [
            models.Index(
                fields=["executed_at"],
                name="extension_executed",
                condition=models.Q(executed_at__isnull=False),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                name="extension_one_open",
                condition=models.Q(executed_at__isnull=True, declined_at__isnull=True),
            ),
            models.CheckConstraint(
                name="extension_later", condition=models.Q(new_due_at__gt=models.F("due_before"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.new_due_at:%Y-%m-%d}"


class StopNotice(models.Model):
    """The agency stops resolving a dossier on a ground; it may be resumed or ended (Mẫu 05).

    ``until_at`` is the last moment that the version lets a stop take out of the count.
    Legal basis: 03/2025/TT-VPCP (content of the form to be confirmed).
    """

    dossier = models.ForeignKey(
        "onestop.Dossier", models.CASCADE, related_name="stops", verbose_name=_("hồ sơ")
    )
    ground = models.CharField(_("trường hợp"), max_length=20, choices=StopGround.choices)
    reason = models.TextField(_("lý do dừng"))
    legal_basis = models.CharField(_("căn cứ"), max_length=300)
    instrument_id = models.BigIntegerField(_("văn bản pháp lý"))
    returned_papers = models.TextField(_("giấy tờ trả lại"), blank=True)
    refund = models.BigIntegerField(_("tiền trả lại"), default=0)
    state_before = CCharField(_("trạng thái trước khi dừng"), max_length=24, blank=True)
    asked_by_text = models.CharField(_("người đề nghị"), max_length=200)
    asked_at = models.DateTimeField(_("đề nghị lúc"))
    approved_by_text = models.CharField(_("người duyệt"), max_length=200, blank=True)
    approved_by_id = models.BigIntegerField(_("người duyệt (tài khoản)"), null=True, blank=True)
    approved_at = models.DateTimeField(_("duyệt lúc"), null=True, blank=True)
    sent_by_text = models.CharField(_("người gửi"), max_length=200, blank=True)
    sent_at = models.DateTimeField(_("dừng lúc"), null=True, blank=True)
    until_at = models.DateTimeField(_("dừng không quá"), null=True, blank=True)
    resumed_by_text = models.CharField(_("người cho giải quyết tiếp"), max_length=200, blank=True)
    resumed_at = models.DateTimeField(_("giải quyết tiếp lúc"), null=True, blank=True)
    resume_reason = models.TextField(_("lý do giải quyết tiếp"), blank=True)
    ended_by_text = models.CharField(_("người kết thúc"), max_length=200, blank=True)
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    declined_by_text = models.CharField(_("người không đồng ý"), max_length=200, blank=True)
    declined_at = models.DateTimeField(_("không đồng ý lúc"), null=True, blank=True)
    decline_reason = models.TextField(_("lý do không đồng ý"), blank=True)

    class Meta:
        verbose_name = _("thông báo dừng giải quyết (Mẫu 05)")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                name="stop_one_open",
                condition=models.Q(
                    resumed_at__isnull=True, ended_at__isnull=True, declined_at__isnull=True
                ),
            ),
            models.CheckConstraint(name="stop_refund", condition=models.Q(refund__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.ground}"


class FinancialObligation(models.Model):
    """What somebody has to pay before the dossier goes on; whole đồng.

    ``held`` says whether the version took the waiting out of the count. Proof files are file
    version ids that the citizen sent. Legal basis: 61/2018/NĐ-CP, Điều 22.
    """

    dossier = models.ForeignKey(
        "onestop.Dossier", models.CASCADE, related_name="obligations", verbose_name=_("hồ sơ")
    )
    kind = models.CharField(_("loại"), max_length=8, choices=ObligationKind.choices)
    name = models.CharField(_("nộp khoản gì"), max_length=200)
    amount = models.BigIntegerField(_("số tiền"))
    legal_basis = models.CharField(_("căn cứ"), max_length=300)
    place = models.CharField(_("nơi nộp"), max_length=300)
    held = models.BooleanField(_("không tính thời gian chờ"), default=False)
    practice = models.BooleanField(_("theo cách làm thực tế, chờ xác nhận"), default=False)
    issued_by_text = models.CharField(_("người ra thông báo"), max_length=200)
    issued_at = models.DateTimeField(_("thông báo lúc"))
    proof_files = models.JSONField(_("chứng từ người dân gửi"), default=list)
    proof_sent_at = models.DateTimeField(_("gửi chứng từ lúc"), null=True, blank=True)
    proof_number = CCharField(_("số chứng từ"), max_length=60, blank=True)
    payment = models.OneToOneField(
        "onestop.Payment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="obligation",
        verbose_name=_("lần nộp tiền"),
    )
    met_by_text = models.CharField(_("người ghi đã nộp"), max_length=200, blank=True)
    met_at = models.DateTimeField(_("nộp xong lúc"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("thôi yêu cầu lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("nghĩa vụ tài chính (khi giải quyết hồ sơ)")
        constraints = [
            models.CheckConstraint(name="obligation_amount", condition=models.Q(amount__gt=0)),
            models.UniqueConstraint(
                fields=["dossier"],
                name="obligation_one_open",
                condition=models.Q(met_at__isnull=True, cancelled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.amount}"


class Withdrawal(models.Model):
    """The citizen asks to withdraw after acceptance; the one-stop confirms or declines.

    Legal basis: 45/2020/NĐ-CP, Điều 12; 61/2018/NĐ-CP, Điều 17.
    """

    dossier = models.ForeignKey(
        "onestop.Dossier", models.CASCADE, related_name="withdrawals", verbose_name=_("hồ sơ")
    )
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    asked_at = models.DateTimeField(_("xin rút lúc"))
    confirmed = models.BooleanField(_("đồng ý"), null=True)
    answer = models.TextField(_("trả lời"), blank=True)
    originals_returned = models.BooleanField(_("đã trả bản chính"), default=False)
    refund = models.BigIntegerField(_("tiền trả lại"), default=0)
    answered_by_text = models.CharField(_("người trả lời"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("rút hồ sơ")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                name="withdrawal_one_open",
                condition=models.Q(answered_at__isnull=True),
            ),
            models.CheckConstraint(name="withdrawal_refund", condition=models.Q(refund__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.asked_at:%Y-%m-%d}"
