# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of integration."""

from __future__ import annotations

from lienthong.core.integration.actions.send import accept_incoming, enqueue
from lienthong.core.integration.adapters.time_stamps import (
    HttpTimeStamps,
    TimeStampUnavailableError,
)
from lienthong.core.integration.models import Incoming, Outgoing, Partner
from lienthong.core.integration.queries import take_waiting

__all__ = [
    "HttpTimeStamps",
    "Incoming",
    "Outgoing",
    "Partner",
    "TimeStampUnavailableError",
    "accept_incoming",
    "enqueue",
    "take_waiting",
]
