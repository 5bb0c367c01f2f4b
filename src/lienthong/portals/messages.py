# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages as both portals list them: by day, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.notifications.api import Message
from lienthong.core.ui.api import long_date

Place = tuple[datetime, int]


def by_day(messages: Iterable[Message]) -> list[dict[str, Any]]:
    """Groups of one day each, in the order given; today and yesterday by name."""
    return [
        {"title": _day(day), "messages": [_row(message) for message in found]}
        for day, found in groupby(messages, key=lambda m: timezone.localdate(m.created_at))
    ]


def place_after(messages: list[Message]) -> str:
    """Where the next page begins, for the address."""
    last = messages[-1]
    return f"{last.created_at.timestamp()!r}_{last.pk}"


def place_from(query: QueryDict) -> Place | None:
    """Where the asked page begins; None for the first page and for rubbish."""
    moment, _sep, pk = query.get("truoc", "").partition("_")
    try:
        return datetime.fromtimestamp(float(moment), timezone.get_current_timezone()), int(pk)
    except (ValueError, OverflowError, OSError):
        return None


def _day(day: Any) -> str:
    today = timezone.localdate()
    names = {0: _("Hôm nay"), 1: _("Hôm qua")}
    name = names.get((today - day).days)
    return f"{name}, {long_date(day)}" if name else long_date(day)


def _row(message: Message) -> dict[str, Any]:
    return {
        "id": message.pk,
        "title": message.title,
        "body": message.body,
        "about": message.subject_text,
        "link": message.link,
        "at": message.created_at,
        "is_new": message.seen_at is None,
    }
