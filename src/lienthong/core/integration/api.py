# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of integration."""

from __future__ import annotations

from lienthong.core.integration.actions.carry import lease_next, partner_by_code, settle_sent
from lienthong.core.integration.actions.replay import (
    SHORTEST_REASON,
    close_incoming,
    close_outgoing,
    replay_incoming,
    replay_outgoing,
)
from lienthong.core.integration.actions.send import accept_incoming, enqueue, enqueue_new
from lienthong.core.integration.adapters.authorities import authorities
from lienthong.core.integration.adapters.carriers import (
    PartnerAwayError,
    TryLaterError,
    UndeliverableError,
    register_carrier,
    topic_title,
)
from lienthong.core.integration.adapters.handlers import register_handler
from lienthong.core.integration.adapters.lines import Line, line_to, lines_of
from lienthong.core.integration.adapters.time_stamps import PARTNER as TIME_STAMPS
from lienthong.core.integration.adapters.time_stamps import (
    HttpTimeStamps,
    TimeStampUnavailableError,
)
from lienthong.core.integration.domain.inside import Part, parts_of
from lienthong.core.integration.enums import Circuit, IncomingState, OutgoingState
from lienthong.core.integration.models import Incoming, JobDay, Outgoing, Partner
from lienthong.core.integration.permissions import REPLAY, VIEW
from lienthong.core.integration.queries import (
    Health,
    Sought,
    abouts_of,
    find_incoming,
    find_outgoing,
    health_of_partners,
    take_waiting,
)

__all__ = [
    "REPLAY",
    "SHORTEST_REASON",
    "TIME_STAMPS",
    "VIEW",
    "Circuit",
    "Health",
    "HttpTimeStamps",
    "Incoming",
    "IncomingState",
    "JobDay",
    "Line",
    "Outgoing",
    "OutgoingState",
    "Part",
    "Partner",
    "PartnerAwayError",
    "Sought",
    "TimeStampUnavailableError",
    "TryLaterError",
    "UndeliverableError",
    "abouts_of",
    "accept_incoming",
    "authorities",
    "close_incoming",
    "close_outgoing",
    "enqueue",
    "enqueue_new",
    "find_incoming",
    "find_outgoing",
    "health_of_partners",
    "lease_next",
    "line_to",
    "lines_of",
    "partner_by_code",
    "parts_of",
    "register_carrier",
    "register_handler",
    "replay_incoming",
    "replay_outgoing",
    "settle_sent",
    "take_waiting",
    "topic_title",
]
