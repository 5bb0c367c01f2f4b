# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An SMS gateway over HTTP: takes messages, shows them on a page as phones would.

``POST /sms/messages`` with a bearer token and ``{"id", "to", "text", "sender"}`` answers
``{"id", "reference", "status"}``. The same id again is the same message: it reaches the phone once.
"""

import hmac
import json
import re
import secrets
from collections import deque
from dataclasses import dataclass
from datetime import datetime

from lienthong.simulators.clock import now
from lienthong.simulators.http import Request, Response, Route, json_response, redirect
from lienthong.simulators.render import Markup, fill, join, page, vietnam_time

MOST_MESSAGES = 500
LONGEST = 1_000
_MOBILE = re.compile(r"0[35789]\d{8}")
UNKNOWN = re.compile(r"0\d{3}000000")
"""Numbers the gateway refuses for good, to play a number that does not exist."""


@dataclass
class Sms:
    """One message on a phone; ``asked`` counts how often it was handed in."""

    id: str
    to: str
    text: str
    sender: str
    reference: str
    at: datetime
    asked: int = 1


class SmsGateway:
    """The gateway's endpoint and the page of phones; everything is forgotten at a restart."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.messages: deque[Sms] = deque(maxlen=MOST_MESSAGES)

    def routes(self) -> list[Route]:
        """The table of endpoints."""
        return [
            Route("POST", "/sms/messages", self.take, channel="sms"),
            Route("GET", "/sms/messages", self.list),
            Route("GET", "/sms", self.show),
            Route("POST", "/sms/clear", self.clear),
        ]

    def take(self, request: Request) -> Response:
        """Take one message; a repeated id gets the same answer and reaches the phone once."""
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            return json_response({"error": "unauthorised"}, 401)
        try:
            asked = request.form
        except (json.JSONDecodeError, UnicodeDecodeError, AttributeError):
            return json_response({"error": "invalid_request"}, 400)
        if problem := _problem(asked):
            return json_response({"error": problem}, 422)
        known = next((sms for sms in self.messages if sms.id == asked["id"]), None)
        if known is None:
            known = _new(asked)
            self.messages.appendleft(known)
        else:
            known.asked += 1
        return json_response({"id": known.id, "reference": known.reference, "status": "accepted"})

    def list(self, request: Request) -> Response:
        """The messages as data, newest first; ``?to=`` narrows to one phone."""
        wanted = request.query.get("to")
        found = [sms for sms in self.messages if wanted in {None, sms.to}]
        keys = ("id", "to", "text", "sender", "asked")
        return json_response([{key: getattr(sms, key) for key in keys} for sms in found])

    def show(self, request: Request) -> Response:
        """The phones with what they received."""
        phones = list(dict.fromkeys(sms.to for sms in self.messages))
        drawn = join([self._phone(number) for number in phones])
        empty = Markup("<p>Chưa có tin nhắn nào.</p>")
        return page("sms.html", "Tin nhắn đã tới điện thoại", phones=drawn or empty)

    def clear(self, request: Request) -> Response:
        """Forget all messages."""
        self.messages.clear()
        return redirect("/sms")

    def _phone(self, number: str) -> Markup:
        received = [sms for sms in self.messages if sms.to == number]
        return fill("sms_phone.html", number=number, messages=join([_bubble(s) for s in received]))


def _problem(asked: dict[str, str]) -> str:
    if not all(asked.get(key) for key in ("id", "to", "text")):
        return "missing_field"
    if not _MOBILE.fullmatch(asked["to"]) or UNKNOWN.fullmatch(asked["to"]):
        return "invalid_number"
    return "text_too_long" if len(asked["text"]) > LONGEST else ""


def _new(asked: dict[str, str]) -> Sms:
    reference = f"SMS{secrets.token_hex(6).upper()}"
    return Sms(asked["id"], asked["to"], asked["text"], asked.get("sender", ""), reference, now())


def _bubble(sms: Sms) -> Markup:
    times = f", được gửi {sms.asked} lần" if sms.asked > 1 else ""
    return fill(
        "sms_message.html", sender=sms.sender, at=vietnam_time(sms.at), times=times, text=sms.text
    )
