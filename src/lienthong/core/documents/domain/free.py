# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Documents that belong to no dossier: their kinds and layouts, what an officer says of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

FREE_DOCUMENT = "documents.free"
"""The owner of a document that belongs to nothing else."""
TEMPLATE = "free_{kind}"
LAYOUT = "documents/print/free_document.html"
BASIS, SINCE = "30/2020/NĐ-CP", date(2020, 3, 5)
DECISION = "1.2"
DAYS = ("until", "applied_on", "first_day", "last_day")
"""Details that are days, written ``05/12/2026``."""
LINES = ("attendees",)
"""Details that keep their lines."""
RICH = ("attached_body",)
"""Details that are a body of their own."""
MOST_NAMES = 300
BETWEEN = "@"
BEFORE_INITIALS: dict[str, object] = {"initials": (), "secretary_signs": False}
"""What papers do not say that were drafted before there was a place for it."""


def day_of(text: str) -> date | None:
    """Return the day that is written ``05/12/2026``, None when it is none."""
    try:
        day, month, year = (int(part) for part in text.split("/"))
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout of Annex III: what it asks, what of that it needs, how its head and foot are.

    ``of`` is the kind that may be laid out so instead of in its own way. ``secretary_signs``: the
    secretary signs too, before who signs for the agency.
    """

    number: str
    title: str
    asks: tuple[str, ...]
    needs: tuple[str, ...]
    of: str = ""
    signs_as_body: bool = True
    dated: bool = True
    secretary_signs: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in a box: how urgent it is (``width`` in millimetres), or how far it may go."""

    code: str
    title: str
    mark: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class FreeKind:
    """A kind of document with the abbreviation of its symbol and its layout of Annex III.

    ``to_be_confirmed``: the annex gives the kind no layout; the common one is taken.
    """

    code: str
    title: str
    abbreviation: str
    layout: str
    to_be_confirmed: bool = False

    @property
    def heading(self) -> str:
        """The name as printed: ``Quyết định (cá biệt)`` is headed ``Quyết định``."""
        return self.title.partition(" (")[0]

    @property
    def template(self) -> str:
        """The code of its print template, by which signing is given for it."""
        return TEMPLATE.format(kind=self.code)

    @property
    def symbol(self) -> str:
        """What follows the number: ``TB-UBND``; of a letter who issues and who drafts it.

        Legal basis: 30/2020/NĐ-CP, Phụ lục I, mục II, khoản 3.
        """
        return f"{self.abbreviation}-{{agency}}" if self.abbreviation else "{agency}-{unit}"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a drafter may choose: a kind in its own layout, or in one that stands beside it."""

    kind: FreeKind
    layout: Layout

    @property
    def code(self) -> str:
        """``decision``; ``decision@1.3`` beside its own layout."""
        own = self.layout.number == self.kind.layout
        return self.kind.code if own else f"{self.kind.code}{BETWEEN}{self.layout.number}"

    @property
    def title(self) -> str:
        """What it is called where one chooses."""
        return self.layout.title if self.layout.of or self._has_beside else self.kind.title

    @property
    def _has_beside(self) -> bool:
        return self.layout.number == DECISION


@dataclass(frozen=True, slots=True)
class FreePaper:
    """What the officer says: kind, summary, body, to whom, for whom it is signed.

    ``kind`` is the code of an offer. ``to`` is printed after "Kính gửi" (or as who is invited, or
    visited), ``others`` under "Nơi nhận"; ``grounds`` are those of a decision; ``collective`` asks
    for TM.; ``details`` are what the layout asks beside; ``urgency`` and ``circulation`` are marks.
    """

    kind: str
    abstract: str
    body: str
    to: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    collective: bool = False
    details: Mapping[str, str] = field(default_factory=dict)
    urgency: str = ""
    circulation: str = ""
