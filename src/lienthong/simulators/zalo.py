# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A notice service like Zalo's: registered templates, numbers without an account, a daily quota.

``POST /zalo/message/template`` with the header ``access_token`` and ``{"phone", "template_id",
"template_data", "tracking_id"}`` always answers 200 with ``error``: 0, or a negative code.
"""

import hmac
import json
import re
import secrets
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lienthong.simulators.clock import now
from lienthong.simulators.http import Request, Response, Route, json_response, redirect
from lienthong.simulators.render import Markup, fill, join, page, vietnam_time

MOST_NOTICES = 500
USUAL_QUOTA = 500
_PHONE = re.compile(r"84[35789]\d{8}")
WITHOUT_ACCOUNT = re.compile(r"84\d{3}111111")
"""Numbers that have no Zalo account, to play such a person."""
TEMPLATES = {
    "310001": frozenset({"recipient", "title", "text", "link"}),
    "310002": frozenset({"recipient", "text", "link"}),
}
WORDS = {
    0: "Success",
    -108: "Phone number is invalid",
    -112: "Template does not exist",
    -118: "Zalo account does not exist",
    -124: "Access token is invalid",
    -132: "Template data is invalid",
    -144: "Daily quota is used up",
}


@dataclass
class Notice:
    """One notice on a phone; ``asked`` counts how often it was handed in."""

    tracking_id: str
    phone: str
    template: str
    fields: dict[str, str]
    msg_id: str
    at: datetime
    asked: int = 1


class NoticeService:
    """The endpoint, the phones and the quota; everything is forgotten at a restart."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.quota = USUAL_QUOTA
        self.notices: deque[Notice] = deque(maxlen=MOST_NOTICES)

    def routes(self) -> list[Route]:
        """The table of endpoints."""
        return [
            Route("POST", "/zalo/message/template", self.take, channel="zalo"),
            Route("GET", "/zalo/messages", self.list),
            Route("GET", "/zalo", self.show),
            Route("POST", "/zalo/quota", self.set_quota),
        ]

    def take(self, request: Request) -> Response:
        """Take one notice; the same tracking id is the same notice and costs nothing again."""
        try:
            asked = dict(json.loads(request.body))
        except (ValueError, TypeError):
            return json_response({"error": "invalid_request"}, 400)
        known = next((n for n in self.notices if n.tracking_id == asked.get("tracking_id")), None)
        code = self._code(request, asked, known)
        if code:
            return json_response({"error": code, "message": WORDS[code]})
        if known is None:
            known = _new(asked)
            self.notices.appendleft(known)
            self.quota -= 1
        else:
            known.asked += 1
        quota = {"dailyQuota": str(USUAL_QUOTA), "remainingQuota": str(self.quota)}
        data = {"msg_id": known.msg_id, "tracking_id": known.tracking_id, "quota": quota}
        return json_response({"error": 0, "message": WORDS[0], "data": data})

    def _code(self, request: Request, asked: dict[str, Any], known: Notice | None) -> int:
        given = request.headers.get("access_token", "")
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            return -124
        template = TEMPLATES.get(str(asked.get("template_id")))
        if template is None:
            return -112
        fields = asked.get("template_data")
        if not isinstance(fields, dict) or set(fields) != template or not all(fields.values()):
            return -132
        if not _PHONE.fullmatch(str(asked.get("phone", ""))) or not asked.get("tracking_id"):
            return -108
        if WITHOUT_ACCOUNT.fullmatch(str(asked["phone"])):
            return -118
        return -144 if known is None and self.quota <= 0 else 0

    def list(self, request: Request) -> Response:
        """The notices as data, newest first."""
        keys = ("tracking_id", "phone", "template", "fields", "asked")
        return json_response([{key: getattr(n, key) for key in keys} for n in self.notices])

    def show(self, request: Request) -> Response:
        """The phones with what they received, and the quota that is left."""
        phones = list(dict.fromkeys(notice.phone for notice in self.notices))
        empty = Markup("<p>Chưa có thông báo nào.</p>")
        drawn = join([self._phone(number) for number in phones])
        quota = str(self.quota)
        return page("zalo.html", "Thông báo Zalo", phones=drawn or empty, quota=quota)

    def set_quota(self, request: Request) -> Response:
        """How many notices may still be sent today; and forget those that were."""
        left = request.form.get("left", "")
        self.quota = int(left) if left.isdecimal() else USUAL_QUOTA
        self.notices.clear()
        return redirect("/zalo")

    def _phone(self, number: str) -> Markup:
        received = [notice for notice in self.notices if notice.phone == number]
        bubbles = join([_bubble(notice) for notice in received])
        return fill("sms_phone.html", number=f"0{number[2:]}", messages=bubbles)


def _new(asked: dict[str, Any]) -> Notice:
    fields = {str(key): str(value) for key, value in asked["template_data"].items()}
    number = secrets.token_hex(8)
    return Notice(
        str(asked["tracking_id"]),
        str(asked["phone"]),
        str(asked["template_id"]),
        fields,
        number,
        now(),
    )


def _bubble(notice: Notice) -> Markup:
    times = f", được gửi {notice.asked} lần" if notice.asked > 1 else ""
    text = "\n".join(f"{key}: {value}" for key, value in notice.fields.items())
    sender = f"Mẫu {notice.template}"
    return fill(
        "sms_message.html", sender=sender, at=vietnam_time(notice.at), times=times, text=text
    )
