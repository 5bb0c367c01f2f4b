# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What citizens can search for and start: the one-stop's services as plain rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.modules.onestop.models import Dossier, ProcedureVersion
from lienthong.modules.onestop.queries.procedures import search_procedures, versions_on

RECENT_DAYS = 180


@dataclass(frozen=True, slots=True)
class Service:
    """One row of a list of services; ``filed`` counts dossiers of the last 180 days."""

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
    """Services that contain every word of the text, best first; all by name without a text."""
    found = search_procedures(text) if text.strip() else versions_on()
    filed = _filed()
    return [_service(version, filed.get(version.procedure_id, 0)) for version in found]


def service_of(version: ProcedureVersion) -> Service:
    """The row of one procedure."""
    return _service(version, 0)


def _filed() -> dict[int, int]:
    since = timezone.now() - timedelta(days=RECENT_DAYS)
    rows = Dossier.objects.filter(case__received_at__gte=since)
    counted = rows.values_list("procedure_version__procedure_id").annotate(count=Count("pk"))
    return dict(counted.order_by())


def _service(version: ProcedureVersion, filed: int) -> Service:
    page = version.spec.service_page
    facts = {fact["key"]: fact["value"] for fact in page["facts"]}
    level = str(version.data["online"]["level"])
    return Service(
        name=version.short_name,
        official_name=version.name,
        url=reverse("onestop:citizen-service", args=[version.procedure.slug]),
        summary=str(page["lead"]),
        online=level,
        channel=_channels()[level],
        time=str(facts["time"]),
        fee=str(facts["fee"]),
        life_events=tuple(version.data.get("life_events", ())),
        keywords=tuple(version.data.get("keywords", ())),
        filed=filed,
    )


def _channels() -> Mapping[str, Any]:
    return {
        "full": _("Trọn gói trên mạng"),
        "partial": _("Một phần trên mạng"),
        "counter": _("Tại quầy"),
    }
