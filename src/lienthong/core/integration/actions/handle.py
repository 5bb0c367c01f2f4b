# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Doing what messages of partners say: in order, once, with the reason when it cannot be done."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lienthong.core.integration.adapters.handlers import Handle
from lienthong.core.integration.enums import IncomingState
from lienthong.core.integration.models import Incoming
from lienthong.core.integration.queries import take_unhandled
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.errors import DomainError

LONGEST_ERROR = 500


@part_of_act
def handle_next(partner_id: int, handle: Handle) -> Incoming | None:
    """Do the next message whose turn it is; None without one. Mark it with how it went."""
    message = take_unhandled(partner_id)
    if message is None:
        return None
    try:
        with transaction.atomic():
            handle(message)
    except DomainError as refused:
        message.state, message.error = IncomingState.FAILED, str(refused)[:LONGEST_ERROR]
    else:
        message.state, message.error = IncomingState.DONE, ""
    message.handled_at = timezone.now()
    message.save(update_fields=["state", "error", "handled_at"])
    return message
