# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the public asked to have checked; kept for an hour, without the file."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.domain.verdicts import SignatureVerdict
from lienthong.core.documents.enums import CheckState
from lienthong.kernel.db import CCharField


class Examination(models.Model):
    """One file of a stranger on its way through the check of its signatures.

    ``receipt`` is the edge's receipt number, ``token`` the address of the answer. The file is
    gone once ``state`` is not waiting any more. Legal basis: 45/2020/NĐ-CP, Điều 18.
    """

    token = CCharField(_("địa chỉ của câu trả lời"), max_length=64, unique=True)
    receipt = CCharField(_("biên nhận tải lên"), max_length=64, unique=True)
    stored = CCharField(_("tên trong khu chờ"), max_length=120)
    name = models.CharField(_("tên tệp"), max_length=200)
    size = models.BigIntegerField(_("số byte"))
    sha256 = CCharField(_("mã băm"), max_length=64)
    state = models.CharField(
        _("kiểm tra"), max_length=8, choices=CheckState.choices, default=CheckState.WAITING
    )
    refusal = CCharField(_("lý do không kiểm tra được"), max_length=20, blank=True)
    verdicts = models.JSONField(_("kết quả kiểm tra chữ ký"), default=list, blank=True)
    asked_at = models.DateTimeField(_("gửi lúc"))
    audit_secret = frozenset({"token", "name", "verdicts"})

    class Meta:
        verbose_name = _("lượt kiểm tra chữ ký")
        indexes = [models.Index(fields=["asked_at"], name="examination_age")]

    def __str__(self) -> str:
        return self.receipt

    @property
    def signature_verdicts(self) -> tuple[SignatureVerdict, ...]:
        """The answers about every signature of the file."""
        return tuple(SignatureVerdict.from_row(row) for row in self.verdicts)
