# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Issued documents, the signatures on them and the copies made of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.domain.codes import content_digest, grouped
from lienthong.core.documents.enums import (
    PUBLISHED,
    DocumentState,
    SignatureRole,
    SignatureState,
    SigningAuthority,
)
from lienthong.core.documents.models.files import File, FileVersion
from lienthong.core.documents.models.prints import PrintTemplateVersion
from lienthong.kernel.db import CCharField


class IssuedDocument(models.Model):
    """A paper of state: drawn once, signed, numbered, sealed, issued, perhaps taken back.

    ``content`` is what the template was given, kept as it was. Legal basis: 30/2020/NĐ-CP,
    Điều 10–19; 45/2020/NĐ-CP, Điều 15 (results).
    """

    template_version = models.ForeignKey(
        PrintTemplateVersion, models.PROTECT, verbose_name=_("mẫu in")
    )
    owner_kind = CCharField(_("loại đối tượng"), max_length=40)
    owner_id = models.BigIntegerField(_("đối tượng"), null=True, blank=True)
    agency = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("cơ quan ban hành")
    )
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị soạn")
    )
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, verbose_name=_("người nhận")
    )
    abstract = models.CharField(_("trích yếu"), max_length=500)
    place = models.CharField(_("địa danh"), max_length=120, blank=True)
    content = models.JSONField(_("nội dung"), default=dict)
    drawn_from = CCharField(_("mã băm nội dung đã vẽ"), max_length=64, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=DocumentState.choices, default=DocumentState.DRAFT
    )
    verification_code = CCharField(_("mã kiểm tra"), max_length=16, unique=True)
    file = models.OneToOneField(
        File, models.PROTECT, related_name="document", verbose_name=_("tệp")
    )
    series = CCharField(_("loại sổ"), max_length=60, blank=True)
    number = models.OneToOneField(
        "numbering.Number", models.PROTECT, null=True, blank=True, verbose_name=_("số")
    )
    number_text = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    dated_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    taken_from = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("nhận từ đơn vị")
    )
    collective = models.BooleanField(_("ký thay mặt tập thể (TM.)"), null=True)
    issue_when_sealed = models.BooleanField(_("ban hành ngay khi đóng dấu"), default=True)
    drafted_by = models.ForeignKey(
        "accounts.Account",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("người soạn"),
    )
    drafted_at = models.DateTimeField(_("soạn lúc"), auto_now_add=True)
    issued_at = models.DateTimeField(_("ban hành lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("hết giá trị lúc"), null=True, blank=True)
    ended_reason = models.CharField(_("lý do"), max_length=500, blank=True)
    ended_basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    kept_by = models.CharField(_("đơn vị, người nhận bản lưu"), max_length=200, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("bản thay thế"),
    )
    audit_secret = frozenset({"content"})

    class Meta:
        verbose_name = _("văn bản đã ban hành")
        indexes = [
            models.Index(fields=["owner_kind", "owner_id"], name="issued_owner"),
            models.Index(
                fields=["agency", "state", "-drafted_at"],
                name="issued_open",
                condition=~models.Q(state__in=sorted(PUBLISHED | {DocumentState.VOID})),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="issued_has_number",
                condition=~models.Q(state__in=["numbered", "sealed", *sorted(PUBLISHED)])
                | models.Q(dated_on__isnull=False),
            ),
            models.CheckConstraint(
                name="issued_ended_with_reason",
                condition=~models.Q(state__in=["recalled", "replaced", "revoked", "void"])
                | ~models.Q(ended_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number_text or self.abstract

    @property
    def current_version(self) -> FileVersion | None:
        """The newest PDF."""
        return self.file.current

    @property
    def printed_code(self) -> str:
        """The verification code in groups of four."""
        return grouped(self.verification_code)

    @property
    def content_digest(self) -> str:
        """What a drawing of the current content is known by, so that it is drawn once."""
        return content_digest(self.template_version_id, self.content)

    @property
    def job_lock(self) -> str:
        """Name under which jobs of this document run one after another."""
        return f"documents.document:{self.pk}"

    def scope_unit_ids(self) -> set[int]:
        """Units whose officers may act on it."""
        return {self.unit_id, self.agency_id}

    def owner_person_ids(self) -> set[int]:
        """Persons to whom it is addressed."""
        return {self.person_id} if self.person_id else set()


class Signature(models.Model):
    """One signature asked for and, once the key has answered, made.

    Texts of name, position and unit are those of the day. Legal basis: 30/2020/NĐ-CP, Điều 13.
    """

    document = models.ForeignKey(
        IssuedDocument, models.PROTECT, related_name="signatures", verbose_name=_("văn bản")
    )
    role = models.CharField(_("việc ký"), max_length=9, choices=SignatureRole.choices)
    authority = models.CharField(
        _("tư cách ký"),
        max_length=4,
        choices=SigningAuthority.choices,
        default=SigningAuthority.OWN,
    )
    mandate = models.ForeignKey(
        "documents.SigningMandate",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("ủy quyền ký"),
    )
    capacity = models.JSONField(_("thể thức đề ký"), default=list, blank=True)
    authority_basis = models.CharField(_("căn cứ của tư cách ký"), max_length=300, blank=True)
    field_name = CCharField(_("ô chữ ký"), max_length=40)
    annex = models.ForeignKey(
        "documents.Annex",
        models.PROTECT,
        related_name="signatures",
        null=True,
        blank=True,
        verbose_name=_("phụ lục được ký"),
    )
    account = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name=_("người ký")
    )
    on_behalf_of = models.ForeignKey(
        "accounts.Account",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("thay mặt"),
    )
    unit = models.ForeignKey("units.Unit", models.PROTECT, verbose_name=_("đơn vị"))
    signer_name = models.CharField(_("tên người ký"), max_length=200)
    position_text = models.CharField(_("chức vụ"), max_length=200, blank=True)
    unit_text = models.CharField(_("tên đơn vị"), max_length=200, blank=True)
    state = models.CharField(
        _("trạng thái"),
        max_length=9,
        choices=SignatureState.choices,
        default=SignatureState.REQUESTED,
    )
    requested_at = models.DateTimeField(_("yêu cầu lúc"))
    base_version = models.ForeignKey(
        FileVersion, models.PROTECT, related_name="+", verbose_name=_("bản được ký")
    )
    result_version = models.ForeignKey(
        FileVersion,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("bản đã ký"),
    )
    signed_at = models.DateTimeField(_("ký lúc"), null=True, blank=True)
    certificate_subject = models.CharField(_("chủ chứng thư"), max_length=500, blank=True)
    unproven = models.CharField(_("nơi cấp chưa xác nhận chứng thư"), max_length=500, blank=True)
    certificate_serial = CCharField(_("số chứng thư"), max_length=64, blank=True)
    verdict = models.JSONField(_("kết quả kiểm tra"), null=True, blank=True)
    failure = models.CharField(_("lỗi"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("hỏi lại lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("chữ ký số")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "field_name"],
                name="signature_one_live",
                condition=models.Q(state__in=["requested", "done"]),
            )
        ]
        indexes = [
            models.Index(
                fields=["requested_at"],
                name="signature_asked",
                condition=models.Q(state="requested"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.signer_name} {self.state}"

    @property
    def signed_file(self) -> File:
        """The file it is put on: the document's own, or that of an annex."""
        return self.annex.file if self.annex else self.document.file
