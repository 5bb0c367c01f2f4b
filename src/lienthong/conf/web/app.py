# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One request of the web process: body first, then kept bytes or Django."""

from __future__ import annotations

from dataclasses import dataclass, field

from lienthong.conf.web.body import (
    LONGEST_READ,
    BodyTooLargeError,
    BodyTooSlowError,
    ClientGoneError,
    read_body,
)
from lienthong.conf.web.compression import Compressor
from lienthong.conf.web.gateway import Gateway, TooBusyError
from lienthong.conf.web.language import Refusal
from lienthong.conf.web.messages import Answer, Receive, Scope, Send, live, send_answer
from lienthong.conf.web.pages import PageKeeper
from lienthong.kernel.words import gettext_noop as _

_CLOSE = (b"connection", b"close")
TOO_LARGE = Refusal(
    413, _("Dữ liệu gửi lên quá lớn. Hãy gửi tệp bằng nút tải tệp của từng mục."), (_CLOSE,)
)
TOO_SLOW = Refusal(
    408, _("Đường truyền quá chậm nên chưa nhận đủ dữ liệu. Hãy gửi lại."), (_CLOSE,)
)
TOO_BUSY = Refusal(
    503, _("Hệ thống đang rất bận. Hãy thử lại sau ít phút."), ((b"retry-after", b"5"),)
)


@dataclass
class Web:
    """Body first, then kept bytes or Django."""

    gateway: Gateway
    pages: PageKeeper
    longest_read: float = LONGEST_READ  # seconds
    compressor: Compressor = field(default_factory=Compressor)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection event."""
        if scope["type"] == "lifespan":
            await live(receive, send)
        elif scope["type"] == "http":
            await self._respond(scope, receive, send)

    async def _respond(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await read_body(scope, receive, self.longest_read)
            answer = self._kept(scope) or await self._ask_django(scope, body, send)
        except BodyTooLargeError:
            answer = TOO_LARGE.answer(scope)
        except BodyTooSlowError:
            answer = TOO_SLOW.answer(scope)
        except TooBusyError:
            answer = TOO_BUSY.answer(scope)
        except ClientGoneError:
            return
        if answer is not None:
            await send_answer(send, answer, without_body=scope["method"] == "HEAD")

    async def _ask_django(self, scope: Scope, body: bytes, send: Send) -> Answer | None:
        answer = await self.gateway.answer(scope, body, send)
        if answer is None:
            return None
        return self.compressor.fit(scope, self.pages.keep(scope, answer))

    def _kept(self, scope: Scope) -> Answer | None:
        kept = self.pages.find(scope)
        return None if kept is None else self.compressor.fit(scope, kept, public=True)
