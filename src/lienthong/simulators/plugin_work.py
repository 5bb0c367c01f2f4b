# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the plug-in does for one document: fetch it, sign it, send it back, in one manner or other.

``GET fetch`` with the token as bearer answers ``{"name", "field", "sha256", "document", "look",
"upload"}``; the signed PDF is posted to ``upload`` as a form, and the receipt it answers with is
told ``POST receive`` with the same token.
"""

import base64
import hashlib
from dataclasses import asdict, dataclass
from typing import Any

import httpx

from lienthong.simulators.pki.store import Authority, Issued
from lienthong.simulators.tsa import TimeStampEndpoints

PATIENCE = 60.0  # seconds
STRANGER = "Người Khác"


@dataclass(frozen=True)
class Outcome:
    """How one document fared; ``code`` is ``sent`` or why it was refused, ``words`` say so."""

    title: str
    code: str
    words: str

    def as_row(self) -> dict[str, str]:
        """The outcome as data."""
        return asdict(self)


class RefusedError(Exception):
    """The platform refused, in words."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(code)
        self.code, self.words = code, words


@dataclass(frozen=True)
class Worker:
    """Signs with one person's stick for one page of the platform."""

    authority: Authority
    fetch: str
    receive: str
    name: str
    organisation: str

    def sign(self, token: str, manner: str) -> Outcome:
        """Do one document in one manner of ``MANNERS``; never raises."""
        title = "Văn bản"
        try:
            with httpx.Client(timeout=PATIENCE) as client:
                given = self._fetch(client, token)
                title = str(given["name"])
                if manner == "fetch_twice":
                    self._fetch(client, token)
                signed = self._signed(given, manner)
                answer = self._send_back(client, token, given["upload"], signed, manner)
                if manner == "twice":
                    answer = self._send_back(client, token, given["upload"], signed, manner)
        except RefusedError as refused:
            return Outcome(title, refused.code, refused.words)
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            return Outcome(title, "no_answer", f"Không nhận được câu trả lời: {error}")
        return Outcome(title, "sent", str(answer.get("message", "Đã gửi về.")))

    def _fetch(self, client: httpx.Client, token: str) -> dict[str, Any]:
        return _read(client.get(self.fetch, headers=_bearer(token)))

    def _signed(self, given: dict[str, Any], manner: str) -> bytes:
        """The document as it goes back. Raises ``RefusedError`` when other bytes came."""
        from lienthong.simulators.plugin_signing import altered, sign_pdf  # large, seldom needed

        pdf = base64.b64decode(given["document"])
        if hashlib.sha256(pdf).hexdigest() != given["sha256"]:
            raise RefusedError("other_bytes", "Văn bản nhận về không đúng mã băm.")
        if manner == "unsigned":
            return pdf
        issued = self._key(STRANGER if manner == "other_key" else self.name)
        look = base64.b64decode(given["look"])
        clock = TimeStampEndpoints(self.authority)
        signed = sign_pdf(pdf, str(given["field"]), look, issued, clock)
        if manner == "other_document":
            return b"%PDF-1.7\n% another\n" + signed[9:]
        if manner == "altered":
            return altered(signed)
        return signed[: -len(signed) // 4 + len(pdf) // 4] if manner == "cut" else signed

    def _key(self, name: str) -> Issued:
        return self.authority.issue(name, self.organisation, "person", "")

    def _send_back(
        self, client: httpx.Client, token: str, upload: str, signed: bytes, manner: str
    ) -> dict[str, Any]:
        accept = {"Accept": "application/json"}
        if manner == "broken_form":
            cut = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f.pdf"\r\n\r\n'
            kind = {"Content-Type": "multipart/form-data; boundary=x", **accept}
            return _read(client.post(upload, content=cut + signed[:2000], headers=kind))
        kept = _read(client.post(upload, files={"f": ("signed.pdf", signed)}, headers=accept))
        told = {"receipt": kept["receipt"]}
        return _read(client.post(self.receive, data=told, headers=_bearer(token)))


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Accept": "application/json"}


def _read(reply: httpx.Response) -> dict[str, Any]:
    """The answer as an object. Raises ``RefusedError``, ``ValueError``."""
    answer = reply.json()
    if not isinstance(answer, dict):
        raise ValueError("no object")
    if reply.status_code >= httpx.codes.BAD_REQUEST:
        raise RefusedError(str(answer.get("error", "")), str(answer.get("message", "")))
    return answer
