# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Days, moments and papers that came, in the words citizens read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienthong.core.ui.api import long_date
from lienthong.kernel import clock


def day_and_time(moment: datetime) -> str:
    """``Thứ Sáu 20/11/2026, 10:14`` in Vietnamese time."""
    local = timezone.localtime(moment)
    return f"{long_date(local)}, {local:%H:%M}"


def time_and_day(moment: datetime) -> str:
    """``10:14, Thứ Sáu 20/11/2026`` in Vietnamese time."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M}, {long_date(local)}"


def due_words(due_at: datetime, *, now: datetime | None = None) -> str:
    """``hôm nay, trước 17:00`` or ``Thứ Hai 23/11/2026, trước 17:00``; local or aware moment."""
    due = due_at if due_at.tzinfo is None else clock.to_local(due_at)
    today = timezone.localdate(now)
    day = _("hôm nay") if due.date() == today else long_date(due)
    return _("%(day)s, trước %(time)s") % {"day": day, "time": f"{due:%H:%M}"}


def papers_words(told: Mapping[str, Any]) -> list[str]:
    """The papers of an answer to a supplement as an event keeps them: ``Đơn (2 tệp)``."""
    return [
        ngettext("%(name)s (%(files)s tệp)", "%(name)s (%(files)s tệp)", paper["files"]) % paper
        if paper["files"]
        else str(paper["name"])
        for paper in told.get("papers") or ()
    ]
