# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What happens to messages of the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lienthong.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingSettled(Event):
    """A hand-over ended: sent, failed for good, or waiting for ``next_at``."""

    outgoing_id: int
    topic: str
    payload: dict[str, Any]
    state: str
    attempts: int
    next_at: datetime | None
    error: str
    reference: str
