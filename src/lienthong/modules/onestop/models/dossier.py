# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The dossier, its components and printed papers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.accounts.api import MandateState
from lienthong.kernel.db import CCharField
from lienthong.modules.onestop.domain.people import place_words
from lienthong.modules.onestop.enums import (
    Channel,
    ComponentState,
    Delivery,
    DeliveryState,
    DigitisationState,
    PaperKind,
    PaymentState,
    SyncState,
)


class DossierAxes(models.Model):
    """Where a dossier stands beside its legal state: money, delivery, digitisation, exchange."""

    payment_state = models.CharField(
        _("phí, lệ phí"), max_length=10, choices=PaymentState.choices, default=PaymentState.NONE
    )
    delivery_state = models.CharField(
        _("trả kết quả"),
        max_length=10,
        choices=DeliveryState.choices,
        default=DeliveryState.NOT_YET,
    )
    digitisation_state = models.CharField(
        _("số hóa"),
        max_length=10,
        choices=DigitisationState.choices,
        default=DigitisationState.NONE,
    )
    sync_state = models.CharField(
        _("đồng bộ quốc gia"), max_length=10, choices=SyncState.choices, default=SyncState.NOT_SENT
    )

    class Meta:
        abstract = True


class Dossier(DossierAxes):
    """What somebody lodges under a procedure; the state stands in its case.

    Submitter, applicant, data subject and representative are kept apart: ``representation`` says
    for whom the submitter acted and on what ground, with the words of the day; ``mandate`` is that
    ground when it stands on the account.
    Three organisations: where help was given, where it was received, who resolves it. The
    submission code is random and found before acceptance; the dossier code comes with acceptance.
    Legal basis: 61/2018/NĐ-CP, Điều 17 and 26; 45/2020/NĐ-CP, Điều 11.
    """

    case = models.OneToOneField(
        "cases.Case",
        models.PROTECT,
        primary_key=True,
        related_name="dossier",
        verbose_name=_("việc"),
    )
    procedure_version = models.ForeignKey(
        "onestop.ProcedureVersion",
        models.PROTECT,
        related_name="dossiers",
        verbose_name=_("thủ tục"),
    )
    variant = CCharField(_("trường hợp"), max_length=60, blank=True)
    submission_code = CCharField(_("mã nộp hồ sơ"), max_length=20, unique=True)
    channel = models.CharField(_("cách nộp"), max_length=8, choices=Channel.choices)
    support_unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("nơi hỗ trợ"),
    )
    submitter = models.ForeignKey(
        "accounts.Person", models.PROTECT, related_name="+", verbose_name=_("người nộp")
    )
    applicant = models.JSONField(_("chủ hồ sơ, người đề nghị"), default=dict)
    mandate = models.ForeignKey(
        "accounts.Mandate",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("căn cứ nộp thay"),
    )
    representation = models.JSONField(_("người đại diện"), default=dict, blank=True)
    data_subject = models.JSONField(_("người được giải quyết (chủ thể dữ liệu)"), default=dict)
    contact = models.JSONField(_("liên hệ"), default=dict)
    external_codes = models.JSONField(_("mã ở hệ thống khác"), default=list)
    set_count = models.SmallIntegerField(_("số bộ"), default=1)
    delivery = models.CharField(
        _("cách nhận kết quả"), max_length=8, choices=Delivery.choices, default=Delivery.STORE
    )
    submitted_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("tiếp nhận lúc"), null=True, blank=True)
    accepted_by_text = models.CharField(_("người tiếp nhận"), max_length=200, blank=True)
    answer_due_at = models.DateTimeField(_("hạn trả lời"), null=True, blank=True)
    answer_deadline_id = models.BigIntegerField(_("thời hạn trả lời"), null=True, blank=True)
    state_before_withdrawal = CCharField(
        _("trạng thái trước khi xin rút"), max_length=24, blank=True
    )
    draft_id = models.BigIntegerField(_("bản nháp"), null=True, blank=True, unique=True)
    audit_secret = frozenset({"applicant", "data_subject", "contact", "representation"})

    class Meta:
        verbose_name = _("hồ sơ thủ tục hành chính")

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The code shown: the dossier code once accepted, the submission code before."""
        return self.case.code or self.submission_code

    @property
    def in_place_of(self) -> str:
        """``nộp thay …, căn cứ: …`` for screens and papers; empty when nobody is represented.

        Legal basis: 91/2015/QH13, Điều 134; 69/2024/NĐ-CP, Điều 40.
        """
        if not self.representation.get("principal"):
            return ""
        return place_words(self.representation["principal"], self.representation["basis_text"])

    @property
    def state(self) -> str:
        """The legal state."""
        return self.case.state

    @property
    def result_kind(self) -> str:
        """Whether it was granted or refused; empty before anything was proposed."""
        result = getattr(self, "result", None)
        return str(result.kind) if result is not None else ""

    def scope_unit_ids(self) -> set[int]:
        """Units through which an officer may reach the dossier."""
        return self.case.scope_unit_ids()

    def owner_person_ids(self) -> set[int]:
        """Persons to whom the dossier belongs: the submitter, and for whom they filed.

        Who was revoked by the principal no longer sees what they filed in the principal's place.
        """
        if self.mandate is None:
            return {self.submitter_id}
        principal = self.mandate.principal_person_id()
        owners = {self.submitter_id, principal} - {None}
        revoked = self.mandate.state == MandateState.REVOKED
        return {owner for owner in owners if owner and not (revoked and owner != principal)}


class DossierComponent(models.Model):
    """One component of a dossier: what was given, what the desk found, what went back.

    ``files`` are file version ids of core.documents. Legal basis: 61/2018/NĐ-CP, Điều 17.
    """

    dossier = models.ForeignKey(
        Dossier, models.CASCADE, related_name="components", verbose_name=_("hồ sơ")
    )
    key = CCharField(_("khóa"), max_length=60)
    name = models.CharField(_("tên giấy tờ"), max_length=300)
    order = models.SmallIntegerField(_("thứ tự"))
    is_required = models.BooleanField(_("bắt buộc"), default=False)
    present_only = models.BooleanField(_("chỉ xuất trình"), default=False)
    originals = models.SmallIntegerField(_("bản chính"), default=0)
    certified_copies = models.SmallIntegerField(_("bản sao chứng thực"), default=0)
    photocopies = models.SmallIntegerField(_("bản chụp"), default=0)
    files = models.JSONField(_("tệp"), default=list)
    source = CCharField(_("nguồn"), max_length=40, blank=True)
    state = models.CharField(
        _("kiểm tra"), max_length=12, choices=ComponentState.choices, default=ComponentState.MISSING
    )
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    original_returned_at = models.DateTimeField(_("trả bản chính lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("thành phần hồ sơ")
        constraints = [models.UniqueConstraint(fields=["dossier", "key"], name="component_unique")]
        ordering = ("order",)

    def __str__(self) -> str:
        return self.name


class DossierPaper(models.Model):
    """A paper printed for a dossier, with the values of the day; the PDF is made by the worker.

    ``seal_unit_id`` is whose digital signature the form carries; until ``sealed_at`` a key or the
    time-stamp authority was away. ``print_version`` are the words of the own it has, from
    its making on, none where the packaged file held. Legal basis: 01/2018/TT-VPCP, Điều 9 and 10.
    """

    dossier = models.ForeignKey(
        Dossier, models.CASCADE, related_name="papers", verbose_name=_("hồ sơ")
    )
    kind = models.CharField(_("mẫu"), max_length=4, choices=PaperKind.choices)
    data = models.JSONField(_("nội dung"), default=dict)
    file_version_id = models.BigIntegerField(_("tệp PDF"), null=True, blank=True)
    print_version = models.ForeignKey(
        "documents.PrintTemplateVersion",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("lời riêng khi vẽ"),
    )
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    seal_unit_id = models.BigIntegerField(_("nơi ký số"), null=True, blank=True)
    sealed_at = models.DateTimeField(_("ký số lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("giấy in của hồ sơ")
        indexes = [
            models.Index(fields=["dossier", "kind"], name="paper_dossier_kind"),
            models.Index(
                fields=["print_version"],
                name="paper_print_version",
                condition=models.Q(print_version__isnull=False),
            ),
            models.Index(
                fields=["made_at"],
                name="paper_to_seal",
                condition=models.Q(seal_unit_id__isnull=False, sealed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.dossier_id}"

    def owner_person_ids(self) -> set[int]:
        """The submitter of the dossier."""
        return self.dossier.owner_person_ids()

    def scope_unit_ids(self) -> set[int]:
        """Units that take part in the dossier."""
        return self.dossier.scope_unit_ids()
