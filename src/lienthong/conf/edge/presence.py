# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""``POST /co-mat?permit=…``: who looks at, or writes on, the same screen right now.

Every open screen says every 15 seconds that it is there; one that is silent for 45 seconds is
gone. The database keeps it, so that any number of edge processes tell the same, before and after a
restart; a change is told to all of them, and each tells its own pages.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qs

import psycopg

from lienthong.conf.edge.asking import Asking, Database, stands
from lienthong.conf.edge.settings import EdgeSettings
from lienthong.conf.edge.uploads import allowed_origin
from lienthong.conf.web.language import Refusal
from lienthong.conf.web.messages import Answer, Receive, Scope, Send, send_answer
from lienthong.kernel import permits
from lienthong.kernel.permits import PresencePermit
from lienthong.kernel.words import gettext_noop as _

CHANNEL = "lienthong_presence"
GONE = 45  # seconds of silence
LOOK_EVERY = 5.0  # seconds between looks for those who are gone
MOST_TABS = 50  # of one account
LARGEST = 512  # bytes of a beat
LONGEST_TAB = 40  # characters of the name that a page gave itself
VIEW, EDIT, LEAVE = "view", "edit", "leave"
log = logging.getLogger(__name__)
REFUSED = Refusal(403, _("Trang này cần tải lại để biết ai đang cùng xem."))

AWAY = Refusal(503, _("Chưa biết ai đang cùng xem. Trang vẫn dùng được."))
_BEAT = """
INSERT INTO ui_screentab (topic, account, tab, name, mode, seen_at)
SELECT %(topic)s::varchar, %(account)s::varchar, %(tab)s, %(name)s, %(mode)s, now()
WHERE (SELECT count(*) FROM ui_screentab WHERE account = %(account)s::varchar) < %(most)s
ON CONFLICT (topic, account, tab)
DO UPDATE SET name = excluded.name, mode = excluded.mode, seen_at = excluded.seen_at
"""
_LEAVE = """
DELETE FROM ui_screentab WHERE topic = %(topic)s AND account = %(account)s AND tab = %(tab)s
"""
_SHOWN = """
SELECT account, max(name), bool_or(mode = 'edit') FROM ui_screentab
WHERE topic = %s AND seen_at > now() - make_interval(secs => %s) GROUP BY account ORDER BY account
"""
_FORGET = """
WITH gone AS (DELETE FROM ui_screentab WHERE seen_at <= now() - make_interval(secs => %s)
              RETURNING topic)
SELECT pg_notify(%s, topic) FROM (SELECT DISTINCT topic FROM gone) t
"""

Push = Callable[[str, str, object], None]
"""Hands (topic of listeners, event, data) to open pages."""


Shown = dict[str, dict[str, str]]
"""Account → name and whether it writes or looks."""


@dataclass
class Presence:
    """Screens by topic, and on each the tabs of accounts; changes are told to those there."""

    settings: EdgeSettings
    push: Push
    asking: Asking
    task: asyncio.Task[None] | None = None

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one beat and answer who else is there."""
        text = parse_qs(scope["query_string"].decode("latin-1")).get("permit", [""])[0]
        try:
            permit = permits.read(PresencePermit, text, self.settings.secret, now=time.time())
        except permits.PermitError:
            await send_answer(send, REFUSED.answer(scope, *allowed_origin(self.settings)))
            return
        body = parse_qs((await _body(receive)).decode("latin-1"))
        tab, mode = body.get("tab", [""])[0][:LONGEST_TAB], body.get("mode", [VIEW])[0]
        self.task = self.task or asyncio.create_task(self._watch())
        try:
            if not await stands(self.asking, permit, self.settings.secret):
                await send_answer(send, REFUSED.answer(scope, *allowed_origin(self.settings)))
                return
            shown = await self.beat(permit, tab, mode)
        except psycopg.Error as problem:
            log.warning("presence interrupted: %s", type(problem).__name__)
            await send_answer(send, AWAY.answer(scope, *allowed_origin(self.settings)))
            return
        await send_answer(send, self._answer(permit, shown))

    async def beat(self, permit: PresencePermit, tab: str, mode: str) -> Shown:
        """Note that a tab is there, or has left; answers who is, and tells of a change."""
        said = {"topic": permit.topic, "account": permit.account, "tab": tab, "name": permit.name}
        said |= {"mode": EDIT if mode == EDIT else VIEW}
        query = _LEAVE if mode == LEAVE else _BEAT

        async def note(database: Database) -> Shown:
            before = await _shown(database, permit.topic)
            await database.execute(query, said | {"most": MOST_TABS})
            after = await _shown(database, permit.topic)
            if after != before:
                await database.execute("SELECT pg_notify(%s, %s)", [CHANNEL, permit.topic])
            return after

        return await self.asking.ask(note)

    async def tell(self, topic: str) -> None:
        """Who is on a screen has changed: the pages of this process hear who else is there."""
        try:
            shown = await self.asking.ask(lambda database: _shown(database, topic))
        except psycopg.Error as problem:
            log.warning("presence interrupted: %s", type(problem).__name__)
            return
        for account in shown:
            data = {"topic": topic, "who": others(shown, account)}
            self.push(f"account:{account}", "presence", data)

    async def forget_silent(self) -> None:
        """Forget the tabs that said nothing for too long; those who are still there hear of it."""
        await self.asking.ask(lambda database: database.execute(_FORGET, [GONE, CHANNEL]))

    async def close(self) -> None:
        """Stop looking."""
        if self.task is not None:
            self.task.cancel()
            with suppress(asyncio.CancelledError):
                await self.task
        await self.asking.close()

    def _answer(self, permit: PresencePermit, shown: Shown) -> Answer:
        data = {"topic": permit.topic, "who": others(shown, permit.account)}
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
            try:
                await self.forget_silent()
            except psycopg.Error as problem:
                log.warning("presence interrupted: %s", type(problem).__name__)


def others(shown: Shown, account: str) -> list[dict[str, str]]:
    """Who else is on a screen, each once."""
    return [said for key, said in shown.items() if key != account]


async def _shown(database: Database, topic: str) -> Shown:
    """Who is on a screen now: one that writes in any tab writes."""
    rows = await (await database.execute(_SHOWN, [topic, GONE])).fetchall()
    return {
        str(account): {"name": str(name), "mode": EDIT if edits else VIEW}
        for account, name, edits in rows
    }


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
