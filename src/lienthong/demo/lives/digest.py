# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Digests of documents: the canonical text of a content, made once, with places for values."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring_ascii

from lienthong.core.documents.api import content_digest
from lienthong.demo.lives.pattern import Unexplained
from lienthong.demo.lives.terms import Content, Key

_FIRST = 918_273_645_000
"""Stands for the first value, in a text as well as for a number; the next for the next."""
_STANDING = re.compile(r"918273645\d{3}")


@dataclass(frozen=True, slots=True)
class Digest:
    """What a document is known by: its canonical text in pieces, values by their places between."""

    pieces: tuple[str, ...]
    places: tuple[int, ...]

    def of(self, values: Sequence[str]) -> str:
        """The digest of a life's document."""
        pieces = list(self.pieces)
        pieces[1::2] = [encode_basestring_ascii(values[place])[1:-1] for place in self.places]
        return _hashed("".join(pieces))


def keys_of(paper: Content) -> list[Key]:
    """What is filled in: without the labels that stand beside some of it."""
    return [_parted(key)[1] for key in paper.keys]


def _parted(key: Key) -> tuple[str, Key, str]:
    """What stands before the value under a key, what the value is, what stands after it."""
    return (key[1], ("who", *key[2:]), '"') if key[0] == "labelled" else ("", key, "")


def digest_of(paper: Content, place_of: Callable[[Key], int]) -> Digest:
    """The digest of a document, ready; no value of it needs to be quoted as JSON.

    Raises ``Unexplained`` where it would not be the one that acts reckon.
    """
    shown: list[str] = []
    for number, key in enumerate(paper.keys, _FIRST):
        before, _key, after = _parted(key)
        shown.append(f"{before}{number}{after}")
    content = json.loads(paper.pattern % tuple(shown))
    text = json.dumps([paper.template_version_id, content], sort_keys=True)
    if _hashed(text) != content_digest(paper.template_version_id, content):
        raise Unexplained("the canonical text of a document")
    asked = keys_of(paper)
    pieces = [""]
    for piece in _STANDING.split(text):
        pieces += [piece, ""]
    places = [place_of(asked[int(mark) - _FIRST]) for mark in _STANDING.findall(text)]
    return Digest(tuple(pieces[1:-1]), tuple(places))


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
