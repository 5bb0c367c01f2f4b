# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which special days a calendar has, as sheets and packages name them."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.deadlines.models import WorkCalendar
from lienthong.core.deadlines.queries.calendars import revision_known
from lienthong.kernel.directories import Field, FieldKind, today
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.errors import InvalidInput

ONLY = Field(
    "only",
    gettext_lazy("Chỉ giữ các ngày đặc biệt"),
    FieldKind.LONG,
    hint=gettext_lazy("Như 30/04/2026; 01/05/2026. Bỏ trống để giữ mọi ngày của lịch kia."),
    required=False,
    most=20_000,
)


def only_of(values: Values) -> frozenset[date] | None:
    """The special days that are named; None where none is. Raises ``InvalidInput``."""
    told = re.split(r"[;\n]", values["only"])
    days = [each.strip() for each in told if each.strip()]
    try:
        return frozenset(_day(each) for each in days) if days else None
    except ValueError as wrong:
        text = _("Ghi từng ngày như 30/04/2026, cách nhau bằng dấu chấm phẩy.")
        raise InvalidInput(fields={"only": text}) from wrong


def _day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007, a day has no zone


def values_of(row: WorkCalendar) -> Values:
    known = revision_known(row, today())
    days = sorted(entry["date"] for entry in known.days["days"]) if known else []
    told = "; ".join(f"{date.fromisoformat(day):%d/%m/%Y}" for day in days)
    return {"code": row.code, "name": row.name, "only": told}
