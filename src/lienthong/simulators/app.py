# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The ASGI application: ``granian --interface asgi lienthong.simulators.app:app``."""

import asyncio

from lienthong.simulators.calendar_app import CalendarApp, Provider
from lienthong.simulators.csc import SigningService
from lienthong.simulators.faults import GARBAGE, Mode, Switchboard
from lienthong.simulators.home import HomePages
from lienthong.simulators.http import (
    BodyTooLargeError,
    Receive,
    Request,
    Response,
    Route,
    Scope,
    Send,
    json_response,
    read_request,
    send_response,
)
from lienthong.simulators.mail.endpoints import MailPages
from lienthong.simulators.mail.server import MailServer
from lienthong.simulators.mail.store import Mailbox
from lienthong.simulators.pki.endpoints import AuthorityEndpoints
from lienthong.simulators.pki.store import Authority
from lienthong.simulators.plugin import PluginHost
from lienthong.simulators.population import Population
from lienthong.simulators.postal import Carrier
from lienthong.simulators.push import PushService
from lienthong.simulators.settings import Settings, read_settings
from lienthong.simulators.sms import SmsGateway
from lienthong.simulators.tsa import TimeStampEndpoints
from lienthong.simulators.vneid.endpoints import VneidEndpoints
from lienthong.simulators.zalo import NoticeService

LONGEST_SILENCE = 60.0


class Simulators:
    """All partners behind one ASGI callable."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.switchboard = Switchboard()
        mailbox = Mailbox()
        self.mail = MailServer(mailbox, self.switchboard, settings.smtp_port)
        authority = Authority(settings.pki_dir, base_url=settings.public_url)
        routes = [
            *HomePages(self.switchboard).routes(),
            *VneidEndpoints(settings).routes(),
            *AuthorityEndpoints(authority).routes(),
            *TimeStampEndpoints(authority).routes(),
            *SigningService(authority, settings.csc_secret).routes(),
            *PluginHost(authority).routes(),
            *SmsGateway(settings.sms_token).routes(),
            *NoticeService(settings.zalo_token).routes(),
            *PushService().routes(),
            *Carrier(settings.post_token).routes(),
            *Population(settings.population_token).routes(),
            *MailPages(mailbox).routes(),
            *CalendarApp(Provider(settings.portal_url, settings.app_secret)).routes(),
        ]
        self.routes = {(route.method, route.path): route for route in routes}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection event."""
        if scope["type"] == "lifespan":
            await _live(receive, send, self.mail)
        elif scope["type"] == "http":
            response = await self._respond(scope, receive)
            await send_response(response, send, without_body=scope["method"] == "HEAD")

    async def _respond(self, scope: Scope, receive: Receive) -> Response:
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        route = self._find(method, scope["path"])
        if route is None:
            return json_response({"error": "not_found"}, 404)
        try:
            request = await read_request(scope, receive, self.settings.public_url)
        except BodyTooLargeError:
            return json_response({"error": "too_large"}, 413)
        if not route.channel:
            return await _run(route, request)
        return await self._run_with_faults(route, request, receive)

    def _find(self, method: str, path: str) -> Route | None:
        """The route of exactly this path, or the one that takes everything below its folder."""
        folder = f"{path.rsplit('/', 1)[0]}/*"
        return self.routes.get((method, path)) or self.routes.get((method, folder))

    async def _run_with_faults(self, route: Route, request: Request, receive: Receive) -> Response:
        board, channel = self.switchboard, route.channel
        fault = board.take(channel)
        match fault.mode:
            case Mode.DROP:
                board.note(channel, fault.mode, None, request.about)
                await _stay_silent(receive)
                return json_response({"error": "timeout"}, 504)
            case Mode.DELAY if not await board.wait(channel, fault):
                return json_response({"error": "timeout"}, 504)
            case Mode.REORDER if not await board.let_pass(channel, fault):
                return json_response({"error": "timeout"}, 504)
            case Mode.LOST:
                await _run(route, request)
                board.note(channel, fault.mode, None, request.about)
                await _stay_silent(receive)
                return json_response({"error": "timeout"}, 504)
            case Mode.ERROR:
                response = json_response({"error": "temporarily_unavailable"}, 503)
            case Mode.GARBAGE:
                response = Response(GARBAGE, content_type="application/json")
            case Mode.REPEAT if channel in board.last_answers:
                response = board.last_answers[channel]
            case mode if mode in route.faulty:
                response = await asyncio.to_thread(route.faulty[mode], request)
            case _:
                response = await _run(route, request)
                if fault.mode is not Mode.DELAY and response.status == 200:
                    board.last_answers[channel] = response
        board.note(channel, fault.mode, response.status, request.about)
        return response


async def _run(route: Route, request: Request) -> Response:
    if route.slow:
        return await asyncio.to_thread(route.handler, request)
    return route.handler(request)


async def _stay_silent(receive: Receive) -> None:
    """Swallow the request: wait until the caller gives up, at most `LONGEST_SILENCE` seconds."""

    async def gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            continue

    try:
        await asyncio.wait_for(gone(), LONGEST_SILENCE)
    except TimeoutError:
        return


async def _live(receive: Receive, send: Send, mail: MailServer) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await mail.start()
        else:
            await mail.stop()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


app = Simulators(read_settings())
