# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Kept bytes of anonymous pages, per process, for a few seconds."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from lienthong.conf.web.messages import Answer, Scope, cookies, header
from lienthong.kernel.pages import MARK

LONGEST_AGE = 10.0  # seconds
MOST_PAGES = 512
LARGEST_PAGE = 131_072  # bytes
PREFERENCE_COOKIES = ("lt_language", "lt_theme", "lt_size")
PERSONAL_COOKIES = frozenset({"lt_session", "messages"})
PERSONAL_HEADERS = (b"authorization", b"hx-request", b"range")
NEVER_KEPT = ("/xac-minh", "/tra-cuu", "/theo-doi")
_MARK = MARK.lower().encode()
_OF_ONE_ANSWER = b"x-statements"
_SIGNS_OF_A_PERSON = (b"csrfmiddlewaretoken", b" nonce=")

Key = tuple[str, ...]


@dataclass
class PageKeeper:
    """Keeps marked pages; knows per path which query names may vary."""

    clock: Callable[[], float] = time.monotonic
    _pages: OrderedDict[Key, tuple[float, Answer]] = field(default_factory=OrderedDict)
    _names: dict[str, frozenset[str]] = field(default_factory=dict)

    def find(self, scope: Scope) -> Answer | None:
        """The kept answer to this request, if it is at most ten seconds old."""
        names = self._names.get(scope["path"])
        key = self._key(scope, names) if names is not None else None
        kept = self._pages.get(key) if key is not None else None
        if kept is None or self.clock() - kept[0] > LONGEST_AGE:
            return None
        return kept[1]

    def keep(self, scope: Scope, answer: Answer) -> Answer:
        """Keep the answer when its view marked it; answers it without the mark."""
        mark = next((value for name, value in answer.headers if name.lower() == _MARK), None)
        if mark is None:
            return answer
        headers = [pair for pair in answer.headers if pair[0].lower() != _MARK]
        clean = Answer(answer.status, headers, answer.body)
        names = frozenset(mark.decode("latin-1").split(",")) - {"-"}
        fit = scope["method"] == "GET" and _may_be_kept(clean)
        key = self._key(scope, names) if fit else None
        if key is not None:
            self._store(scope["path"], names, key, clean)
        return clean

    def _store(self, path: str, names: frozenset[str], key: Key, answer: Answer) -> None:
        headers = [pair for pair in answer.headers if pair[0].lower() != _OF_ONE_ANSWER]
        self._pages[key] = (self.clock(), Answer(answer.status, headers, answer.body))
        self._pages.move_to_end(key)
        self._names[path] = names
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)
        if len(self._names) > MOST_PAGES:
            self._names.clear()

    def _key(self, scope: Scope, names: frozenset[str]) -> Key | None:
        """What the page depends on; None when it depends on the person or on something unknown."""
        path = scope["path"]
        if scope["method"] not in ("GET", "HEAD") or path.startswith(NEVER_KEPT):
            return None
        if any(header(scope, name) for name in PERSONAL_HEADERS):
            return None
        jar = cookies(scope)
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if PERSONAL_COOKIES & jar.keys() or not {name for name, _ in query} <= names:
            return None
        preferences = [jar.get(name, "") for name in PREFERENCE_COOKIES]
        wanted = [f"{name}={value}" for name, value in query]
        host = header(scope, b"host")
        return (scope.get("scheme", "http"), host, path, *preferences, *wanted)


def _may_be_kept(answer: Answer) -> bool:
    if answer.status != 200 or len(answer.body) > LARGEST_PAGE:
        return False
    if any(name.lower() == b"set-cookie" for name, _ in answer.headers):
        return False
    return not any(sign in answer.body for sign in _SIGNS_OF_A_PERSON)
