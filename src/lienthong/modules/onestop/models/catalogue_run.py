# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A file for the catalogue while the worker reads it: how far it is, and what came of it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField
from lienthong.modules.onestop.enums import CatalogueRunState


class CatalogueRun(models.Model):
    """One reading of a file that was sent: a trial that keeps nothing, or the import.

    ``stored`` is the file in quarantine and ``digest`` its SHA-256; ``told`` holds counts and the
    first records of each list, ``fault`` why the whole file was refused.
    """

    name = models.CharField(_("tên tệp"), max_length=255)
    stored = CCharField(_("tệp chờ"), max_length=64)
    digest = CCharField(_("mã băm"), max_length=64)
    size = models.PositiveIntegerField(_("số byte"))
    is_trial = models.BooleanField(_("chạy thử"))
    state = CCharField(
        _("trạng thái"),
        max_length=10,
        choices=CatalogueRunState.choices,
        default=CatalogueRunState.WAITING,
    )
    position = models.PositiveIntegerField(_("số byte đã đọc"), default=0)
    told = models.JSONField(_("kết quả"), default=dict)
    fault = models.TextField(_("lý do từ chối"), blank=True)
    as_of = models.DateField(_("ngày của nguồn"), null=True)
    asked_by_id = models.BigIntegerField(_("tài khoản"))
    unit_id = models.BigIntegerField(_("đơn vị"), null=True)
    asked_at = models.DateTimeField(_("yêu cầu lúc"), default=timezone.now)
    finished_at = models.DateTimeField(_("xong lúc"), null=True)
    audit_secret = frozenset({"told"})

    class Meta:
        verbose_name = _("lần đọc tệp danh mục")

    def __str__(self) -> str:
        return self.name

    @property
    def is_done(self) -> bool:
        """Whether the worker is finished with it."""
        return self.finished_at is not None

    @property
    def percent(self) -> int:
        """How much of the file was read."""
        return 100 * self.position // max(self.size, 1)
