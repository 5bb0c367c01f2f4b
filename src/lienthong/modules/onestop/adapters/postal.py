# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The public postal service: tell it of an item, ask what became of the items.

Legal basis: 45/2016/QĐ-TTg (the protocol is our own until the carrier publishes one).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings

from lienthong.core.integration.api import (
    Line,
    Outgoing,
    PartnerAwayError,
    TryLaterError,
    UndeliverableError,
    line_to,
)

if TYPE_CHECKING:
    import httpx

PARTNER, TOPIC = "postal", "postal.item"
STATUSES = frozenset({"created", "scanned", "delivered", "returned", "lost"})
TIMEOUT = 5.0
LARGEST_REPLY = 256 * 1024
LONGEST = 200


@dataclass(frozen=True, slots=True)
class PostEvent:
    """What the carrier says happened: its number, our id of the item, its code, when it was."""

    number: int
    item: str
    code: str
    status: str
    note: str
    at: str


def is_connected() -> bool:
    """Whether this installation speaks to the carrier; who is switched off for a while is meant."""
    return bool(_line().url)


def _line() -> Line:
    return line_to(PARTNER, settings.LIENTHONG_POST_URL)


def carry_item(outgoing: Outgoing) -> str:
    """Hand one item of the outbox over; raises as the outbox expects."""
    if not is_connected():
        raise TryLaterError("no carrier is connected")
    return register_item(outgoing.payload)


def register_item(item: Mapping[str, str]) -> str:
    """Tell the carrier of an item that it took; the carrier's reference.

    Raises ``UndeliverableError`` when it refuses the code or the address, ``PartnerAwayError`` for
    silence, faults and answers that are not about this item.
    """
    reply = _ask("POST", "/items", json=dict(item))
    if reply.status_code == HTTPStatus.UNPROCESSABLE_ENTITY:
        raise UndeliverableError(f"refused: {reply.text[:100]}")
    answer = _read(reply)
    if answer.get("id") != item["id"] or not answer.get("reference"):
        raise PartnerAwayError("the answer is not about this item")
    return str(answer["reference"])[:LONGEST]


def events_after(number: int) -> list[PostEvent]:
    """What happened since the event with that number, oldest first.

    What cannot be read is left out whole: the next question gets it again. Raises
    ``PartnerAwayError``.
    """
    answer = _read(_ask("GET", "/events", params={"after": str(number)}))
    rows = answer.get("events")
    if not isinstance(rows, list):
        raise PartnerAwayError("the answer holds no events")
    return [_event(row) for row in rows]


def _event(row: Any) -> PostEvent:
    try:
        number, status = int(row["number"]), str(row["status"])
        texts = {key: str(row[key])[:LONGEST] for key in ("item", "code", "note", "at")}
    except (KeyError, TypeError, ValueError) as rubbish:
        raise PartnerAwayError("an event cannot be read") from rubbish
    if status not in STATUSES:
        raise PartnerAwayError("an event of an unknown kind")
    return PostEvent(number=number, status=status, **texts)


def _ask(method: str, path: str, **more: Any) -> httpx.Response:
    import httpx  # only processes that speak to others pay for it

    headers = {"Authorization": f"Bearer {settings.LIENTHONG_POST_TOKEN}"}
    line = _line()
    if not line.is_open:
        raise PartnerAwayError("switched off")
    address = f"{line.url.rstrip('/')}{path}"
    try:
        return httpx.request(
            method, address, headers=headers, timeout=TIMEOUT, verify=line.verify, **more
        )
    except httpx.HTTPError as silent:
        raise PartnerAwayError(f"no answer: {type(silent).__name__}") from silent


def _read(reply: httpx.Response) -> dict[str, Any]:
    if reply.status_code != HTTPStatus.OK or len(reply.content) > LARGEST_REPLY:
        raise PartnerAwayError(f"answer {reply.status_code}")
    try:
        answer = reply.json()
    except ValueError as rubbish:
        raise PartnerAwayError("the answer cannot be read") from rubbish
    if not isinstance(answer, dict):
        raise PartnerAwayError("the answer cannot be read")
    return answer
