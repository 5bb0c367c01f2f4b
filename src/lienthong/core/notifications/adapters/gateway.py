# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The SMS gateway: one JSON request a message, recognised by our id when it comes twice."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings

from lienthong.core.integration.api import PartnerAwayError, UndeliverableError, line_to

if TYPE_CHECKING:
    import httpx

PARTNER = "sms"
TIMEOUT = 5.0
LARGEST_REPLY = 16 * 1024


def is_connected() -> bool:
    """Whether this installation has a gateway."""
    return bool(settings.LIENTHONG_SMS_URL or line_to(PARTNER, "").url)


def send_sms(*, identifier: str, to: str, text: str, sender: str) -> str:
    """Hand a message over; the gateway's reference.

    Raises ``UndeliverableError`` when the number or the text is refused, ``PartnerAwayError`` for
    silence, faults and answers that are not about this message.
    """
    import httpx  # only processes that speak to others pay for it

    asked = {"id": identifier, "to": to, "text": text, "sender": sender}
    headers = {"Authorization": f"Bearer {settings.LIENTHONG_SMS_TOKEN}"}
    line = line_to(PARTNER, settings.LIENTHONG_SMS_URL)
    try:
        reply = httpx.post(
            line.url,
            json=asked,
            headers=headers,
            timeout=TIMEOUT,
            verify=line.verify,
        )
    except httpx.HTTPError as silent:
        raise PartnerAwayError(f"no answer: {type(silent).__name__}") from silent
    if reply.status_code == HTTPStatus.UNPROCESSABLE_ENTITY:
        raise UndeliverableError(f"refused: {reply.text[:100]}")
    if reply.status_code != HTTPStatus.OK:
        raise PartnerAwayError(f"answer {reply.status_code}")
    answer = _read(reply)
    if answer.get("id") != identifier or not answer.get("reference"):
        raise PartnerAwayError("the answer is not about this message")
    return str(answer["reference"])[:120]


def _read(reply: httpx.Response) -> dict[str, Any]:
    try:
        answer = reply.json() if len(reply.content) <= LARGEST_REPLY else None
    except ValueError as rubbish:
        raise PartnerAwayError("the answer cannot be read") from rubbish
    if not isinstance(answer, dict):
        raise PartnerAwayError("the answer cannot be read")
    return answer
