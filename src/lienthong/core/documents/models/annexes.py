# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Annexes that stand in files of their own beside a document."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.domain.annexes import heading_of
from lienthong.core.documents.models.files import File
from lienthong.core.documents.models.issued import IssuedDocument


class Annex(models.Model):
    """An annex in another file: the agency signs it with a mark of text once there is a number.

    An annex in the document's own file needs none: it is covered by the document's signatures.
    Legal basis: 30/2020/NĐ-CP, Phụ lục I (annexes; place and look of digital signatures).
    """

    document = models.ForeignKey(
        IssuedDocument, models.PROTECT, related_name="annexes", verbose_name=_("văn bản")
    )
    position = models.SmallIntegerField(_("thứ tự"))
    title = models.CharField(_("tên phụ lục"), max_length=200)
    file = models.OneToOneField(
        File, models.PROTECT, related_name="annex", verbose_name=_("tệp phụ lục")
    )
    added_by = models.ForeignKey("accounts.Account", models.PROTECT, verbose_name=_("người thêm"))
    added_at = models.DateTimeField(_("thêm lúc"))

    class Meta:
        verbose_name = _("phụ lục")
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="annex_position")
        ]

    def __str__(self) -> str:
        return f"{self.heading}. {self.title}"

    @property
    def heading(self) -> str:
        """Its name in the document: ``Phụ lục II``."""
        return heading_of(self.position)

    @property
    def field_name(self) -> str:
        """The place of the agency's signature in its file."""
        return f"annex-{self.pk}"
