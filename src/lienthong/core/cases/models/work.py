# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Work of a unit that ended, handed to the one that continues it, a lot at a time."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkMove(models.Model):
    """A lot of cases that go from a unit to its successor, one act for each, by a job.

    ``position`` counts the cases already tried and rises in the same transaction as each act.
    ``taken`` keeps for each case what was changed on it; a lot that takes another back
    (``undoes``) restores exactly that, where nothing else changed it since.
    Legal basis: 72/2025/QH15 (organisation of local government).
    """

    from_unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị kết thúc")
    )
    to_unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị kế tục")
    )
    on_date = models.DateField(_("từ ngày"))
    undoes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_by",
        verbose_name=_("lấy lại lô"),
    )
    asked_by_id = models.BigIntegerField(_("người chuyển (tài khoản)"), null=True, blank=True)
    asked_by_text = models.CharField(_("người chuyển"), max_length=200, blank=True)
    case_ids = ArrayField(models.BigIntegerField(), verbose_name=_("các việc"))
    taken = models.JSONField(_("đã đổi gì ở mỗi việc"), default=dict)
    position = models.IntegerField(_("đã thử"), default=0)
    problems = models.JSONField(_("không chuyển được"), default=list)
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    mark_ignores = frozenset({"taken", "position", "problems"})

    class Meta:
        verbose_name = _("lô chuyển việc của đơn vị")
        indexes = [models.Index(fields=["from_unit", "to_unit", "-id"], name="workmove_pair")]

    def __str__(self) -> str:
        return f"{self.from_unit_id}→{self.to_unit_id}"

    @property
    def moved(self) -> int:
        """How many cases were moved."""
        return len(self.taken)

    def scope_unit_ids(self) -> set[int]:
        """Units through which it may be reached."""
        return {self.from_unit_id, self.to_unit_id}
