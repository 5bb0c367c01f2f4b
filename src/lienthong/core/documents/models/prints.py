# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Print templates: identity and dated versions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.enums import Paper
from lienthong.kernel.db import CCharField, Dated, DatedQuerySet, no_overlap, valid_dates


class PrintTemplate(models.Model):
    """What is printed, as an identity: ``acceptance_slip``, ``birth_certificate``."""

    code = CCharField(_("mã"), max_length=60, unique=True)
    title = models.CharField(_("tên mẫu"), max_length=200)

    class Meta:
        verbose_name = _("mẫu in")

    def __str__(self) -> str:
        return self.title


class PrintTemplateVersion(Dated):
    """How it is printed while valid: Django template, paper, number pattern, legal basis.

    ``number_pattern`` knows ``{value}``, ``{year}``, ``{symbol}`` and ``{agency}``, the agency's
    abbreviation; the symbol knows ``{agency}``; ``{value:02}`` pads. ``body`` is what
    administrators wrote in place of the packaged file, empty where that holds; ``kept_here`` marks
    the versions that they made.
    Legal basis: 03/2025/TT-VPCP (Mẫu 01–07); 30/2020/NĐ-CP, Phụ lục I.
    """

    template = models.ForeignKey(
        PrintTemplate, models.PROTECT, related_name="versions", verbose_name=_("mẫu in")
    )
    template_name = CCharField(_("tệp trình bày"), max_length=200)
    body = models.TextField(_("nội dung sửa tại đây"), blank=True)
    kept_here = models.BooleanField(_("lập tại đây"), default=False)
    paper = models.CharField(_("khổ giấy"), max_length=2, choices=Paper.choices)
    number_pattern = models.CharField(_("cách ghi số"), max_length=80, blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=40, blank=True)
    collective = models.BooleanField(_("thay mặt tập thể (TM.)"), default=False)
    legal_basis = models.CharField(_("căn cứ"), max_length=300)
    to_be_confirmed = models.BooleanField(_("chờ xác nhận"), default=False)
    instrument = models.ForeignKey(
        "references.Instrument", models.PROTECT, null=True, blank=True, verbose_name=_("văn bản")
    )
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiên bản mẫu in")
        constraints = [
            no_overlap("template_id", name="printversion_no_overlap"),
            valid_dates(name="printversion_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.template_id}@{self.valid_from}"
