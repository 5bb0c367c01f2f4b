# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The next version of a procedure while administrators make it, and every step of making it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField


class ProcedureDesign(models.Model):
    """The next version of a procedure while it is made; shared by all who may make procedures.

    ``content`` may be unfinished; ``revision`` rises with every change and finds stale screens.
    ``base`` is the version it was begun from.
    """

    procedure = models.OneToOneField(
        "onestop.Procedure", models.CASCADE, related_name="design", verbose_name=_("thủ tục")
    )
    base = models.ForeignKey(
        "onestop.ProcedureVersion", models.PROTECT, verbose_name=_("soạn từ phiên bản")
    )
    content = models.JSONField(_("nội dung"))
    revision = models.PositiveIntegerField(_("số lần sửa"), default=1)
    changed_at = models.DateTimeField(_("sửa lúc"), default=timezone.now)
    changed_by_text = models.CharField(_("người sửa"), max_length=200, blank=True)
    audit_secret = frozenset({"content"})

    class Meta:
        verbose_name = _("bản soạn thủ tục")

    def __str__(self) -> str:
        return str(self.procedure)


class ProcedureEdit(models.Model):
    """One change of a design: who did what when, and the content after it, to go back to."""

    design = models.ForeignKey(
        ProcedureDesign, models.CASCADE, related_name="edits", verbose_name=_("bản soạn thủ tục")
    )
    revision = models.PositiveIntegerField(_("số lần sửa"))
    act = CCharField(_("thao tác"), max_length=30)
    place = CCharField(_("phần"), max_length=200, blank=True)
    what = models.CharField(_("tên phần"), max_length=300, blank=True)
    content = models.JSONField(_("nội dung"))
    at = models.DateTimeField(_("lúc"), default=timezone.now)
    by_text = models.CharField(_("người sửa"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("lần sửa bản soạn thủ tục")
        constraints = [
            models.UniqueConstraint(fields=["design", "revision"], name="procedure_edit_revision")
        ]

    def __str__(self) -> str:
        return f"{self.design} {self.revision}"


class LayoutFile(models.Model):
    """A Word file that somebody sent as a layout of a result, by its hash; never changed."""

    digest = CCharField(_("mã băm"), max_length=64, unique=True)
    name = models.CharField(_("tên tệp"), max_length=255)
    body = models.BinaryField(_("nội dung"))
    sent_at = models.DateTimeField(_("gửi lúc"), default=timezone.now)
    sent_by_text = models.CharField(_("người gửi"), max_length=200, blank=True)
    audit_secret = frozenset({"body"})

    class Meta:
        verbose_name = _("tệp mẫu kết quả")

    def __str__(self) -> str:
        return self.name
