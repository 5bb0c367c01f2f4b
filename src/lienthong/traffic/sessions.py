# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One signed-in person with their cookies, as a browser without scripts keeps them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Self

import httpx

from lienthong.traffic.forms import Form, form_of

PIN = "246810"
"""Of every citizen in the simulated VNeID."""
_ASKED = re.compile(r'name="request" value="([^"]+)"')


class Refused(RuntimeError):
    """The installation answered otherwise than a walk needs; says where and with what status."""

    def __init__(self, answer: httpx.Response, what: str) -> None:
        super().__init__(f"{what}: {answer.status_code} {answer.url}")
        self.status = answer.status_code


class Visitor:
    """Somebody with a browser. Waits 30 seconds for an answer at most."""

    def __init__(self, web: str, **options: Any) -> None:
        self.web = web
        self.http = httpx.Client(base_url=web, follow_redirects=True, timeout=30, **options)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        self.http.close()

    @property
    def own(self) -> dict[str, str]:
        """What a browser says about the page a form came from."""
        return {"Origin": self.web, "Referer": f"{self.web}/"}

    def open(self, path: str) -> httpx.Response:
        """A page that must be there. Raises ``Refused``."""
        answer = self.http.get(path)
        if answer.status_code != httpx.codes.OK:
            raise Refused(answer, path)
        return answer

    def fill_in(
        self, page: httpx.Response, form: Form, changed: Mapping[str, Any] | None = None
    ) -> httpx.Response:
        """Send a form of a page with something written into it; follows to the answer's page.

        Raises ``Refused`` for anything but a page.
        """
        answer = self._post(page, form, changed or {}, follow=True)
        if answer.status_code != httpx.codes.OK:
            raise Refused(answer, form.action)
        return answer

    def press(self, page: httpx.Response, form: Form, changed: Mapping[str, Any]) -> httpx.Response:
        """Send a form without opening the page that its answer leads to. Raises ``Refused``."""
        answer = self._post(page, form, changed, follow=False)
        if not answer.has_redirect_location:
            raise Refused(answer, form.action)
        return answer

    def _post(
        self, page: httpx.Response, form: Form, changed: Mapping[str, Any], *, follow: bool
    ) -> httpx.Response:
        address = str(page.url.join(form.action)) if form.action else str(page.url)
        data = {**form.values, **changed}
        return self.http.post(address, data=data, headers=self.own, follow_redirects=follow)

    def sign_in_citizen(self, personal_id: str) -> Self:
        """Through the simulated VNeID. Raises ``Refused``."""
        page = self.open("/dang-nhap/")
        form = form_of(page.text)
        vneid = self.http.post(form.action, data=form.values, headers=self.own)
        asked = _ASKED.search(vneid.text)
        if asked is None:
            raise Refused(vneid, "VNeID")
        answer = {"request": asked[1], "personal_id": personal_id, "pin": PIN, "act": "sign-in"}
        done = self.http.post(str(vneid.url.copy_with(query=None)), data=answer)
        if not str(done.url).startswith(self.web):
            raise Refused(done, "VNeID")
        return self

    def sign_in_officer(self, username: str, password: str) -> Self:
        """With the password alone, as only the demo allows. Raises ``Refused``."""
        page = self.open("/dang-nhap/can-bo/")
        form = form_of(page.text, "")
        answer = self.http.post(
            str(page.url),
            data={**form.values, "login": username, "password": password},
            headers=self.own,
        )
        if "/dang-nhap/" in str(answer.url):
            raise Refused(answer, username)
        return self
