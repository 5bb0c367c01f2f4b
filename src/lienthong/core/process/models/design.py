# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A table of steps that administrators are making, and every step of making it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.process.models.definition import ProcessDefinition, ProcessVersion
from lienthong.kernel.db import CCharField


class ProcessDesign(models.Model):
    """The next version of a process while it is made; shared by all who may make processes.

    ``content`` may be unfinished; ``revision`` rises with every change and finds stale screens.
    ``base`` is the version it was begun from.
    """

    definition = models.OneToOneField(
        ProcessDefinition,
        models.CASCADE,
        related_name="design",
        verbose_name=_("quy trình giải quyết"),
    )
    base = models.ForeignKey(
        ProcessVersion, models.PROTECT, null=True, blank=True, verbose_name=_("soạn từ bản")
    )
    content = models.JSONField(_("bảng bước"))
    revision = models.PositiveIntegerField(_("số lần sửa"), default=1)
    changed_at = models.DateTimeField(_("sửa lúc"), default=timezone.now)
    changed_by_text = models.CharField(_("người sửa"), max_length=200, blank=True)
    audit_secret = frozenset({"content"})

    class Meta:
        verbose_name = _("bản soạn quy trình")

    def __str__(self) -> str:
        return str(self.definition)


class ProcessEdit(models.Model):
    """One change of a design: who did what when, and the content after it, to go back to."""

    design = models.ForeignKey(
        ProcessDesign, models.CASCADE, related_name="edits", verbose_name=_("bản soạn quy trình")
    )
    revision = models.PositiveIntegerField(_("số lần sửa"))
    act = CCharField(_("thao tác"), max_length=30)
    node = CCharField(_("bước"), max_length=63, blank=True)
    what = models.CharField(_("tên bước"), max_length=300, blank=True)
    content = models.JSONField(_("bảng bước"))
    at = models.DateTimeField(_("lúc"), default=timezone.now)
    by_text = models.CharField(_("người sửa"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("lần sửa bản soạn quy trình")
        constraints = [
            models.UniqueConstraint(fields=["design", "revision"], name="process_edit_revision")
        ]

    def __str__(self) -> str:
        return f"{self.design} {self.revision}"
