# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How far the figures of each kind of case are folded."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField


class Fold(models.Model):
    """How far the events of one kind of case are folded.

    Everything written by transactions before ``next_xid`` is in the figures. A logical restore
    raises the generation: numbers of transactions begin anew there, so all is folded again.
    """

    kind = CCharField(_("loại việc"), max_length=60, primary_key=True)
    generation = models.IntegerField(_("thế hệ"), default=1)
    next_xid = models.BigIntegerField(_("từ giao dịch"), default=0)
    folded_at = models.DateTimeField(_("cộng tới lúc"), null=True)
    rebuilt_at = models.DateTimeField(_("tính lại từ đầu lúc"), null=True)

    class Meta:
        verbose_name = _("lần cộng dồn số liệu")

    def __str__(self) -> str:
        return self.kind
