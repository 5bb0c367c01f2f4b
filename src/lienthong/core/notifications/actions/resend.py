# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Send one message once more by the same way."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.integration.api import enqueue, partner_by_code
from lienthong.core.notifications.actions.send import ordering_key, payload_of
from lienthong.core.notifications.adapters.carriers import PARTNERS, TOPIC, is_connected
from lienthong.core.notifications.enums import Channel, DeliveryState
from lienthong.core.notifications.models import MessageDelivery
from lienthong.core.notifications.permissions import RESEND
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState

PAUSE = timedelta(minutes=10)


@action(RESEND)
def resend_delivery(pk: int, *, actor: Actor) -> MessageDelivery:
    """Put a delivery into the outbox again, with the words of then.

    Raises ``IllegalState`` while it still waits, within ten minutes of the last time, for codes
    and what is over, and where the way is closed.
    """
    rows = MessageDelivery.objects.select_related("message").select_for_update(of=("self",))
    delivery = rows.get(pk=pk)
    now, message = timezone.now(), delivery.message
    if delivery.channel == Channel.IN_APP or not is_connected(delivery.channel):
        raise IllegalState(_("Cách gửi này không gửi lại được."))
    if message.code_id or (delivery.expires_at is not None and delivery.expires_at <= now):
        raise IllegalState(_("Thông báo này đã hết hiệu lực nên không gửi lại."))
    if delivery.state == DeliveryState.WAITING:
        raise IllegalState(_("Thông báo này đang chờ gửi."))
    if delivery.resent_at is not None and now - delivery.resent_at < PAUSE:
        raise IllegalState(_("Vừa gửi lại. Đợi 10 phút rồi thử tiếp."))
    delivery.resends += 1
    delivery.resent_at, delivery.state, delivery.error = now, DeliveryState.WAITING, ""
    delivery.next_at = now
    delivery.save(update_fields=["resends", "resent_at", "state", "error", "next_at"])
    enqueue(
        partner_by_code(PARTNERS[Channel(delivery.channel)]),
        topic=TOPIC,
        ordering_key=ordering_key(message, delivery),
        dedupe_key=f"delivery:{delivery.pk}:{delivery.resends}",
        payload=payload_of(message, delivery),
    )
    return delivery
