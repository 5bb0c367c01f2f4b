# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The page on which a person plays the partners: fault switches and the journal of exchanges."""

from itertools import islice

from lienthong.simulators.faults import (
    CHANNELS,
    MODE_TITLES,
    Exchange,
    Fault,
    Mode,
    Switchboard,
    modes_of,
)
from lienthong.simulators.http import Request, Response, Route, json_response, redirect
from lienthong.simulators.render import PAGES, Markup, fill, join, page, vietnam_time

SHOWN = 60
"""So many lines of the journal stand on the page."""


class HomePages:
    """Fault switches, journal and the one style sheet."""

    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard

    def routes(self) -> list[Route]:
        """The table of pages."""
        return [
            Route("GET", "/", self.home),
            Route("POST", "/faults", self.switch),
            Route("GET", "/faults", self.faults),
            Route("GET", "/faults/journal", self.journal),
            Route("GET", "/health", lambda _: json_response({"status": "ok"})),
            Route("GET", "/simulator.css", self.style),
        ]

    def home(self, request: Request) -> Response:
        """All channels with their switches, then what was exchanged."""
        board = self.switchboard
        rows = join(
            [_channel(code, title, board.current(code)) for code, title in CHANNELS.items()]
        )
        journal = join([_line(exchange) for exchange in islice(board.journal, SHOWN)])
        return page("home.html", "Mô phỏng các hệ thống đối tác", channels=rows, journal=journal)

    def switch(self, request: Request) -> Response:
        """Switch a fault on or off, from the page or from a test."""
        form = request.form
        try:
            fault = Fault(
                Mode(form.get("mode", "off")),
                min(float(form.get("seconds", "3")), 60.0),
                max(int(form.get("count", "0")), 0),
                min(max(int(form.get("percent", "100")), 1), 100),
            )
            self.switchboard.set(form.get("channel", ""), fault)
        except (KeyError, ValueError):
            return json_response({"error": "invalid_request"}, 400)
        return redirect("/")

    def faults(self, request: Request) -> Response:
        """The switches as data."""
        current = {code: self.switchboard.current(code) for code in CHANNELS}
        return json_response(
            {
                code: {"mode": f.mode, "count": f.remaining, "percent": f.percent}
                for code, f in current.items()
            }
        )

    def journal(self, request: Request) -> Response:
        """What was exchanged, as data, the newest first: which message met which fault."""
        lines = [
            {"at": e.at.isoformat(), "channel": e.channel, "mode": e.mode, "status": e.status,
             "about": e.about}
            for e in self.switchboard.journal
        ]  # fmt: skip
        return json_response(lines)

    def style(self, request: Request) -> Response:
        """The style sheet of the simulators."""
        return Response(
            (PAGES / "simulator.css").read_bytes(), content_type="text/css; charset=utf-8"
        )


def _channel(code: str, title: str, fault: Fault) -> Markup:
    options = join(
        [
            fill(
                "option.html",
                value=mode,
                selected=Markup(" selected" if mode is fault.mode else ""),
                text=MODE_TITLES[mode],
            )
            for mode in modes_of(code)
        ]
    )
    return fill(
        "channel.html",
        code=code,
        title=title,
        state=MODE_TITLES[fault.mode],
        options=options,
        seconds=f"{fault.seconds:g}",
        count=str(fault.remaining),
        percent=str(fault.percent),
    )


def _line(exchange: Exchange) -> Markup:
    return fill(
        "exchange.html",
        at=vietnam_time(exchange.at),
        channel=CHANNELS[exchange.channel],
        mode=MODE_TITLES[exchange.mode],
        status=str(exchange.status) if exchange.status else "không trả lời",
        about=exchange.about,
    )
