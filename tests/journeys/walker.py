# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A citizen who speaks plain HTTP: the same pages and forms, quick enough for crowds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

import httpx

from tests.journeys.citizen import ANSWERS
from tests.journeys.people import PIN

FORM_PAGE = re.compile(r"^/ban-nhap/([^/]+)/([^/]+)/$")
SENT = re.compile(r"^/ho-so/([^/]+)/da-nop/$")


@dataclass
class Form(HTMLParser):
    """The fields of the last form of a page, as a browser would send them."""

    action: str = ""
    values: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self._select = ""

    @classmethod
    def of(cls, html: str) -> Form:
        """Read a page."""
        form = cls()
        form.feed(html[html.index("<main") : html.index("</main")])
        return form

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what is filled in; a new form begins anew."""
        has = dict(attrs)
        name, value = has.get("name") or "", has.get("value") or ""
        if tag == "form":
            self.action, self.values = has.get("action") or "", {}
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in has:
            self.values[self._select] = value
        elif tag == "input" and name and self._is_sent(has):
            self.values[name] = value

    @staticmethod
    def _is_sent(has: Mapping[str, str | None]) -> bool:
        if has.get("type") in ("radio", "checkbox"):
            return "checked" in has
        return has.get("type") != "file"


class Walker:
    """One signed-in citizen."""

    def __init__(self, web: str, personal_id: str) -> None:
        self.web = web
        self.http = httpx.Client(base_url=web, follow_redirects=True, timeout=30)
        self._sign_in(personal_id)

    def _sign_in(self, personal_id: str) -> None:
        start = Form.of(self.http.get("/dang-nhap/").text)
        vneid = self.http.post(start.action, data=start.values, headers=self.own)
        wanted = re.search(r'name="request" value="([^"]+)"', vneid.text)
        assert wanted, "VNeID did not ask"
        answer = {"request": wanted[1], "personal_id": personal_id, "pin": PIN, "act": "sign-in"}
        done = self.http.post(str(vneid.url.copy_with(query=None)), data=answer)
        assert str(done.url).startswith(self.web), done.url

    def __enter__(self) -> Walker:
        return self

    def __exit__(self, *_why: object) -> None:
        self.http.close()

    @property
    def own(self) -> dict[str, str]:
        """What a browser says about the page a form came from."""
        return {"Origin": self.web, "Referer": f"{self.web}/"}

    def draft(self, stop: str = "xem-lai", **changed: str) -> str:
        """Start and fill in a draft as far as a page, the check of the answers; answers its key."""
        answers = {**ANSWERS, "birth_proof_kind": "electronic_certificate", **changed}
        page = self.http.get("/thu-tuc/dang-ky-khai-sinh/bat-dau/")
        page = self.http.post(page.url, data=Form.of(page.text).values, headers=self.own)
        for _turn in range(20):
            place = FORM_PAGE.match(urlsplit(str(page.url)).path)
            assert place, page.url
            if place[2] == stop:
                return place[1]
            values = {**Form.of(page.text).values, **answers}
            page = self.http.post(page.url, data=values, headers=self.own)
            assert page.status_code == 200, (str(page.url), page.status_code)
        raise AssertionError("the form does not end")

    def review_form(self, key: str) -> dict[str, str]:
        """The form that sends a draft, declared."""
        return {**Form.of(self.http.get(f"/ban-nhap/{key}/xem-lai/").text).values, "declared": "on"}

    def send(self, key: str, form: Mapping[str, str]) -> str:
        """Press once: the submission code when it was acknowledged, else empty."""
        address = f"/ban-nhap/{key}/xem-lai/"
        try:
            answer = self.http.post(
                address, data=dict(form), headers=self.own, follow_redirects=False
            )
        except httpx.TransportError:
            return ""
        sent = SENT.match(urlsplit(answer.headers.get("location", "")).path)
        return sent[1] if answer.status_code == 302 and sent else ""
