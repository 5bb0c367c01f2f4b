# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""By which channels somebody wants which kind of message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lienthong.core.notifications.enums import Channel
from lienthong.core.notifications.models import ChannelChoice
from lienthong.kernel.actor import Actor
from lienthong.kernel.module import CITIZENS, EVERYBODY, OFFICERS, MessageKind
from lienthong.kernel.registry import message_kinds

OFFERED = {
    OFFICERS: (Channel.EMAIL, Channel.PUSH),
    CITIZENS: (Channel.EMAIL, Channel.SMS, Channel.ZALO, Channel.PUSH),
}
"""The channels that a reader can switch kind by kind; messages on the page always come."""


@dataclass(frozen=True, slots=True)
class KindChoice:
    """One kind of message and which of the offered channels it comes by."""

    kind: str
    title: str
    wanted: dict[str, bool]


def owner_of(actor: Actor) -> dict[str, int | None]:
    """Whose choices the actor makes: an officer's stand by account, a citizen's by person."""
    if actor.is_officer:
        return {"account_id": actor.account_id or 0, "person_id": None}
    return {"person_id": actor.person_id or 0, "account_id": None}


def reader_of(actor: Actor) -> str:
    """As whom the actor reads messages."""
    return OFFICERS if actor.is_officer else CITIZENS


def settled_kinds(reader: str) -> list[MessageKind]:
    """The kinds that such a reader can choose about, by title."""
    kinds = [kind for _package, kind in message_kinds().values()]
    return sorted(
        (kind for kind in kinds if kind.reader in {reader, EVERYBODY}),
        key=lambda kind: str(kind.title),
    )


def choices_of(actor: Actor) -> list[KindChoice]:
    """Every kind with its offered channels as they are now; one statement."""
    reader = reader_of(actor)
    rows = ChannelChoice.objects.filter(**owner_of(actor))
    chosen = {(row.kind, row.channel): row.wanted for row in rows}
    return [
        KindChoice(
            kind.code,
            str(kind.title),
            {
                channel: chosen.get((kind.code, channel), channel in kind.channels)
                for channel in OFFERED[reader]
            },
        )
        for kind in settled_kinds(reader)
    ]


def channels_for(
    kind: str, usual: Sequence[str], *, person_id: int | None, account_id: int | None
) -> tuple[str, ...]:
    """The channels by which this recipient gets the kind: the usual ones, changed as chosen."""
    whose: dict[str, Any] = {"person_id": person_id, "account_id": account_id}
    rows = ChannelChoice.objects.filter(kind=kind, **whose)
    chosen: dict[str, bool] = dict(rows.values_list("channel", "wanted"))
    return tuple(channel for channel in Channel.values if chosen.get(channel, channel in usual))
