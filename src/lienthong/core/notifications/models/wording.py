# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of messages that this installation wrote itself, in place of the packaged ones."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.db import CCharField, Dated, DatedQuerySet, valid_dates


class LocalWording(Dated):
    """The own words of a kind of message while they are valid: by language ``vi`` and ``en``, each
    with ``subject``, ``short`` and ``long``.
    """

    kind = CCharField(_("loại thông báo"), max_length=80)
    texts = models.JSONField(_("lời"))
    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("lời thông báo sửa tại đây")
        constraints = [
            models.UniqueConstraint(fields=["kind", "valid_from"], name="localwording_once"),
            valid_dates(name="localwording_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.valid_from}"

    def audit_state(self) -> dict[str, str]:
        """The words one by one (``vi_subject``), as the trail tells them."""
        return {
            f"{language}_{part}": text
            for language, parts in self.texts.items()
            for part, text in parts.items()
        }
