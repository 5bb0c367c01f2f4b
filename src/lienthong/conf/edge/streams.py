# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``GET /su-kien?permit=…``: server-sent events from PostgreSQL's notifications."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import psycopg

from lienthong.conf.edge.asking import Asking, stands
from lienthong.conf.edge.settings import EdgeSettings
from lienthong.conf.edge.uploads import allowed_origin
from lienthong.conf.web.language import Refusal
from lienthong.conf.web.messages import Receive, Scope, Send, send_answer
from lienthong.kernel import permits
from lienthong.kernel.permits import StreamPermit
from lienthong.kernel.words import gettext_noop as _

Hear = Callable[[str], Awaitable[None]]
CHANNEL = "lienthong_live"  # as in kernel.live, which needs Django
ENDED = "ended"  # what is told of an account some of whose sessions have ended
END = f"event: {ENDED}\ndata: null\n\n"
HEARTBEAT = 15.0  # seconds; tells proxies and browsers that the stream lives
MOST_STREAMS = 2000
MOST_PER_ACCOUNT = 6
MOST_WAITING = 32  # notices kept for one slow page; older ones may be lost
LONGEST_PAUSE = 10.0  # seconds between attempts to reach the database
REFUSED = Refusal(403, _("Trang này cần tải lại để nhận thông báo mới."))
TOO_MANY = Refusal(429, _("Đang mở quá nhiều trang cùng lúc."))
log = logging.getLogger(__name__)


@dataclass
class Streams:
    """Open pages by topic, and the one database connection that listens for all of them."""

    settings: EdgeSettings
    asking: Asking
    listeners: dict[str, set[asyncio.Queue[str]]] = field(default_factory=lambda: defaultdict(set))
    accounts: Counter[str] = field(default_factory=Counter)
    permits: dict[asyncio.Queue[str], StreamPermit] = field(default_factory=dict)
    task: asyncio.Task[None] | None = None
    hears: dict[str, Hear] = field(default_factory=dict)
    """Channel of others → what is done with a notice on it."""

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Keep one page informed until it leaves or its permit ends."""
        query = parse_qs(scope["query_string"].decode("latin-1"))
        text = query.get("permit", [""])[0]
        try:
            permit = permits.read(StreamPermit, text, self.settings.secret, now=time.time())
        except permits.PermitError:
            await send_answer(send, REFUSED.answer(scope, *allowed_origin(self.settings)))
            return
        if (
            self.accounts.total() >= MOST_STREAMS
            or self.accounts[permit.account] >= MOST_PER_ACCOUNT
        ):
            await send_answer(send, TOO_MANY.answer(scope, *allowed_origin(self.settings)))
            return
        self.task = self.task or asyncio.create_task(self._listen())
        await self._serve(permit, scope, receive, send)

    async def close(self) -> None:
        """Stop listening."""
        if self.task is not None:
            self.task.cancel()
            with suppress(asyncio.CancelledError):
                await self.task

    async def deliver(self, payload: str) -> None:
        """Hand one notice to the pages that listen to its topic.

        Where sessions have ended, only the pages of these hear of it, and nothing after it.
        """
        try:
            notice = json.loads(payload)
            topic, event = str(notice["topic"]), str(notice["event"])
        except (ValueError, KeyError, TypeError):
            log.warning("unreadable notice of %d characters", len(payload))
            return
        if event != ENDED:
            self.push(topic, event, topic)
            return
        for queue in list(self.listeners.get(topic, ())):
            if not await self._stands(self.permits[queue]):
                _put(queue, END)

    def push(self, topic: str, event: str, data: object) -> None:
        """Hand data to the pages that listen to a topic."""
        text = f"event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
        for queue in self.listeners.get(topic, ()):
            _put(queue, text)

    async def _serve(
        self, permit: StreamPermit, scope: Scope, receive: Receive, send: Send
    ) -> None:
        queue: asyncio.Queue[str] = asyncio.Queue(MOST_WAITING)
        gone = asyncio.create_task(_until_gone(receive))
        self.accounts[permit.account] += 1
        self.permits[queue] = permit
        for topic in permit.topics:
            self.listeners[topic].add(queue)
        try:
            if not await self._stands(permit):  # an end from here on is heard
                await send_answer(send, REFUSED.answer(scope, *allowed_origin(self.settings)))
                return
            await send(_head(self.settings))
            await _pump(queue, gone, send, permit.expires)
        finally:
            gone.cancel()
            self._forget(permit, queue)

    async def _stands(self, permit: StreamPermit) -> bool:
        """Whether the session goes on; not known while the database is away, then the page asks."""
        try:
            return await stands(self.asking, permit, self.settings.secret)
        except psycopg.Error as problem:
            log.warning("session not known: %s", type(problem).__name__)
            return False

    def _forget(self, permit: StreamPermit, queue: asyncio.Queue[str]) -> None:
        del self.permits[queue]
        for topic in permit.topics:
            self.listeners[topic].discard(queue)
            if not self.listeners[topic]:
                del self.listeners[topic]
        self.accounts[permit.account] -= 1
        if not self.accounts[permit.account]:
            del self.accounts[permit.account]

    async def _listen(self) -> None:
        pause = 0.2
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    self.settings.database_url, autocommit=True, connect_timeout=5
                ) as connection:
                    channels = (CHANNEL, *self.hears)
                    await connection.execute("; ".join(f"LISTEN {name}" for name in channels))
                    pause = 0.2
                    async for notify in connection.notifies():
                        if notify.channel == CHANNEL:
                            await self.deliver(notify.payload)
                        else:
                            await self.hears[notify.channel](notify.payload)
            except psycopg.Error as problem:
                log.warning("listening interrupted: %s", type(problem).__name__)
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)


def _head(settings: EdgeSettings) -> dict[str, object]:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        *allowed_origin(settings),
    ]
    return {"type": "http.response.start", "status": 200, "headers": headers}


async def _pump(
    queue: asyncio.Queue[str], gone: asyncio.Task[None], send: Send, expires: int
) -> None:
    await _push(send, "retry: 5000\n\n")
    while not gone.done() and time.time() < expires:
        notice = asyncio.create_task(queue.get())
        await asyncio.wait({notice, gone}, timeout=HEARTBEAT, return_when="FIRST_COMPLETED")
        if notice.done():
            await _push(send, notice.result())
            if notice.result() == END:
                break
        else:
            notice.cancel()
            if not gone.done():
                await _push(send, ": \n\n")
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def _put(queue: asyncio.Queue[str], text: str) -> None:
    """Keep a notice for a page; a slow one loses the oldest."""
    if queue.full():
        queue.get_nowait()
    queue.put_nowait(text)


async def _push(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
