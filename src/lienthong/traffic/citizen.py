# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A citizen who fills in the form page by page, gives a file and sends it."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import httpx

from lienthong.traffic.answers import BIRTH, Procedure
from lienthong.traffic.forms import Form, form_of, forms_of
from lienthong.traffic.sessions import Refused, Visitor

FORM_PAGE = re.compile(r"^/ban-nhap/([^/]+)/([^/]+)/$")
SENT = re.compile(r"^/ho-so/([^/]+)/da-nop/$")
MOST_PAGES = 30
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
UPLOAD = "/tai-len"
AT_ONCE = {"_at_once": "1"}
"""What scripts add to a form that leads on, see ``ui/js/forms.js``."""
PART = {"_part": "1"}
"""What scripts add where a file was sent to get its place alone, see ``ui/js/upload.js``."""
TAKEN = "slot--done"
_ADDRESS = re.compile(r'<main[^>]* data-address="([^"]+)"')


class Citizen(Visitor):
    """One person with a phone, on the day that the phone tells.

    ``scripts``: as a browser that runs them, which gets the next page as the answer to a form.
    """

    def __init__(self, web: str, *, scripts: bool = False, **options: Any) -> None:
        super().__init__(web, **options)
        self.scripts = scripts

    @property
    def today(self) -> date:
        """The day in Việt Nam."""
        return datetime.fromtimestamp(time.time(), VIETNAM).date()

    def draft(
        self,
        *,
        stop: str = "xem-lai",
        file: bytes = b"",
        asked: Procedure = BIRTH,
        **changed: str,
    ) -> str:
        """Start a declaration and fill it in as far as a page; answers the draft's key.

        With ``file``, a photograph, the paper is given by it; of a birth an electronic one is
        declared else. ``changed`` are fields to be answered otherwise. Raises ``Refused``.
        """
        place, _page = self._fill_in_form(asked, stop, file, changed)
        return place

    def hand_in(self, asked: Procedure, file: bytes) -> str:
        """All that one submission takes, each page opened once: the code, empty when refused."""
        key, page = self._fill_in_form(asked, "xem-lai", file, {})
        return self.send(key, {**form_of(page.text).values, "declared": "on"})

    def _fill_in_form(
        self, asked: Procedure, stop: str, file: bytes, changed: Mapping[str, str]
    ) -> tuple[str, httpx.Response]:
        """The draft's key and the page at which it was stopped, open. Raises ``Refused``."""
        told = {**asked.answers(self.today), **({} if file else asked.without_file), **changed}
        page = self.open(f"/thu-tuc/{asked.slug}/bat-dau/")
        page = self._go_on(page, form_of(page.text), {})
        for _turn in range(MOST_PAGES):
            place = FORM_PAGE.match(_place(page))
            if place is None:
                break
            if place[2] == stop:
                return place[1], page
            page = self._give(page, file) if file else page
            page = self._go_on(page, forms_of(page.text)[-1], told)
        raise Refused(page, "form")

    def _go_on(self, page: httpx.Response, form: Form, told: Mapping[str, str]) -> httpx.Response:
        """Send a page; with scripts the next one is the answer."""
        return self.fill_in(page, form, {**told, **(AT_ONCE if self.scripts else {})})

    def _give(self, page: httpx.Response, file: bytes) -> httpx.Response:
        """Send a photograph into the first empty slot; the page that shows it there.

        With scripts only the slot is asked for: the page stays, and so does what it sends on.
        """
        slots = [form for form in forms_of(page.text) if UPLOAD in form.action]
        if not slots:
            return page
        given, headers = {"file": ("giay-to.jpg", file, "image/jpeg")}, dict(self.own)
        if self.scripts:
            headers["Accept"] = "application/json"
        answer = self.http.post(slots[0].action, files=given, headers=headers)
        if answer.status_code == httpx.codes.OK and self.scripts:
            taken = {"receipt": answer.json()["receipt"], **PART}
            answer = self.http.get(slots[0].return_to, params=taken)
        if answer.status_code != httpx.codes.OK or TAKEN not in answer.text:
            raise Refused(answer, UPLOAD)
        return page if self.scripts else answer

    def review_form(self, key: str) -> dict[str, Any]:
        """The form that sends a draft, declared."""
        page = self.open(f"/ban-nhap/{key}/xem-lai/")
        return {**form_of(page.text).values, "declared": "on"}

    def send(self, key: str, form: Mapping[str, Any]) -> str:
        """Press once: the submission code when it was acknowledged, else empty."""
        address = f"/ban-nhap/{key}/xem-lai/"
        try:
            answer = self.http.post(
                address, data=dict(form), headers=self.own, follow_redirects=False
            )
        except httpx.TransportError:
            return ""
        sent = SENT.match(urlsplit(answer.headers.get("location", "")).path)
        return sent[1] if answer.status_code == httpx.codes.FOUND and sent else ""


def _place(page: httpx.Response) -> str:
    """Where a page stands: it says so itself when it came as the answer to a form."""
    said = _ADDRESS.search(page.text)
    return said[1] if said else urlsplit(str(page.url)).path
