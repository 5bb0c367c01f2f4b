# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Process definitions: an identity and its dated, immutable versions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.process.domain.compiling import Compiled, cached, compiled
from lienthong.core.process.domain.reading import read_table
from lienthong.kernel.db import CCharField, Dated, DatedQuerySet, no_overlap, valid_dates


class ProcessDefinition(models.Model):
    """The identity of a process definition; what the steps are stands in its versions.

    Legal basis: 61/2018/NĐ-CP, Điều 19.
    """

    code = CCharField(_("mã quy trình"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("quy trình giải quyết")

    def __str__(self) -> str:
        return self.code


class ProcessVersion(Dated):
    """One table of steps and the days on which new matters start with it.

    Immutable: the database refuses any change except closing the validity. Running instances stay
    on the version with which they began until somebody moves them.
    """

    definition = models.ForeignKey(
        ProcessDefinition,
        models.PROTECT,
        related_name="versions",
        verbose_name=_("quy trình giải quyết"),
    )
    number = models.PositiveSmallIntegerField(_("phiên bản"))
    title = models.CharField(_("tên"), max_length=300)
    table = models.JSONField(_("bảng bước"))
    fingerprint = CCharField(_("dấu vân tay"), max_length=64)
    legal_basis = ArrayField(models.CharField(max_length=200), verbose_name=_("căn cứ"))
    to_be_confirmed = models.BooleanField(_("chờ xác nhận"), default=False)
    published_at = models.DateTimeField(_("ban hành lúc"))
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiên bản quy trình")
        constraints = [
            models.UniqueConstraint(
                fields=["definition", "number"], name="processversion_number_unique"
            ),
            no_overlap("definition_id", name="processversion_no_overlap"),
            valid_dates(name="processversion_dates", may_be_empty=True),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def compiled(self) -> Compiled:
        """The table ready to run, kept in memory under its fingerprint."""
        return cached(self.fingerprint) or compiled(self.fingerprint, read_table(self.table))
