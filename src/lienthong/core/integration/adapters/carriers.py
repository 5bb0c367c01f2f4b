# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who hands messages of the outbox over to which partner.

The app that knows a partner's protocol registers a carrier; a message may be handed over twice
when an answer was lost, so every carrier passes the partner something to recognise it by.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lienthong.core.integration.models import Outgoing

Carry = Callable[["Outgoing"], str]
"""Hands one message over; answers the partner's reference. Raises one of the three below."""


class PartnerAwayError(Exception):
    """The partner did not answer, or nothing that can be understood: later, and not yet others."""


class TryLaterError(Exception):
    """This message cannot be handed over yet; the partner is well."""


class UndeliverableError(Exception):
    """The partner refuses this message for good."""


_carriers: dict[str, tuple[object, Carry]] = {}
_topics: dict[str, object] = {}


def register_carrier(
    partner: str, title: object, carry: Carry, *, topics: Mapping[str, object] | None = None
) -> None:
    """Let ``carry`` hand over the messages to the partner with this code.

    A code that ends with a colon stands for all partners whose codes begin so. ``topics`` says in
    words what the messages of each topic are.
    """
    _carriers[partner] = (title, carry)
    _topics.update(topics or {})


def topic_title(topic: str) -> str:
    """What a message of this topic is, in words; the topic itself when nobody said it."""
    return str(_topics.get(topic, topic))


def carrier_of(partner: str) -> Carry | None:
    """The carrier of a partner, None when nobody knows the way."""
    found = _found(partner)
    return found[1] if found else None


def title_of(partner: str) -> str:
    """What the partner is called when its row is made."""
    found = _found(partner)
    return str(found[0]) if found else partner


def _found(partner: str) -> tuple[object, Carry] | None:
    family, colon, _number = partner.partition(":")
    return _carriers.get(partner) or _carriers.get(family + colon)
