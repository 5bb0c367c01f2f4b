# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A browser reduced to what signing in needs: cookies, forms, redirects one at a time."""

import re
from urllib.parse import urljoin, urlsplit

import httpx

from lienthong.testing.simulators import PLAIN

PIN = "246810"
_FORM = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL)


def _action(form: str) -> str:
    found = re.search(r'^<form[^>]*action="([^"]*)"', form)
    return found[1] if found else ""


class Browser:
    """One person's browser; cookies ignore ports, as in real ones."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.client = httpx.Client(timeout=20, verify=PLAIN)

    def get(self, address: str) -> httpx.Response:
        return self.client.get(urljoin(self.home, address))

    def submit(self, page: httpx.Response, action: str = "", **fields: str) -> httpx.Response:
        """Post the form with this action (none: posting to the page itself), hidden fields too."""
        form = next(
            form for form in _FORM.findall(page.text) if _action(form) == urlsplit(action).path
        )
        hidden = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', form))
        address = urljoin(str(page.url), action)
        return self.client.post(address, data=hidden | fields, headers={"referer": str(page.url)})

    def close(self) -> None:
        """Close the connections."""
        self.client.close()

    def follow(self, response: httpx.Response) -> httpx.Response:
        """Take one redirect."""
        assert response.is_redirect, response.text[:2000]
        return self.client.get(urljoin(str(response.url), response.headers["location"]))

    def leave_for_vneid(self, back: str = "") -> httpx.Response:
        """Press the button; VNeID's sign-in page."""
        page = self.get(f"/dang-nhap/?next={back}" if back else "/dang-nhap/")
        return self.follow(self.submit(page, "/dang-nhap/vneid/"))

    def consent(self, page: httpx.Response, personal_id: str) -> str:
        """Sign in at VNeID; the address to which it sends back."""
        answer = self.submit(
            page, "/vneid/authorize", personal_id=personal_id, pin=PIN, act="sign-in"
        )
        location: str = answer.headers["location"]
        return location

    def sign_in_with_vneid(self, personal_id: str, back: str = "") -> httpx.Response:
        """The whole way; our answer to the return."""
        return self.get(self.consent(self.leave_for_vneid(back), personal_id))


def path_of(response: httpx.Response) -> str:
    """Path and query of a redirect."""
    parts = urlsplit(response.headers["location"])
    return parts.path + (f"?{parts.query}" if parts.query else "")
