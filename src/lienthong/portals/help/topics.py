# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Help topics: which screens they explain and what they say, read once from the data files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import get_language

from lienthong.kernel.reference import read_yaml
from lienthong.kernel.registry import modules

OWN = "lienthong.portals.help"
FILE = "reference/help.yaml"
FIRST = "vi"


@dataclass(frozen=True, slots=True)
class Words:
    """What a topic says in one language; ``keys`` are (keys, what they do)."""

    title: str
    what: str
    steps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of help: for which portal, which screens, in which words.

    Screens are names of addresses, some with what they are of.
    """

    key: str
    portal: str
    screens: tuple[str, ...]
    words: Mapping[str, Words]

    @property
    def said(self) -> Words:
        """The words in the reader's language, Vietnamese where there are none."""
        return self.words.get(get_language() or FIRST) or self.words[FIRST]


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic in the order of the files: the portals' own first, then module by module."""
    packages = [OWN, *(module.package for module in modules())]
    return tuple(topic for package in packages for topic in _of(package))


def _of(package: str) -> Iterator[Topic]:
    file = files(package).joinpath(FILE)
    if not file.is_file():
        return
    for entry in read_yaml(file.read_text("utf-8"))["topics"]:
        words = {code: _words(entry[code]) for code in ("vi", "en")}
        yield Topic(entry["key"], entry["portal"], tuple(entry["screens"]), words)


def _words(entry: Mapping[str, Any]) -> Words:
    """The words of one language; raises ``ValueError`` for a line the file has broken in two."""
    strange = [row for row in entry.get("keys", ()) if set(row) != {"keys", "does"}]
    if strange:
        raise ValueError(strange)
    return Words(
        title=entry["title"],
        what=entry["what"],
        steps=tuple(entry.get("steps", ())),
        notes=tuple(entry.get("notes", ())),
        keys=tuple((row["keys"], row["does"]) for row in entry.get("keys", ())),
    )


@cache
def _by_screen() -> dict[str, Topic]:
    return {screen: topic for topic in topics() for screen in topic.screens}


def topic_of(screen: str, of: str = "") -> Topic | None:
    """The topic that explains a screen, by the name of its address; its own for what it is ``of``.

    A topic names such a screen with what it is of: ``administration:directory mau-in``.
    """
    return _by_screen().get(f"{screen} {of}") or _by_screen().get(screen)


def topic_by_key(portal: str, key: str) -> Topic | None:
    """A topic of a portal."""
    found = (topic for topic in topics() if (topic.portal, topic.key) == (portal, key))
    return next(found, None)
