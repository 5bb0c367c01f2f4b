# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files as identities; every stored byte sequence is a version that never changes."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.domain.verdicts import SignatureVerdict
from lienthong.core.documents.enums import CheckState, FileSource
from lienthong.kernel.db import CCharField
from lienthong.kernel.prepared import Prepared


class File(models.Model):
    """A file that belongs to something: ``owner_kind`` and ``owner_id`` name it, as in ``dossier``.

    Who may read it is asked of the owner's app, never answered here; but what is ``internal``
    (added, bound or parted by officers) no citizen reads.
    """

    owner_kind = CCharField(_("loại đối tượng"), max_length=40)
    owner_id = models.BigIntegerField(_("đối tượng"), null=True, blank=True)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, verbose_name=_("đơn vị giữ")
    )
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, verbose_name=_("người nộp")
    )
    title = models.CharField(_("tên giấy tờ"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    problem = CCharField(_("vì sao không có nội dung"), max_length=80, blank=True)
    internal = models.BooleanField(_("chỉ cán bộ đọc"), default=False)

    class Meta:
        verbose_name = _("tệp")
        indexes = [models.Index(fields=["owner_kind", "owner_id"], name="file_owner")]

    def __str__(self) -> str:
        return self.title

    def scope_unit_ids(self) -> set[int]:
        """The unit that keeps it; without one only its owner's app decides."""
        return {self.unit_id} if self.unit_id else set()

    @property
    def current(self) -> FileVersion | None:
        """The newest version."""
        return _NEWEST.first(self.pk)


class FileVersion(models.Model):
    """One stored sequence of bytes, found in the file store under its SHA-256.

    ``receipt`` is the edge's receipt number: one receipt makes one version, however often it
    arrives. ``digitised`` marks a converted paper. Legal basis: 45/2020/NĐ-CP, Điều 25.
    """

    file = models.ForeignKey(
        File, models.PROTECT, related_name="versions", verbose_name=_("tệp"), db_index=False
    )
    number = models.SmallIntegerField(_("lần"))
    sha256 = CCharField(_("mã băm"), max_length=64)
    size = models.BigIntegerField(_("số byte"))
    content_type = CCharField(_("loại nội dung"), max_length=120)
    original_name = models.CharField(_("tên tệp gốc"), max_length=200)
    storage_key = CCharField(_("khóa lưu"), max_length=120)
    pages = models.IntegerField(_("số trang"), null=True, blank=True)
    source = models.CharField(_("nguồn"), max_length=16, choices=FileSource.choices)
    digitised = models.BooleanField(_("đã số hóa"), default=False)
    signed = models.BooleanField(_("có chữ ký số"), default=False)
    findings = models.JSONField(_("lưu ý"), default=list, blank=True)
    receipt = CCharField(_("biên nhận tải lên"), max_length=64, null=True, unique=True)
    uploaded_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, null=True, blank=True, verbose_name=_("người tải lên")
    )
    uploaded_at = models.DateTimeField(_("tải lên lúc"))
    check_state = models.CharField(
        _("kiểm tra"), max_length=8, choices=CheckState.choices, default=CheckState.WAITING
    )
    scanned_at = models.DateTimeField(_("kiểm tra lúc"), null=True, blank=True)
    verdicts = models.JSONField(_("kết quả kiểm tra chữ ký"), default=list, blank=True)
    preview_key = CCharField(_("khóa ảnh xem nhanh"), max_length=120, blank=True)
    rendition_key = CCharField(_("khóa bản PDF để xem"), max_length=120, blank=True)
    rendition_problem = CCharField(_("vì sao chưa có bản để xem"), max_length=20, blank=True)
    page_keys = models.JSONField(_("khóa ảnh các trang"), default=list, blank=True)

    proof_until = models.DateTimeField(_("tự chứng minh được đến"), null=True, blank=True)

    class Meta:
        verbose_name = _("phiên bản tệp")
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="fileversion_number")
        ]
        indexes = [
            models.Index(fields=["sha256"], name="fileversion_sha256"),
            models.Index(
                fields=["proof_until"],
                name="fileversion_proof",
                condition=models.Q(proof_until__isnull=False),
            ),
            models.Index(fields=["storage_key"], name="fileversion_storage"),
            models.Index(
                fields=["rendition_key"],
                name="fileversion_rendition",
                condition=~models.Q(rendition_key=""),
            ),
            models.Index(
                fields=["scanned_at"],
                name="fileversion_signed_scanned",
                condition=models.Q(signed=True),
            ),
            GinIndex(fields=["page_keys"], name="fileversion_pages"),
            models.Index(
                fields=["preview_key"],
                name="fileversion_preview",
                condition=~models.Q(preview_key=""),
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def signature_verdicts(self) -> tuple[SignatureVerdict, ...]:
        """The stored answers about every signature of the PDF."""
        return tuple(SignatureVerdict.from_row(row) for row in self.verdicts)


_NEWEST: Prepared[FileVersion] = Prepared(
    lambda file: FileVersion.objects.filter(file_id=file).order_by("-number")[:1]
)
