# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The public postal service: takes items, and tells what became of them when it is asked.

``POST /postal/items`` with a bearer token and ``{"id", "code", "recipient", "phone", "address",
"sender", "fee"}`` answers ``{"id", "reference", "status"}``. The same id again is the same item.
``GET /postal/events?after=N`` answers the events numbered above ``N``, oldest first; the numbers
grow over a restart. On the page a
person plays the carrier: scan, deliver, bring back, lose.
"""

import hmac
import json
import re
import time
from dataclasses import dataclass, field
from datetime import datetime

from lienthong.simulators.clock import now
from lienthong.simulators.http import Request, Response, Route, json_response, redirect
from lienthong.simulators.render import Markup, fill, join, page

MOST_EVENTS = 100
"""Events in one answer; the next question gets the next ones."""
_CODE = re.compile(r"[A-Z]{2}\d{9}VN")
STATUSES = {
    "created": "đã nhận của một cửa",
    "scanned": "đã qua",
    "delivered": "đã phát",
    "returned": "trả lại nơi gửi",
    "lost": "thất lạc",
}
ENDS = frozenset({"delivered", "returned", "lost"})


@dataclass
class Item:
    """One item of post; ``asked`` counts how often it was handed in."""

    id: str
    code: str
    recipient: str
    address: str
    sender: str
    status: str = "created"
    note: str = ""
    asked: int = 1


@dataclass(frozen=True)
class Event:
    """Something that happened to an item."""

    number: int
    item: str
    code: str
    status: str
    note: str
    at: datetime


@dataclass
class Carrier:
    """The carrier's endpoints and the page to play it; everything is forgotten at a restart."""

    token: str
    items: dict[str, Item] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    last: int = 0

    def routes(self) -> list[Route]:
        """The table of endpoints."""
        return [
            Route("POST", "/postal/items", self.take, channel="postal.items"),
            Route("GET", "/postal/events", self.tell, channel="postal.events"),
            Route("GET", "/postal", self.show),
            Route("POST", "/postal/act", self.act),
            Route("POST", "/postal/clear", self.clear),
        ]

    def take(self, request: Request) -> Response:
        """Take one item; a repeated id gets the same answer and is one item."""
        if not self._knows(request):
            return json_response({"error": "unauthorised"}, 401)
        try:
            asked = request.form
        except (json.JSONDecodeError, UnicodeDecodeError, AttributeError):
            return json_response({"error": "invalid_request"}, 400)
        if problem := self._problem(asked):
            return json_response({"error": problem}, 422)
        known = self.items.get(asked["id"])
        if known is None:
            known = Item(
                asked["id"],
                asked["code"],
                asked["recipient"],
                asked["address"],
                asked.get("sender", ""),
            )
            self.items[known.id] = known
            self._note(known, "created", "")
        else:
            known.asked += 1
        return json_response({"id": known.id, "reference": known.code, "status": known.status})

    def tell(self, request: Request) -> Response:
        """The events above a number."""
        if not self._knows(request):
            return json_response({"error": "unauthorised"}, 401)
        after = request.query.get("after", "0")
        first = int(after) if after.isdecimal() else 0
        found = [event for event in self.events if event.number > first][:MOST_EVENTS]
        return json_response({"events": [_row(event) for event in found]})

    def show(self, request: Request) -> Response:
        """The items with what a carrier does to them."""
        drawn = join([_item(item) for item in reversed(self.items.values())])
        empty = Markup("<p>Chưa có bưu gửi nào.</p>")
        return page("postal.html", "Bưu chính công ích", items=drawn or empty)

    def act(self, request: Request) -> Response:
        """What the carrier did to an item; an item that ended stays as it is."""
        form = request.form
        item, status = self.items.get(form.get("id", "")), form.get("status", "")
        if item is None or status not in STATUSES or item.status in ENDS:
            return json_response({"error": "invalid_request"}, 400)
        self._note(item, status, form.get("note", "")[:200])
        return redirect("/postal")

    def clear(self, request: Request) -> Response:
        """Forget all items and events; numbers of events go on."""
        self.items.clear()
        self.events.clear()
        return redirect("/postal")

    def _knows(self, request: Request) -> bool:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), self.token.encode())

    def _problem(self, asked: dict[str, str]) -> str:
        if not all(asked.get(key) for key in ("id", "code", "recipient", "address")):
            return "missing_field"
        if not _CODE.fullmatch(asked["code"]):
            return "invalid_code"
        others = (item for item in self.items.values() if item.id != asked["id"])
        return "code_taken" if any(item.code == asked["code"] for item in others) else ""

    def _note(self, item: Item, status: str, note: str) -> None:
        item.status, item.note = status, note
        self.last = max(self.last + 1, int(time.time() * 1000))
        self.events.append(Event(self.last, item.id, item.code, status, note, now()))


def _row(event: Event) -> dict[str, object]:
    return {
        "number": event.number,
        "item": event.item,
        "code": event.code,
        "status": event.status,
        "note": event.note,
        "at": event.at.isoformat(),
    }


def _item(item: Item) -> Markup:
    acts = Markup("") if item.status in ENDS else fill("postal_acts.html", id=item.id)
    return fill(
        "postal_item.html",
        code=item.code,
        recipient=item.recipient,
        address=item.address,
        sender=item.sender,
        status=STATUSES[item.status] + (f": {item.note}" if item.note else ""),
        times=f"Được báo {item.asked} lần." if item.asked > 1 else "",
        acts=acts,
    )
