# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The outbox: a message exists exactly if the act that caused it does."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lienthong.core.integration.adapters.carriers import carrier_of
from lienthong.core.integration.adapters.handlers import handler_of
from lienthong.core.integration.enums import IncomingState
from lienthong.core.integration.models import Incoming, Outgoing, Partner
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.together import defer_once


@part_of_act
def enqueue(
    partner: Partner, *, topic: str, ordering_key: str, dedupe_key: str, payload: dict[str, Any]
) -> Outgoing:
    """Put a message into the outbox once: the same ``dedupe_key`` again changes nothing.

    A partner with a carrier gets it at once, from the worker.
    """
    message, is_new = Outgoing.objects.get_or_create(
        partner=partner,
        dedupe_key=dedupe_key,
        defaults=_told(topic, ordering_key, payload),
    )
    return _carried(message) if is_new else message


@part_of_act
def enqueue_new(
    partner: Partner, *, topic: str, ordering_key: str, dedupe_key: str, payload: dict[str, Any]
) -> Outgoing:
    """Put a message into the outbox whose ``dedupe_key`` the caller has only just made."""
    told = _told(topic, ordering_key, payload)
    return _carried(Outgoing.objects.create(partner=partner, dedupe_key=dedupe_key, **told))


def _told(topic: str, ordering_key: str, payload: dict[str, Any]) -> dict[str, Any]:
    now = timezone.now()
    return {"topic": topic, "ordering_key": ordering_key, "payload": payload, "next_at": now}


def _carried(message: Outgoing) -> Outgoing:
    """Have the worker carry it where the partner has a carrier."""
    code = message.partner.code
    if carrier_of(code):
        defer_once("integration.carry", lock=f"partner:{code}", partner=code)
    return message


@part_of_act
def accept_incoming(
    partner: Partner,
    *,
    message_id: str,
    payload: dict[str, Any],
    ordering_key: str = "",
    sequence: int | None = None,
) -> bool:
    """Take a partner's message once; False when it was taken before.

    A partner with a handler has it handled by the worker, in the order of ``sequence`` (from 1,
    without gaps) within ``ordering_key`` when the message says one.
    """
    _, fresh = Incoming.objects.get_or_create(
        partner=partner,
        message_id=message_id,
        defaults={
            "payload": payload,
            "state": IncomingState.NEW,
            "ordering_key": ordering_key,
            "sequence": sequence,
        },
    )
    if fresh and handler_of(partner.code):
        defer_once("integration.handle", lock=f"inbox:{partner.code}", partner=partner.code)
    return fresh
