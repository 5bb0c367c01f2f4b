# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Running instances and, apart from them, the state of the engine while they run."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.process.models.definition import ProcessVersion
from lienthong.kernel.db import CCharField


class ProcessInstance(models.Model):
    """One run through a table of steps. It knows no case; a case knows its instance.

    Lists never need more than this narrow row. ``trail`` is written when the instance is closed
    and its state deleted.
    """

    version = models.ForeignKey(
        ProcessVersion, models.PROTECT, related_name="instances", verbose_name=_("phiên bản")
    )
    moves = models.PositiveIntegerField(_("số lần chuyển bước"), default=0)
    started_at = models.DateTimeField(_("bắt đầu lúc"))
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True)
    closed_at = models.DateTimeField(_("đóng lúc"), null=True)
    result = CCharField(_("kết thúc bằng"), max_length=60, blank=True)
    trail = ArrayField(CCharField(max_length=60), verbose_name=_("các bước đã qua"), default=list)

    class Meta:
        verbose_name = _("lượt chạy quy trình")

    def __str__(self) -> str:
        return f"{self.version_id}/{self.pk}"


class ProcessState(models.Model):
    """The engine's state of a running instance: compressed, deleted when it is closed."""

    instance = models.OneToOneField(
        ProcessInstance,
        models.CASCADE,
        primary_key=True,
        related_name="stored",
        verbose_name=_("lượt chạy quy trình"),
    )
    state = models.BinaryField(_("trạng thái nén"))

    class Meta:
        verbose_name = _("trạng thái máy quy trình")

    def __str__(self) -> str:
        return str(self.instance_id)
