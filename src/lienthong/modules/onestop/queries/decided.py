# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How many dossiers were decided, and how many of them late: from sums of months."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Sum

from lienthong.kernel.figures import Decided
from lienthong.modules.onestop.models import DayTally, TallyAxis, TallyGrain


def decided(since: date, until: date, *, by_agency: bool = False) -> list[Decided]:
    """Whole months from ``since`` to before ``until``, of the province or of each agency.

    Granted and refused dossiers by the month in which they were; the withdrawn ones, which ended
    without a decision, are left out. As of the last fold; the same cost however many there are.
    """
    axis = TallyAxis.AGENCY if by_agency else TallyAxis.PROVINCE
    months = DayTally.objects.filter(
        axis=axis, grain=TallyGrain.MONTH, day__gte=since, day__lt=until
    )
    ended = F("early") + F("on_time") + F("late") - F("withdrawn")
    rows = months.values_list("day", "key").annotate(total=Sum(ended), slow=Sum("late"))
    return [Decided(*row) for row in rows.order_by("day", "key") if row[2]]
