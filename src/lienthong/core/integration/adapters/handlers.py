# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who does what messages of which partner say.

The app that knows a partner's protocol registers a handler. It runs inside the transaction that
marks the message as done: both happen or neither.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lienthong.core.integration.models import Incoming

Handle = Callable[["Incoming"], None]
"""Does what a message says. Raises ``DomainError`` when that cannot be done: a dead letter."""

_handlers: dict[str, Handle] = {}


def register_handler(partner: str, handle: Handle) -> None:
    """Let ``handle`` do what messages of the partner with this code say."""
    _handlers[partner] = handle


def handler_of(partner: str) -> Handle | None:
    """The handler of a partner, None when its messages are done by whoever fetched them."""
    return _handlers.get(partner)
