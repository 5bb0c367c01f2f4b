# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Running cases moved to another version of their process, a lot at a time."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class ProcessMove(models.Model):
    """A lot of running cases to be moved to a version, one act for each, by a job.

    ``position`` counts the cases already tried and rises in the same transaction as each act, so
    that a job that is killed goes on where it stopped. ``moved_from`` keeps the version each case
    came from; a lot that takes another back (``undoes``) moves each case there.
    """

    version = models.ForeignKey(
        "process.ProcessVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sang phiên bản"),
    )
    definition = models.ForeignKey(
        "process.ProcessDefinition",
        models.PROTECT,
        related_name="+",
        verbose_name=_("quy trình giải quyết"),
    )
    undoes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_by",
        verbose_name=_("lấy lại lô"),
    )
    asked_by = models.ForeignKey(
        "accounts.Account", models.PROTECT, related_name="+", verbose_name=_("người chuyển")
    )
    asked_by_text = models.CharField(_("tên người chuyển"), max_length=200, blank=True)
    case_ids = ArrayField(models.BigIntegerField(), verbose_name=_("các việc"))
    moved_from = models.JSONField(_("mỗi việc từ phiên bản nào"), default=dict)
    position = models.IntegerField(_("đã thử"), default=0)
    problems = models.JSONField(_("không chuyển được"), default=list)
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lô chuyển phiên bản")

    def __str__(self) -> str:
        return f"{self.definition_id}→{self.version_id or ''}"

    @property
    def moved(self) -> int:
        """How many cases were moved."""
        return len(self.moved_from)
