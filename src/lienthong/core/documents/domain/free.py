# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Documents that belong to no dossier: their kinds, what an officer says of one."""

from __future__ import annotations

from dataclasses import dataclass

FREE_DOCUMENT = "documents.free"
"""The owner of a document that belongs to nothing else."""
TEMPLATE = "free_{kind}"
LAYOUT = "documents/print/free_document.html"
LAYOUTS = ("1.2", "1.4", "1.5")
"""The layouts of Annex III drawn here: decisions, kinds with a name, letters."""
DECISION, LETTER = "1.2", "1.5"
MOST_NAMES = 300


@dataclass(frozen=True, slots=True)
class FreeKind:
    """A kind of document with the abbreviation of its symbol and the layout of Annex III."""

    code: str
    title: str
    abbreviation: str
    layout: str

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
class FreePaper:
    """What the officer says: kind, summary, body, to whom, for whom it is signed.

    ``to`` is printed after "Kính gửi", ``others`` under "Nơi nhận"; ``grounds`` are those of a
    decision; ``collective`` asks for TM.
    """

    kind: str
    abstract: str
    body: str
    to: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    collective: bool = False
