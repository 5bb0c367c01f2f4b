# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which kinds of document an agency has initialled before they are signed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField, Dated, DatedQuerySet, valid_dates


class InitialRule(Dated):
    """That a kind of document must be initialled for content, form or both; in one or all agencies.

    The decree says who answers for both, not that he initials: each agency's working regulation
    does. What one agency says goes before what is said for all.
    Legal basis: 30/2020/NĐ-CP, Điều 12.
    """

    kind = CCharField(_("loại văn bản"), max_length=60)
    agency = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, verbose_name=_("cơ quan")
    )
    content = models.BooleanField(_("ký nháy nội dung"))
    form = models.BooleanField(_("ký nháy thể thức"))
    legal_basis = models.CharField(_("căn cứ"), max_length=300)
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("quy định ký nháy")
        constraints = [valid_dates(name="initialrule_dates")]

    def __str__(self) -> str:
        return self.kind

    @property
    def marks(self) -> tuple[str, ...]:
        """What must be initialled: of ``content form``."""
        said = (("content", self.content), ("form", self.form))
        return tuple(name for name, is_asked in said if is_asked)
