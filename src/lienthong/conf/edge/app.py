# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What granian runs for ``edge``, as an ASGI application."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from lienthong.conf.edge.asking import Asking
from lienthong.conf.edge.presence import CHANNEL, Presence
from lienthong.conf.edge.quarantine import Quarantine
from lienthong.conf.edge.settings import EdgeSettings, read_settings
from lienthong.conf.edge.streams import Streams
from lienthong.conf.edge.uploads import Uploads, preflight
from lienthong.conf.web.language import Refusal
from lienthong.conf.web.messages import Receive, Scope, Send, live, send_answer
from lienthong.kernel.permits import PRESENCE_PATH, STREAM_PATH, UPLOAD_PATH
from lienthong.kernel.words import gettext_noop as _

NOT_FOUND = Refusal(404, _("Không có trang này."))
CLEAN_EVERY = 600.0  # seconds between looks for old files


@dataclass
class Edge:
    """Three addresses: uploads in, notices out, who is where."""

    uploads: Uploads
    streams: Streams
    presence: Presence
    cleaned: float = 0.0

    @classmethod
    def of(cls, settings: EdgeSettings) -> Edge:
        """The edge of an installation."""
        asking = Asking(settings.database_url)
        streams = Streams(settings, asking)
        uploads = Uploads(settings, Quarantine(settings.quarantine))
        presence = Presence(settings, streams.push, asking)
        streams.hears[CHANNEL] = presence.tell
        return cls(uploads, streams, presence)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection event."""
        if scope["type"] == "lifespan":
            await live(receive, send, stop=[self.streams.close, self.presence.close])
        elif scope["type"] == "http":
            await self._respond(scope, receive, send)

    async def _respond(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["method"], scope["path"]:
            case "POST", path if path == UPLOAD_PATH:
                await self._clean()
                answer = await self.uploads.answer(scope, receive)
                if answer is not None:
                    await send_answer(send, answer)
            case "OPTIONS", path if path == UPLOAD_PATH:
                await send_answer(send, preflight(self.uploads.settings))
            case "GET", path if path == STREAM_PATH:
                await self.streams.serve(scope, receive, send)
            case "POST", path if path == PRESENCE_PATH:
                await self.presence.serve(scope, receive, send)
            case _:
                await send_answer(send, NOT_FOUND.answer(scope))

    async def _clean(self) -> None:
        if time.monotonic() - self.cleaned > CLEAN_EVERY:
            self.cleaned = time.monotonic()
            await asyncio.to_thread(self.uploads.quarantine.forget_old)


application = Edge.of(read_settings())
