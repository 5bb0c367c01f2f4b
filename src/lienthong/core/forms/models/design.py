# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A form that administrators are making, and every step of making it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField


class FormDesign(models.Model):
    """The next version of a form while it is made; shared by all who may make forms.

    ``content`` may be unfinished; ``revision`` rises with every change and finds stale screens.
    ``trial`` holds answers typed into the preview. ``base`` is the version it was begun from.
    """

    form = models.OneToOneField(
        "forms.FormDefinition", models.CASCADE, related_name="design", verbose_name=_("biểu mẫu")
    )
    base = models.ForeignKey(
        "forms.FormVersion", models.PROTECT, null=True, blank=True, verbose_name=_("soạn từ bản")
    )
    content = models.JSONField(_("nội dung"))
    trial = models.JSONField(_("dữ liệu thử"), default=dict, blank=True)
    revision = models.PositiveIntegerField(_("số lần sửa"), default=1)
    changed_at = models.DateTimeField(_("sửa lúc"), default=timezone.now)
    changed_by_text = models.CharField(_("người sửa"), max_length=200, blank=True)
    audit_secret = frozenset({"content", "trial"})

    class Meta:
        verbose_name = _("bản soạn biểu mẫu")

    def __str__(self) -> str:
        return str(self.form)


class FormEdit(models.Model):
    """One change of a design: who did what when, and the content after it, to go back to."""

    design = models.ForeignKey(
        FormDesign, models.CASCADE, related_name="edits", verbose_name=_("bản soạn biểu mẫu")
    )
    revision = models.PositiveIntegerField(_("số lần sửa"))
    act = CCharField(_("thao tác"), max_length=30)
    key = CCharField(_("khóa của phần"), max_length=63, blank=True)
    what = models.CharField(_("phần"), max_length=300, blank=True)
    content = models.JSONField(_("nội dung"))
    at = models.DateTimeField(_("lúc"), default=timezone.now)
    by_text = models.CharField(_("người sửa"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("lần sửa bản soạn")
        constraints = [
            models.UniqueConstraint(fields=["design", "revision"], name="form_edit_revision")
        ]

    def __str__(self) -> str:
        return f"{self.design} {self.revision}"
