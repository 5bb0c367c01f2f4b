# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages as both portals list them: by day, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.notifications.api import Message, mark_messages_seen, messages_page
from lienthong.core.ui.api import long_date
from lienthong.kernel.actor import Actor

Place = tuple[datetime, int]


def message_list(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """What a page of the list shows; what it shows counts as seen from then on."""
    found, more = messages_page(actor, before=place_from(request.GET))
    days = by_day(found)
    mark_shown(found, actor)
    return {
        "page_title": _("Thông báo"),
        "days": days,
        "next_url": f"?truoc={place_after(found)}" if more else "",
        "is_first": "truoc" not in request.GET,
    }


def mark_shown(found: Iterable[Message], actor: Actor) -> None:
    """Note those among them that are new as seen now."""
    new = [message.pk for message in found if message.seen_at is None]
    if new:
        mark_messages_seen(new, at=timezone.now(), actor=actor)


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
