# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Fields that many acts ask: from which day, on which ground, why."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.actor import Actor
from lienthong.kernel.directories.declare import Field, FieldKind, Values


def today() -> date:
    """The local day."""
    return timezone.localdate()


def since(title: object = "", *, hint: object = "", key: str = "since") -> Field:
    """From which day an act takes effect; today unless somebody says otherwise."""
    return Field(
        key, title or _("Áp dụng từ ngày"), FieldKind.DATE, hint=hint, kept=False, default=today
    )


INSTRUMENT = Field(
    "instrument",
    _("Căn cứ"),
    FieldKind.PICK,
    hint=_("Số, ký hiệu văn bản đã có trong danh mục căn cứ."),
    required=False,
    of="instruments",
)
WHY = Field(
    "why",
    _("Lý do"),
    hint=_("Ghi vào lịch sử."),
    required=False,
    kept=False,
)


def for_reason(actor: Actor, values: Values) -> Actor:
    """The actor with the reason that was given, for the trail."""
    return actor.acting(purpose=str(values.get("why") or actor.purpose))
