# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The identity of a form and its immutable dated versions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField, Dated, DatedQuerySet, no_overlap, valid_dates


class FormDefinition(models.Model):
    """An electronic form as such: it keeps its code while its versions change.

    Legal basis: 45/2020/NĐ-CP, Điều 4.
    """

    code = CCharField(_("mã biểu mẫu"), max_length=63, unique=True)

    class Meta:
        verbose_name = _("biểu mẫu điện tử")

    def __str__(self) -> str:
        return self.code


class FormVersion(Dated):
    """The content of a form while it is valid. Only the end of validity may change later.

    ``content`` is the definition as loaded (see ``domain.loading``); ``legal_basis`` a list of
    texts such as "60/2014/QH13, Điều 16". A database trigger refuses any other change.
    """

    form = models.ForeignKey(
        FormDefinition, models.PROTECT, related_name="versions", verbose_name=_("biểu mẫu")
    )
    number = models.PositiveIntegerField(_("lần ban hành"))
    title = models.CharField(_("tên"), max_length=300)
    content = models.JSONField(_("nội dung"))
    legal_basis = models.JSONField(_("căn cứ pháp lý"), default=list)
    to_be_confirmed = models.BooleanField(_("chờ xác nhận"), default=False)
    created_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiên bản biểu mẫu điện tử")
        ordering = ("form_id", "valid_from")
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="form_version_number"),
            no_overlap("form_id", name="form_no_overlap"),
            valid_dates(name="form_dates", may_be_empty=True),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"
