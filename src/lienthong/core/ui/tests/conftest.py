# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A browser and a small server for the screens of the ui app alone, without a database."""

import json
import shutil
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory
from playwright.sync_api import Browser, sync_playwright

from lienthong.core.ui.api import Frame
from lienthong.core.ui.domain.samples import style_guide

STATIC = Path(__file__).resolve().parent.parent / "static"
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
POLICY = "default-src 'self'; object-src 'none'"
MENU = [
    {"title": "Việc của tôi", "url": "/a", "icon": "inbox", "count": 47, "current": True},
    {"title": "Quầy tiếp nhận", "url": "/b", "icon": "ticket"},
]
ACTOR = {"kind": "officer", "name": "Lê Thị Hà", "unit_name": "Phường Đồng Hới"}
LIST = (
    '{% extends "ui/officer_base.html" %}{% load ui %}{% block main_class %}is-flush{% endblock %}'
    "{% block bar %}<h1>Việc của tôi</h1>{% view_tabs t.tabs %}{% filter_bar t.filters %}"
    "{% endblock %}"
    "{% block content %}{% case_table t.groups selectable=True %}{% endblock %}"
    '{% block bulk %}{% bulk_bar 0 %}{% button "Giao" type="button" %}{% endbulk_bar %}'
    "{% endblock %}"
)
FORM = (
    '{% extends "ui/citizen_form_base.html" %}{% load ui %}{% block content %}'
    "{% error_summary t.errors %}<h1>Thông tin của con</h1>{% file_slot slot %}"
    "<form method='post' action='/sent'>{% for f in t.fields %}{% field f %}{% endfor %}"
    '{% button "Lưu và tiếp tục" kind="primary" full=True %}</form>{% endblock %}'
    '{% block scripts %}{% load static %}<script type="module"'
    """ src="{% static 'ui/js/upload.js' %}"></script>{% endblock %}"""
)
LEADER = (
    '{% extends "ui/leader_base.html" %}{% load ui %}{% block headline %}<h1>50 việc</h1>'
    '{% endblock %}{% block action %}{% button "Ký 48 văn bản" kind="primary" full=True %}'
    "{% endblock %}"
)
HOME = (
    '{% extends "ui/citizen_home_base.html" %}{% load ui %}{% block hero %}<h1>Bạn cần gì?</h1>'
    "{% search_box %}{% endblock %}{% block content %}{% quick_tiles t.tiles %}"
    "{% service_list t.services %}{% endblock %}"
)
GUIDE = '{% extends "ui/style_guide.html" %}'


def pages() -> dict[str, str]:
    """Render every page once, in the test's own thread."""
    light, dark = style_guide()["themes"]
    slot = {"id": "s", "label": "Giấy chứng sinh"}
    slot |= {"upload_url": "/upload", "return_url": "/form-dark"}
    marks = style_guide()["marks"]
    common = {"t": light, "menu": MENU, "actor": ACTOR, "frame": Frame(), "slot": slot}
    common["page_title"] = "Trang thử"
    sources = {"list": LIST, "form": FORM, "leader": LEADER, "home": HOME}
    made: dict[str, str] = {}
    for theme in ("light", "dark"):
        made |= {f"/{n}-{theme}": _draw(s, theme, common) for n, s in sources.items()}
    made["/guide-light"] = _draw(GUIDE, "light", {"themes": [light, dark], "marks": marks})
    made["/guide-dark"] = _draw(GUIDE, "dark", {"themes": [dark, light], "marks": marks})
    return made


def _draw(source: str, theme: str, values: dict[str, object]) -> str:
    request = RequestFactory().get("/")
    request.COOKIES["lt_theme"] = theme
    return Template(source).render(Context({"request": request, **values}))


class Handler(BaseHTTPRequestHandler):
    """Serves rendered pages, static files and a pretended edge."""

    def __init__(self, *args: object, rendered: dict[str, str]) -> None:
        self.rendered = rendered
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path, _, how = self.path.partition("?")
        if how == "slowly":
            time.sleep(0.5)
        prefix = (
            settings.STATIC_URL
            if settings.STATIC_URL.startswith("/")
            else f"/{settings.STATIC_URL}"
        )
        if path.startswith(prefix):
            file = STATIC / path.removeprefix(prefix)
            self._answer(file.read_bytes(), TYPES[file.suffix])
        else:
            self._answer(self.rendered[path].encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        answer = {"receipt": "file-7"}
        self._answer(json.dumps(answer).encode(), "application/json")

    def log_message(self, *args: object) -> None:
        """Keep the test output quiet."""

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Return the address of the pages."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, rendered=pages()))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium; absent, the test fails rather than skips.

    It leaves with its module: while it is there, a loop runs in the thread of all tests.
    """
    path = shutil.which("chromium")
    assert path, "Chromium is needed for the tests of screens"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()
