# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Working on a file together: who holds it, what people note on its pages, what it says."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.enums import TextMethod
from lienthong.core.documents.models.files import File, FileVersion

WHOLE = 1000
"""Places on a page are parts per thousand of its width and height."""


class CheckOut(models.Model):
    """Somebody holds a file to change it; nobody else adds a version until it is free again.

    Given back by the holder, or freed by a leader with a reason.
    """

    file = models.ForeignKey(File, models.CASCADE, related_name="check_outs", verbose_name=_("tệp"))
    account = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name=_("người giữ")
    )
    at = models.DateTimeField(_("giữ lúc"))
    ended_at = models.DateTimeField(_("trả lúc"), null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.Account",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("người trả"),
    )
    reason = models.CharField(_("lý do trả thay"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lần giữ tệp")
        constraints = [
            models.UniqueConstraint(
                fields=["file"], name="checkout_one_live", condition=models.Q(ended_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.at}"


class FileNote(models.Model):
    """What an officer notes on a region of a page, seen by those who may read the file."""

    version = models.ForeignKey(
        FileVersion, models.CASCADE, related_name="notes", verbose_name=_("phiên bản tệp")
    )
    page = models.SmallIntegerField(_("trang"))
    left = models.SmallIntegerField(_("cách lề trái"), default=0)
    top = models.SmallIntegerField(_("cách lề trên"), default=0)
    width = models.SmallIntegerField(_("rộng"), default=WHOLE)
    height = models.SmallIntegerField(_("cao"), default=WHOLE)
    text = models.CharField(_("nội dung"), max_length=1000)
    account = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    at = models.DateTimeField(_("ghi lúc"))
    resolved_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        "accounts.Account",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("người đánh dấu xong"),
    )

    class Meta:
        verbose_name = _("ghi chú trên tệp")
        constraints = [
            models.CheckConstraint(
                name="filenote_inside_page",
                condition=models.Q(page__gte=1, left__gte=0, top__gte=0)
                & models.Q(width__gte=1, height__gte=1, left__lte=WHOLE, top__lte=WHOLE),
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]


class FileNoteAnswer(models.Model):
    """An answer below a note."""

    note = models.ForeignKey(
        FileNote, models.CASCADE, related_name="answers", verbose_name=_("ghi chú")
    )
    text = models.CharField(_("nội dung"), max_length=1000)
    account = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("trả lời ghi chú")

    def __str__(self) -> str:
        return self.text[:40]


class FileText(models.Model):
    """The words of a version: taken out of it, or recognised on its pictures."""

    version = models.OneToOneField(
        FileVersion, models.CASCADE, related_name="words", verbose_name=_("phiên bản tệp")
    )
    text = models.TextField(_("chữ"), blank=True)
    method = models.CharField(_("đọc bằng cách nào"), max_length=10, choices=TextMethod.choices)
    at = models.DateTimeField(_("đọc lúc"))
    audit_secret = frozenset({"text"})

    class Meta:
        verbose_name = _("chữ trong tệp")

    def __str__(self) -> str:
        return f"{self.version_id} {self.method}"
