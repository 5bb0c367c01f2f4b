# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Long sheets brought into a directory."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField


class SheetRun(models.Model):
    """A sheet of many rows, looked at by a job and then, when asked, taken in by it.

    ``rows`` are what was read, (place, values) each, until they are taken in; ``tried`` rises from
    outside the job's one transaction. ``wrong`` keeps every refused row, ``coming`` the first of
    those that are new or change. ``refusal`` says why nothing was tried at all; ``failed_at``
    stands from a try that broke off until the next one.
    """

    KEPT_DAYS = 7
    SHOWN = 200
    """So many rows that are new or change are kept to be shown."""

    audit_secret = frozenset({"rows", "wrong", "coming"})

    directory = CCharField(_("vào danh mục"), max_length=60)
    name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    digest = CCharField(_("tổng kiểm"), max_length=64)
    asked_by_id = models.BigIntegerField(_("người nhập"))
    unit_id = models.BigIntegerField(_("đơn vị"), null=True, blank=True)
    rows = models.JSONField(_("các dòng"), default=list)
    unknown = models.JSONField(_("cột không đọc"), default=list)
    total = models.IntegerField(_("số dòng"))
    tried = models.IntegerField(_("đã thử"), default=0)
    is_for_good = models.BooleanField(_("nhập thật"), default=False)
    counted = models.JSONField(_("kết quả"), default=dict)
    wrong = models.JSONField(_("dòng sai"), default=list)
    coming = models.JSONField(_("dòng mới và dòng đổi"), default=list)
    refusal = models.CharField(_("vì sao không nhập"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    failed_at = models.DateTimeField(_("bị ngừng lúc"), null=True, blank=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lượt nhập bảng tính")
        constraints = [
            models.UniqueConstraint(
                fields=["directory", "asked_by_id"],
                condition=models.Q(finished_at=None),
                name="sheetrun_one_at_work",
            )
        ]
        indexes = [models.Index(fields=["asked_by_id", "-made_at"], name="sheetrun_mine")]

    def __str__(self) -> str:
        return f"{self.directory}:{self.pk}"

    @property
    def is_clean(self) -> bool:
        """Whether every row was tried and none refused."""
        return bool(self.counted) and not self.counted["wrong"]

    @property
    def is_taken_in(self) -> bool:
        """Whether its rows are written."""
        return self.is_for_good and self.finished_at is not None and self.is_clean
