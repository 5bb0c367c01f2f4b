# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A table of steps that administrators are making, and every step of making it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.process.models.definition import ProcessDefinition, ProcessVersion
from lienthong.kernel.designs import Design, DesignEdit


class ProcessDesign(Design):
    """The next version of a process while it is made."""

    of = "definition"
    definition = models.OneToOneField(
        ProcessDefinition,
        models.CASCADE,
        related_name="design",
        verbose_name=_("quy trình giải quyết"),
    )
    base = models.ForeignKey(
        ProcessVersion, models.PROTECT, null=True, blank=True, verbose_name=_("soạn từ bản")
    )

    class Meta:
        verbose_name = _("bản soạn quy trình")


class ProcessEdit(DesignEdit):
    """One change of a process in the making."""

    design = models.ForeignKey(
        ProcessDesign, models.CASCADE, related_name="edits", verbose_name=_("bản soạn quy trình")
    )

    class Meta:
        verbose_name = _("lần sửa bản soạn quy trình")
        constraints = [
            models.UniqueConstraint(fields=["design", "revision"], name="process_edit_revision")
        ]
