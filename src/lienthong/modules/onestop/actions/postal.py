# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the carrier says of its items moves the shipment, once and in order.

Legal basis: 45/2016/QĐ-TTg; 61/2018/NĐ-CP, Điều 20.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step, open_steps_of
from lienthong.core.integration.api import (
    Incoming,
    accept_incoming,
    partner_by_code,
)
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState
from lienthong.modules.onestop.actions.post import (
    record_delivery,
    record_loss,
    record_return_by_post,
)
from lienthong.modules.onestop.adapters.postal import PARTNER, PostEvent
from lienthong.modules.onestop.enums import ShipmentState
from lienthong.modules.onestop.models import Shipment
from lienthong.modules.onestop.permissions import POST_NEWS
from lienthong.modules.onestop.queries.shipments import shipment_of_key

RETURNING = "return"
ENDS = {
    "delivered": record_delivery,
    "returned": record_return_by_post,
    "lost": record_loss,
}


@part_of_act
def take_news(event: PostEvent) -> bool:
    """Take one event of the carrier into the inbox; False when it was taken before.

    The worker does what it says: ``follow_news``.
    """
    return accept_incoming(
        partner_by_code(PARTNER),
        message_id=f"event:{event.number}",
        payload=asdict(event),
        ordering_key=event.item,
    )


@part_of_act
def follow_news(message: Incoming, *, actor: Actor) -> None:
    """Do what one event in the inbox says.

    Raises ``IllegalState`` for what cannot be done any more: the desk was faster, or the item is
    none of ours. It stays in the inbox with the reason and may be tried again from there.
    """
    event = PostEvent(**{"code": ""} | message.payload)
    _follow(event, actor)


@part_of_act
def _follow(event: PostEvent, actor: Actor) -> None:
    shipment = shipment_of_key(event.item)
    if shipment is None or event.code not in {"", shipment.code}:
        raise IllegalState(_("Bưu gửi này không phải của hệ thống."))
    if shipment.state != ShipmentState.HANDED:
        raise IllegalState(_("Quầy đã ghi bưu gửi này xong trước đó."))
    if event.status not in ENDS:
        note_scan(shipment, place=event.note, at=_moment(event.at), actor=actor)
        return
    proof = ", ".join(part for part in (_("Bưu chính báo"), event.note, _words(event.at)) if part)
    ENDS[event.status](_step_of(shipment), proof=proof, actor=actor)


@action(POST_NEWS)
def note_scan(shipment: Shipment, *, place: str, at: datetime, actor: Actor) -> Shipment:
    """Where the carrier saw the item last; an older word changes nothing."""
    if shipment.scanned_at is not None and shipment.scanned_at > at:
        return shipment
    shipment.scanned_at, shipment.scan_text = at, place[:200]
    shipment.save(update_fields=["scanned_at", "scan_text"])
    return shipment


def _step_of(shipment: Shipment) -> Step:
    for step in open_steps_of(shipment.dossier_id):
        if any(way["code"] == RETURNING for way in step.outcomes):
            return step
    raise IllegalState(_("Hồ sơ này không còn chờ trả kết quả."))


def _moment(text: str) -> datetime:
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    return found if found is not None and found.tzinfo else timezone.now()


def _words(text: str) -> str:
    return f"{timezone.localtime(_moment(text)):%H:%M, %d/%m/%Y}"
