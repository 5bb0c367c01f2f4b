# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What citizens can search for and start: the one-stop's services as plain rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.modules.onestop.domain.procedure import NO_VARIANT, fee_rules
from lienthong.modules.onestop.domain.rule_words import (
    fees_in_short,
    rates_in_short,
    time_words,
    times_in_short,
)
from lienthong.modules.onestop.models import DayTally, ProcedureVersion, TallyAxis, TallyGrain
from lienthong.modules.onestop.queries.procedures import catalogue_on, search_among

RECENT_DAYS = 180
GUIDE = "guide"
"""Level of a procedure that is only explained here."""


@dataclass(frozen=True, slots=True)
class Service:
    """One row of a list of services.

    ``filed`` counts the dossiers accepted since the month that began half a year ago.
    """

    name: str
    official_name: str
    url: str
    summary: str
    online: str
    channel: str
    time: str
    fee: str
    life_events: tuple[str, ...]
    keywords: tuple[str, ...] = ()
    filed: int = 0


def services(text: str = "") -> list[Service]:
    """Services that contain every word of the text, best first; all by name without a text.

    What can only be read about comes after what can be filed.
    """
    found = search_among(catalogue_on(), text) if text.strip() else catalogue_on()
    filed = _filed()
    return [_service(version, filed.get(version.procedure_id, 0)) for version in found]


def service_of(version: ProcedureVersion) -> Service:
    """The row of one procedure."""
    return _service(version, 0)


def _filed() -> dict[int, int]:
    """By procedure; from sums of months, however many dossiers there are."""
    since = (timezone.localdate() - timedelta(days=RECENT_DAYS)).replace(day=1)
    months = DayTally.objects.filter(
        axis=TallyAxis.PROCEDURE, grain=TallyGrain.MONTH, day__gte=since
    )
    counted = months.values_list("key").annotate(count=Sum(F("online") + F("desk") + F("post")))
    return dict(counted.order_by())


def _service(version: ProcedureVersion, filed: int) -> Service:
    if not version.is_electronic:
        return _page_to_read(version)
    page = version.spec.service_page
    facts = {fact.get("key"): fact.get("value") for fact in page["facts"]}
    limit = version.spec.limit_for(NO_VARIANT)
    rules = fee_rules(version.spec, on=timezone.localdate())
    level = str(version.data["online"]["level"])
    return Service(
        name=version.short_name,
        official_name=version.name,
        url=reverse("onestop:citizen-service", args=[version.procedure.slug]),
        summary=str(page["lead"]),
        online=level,
        channel=_channels()[level],
        time=str(facts.get("time") or time_words(str(limit.amount), limit.unit)),
        fee=str(facts.get("fee") or rates_in_short(rules)),
        life_events=tuple(version.data.get("life_events", ())),
        keywords=tuple(version.data.get("keywords", ())),
        filed=filed,
    )


def _page_to_read(version: ProcedureVersion) -> Service:
    reading = version.data["reading"]
    return Service(
        name=version.short_name,
        official_name=version.name,
        url=reverse("onestop:citizen-service", args=[version.procedure.slug]),
        summary=str(version.spec.service_page["lead"]),
        online=GUIDE,
        channel=_("Hướng dẫn"),
        time=times_in_short(reading["times"]),
        fee=fees_in_short(reading["fees"]),
        life_events=tuple(version.data["life_events"]),
        keywords=tuple(version.data["keywords"]),
    )


def _channels() -> Mapping[str, Any]:
    return {
        "full": _("Trọn gói trên mạng"),
        "partial": _("Một phần trên mạng"),
        "counter": _("Tại quầy"),
    }
