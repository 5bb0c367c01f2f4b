# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Search rows, pushed by whoever owns the subject, in the same transaction."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchRow(models.Model):
    """One findable thing: folded and exact words, code suffixes, tokens of who may see it."""

    kind_id = models.SmallIntegerField(_("loại"))
    subject_id = models.BigIntegerField(_("đối tượng"))
    sort_at = models.DateTimeField(_("thứ tự"))
    title = models.TextField(_("tên"))
    line = models.TextField(_("dòng tóm tắt"), blank=True)
    ts = SearchVectorField(_("từ khóa"))

    class Meta:
        verbose_name = _("dòng tìm kiếm")
        constraints = [
            models.UniqueConstraint(fields=["kind_id", "subject_id"], name="searchrow_unique")
        ]
        indexes = [GinIndex(fields=["ts"], name="searchrow_ts", fastupdate=False)]

    def __str__(self) -> str:
        return self.title
