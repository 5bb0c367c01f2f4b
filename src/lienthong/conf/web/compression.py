# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Compresses what is the same for everybody: static files and kept pages.

Pages made for one person are left as they are: compressed beside attacker-chosen text their
length would tell their secrets.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from dataclasses import dataclass, field

from lienthong.conf.web.messages import Answer, Headers, Scope, header

WORTHWHILE = 1024  # bytes; smaller bodies gain nothing
MOST_KEPT = 256
_TEXTS = (b"text/", b"application/javascript", b"application/json", b"image/svg+xml")


@dataclass
class Compressor:
    """Remembers compressed bodies, so that each is compressed once per process."""

    _kept: OrderedDict[tuple[int, int], bytes] = field(default_factory=OrderedDict)

    def fit(self, scope: Scope, answer: Answer, *, public: bool = False) -> Answer:
        """The answer compressed when it is public text and the client understands gzip."""
        given = {name.lower(): value for name, value in answer.headers}
        if not (public or b"public" in given.get(b"cache-control", b"")):
            return answer
        if answer.status != 200 or b"content-encoding" in given or b"set-cookie" in given:
            return answer
        if len(answer.body) < WORTHWHILE or not given.get(b"content-type", b"").startswith(_TEXTS):
            return answer
        if "gzip" not in header(scope, b"accept-encoding"):
            return Answer(answer.status, _with_vary(answer.headers), answer.body)
        body = self._compressed(answer.body)
        headers = [pair for pair in answer.headers if pair[0].lower() != b"content-length"]
        headers.append((b"content-length", str(len(body)).encode()))
        headers.append((b"content-encoding", b"gzip"))
        return Answer(answer.status, _with_vary(headers), body)

    def _compressed(self, body: bytes) -> bytes:
        key = (len(body), hash(body))
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = gzip.compress(body, 6, mtime=0)
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return found


def _with_vary(headers: Headers) -> Headers:
    others = [pair for pair in headers if pair[0].lower() != b"vary"]
    before = [value for name, value in headers if name.lower() == b"vary"]
    return [*others, (b"vary", b", ".join([*before, b"Accept-Encoding"]))]
