# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Items of post of a dossier."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.integration.api import Incoming
from lienthong.kernel.money import dong
from lienthong.kernel.prepared import Prepared
from lienthong.kernel.reference import packaged_yaml
from lienthong.kernel.text import fold
from lienthong.modules.onestop.enums import ShipmentState
from lienthong.modules.onestop.models import Dossier, Shipment

OPEN = (ShipmentState.PREPARED, ShipmentState.HANDED)
CHIPS = {
    ShipmentState.PREPARED: "paused",
    ShipmentState.HANDED: "info",
    ShipmentState.DELIVERED: "ok",
    ShipmentState.RETURNED: "soon",
    ShipmentState.LOST: "late",
}


def open_shipment(dossier: Dossier) -> Shipment | None:
    """The item that waits for the carrier or is on its way."""
    return _OPEN.first(dossier.pk)


_OPEN: Prepared[Shipment] = Prepared(
    lambda pk: Shipment.objects.filter(dossier_id=pk, state__in=OPEN).order_by("-pk")
)


@cache
def carriers() -> dict[str, str]:
    """Carriers by name with the code of the partner each one is; empty for none.

    Legal basis: 45/2016/QĐ-TTg.
    """
    rows = packaged_yaml("lienthong.modules.onestop", "carriers.yaml")["carriers"]
    return {str(row["name"]): str(row.get("partner", "")) for row in rows}


def partner_of(carrier: str) -> str:
    """The partner that a carrier is, however its name was typed; empty for none."""
    known = {fold(name): partner for name, partner in carriers().items()}
    return known.get(fold(carrier), "")


def item_key(shipment: Shipment) -> str:
    """Under what name partners know the item."""
    return f"shipment-{shipment.pk}"


def shipment_of_key(key: str) -> Shipment | None:
    """The item of that name, locked for the act; None when it is none of ours."""
    number = key.removeprefix("shipment-")
    rows = Shipment.objects.select_for_update(of=("self",)).select_related("dossier__case")
    return rows.filter(pk=int(number)).first() if number.isdecimal() else None


def newest_news(partner: str) -> int:
    """The number of the last event that the partner's inbox holds; 0 without one."""
    rows = Incoming.objects.filter(partner__code=partner).order_by("-pk")
    found = rows.values_list("payload__number", flat=True).first()
    return int(found or 0)


def shipment_rows(dossier: Dossier) -> list[dict[str, Any]]:
    """Every item, newest first, in words for the desk and the citizen."""
    return [
        {
            "shipment": item,
            "state": str(ShipmentState(item.state).label),
            "chip": CHIPS[ShipmentState(item.state)],
            "fee": dong(item.fee) if item.fee else "",
            "handed": _moment(item.handed_at),
            "ended": _moment(item.ended_at),
            "registered": _moment(item.registered_at),
            "problem": item.carrier_problem,
            "scanned": _moment(item.scanned_at),
            "reissue": _("Bản cấp lại") if item.reissue_of_id else "",
        }
        for item in dossier.shipments.order_by("-pk")
    ]


def _moment(value: Any) -> str:
    return f"{timezone.localtime(value):%H:%M, %d/%m/%Y}" if value else ""
