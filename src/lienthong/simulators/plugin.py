# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The signing plug-in on an officer's own machine, with a key on a stick.

A page of the platform posts to ``/plugin/sign``: ``tokens`` (one for each document, parted by
spaces), ``fetch`` (where a document is had for its token), ``receive`` (where the receipt of an
upload is told) and ``back`` (where the person goes afterwards). The person sees what will be
signed with which key, and may play everything that can go wrong.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lienthong.simulators.http import Request, Response, Route, json_response
from lienthong.simulators.pki.store import Authority
from lienthong.simulators.plugin_work import Worker
from lienthong.simulators.render import Markup, fill, join, page

MANNERS = {
    "well": "Ký đúng",
    "other_key": "Ký bằng chứng thư của người khác",
    "other_document": "Gửi về một văn bản khác",
    "altered": "Ký rồi sửa thêm trước khi gửi về",
    "unsigned": "Gửi về mà chưa ký",
    "cut": "Gửi về tệp bị cắt giữa chừng",
    "broken_form": "Đứt mạng khi đang gửi",
    "twice": "Gửi về hai lần",
    "fetch_twice": "Lấy văn bản hai lần",
}
MOST = 200


@dataclass
class PluginHost:
    """The plug-in and the sticks that people own; forgotten at a restart, the keys are not."""

    authority: Authority
    sticks: dict[str, str] = field(default_factory=dict)

    def routes(self) -> list[Route]:
        """The table of pages."""
        return [
            Route("POST", "/plugin/enrol", self.enrol, slow=True),
            Route("GET", "/plugin", self.home),
            Route("POST", "/plugin/sign", self.ask),
            Route("POST", "/plugin/confirm", self.sign, channel="plugin", slow=True),
        ]

    def enrol(self, request: Request) -> Response:
        """Give a person a stick with a key; the answer is its certificate, PEM."""
        name = request.form.get("common_name", "").strip()
        if not name:
            return json_response({"error": "invalid_request"}, 400)
        organisation = request.form.get("organisation", "")
        issued = self.authority.issue(name, organisation, "person", request.base_url)
        self.sticks[name] = organisation
        disposition = ("content-disposition", 'attachment; filename="chung-thu.pem"')
        return Response(issued.cert_pem, 200, "application/x-pem-file", (disposition,))

    def home(self, request: Request) -> Response:
        """Who has a stick, and a form for one more."""
        rows = [fill("plugin_stick.html", name=one) for one in sorted(self.sticks)]
        empty = Markup("<p>Chưa ai có thiết bị.</p>")
        return page("plugin.html", "Phần mềm ký trên máy", sticks=join(rows) or empty)

    def ask(self, request: Request) -> Response:
        """What is to be signed: choose the stick, then sign."""
        form = request.form
        known = {key: form.get(key, "") for key in ("tokens", "fetch", "receive", "back", "name")}
        count = len(known["tokens"].split())
        if not 0 < count <= MOST or not all(_is_web(known[key]) for key in ("fetch", "receive")):
            return json_response({"error": "invalid_request"}, 400)
        manners = [
            fill("option.html", value=code, selected=Markup(""), text=title)
            for code, title in MANNERS.items()
        ]
        return page(
            "plugin_ask.html",
            "Ký trên máy này",
            count=str(count),
            manners=join(manners),
            tokens=known["tokens"],
            fetch=known["fetch"],
            receive=known["receive"],
            back=known["back"],
            name=known["name"],
        )

    def sign(self, request: Request) -> Response:
        """Fetch, sign and send back each document; say of each how it went."""
        form = request.form
        worker = Worker(
            self.authority,
            form.get("fetch", ""),
            form.get("receive", ""),
            form.get("name", ""),
            self.sticks.get(form.get("name", ""), ""),
        )
        tokens = form.get("tokens", "").split()[:MOST]
        done = [worker.sign(token, form.get("manner", "well")) for token in tokens]
        if "application/json" in request.headers.get("accept", ""):
            return json_response([one.as_row() for one in done])
        rows = [fill("plugin_outcome.html", title=one.title, words=one.words) for one in done]
        back = form.get("back", "")
        target = back if _is_web(back) else "/plugin"
        return page("plugin_done.html", "Lần ký này", outcomes=join(rows), back=target)


def _is_web(address: str) -> bool:
    return urlsplit(address).scheme in {"http", "https"}
