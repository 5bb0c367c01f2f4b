# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``POST /co-mat?permit=…``: who looks at, or writes on, the same screen right now.

Every open screen says every 15 seconds that it is there; one that is silent for 45 seconds is
gone. It lives in memory alone: after a restart the next beat brings everybody back.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from lienthong.conf.edge.settings import EdgeSettings
from lienthong.conf.edge.uploads import allowed_origin
from lienthong.conf.web.language import Refusal
from lienthong.conf.web.messages import Answer, Receive, Scope, Send, send_answer
from lienthong.kernel import permits
from lienthong.kernel.permits import PresencePermit
from lienthong.kernel.words import gettext_noop as _

GONE = 45.0  # seconds of silence
LOOK_EVERY = 5.0  # seconds between looks for those who are gone
MOST_TABS = 5000
LARGEST = 512  # bytes of a beat
LONGEST_TAB = 40  # characters of the name that a page gave itself
VIEW, EDIT, LEAVE = "view", "edit", "leave"
REFUSED = Refusal(403, _("Trang này cần tải lại để biết ai đang cùng xem."))

Push = Callable[[str, str, object], None]
"""Hands (topic of listeners, event, data) to open pages."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody on a screen: the name, what they do, when they last said so (monotonic seconds)."""

    name: str
    mode: str
    at: float


@dataclass
class Presence:
    """Screens by topic, and on each the tabs of accounts; changes are pushed to those there."""

    settings: EdgeSettings
    push: Push
    screens: dict[str, dict[tuple[str, str], Seen]] = field(default_factory=dict)
    task: asyncio.Task[None] | None = None

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one beat and answer who else is there."""
        text = parse_qs(scope["query_string"].decode("latin-1")).get("permit", [""])[0]
        try:
            permit = permits.read(PresencePermit, text, self.settings.secret, now=time.time())
        except permits.PermitError:
            await send_answer(send, REFUSED.answer(scope))
            return
        body = parse_qs((await _body(receive)).decode("latin-1"))
        tab, mode = body.get("tab", [""])[0][:LONGEST_TAB], body.get("mode", [VIEW])[0]
        self.task = self.task or asyncio.create_task(self._watch())
        self.beat(permit, tab, mode, time.monotonic())
        await send_answer(send, self._answer(permit))

    def beat(self, permit: PresencePermit, tab: str, mode: str, now: float) -> None:
        """Note that a tab is there, or has left; whoever is there too hears of a change."""
        before = self._shown(permit.topic)
        here = self.screens.setdefault(permit.topic, {})
        key = (permit.account, tab)
        if mode == LEAVE:
            here.pop(key, None)
        elif key in here or sum(map(len, self.screens.values())) < MOST_TABS:
            here[key] = Seen(permit.name, EDIT if mode == EDIT else VIEW, now)
        self._settle(permit.topic, before)

    def forget_silent(self, now: float) -> None:
        """Forget the tabs that said nothing for too long."""
        for topic in list(self.screens):
            before, here = self._shown(topic), self.screens[topic]
            for key in [key for key, seen in here.items() if now - seen.at >= GONE]:
                del here[key]
            self._settle(topic, before)

    def others(self, topic: str, account: str) -> list[dict[str, str]]:
        """Who else is on a screen: each once, writing before looking."""
        shown = self._shown(topic)
        return [shown[key] for key in sorted(shown) if key != account]

    async def close(self) -> None:
        """Stop looking."""
        if self.task is not None:
            self.task.cancel()
            with suppress(asyncio.CancelledError):
                await self.task

    def _shown(self, topic: str) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for (account, _tab), seen in self.screens.get(topic, {}).items():
            known = found.get(account)
            if known is None or seen.mode == EDIT:
                found[account] = {"name": seen.name, "mode": seen.mode}
        return found

    def _settle(self, topic: str, before: dict[str, dict[str, str]]) -> None:
        after = self._shown(topic)
        if not self.screens.get(topic):
            self.screens.pop(topic, None)
        if after != before:
            self._tell(topic, after)

    def _tell(self, topic: str, accounts: Iterable[str]) -> None:
        for account in accounts:
            data = {"topic": topic, "who": self.others(topic, account)}
            self.push(f"account:{account}", "presence", data)

    def _answer(self, permit: PresencePermit) -> Answer:
        data = {"topic": permit.topic, "who": self.others(permit.topic, permit.account)}
        body = json.dumps(data, ensure_ascii=False).encode()
        headers = [
            (b"content-type", b"application/json; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
            *allowed_origin(self.settings),
        ]
        return Answer(200, headers, body)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            self.forget_silent(time.monotonic())


async def _body(receive: Receive) -> bytes:
    """The start of the body; what goes beyond the bound is passed over."""
    found, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        found = (found + bytes(message.get("body", b"")))[:LARGEST]
        more = message.get("more_body", False)
    return found
