# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Items of post of a dossier."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.kernel.money import dong
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
    found: Shipment | None = dossier.shipments.filter(state__in=OPEN).order_by("-pk").first()
    return found


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
            "reissue": _("Bản cấp lại") if item.reissue_of_id else "",
        }
        for item in dossier.shipments.order_by("-pk")
    ]


def _moment(value: Any) -> str:
    return f"{timezone.localtime(value):%H:%M, %d/%m/%Y}" if value else ""
