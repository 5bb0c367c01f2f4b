# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether a text names a legal instrument by its number and symbol."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from lienthong.kernel.text import fold, nfc

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_NUMBER = re.compile(r"\d+")
_PIECE = re.compile(r"\d+|[^\W\d_]+|[/\-.:]|\S")
_NAMED = "cited_%s"


@dataclass(frozen=True)
class Citation:
    """An instrument that is looked for: its row and its number and symbol, ``45/2024/NĐ-CP``.

    A text names it where number and symbol stand as a whole, whatever the spaces, dashes, case and
    marks: neither ``145/2024/NĐ-CP`` nor ``45/2024/NĐ-CPX`` does.
    """

    pk: int
    key: str

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        pieces = []
        for piece in _PIECE.findall(_plain(self.key)):
            number = piece.isdecimal()
            pieces.append(f"0*{piece.lstrip('0') or '0'}" if number else re.escape(piece))
        whole = r"\s*".join(pieces)
        return re.compile(rf"(?<![\w/.]){whole}(?!\w|\s*/\s*\w|-[^\W\d_])")

    @cached_property
    def _core(self) -> str:
        """What every text that names it holds, for the database: its numbers in their order."""
        numbers = [one.lstrip("0") or "0" for one in _NUMBER.findall(self.key)]
        return r"\D+0*".join(numbers) or "."

    def names(self, text: str) -> bool:
        """Whether the text names it."""
        return self._pattern.search(_plain(text)) is not None

    def first_in(self, texts: Iterable[str]) -> str | None:
        """The first of the texts that names it."""
        return next((text for text in texts if self.names(text)), None)

    def narrowed(self, rows: QuerySet[Any], *texts: str, link: str = "") -> QuerySet[Any]:
        """The rows that link it or whose texts may name it; ``names`` says whether they do."""
        asked = Q(**{link: self.pk}) if link else Q()
        for at, path in enumerate(texts):
            rows = rows.alias(**{_NAMED % at: Cast(path, TextField())})
            asked |= Q(**{f"{_NAMED % at}__regex": self._core})
        return rows.filter(asked)


def bases_in(content: Any, day: date, place: str = "") -> Iterator[tuple[str, str]]:
    """Every ground named in a content, as (place of what rests on it, text): ``fees/0``.

    Parts that end by the day (``valid_to``, the first day without them) are left out.
    """
    if isinstance(content, dict):
        if str(content.get("valid_to") or "9999") <= day.isoformat():
            return
        for text in _texts(content.get("legal_basis")):
            yield place, text
        for name, value in content.items():
            if name != "legal_basis":
                yield from bases_in(value, day, f"{place}/{name}" if place else name)
    elif isinstance(content, list):
        for at, value in enumerate(content):
            yield from bases_in(value, day, f"{place}/{at}")


def _texts(said: Any) -> list[str]:
    if isinstance(said, str):
        return [said]
    return [text for text in said if isinstance(text, str)] if isinstance(said, list) else []


def _plain(text: str) -> str:
    return fold(nfc(text).translate(_DASHES))


__all__ = ["Citation", "bases_in"]
