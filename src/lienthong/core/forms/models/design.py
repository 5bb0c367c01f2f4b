# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A form that administrators are making, and every step of making it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.designs import Design, DesignEdit


class FormDesign(Design):
    """The next version of a form while it is made; ``trial`` holds answers of the preview."""

    of = "form"
    form = models.OneToOneField(
        "forms.FormDefinition", models.CASCADE, related_name="design", verbose_name=_("biểu mẫu")
    )
    base = models.ForeignKey(
        "forms.FormVersion", models.PROTECT, null=True, blank=True, verbose_name=_("soạn từ bản")
    )
    trial = models.JSONField(_("dữ liệu thử"), default=dict, blank=True)
    audit_secret = frozenset({"content", "trial"})

    class Meta:
        verbose_name = _("bản soạn biểu mẫu")


class FormEdit(DesignEdit):
    """One change of a form in the making."""

    design = models.ForeignKey(
        FormDesign, models.CASCADE, related_name="edits", verbose_name=_("bản soạn biểu mẫu")
    )

    class Meta:
        verbose_name = _("lần sửa bản soạn")
        constraints = [
            models.UniqueConstraint(fields=["design", "revision"], name="form_edit_revision")
        ]
