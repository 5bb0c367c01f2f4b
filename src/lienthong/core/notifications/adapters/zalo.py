# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Zalo notices: a registered template with its fields, one JSON request a message.

The codes of refusals are those of the service's public description; they are to be checked against
the contract before the first real message.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings

from lienthong.core.integration.api import (
    PartnerAwayError,
    TryLaterError,
    UndeliverableError,
    line_to,
)

if TYPE_CHECKING:
    import httpx

TIMEOUT = 5.0
LARGEST_REPLY = 16 * 1024
PARTNER = "zalo"
QUOTA = frozenset({-144, -147})
"""The day's messages, or those of this template, are used up: tomorrow there are new ones."""
BUSY = frozenset({-100, -32})


def is_connected() -> bool:
    """Whether this installation has an official account."""
    return bool(settings.LIENTHONG_ZALO_URL or line_to(PARTNER, "").url)


def send_notice(*, identifier: str, to: str, template: str, fields: dict[str, str]) -> str:
    """Hand a notice over; the service's number of it.

    Raises ``UndeliverableError`` for a number without Zalo, an unknown template or wrong fields,
    ``TryLaterError`` when the quota is used up, ``PartnerAwayError`` for silence and faults.
    """
    import httpx  # only processes that speak to others pay for it

    asked = {
        "tracking_id": identifier,
        "phone": f"84{to[1:]}",
        "template_id": template,
        "template_data": fields,
    }
    headers = {"access_token": settings.LIENTHONG_ZALO_TOKEN}
    line = line_to(PARTNER, settings.LIENTHONG_ZALO_URL)
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
    if reply.status_code != HTTPStatus.OK:
        raise PartnerAwayError(f"answer {reply.status_code}")
    return _reference(_read(reply), identifier)


def _reference(answer: dict[str, Any], identifier: str) -> str:
    code = answer.get("error")
    if not isinstance(code, int):
        raise PartnerAwayError("the answer cannot be read")
    if code in QUOTA:
        raise TryLaterError(f"quota: {code}")
    if code in BUSY:
        raise PartnerAwayError(f"busy: {code}")
    if code:
        raise UndeliverableError(f"refused: {code} {str(answer.get('message', ''))[:80]}")
    data = answer.get("data")
    if not isinstance(data, dict) or data.get("tracking_id") != identifier:
        raise PartnerAwayError("the answer is not about this message")
    return str(data.get("msg_id", ""))[:120]


def _read(reply: httpx.Response) -> dict[str, Any]:
    try:
        answer = reply.json() if len(reply.content) <= LARGEST_REPLY else None
    except ValueError as rubbish:
        raise PartnerAwayError("the answer cannot be read") from rubbish
    if not isinstance(answer, dict):
        raise PartnerAwayError("the answer cannot be read")
    return answer
