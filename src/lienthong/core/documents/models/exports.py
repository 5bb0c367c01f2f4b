# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whole lists taken away as files."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField


class ExportFormat(models.TextChoices):
    """Kinds of file a list is taken away as."""

    EXCEL = "xlsx", _("Excel")
    CSV = "csv", _("CSV")


class ExportRun(models.Model):
    """A list written into a file by a job, with the conditions and columns it was looked at with.

    ``asked`` is the list's address as names and values. The file is not a paper of anybody: it
    stands in a folder of its own and goes after some days. ``failed_at`` stands from a try that
    failed until the next one writes.
    """

    KEPT_DAYS = 7

    list_code = CCharField(_("danh sách"), max_length=60)
    asked = models.JSONField(_("điều kiện, cột"), default=dict)
    format = models.CharField(_("kiểu tệp"), max_length=4, choices=ExportFormat.choices)
    asked_by_id = models.BigIntegerField(_("người lấy"))
    unit_id = models.BigIntegerField(_("đơn vị"), null=True, blank=True)
    total = models.IntegerField(_("số dòng"), default=0)
    written = models.IntegerField(_("đã ghi"), default=0)
    name = models.CharField(_("tên tệp"), max_length=120, blank=True)
    size = models.BigIntegerField(_("số byte"), default=0)
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    failed_at = models.DateTimeField(_("không ghi được lúc"), null=True, blank=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lượt xuất danh sách")
        indexes = [models.Index(fields=["asked_by_id", "-made_at"], name="exportrun_mine")]

    def __str__(self) -> str:
        return f"{self.list_code}:{self.pk}"
