# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of integration."""

from __future__ import annotations

from lienthong.core.integration.actions.carry import partner_by_code
from lienthong.core.integration.actions.send import accept_incoming, enqueue
from lienthong.core.integration.adapters.authorities import authorities
from lienthong.core.integration.adapters.carriers import (
    PartnerAwayError,
    TryLaterError,
    UndeliverableError,
    register_carrier,
)
from lienthong.core.integration.adapters.time_stamps import (
    HttpTimeStamps,
    TimeStampUnavailableError,
)
from lienthong.core.integration.enums import IncomingState, OutgoingState
from lienthong.core.integration.models import Incoming, Outgoing, Partner
from lienthong.core.integration.queries import take_waiting

__all__ = [
    "HttpTimeStamps",
    "Incoming",
    "IncomingState",
    "Outgoing",
    "OutgoingState",
    "Partner",
    "PartnerAwayError",
    "TimeStampUnavailableError",
    "TryLaterError",
    "UndeliverableError",
    "accept_incoming",
    "authorities",
    "enqueue",
    "partner_by_code",
    "register_carrier",
    "take_waiting",
]
