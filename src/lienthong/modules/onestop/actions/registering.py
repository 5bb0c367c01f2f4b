# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Items that the carrier took are told to it through the outbox, in the act that hands them over.

Legal basis: 45/2016/QĐ-TTg; 61/2018/NĐ-CP, Điều 20.
"""

from __future__ import annotations

from django.utils import timezone

from lienthong.core.integration.api import enqueue, partner_by_code
from lienthong.core.units.api import version_of
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.adapters.postal import PARTNER, TOPIC, is_connected
from lienthong.modules.onestop.models import Shipment
from lienthong.modules.onestop.permissions import POST_NEWS
from lienthong.modules.onestop.queries.shipments import item_key, partner_of


@part_of_act
def tell_carrier(shipment: Shipment) -> None:
    """Put the item into the outbox of its carrier, when that is a partner that is connected."""
    if partner_of(shipment.carrier) != PARTNER or not is_connected():
        return
    enqueue(
        partner_by_code(PARTNER),
        topic=TOPIC,
        ordering_key=item_key(shipment),
        dedupe_key=f"{item_key(shipment)}:{shipment.code}",
        payload={
            "id": item_key(shipment),
            "code": shipment.code,
            "recipient": shipment.recipient,
            "phone": shipment.phone,
            "address": shipment.address,
            "sender": version_of(shipment.dossier.case.unit_id).name,
            "fee": str(shipment.fee),
        },
    )


@action(POST_NEWS)
def note_registration(shipment: Shipment, *, problem: str = "", actor: Actor) -> Shipment:
    """The carrier knows the item, or why it does not take it."""
    shipment.registered_at = None if problem else timezone.now()
    shipment.carrier_problem = problem[:300]
    shipment.save(update_fields=["registered_at", "carrier_problem"])
    return shipment
