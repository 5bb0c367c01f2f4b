# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages that were given up: once more, or closed, each in its own act with the reason."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.integration.adapters.carriers import carrier_of
from lienthong.core.integration.adapters.handlers import handler_of
from lienthong.core.integration.enums import IncomingState, OutgoingState
from lienthong.core.integration.models import Incoming, Outgoing
from lienthong.core.integration.permissions import REPLAY
from lienthong.kernel import ports
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput

SHORTEST_REASON = 5
NO_REASON = _("Ghi lý do, ít nhất vài chữ.")
NOT_DEAD = _("Tin này không còn ở trạng thái lỗi. Hãy tải lại trang.")
NO_HANDLER = _("Tin của đối tác này không xử lý lại từ đây được.")


@action(REPLAY)
def replay_outgoing(message: Outgoing, *, reason: str, actor: Actor) -> Outgoing:
    """Send a message that was given up once more, from the first attempt on.

    It keeps its key, so a partner that has it already takes it for what it is. Raises
    ``IllegalState`` for one that is not given up and ``InvalidInput`` without a reason.
    """
    _require(reason)
    message = Outgoing.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.state != OutgoingState.FAILED:
        raise IllegalState(NOT_DEAD, code="not_dead")
    message.state, message.done_at = OutgoingState.WAITING, None
    message.attempts, message.next_at = 0, timezone.now()
    message.replays += 1
    message.save(update_fields=["state", "done_at", "attempts", "next_at", "replays"])
    code = message.partner.code
    if carrier_of(code):
        ports.defer("integration.carry", lock=f"partner:{code}", partner=code)
    return message


@action(REPLAY)
def replay_incoming(message: Incoming, *, reason: str, actor: Actor) -> Incoming:
    """Have a message that could not be done tried once more. Raises as ``replay_outgoing``."""
    _require(reason)
    message = Incoming.objects.select_for_update(of=("self",)).get(pk=message.pk)
    code = message.partner.code
    if message.state != IncomingState.FAILED:
        raise IllegalState(NOT_DEAD, code="not_dead")
    if handler_of(code) is None:
        raise IllegalState(NO_HANDLER, code="no_handler")
    message.state, message.handled_at = IncomingState.NEW, None
    message.replays += 1
    message.save(update_fields=["state", "handled_at", "replays"])
    ports.defer("integration.handle", lock=f"inbox:{code}", partner=code)
    return message


@action(REPLAY)
def close_outgoing(message: Outgoing, *, reason: str, actor: Actor) -> Outgoing:
    """Never send a message that was given up: nobody is reminded of it any more.

    What it was about stays as it is; later messages of its key go on as before. Raises
    ``IllegalState`` for one that is not given up and ``InvalidInput`` without a reason.
    """
    _require(reason)
    message = Outgoing.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.state != OutgoingState.FAILED:
        raise IllegalState(NOT_DEAD, code="not_dead")
    message.state = OutgoingState.CLOSED
    message.save(update_fields=["state"])
    return message


@action(REPLAY)
def close_incoming(message: Incoming, *, reason: str, actor: Actor) -> Incoming:
    """Leave a message undone that could not be done. Raises as ``close_outgoing``."""
    _require(reason)
    message = Incoming.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.state != IncomingState.FAILED:
        raise IllegalState(NOT_DEAD, code="not_dead")
    message.state = IncomingState.CLOSED
    message.save(update_fields=["state"])
    return message


def _require(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise InvalidInput(NO_REASON, fields={"reason": str(NO_REASON)})
