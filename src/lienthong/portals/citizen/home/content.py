# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the home page shows besides services: life events, the next holiday, tiles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lienthong.core.deadlines.api import unit_calendar
from lienthong.core.ui.api import long_date
from lienthong.kernel.language import OF_RECORD
from lienthong.kernel.reference import read_yaml
from lienthong.kernel.registry import modules, resolve

FOLDER = Path(__file__).parent / "reference"
NOTICE_DAYS = 14
MOST_TRIES = 3
LINKS_SLOT = "citizen.links"
NO_UNIT = 0
"""The calendar of the whole province."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """The next day off: its date and what it is called."""

    day: date
    words: str
    name: str


def all_services(text: str = "") -> list[Any]:
    """Services of every installed module, in the order the modules give them."""
    return list(_found(text))


def _found(text: str) -> Iterator[Any]:
    for declared in modules():
        if declared.services:
            yield from resolve(declared, declared.services)(text)


def tries(services: list[Any]) -> list[str]:
    """Words to try in the search box: the first keyword of each service, at least three in all."""
    first = [service.keywords[0] for service in services if service.keywords]
    more = [word for service in services for word in service.keywords[1:]]
    return [*first, *more][: max(MOST_TRIES, min(len(first), 4))]


def life_events() -> tuple[dict[str, str], ...]:
    """Life events of the home page, in order, in the reader's language."""
    language = get_language()
    return tuple(
        {"key": row["key"], "icon": row["icon"], **row.get(language, row[OF_RECORD])}
        for row in _life_events()
    )


@cache
def _life_events() -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = read_yaml((FOLDER / "life_events.yaml").read_text("utf-8"))
    return content


def life_event_tiles() -> list[dict[str, str]]:
    """Life events as tiles that lead to their services."""
    return [
        {**event, "url": reverse("citizen:life-event", args=[event["key"]])}
        for event in life_events()
    ]


def next_holiday(today: date | None = None) -> Holiday | None:
    """The next day off within 14 days, by the calendar in use; None without one.

    Legal basis: 45/2019/QH14, Điều 112.
    """
    first = today or timezone.localdate()
    try:
        calendar = unit_calendar(NO_UNIT, on=first)
    except LookupError:
        return None
    last = first + timedelta(days=NOTICE_DAYS)
    days = calendar.days_off_between(first.toordinal() - 1, last.toordinal())
    if not days:
        return None
    return Holiday(days[0].day, long_date(days[0].day), _(days[0].name))


def links(place: str) -> list[dict[str, Any]]:
    """Where installed modules lead to from a place of the portal: home, account, services."""
    return [
        link
        for declared in modules()
        if LINKS_SLOT in declared.panels
        for link in resolve(declared, declared.panels[LINKS_SLOT])().get(place, ())
    ]


def services_url() -> str:
    """Address of the list of all services; empty while no module has one."""
    return next((str(link["url"]) for link in links("services")), "")


def quick_tiles() -> list[dict[str, str]]:
    """What people come for without a search: what modules offer, and checking a paper."""
    verify = {
        "title": _("Kiểm tra giấy"),
        "text": _("Quét mã QR trên giấy"),
        "url": reverse("citizen:verify"),
        "icon": "qrcode",
    }
    return [*links("home"), verify]
