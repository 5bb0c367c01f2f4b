# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Procedures: identity, dated immutable versions, print templates."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField, Dated, DatedQuerySet, no_overlap, valid_dates
from lienthong.modules.onestop.domain.procedure import ProcedureSpec


class Procedure(models.Model):
    """An administrative procedure; ``code`` is its national code, never a key of anything.

    Legal basis: 63/2010/NĐ-CP, Điều 8.
    """

    code = CCharField(_("mã thủ tục"), max_length=60, unique=True)
    slug = CCharField(_("địa chỉ"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("thủ tục hành chính (TTHC)")

    def __str__(self) -> str:
        return self.code


class VersionQuerySet(DatedQuerySet):
    """Versions of procedures, dated."""

    def electronic(self) -> VersionQuerySet:
        """Those that can be filed here: with a table of steps."""
        return self.filter(process_version_id__isnull=False)


class ProcedureVersion(Dated):
    """What the publishing decision says, in force from a day; a dossier keeps its version.

    ``data`` is the whole definition (components, fees, time rules, texts) as reference data holds
    it; ``spec`` reads it typed. Legal basis: 63/2010/NĐ-CP, Điều 13.
    """

    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="versions", verbose_name=_("thủ tục")
    )
    number = models.SmallIntegerField(_("phiên bản"))
    name = models.CharField(_("tên thủ tục"), max_length=400)
    short_name = models.CharField(_("tên thường gọi"), max_length=200)
    field_code = CCharField(_("mã lĩnh vực"), max_length=40, blank=True)
    field_name = models.CharField(_("lĩnh vực"), max_length=200, blank=True)
    data = models.JSONField(_("nội dung"))
    form_version_id = models.BigIntegerField(_("biểu mẫu"), null=True, blank=True)
    process_version_id = models.BigIntegerField(_("quy trình"), null=True, blank=True)
    system_of_record = CCharField(_("hệ thống gốc"), max_length=40)
    portal_role = CCharField(_("vai trò cổng của tỉnh"), max_length=20)
    legal_basis = ArrayField(
        models.CharField(max_length=80), verbose_name=_("căn cứ"), default=list
    )
    to_be_confirmed = models.BooleanField(_("chờ xác nhận"), default=True)
    objects: ClassVar[Any] = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("thủ tục theo thời gian")
        constraints = [
            no_overlap("procedure_id", name="procedure_no_overlap"),
            valid_dates(name="procedure_dates", may_be_empty=True),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def is_electronic(self) -> bool:
        """Whether it can be filed here; otherwise it is a page to read."""
        return self.process_version_id is not None

    @property
    def spec(self) -> ProcedureSpec:
        """The definition, typed."""
        return ProcedureSpec(self.data)
