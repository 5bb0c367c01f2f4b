# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The next version of a procedure while administrators make it, and every step of making it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField
from lienthong.kernel.designs import Design, DesignEdit


class ProcedureDesign(Design):
    """The next version of a procedure while it is made; without ``base`` it is the first one."""

    of = "procedure"
    procedure = models.OneToOneField(
        "onestop.Procedure", models.CASCADE, related_name="design", verbose_name=_("thủ tục")
    )
    base = models.ForeignKey(
        "onestop.ProcedureVersion",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("soạn từ phiên bản"),
    )

    class Meta:
        verbose_name = _("bản soạn thủ tục")


class ProcedureEdit(DesignEdit):
    """One change of a procedure in the making."""

    design = models.ForeignKey(
        ProcedureDesign, models.CASCADE, related_name="edits", verbose_name=_("bản soạn thủ tục")
    )

    class Meta:
        verbose_name = _("lần sửa bản soạn thủ tục")
        constraints = [
            models.UniqueConstraint(fields=["design", "revision"], name="procedure_edit_revision")
        ]


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


class LayoutPicture(models.Model):
    """A picture of a layout (coat of arms, logo), drawn anew, by its hash; never changed."""

    digest = CCharField(_("mã băm"), max_length=64, unique=True)
    media_type = CCharField(_("loại"), max_length=20)
    body = models.BinaryField(_("nội dung"))
    sent_at = models.DateTimeField(_("gửi lúc"), default=timezone.now)
    sent_by_text = models.CharField(_("người gửi"), max_length=200, blank=True)
    audit_secret = frozenset({"body"})

    class Meta:
        verbose_name = _("hình trong mẫu kết quả")

    def __str__(self) -> str:
        return self.digest[:12]
