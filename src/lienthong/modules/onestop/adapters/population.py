# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The national population database: ask whether a person is who they say, and where they live.

The protocol is our own until the province's integration platform publishes the one it offers.
Legal basis: 26/2023/QH15.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lienthong.core.integration.api import (
    Outgoing,
    PartnerAwayError,
    UndeliverableError,
    accept_incoming,
    line_to,
    partner_by_code,
)

if TYPE_CHECKING:
    import httpx

PARTNER, TOPIC = "population", "population.person"
TIMEOUT = 5.0
LARGEST_REPLY = 16 * 1024
LONGEST = 300


def is_connected() -> bool:
    """Whether this installation may ask the database."""
    return bool(line_to(PARTNER, settings.LIENTHONG_POPULATION_URL).url)


def carry_question(outgoing: Outgoing) -> str:
    """Ask one question of the outbox and take the answer into the inbox, once.

    Raises as the outbox expects: ``UndeliverableError`` for a question that is refused,
    ``PartnerAwayError`` for silence, faults and answers that are not about this question.
    """
    answer = _ask(dict(outgoing.payload))
    with transaction.atomic():
        key = f"answer:{outgoing.payload['id']}"
        accept_incoming(partner_by_code(PARTNER), message_id=key, payload=answer)
    return str(answer["id"])


def _ask(question: dict[str, Any]) -> dict[str, Any]:
    import httpx  # only processes that speak to others pay for it

    line = line_to(PARTNER, settings.LIENTHONG_POPULATION_URL)
    headers = {"Authorization": f"Bearer {settings.LIENTHONG_POPULATION_TOKEN}"}
    try:
        reply = httpx.post(
            f"{line.url}/people",
            json=question,
            headers=headers,
            timeout=TIMEOUT,
            verify=line.verify,
        )
    except httpx.HTTPError as silent:
        raise PartnerAwayError(f"no answer: {type(silent).__name__}") from silent
    if reply.status_code == HTTPStatus.UNPROCESSABLE_ENTITY:
        raise UndeliverableError(_("Cơ sở dữ liệu dân cư không nhận câu hỏi này."))
    return _read(reply, question["id"])


def _read(reply: httpx.Response, key: str) -> dict[str, Any]:
    if reply.status_code != HTTPStatus.OK or len(reply.content) > LARGEST_REPLY:
        raise PartnerAwayError(f"answer {reply.status_code}")
    try:
        answer = reply.json()
    except ValueError as rubbish:
        raise PartnerAwayError("the answer cannot be read") from rubbish
    if not isinstance(answer, dict) or answer.get("id") != key:
        raise PartnerAwayError("the answer is not about this question")
    told = {name: answer.get(name) for name in ("found", "name_matches")}
    if not all(isinstance(value, bool) for value in told.values()):
        raise PartnerAwayError("the answer cannot be read")
    return {"id": key, **told, "residence": str(answer.get("residence") or "")[:LONGEST]}
