# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The packaged reference files: register of law, provinces and communes."""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from lienthong.kernel.reference import read_yaml
from lienthong.kernel.text import fold

FOLDER = Path(__file__).parent / "reference"
FORMER_KINDS = (
    *("xa ", "phuong ", "thi tran ", "dac khu ", "huyen dao ", "huyen ", "quan ", "thi xa "),
    *("thanh pho ", "tp. ", "tp ", "tinh "),
)
"""Words for kinds of units, folded; districts were done away with on 1 July 2025."""


@dataclass(frozen=True, slots=True)
class Place:
    """A province or commune of today."""

    code: str
    kind: str
    name: str
    parent: str

    @property
    def text(self) -> str:
        """The name with its province."""
        return f"{self.name}, {places()[self.parent].name}" if self.parent else self.name


@cache
def law() -> Mapping[str, Mapping[str, Any]]:
    """The register of law by key (``61/2018/NĐ-CP``), as the file states it."""
    content = read_yaml((FOLDER / "law.yaml").read_text("utf-8"))
    return {str(row["key"]): row for row in content["instruments"]}


@cache
def places() -> Mapping[str, Place]:
    """Provinces, then communes, by code.

    Legal basis: 19/2025/QĐ-TTg.
    """
    with (FOLDER / "divisions.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: _place(row) for row in csv.DictReader(file)}


@lru_cache(maxsize=256)
def find_place(text: str) -> Place | None:
    """The place by code or by name, with or without its province; None when unknown or doubtful.

    Marks, case and the words "xã", "phường" may be left out: "dong hoi" finds "Phường Đồng Hới".
    """
    wanted = text.strip()
    if wanted in places():
        return places()[wanted]
    plain = _plain(wanted)
    return _only(plain, _called()) or _only(plain, _called_shortly())


def find_former(text: str) -> tuple[Place, ...]:
    """The communes of today that a commune of before 1 July 2025 became; several when divided.

    ``text`` names commune and district, with or without the province: "Phường Đồng Phú, Đồng Hới".
    Empty when it is unknown or when it could be two. Legal basis: 19/2025/QĐ-TTg.
    """
    parts = [_plain(part) for part in text.split(",") if part.strip()]
    if not 2 <= len(parts) <= 3:
        return ()
    fitting = [
        row
        for row in _former().get(_bare(parts[0]), ())
        if all(_fits(part, name) for part, name in zip(parts[1:], row[1:3], strict=False))
    ]
    exact = [row for row in fitting if row[0] == parts[0]]
    found = {row[3] for row in exact or fitting}
    return tuple(places()[code] for code in found.pop().split()) if len(found) == 1 else ()


@cache
def _former() -> Mapping[str, list[tuple[str, str, str, str]]]:
    """Communes of before by bare name: name, district and province folded, codes of today."""
    found: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    district = province = ""
    with (FOLDER / "former_divisions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            province = _plain(row["province"]) or province
            district = _plain(row["district"]) or district
            name = _plain(row["commune"])
            found[_bare(name)].append((name, district, province, row["codes"]))
    return found


def _fits(typed: str, name: str) -> bool:
    return typed == name or _bare(typed) == _bare(name)


def _bare(plain: str) -> str:
    """A folded name without the word for what it is: "huyen le thuy" is "le thuy"."""
    kind = next((word for word in FORMER_KINDS if plain.startswith(word)), "")
    return plain.removeprefix(kind)


def search_places(text: str, *, limit: int = 10, within: str = "") -> list[Place]:
    """Communes whose name begins with the text, then those that contain it; for suggestions."""
    wanted = _plain(text)
    found = [
        (not plain.startswith(wanted) and not _short(plain).startswith(wanted), place)
        for plain, place in _containing(wanted)
        if place.parent and (not within or place.parent == within)
    ]
    return [place for _, place in sorted(found, key=lambda pair: pair[0])[:limit]]


def _place(row: Mapping[str, str]) -> Place:
    return Place(row["code"], sys.intern(row["kind"]), row["name"], sys.intern(row["parent"]))


def _plain(text: str) -> str:
    return " ".join(fold(text).replace(",", " ").split())


def _short(plain: str) -> str:
    for word in ("xa ", "phuong ", "dac khu ", "tinh ", "thanh pho "):
        plain = plain.removeprefix(word)
    return plain


def _containing(wanted: str) -> Iterator[tuple[str, Place]]:
    """Folded texts with these letters, in the order of the file."""
    known = places()
    for line in _texts().split("\n"):
        if wanted in line:
            plain, _tab, code = line.partition("\t")
            if code and wanted in plain:
                yield plain, known[code]


def _only(plain: str, lines: str) -> Place | None:
    """The place of the only line that says this."""
    start = f"\n{plain}\t"
    at = lines.find(start)
    if at < 0 or lines.find(start, at + 1) >= 0:
        return None
    code = at + len(start)
    return places()[lines[code : lines.index("\n", code)]]


@cache
def _texts() -> str:
    """What places are called with their provinces, folded, each with its code on a line.

    Such a text is looked through in a tenth of a millisecond; tables of the same names took ten
    times its room in every process.
    """
    return _lines((_plain(place.text), place.code) for place in places().values())


@cache
def _called() -> str:
    """The same, then what communes are called without their provinces."""
    communes = (place for place in places().values() if place.parent)
    return _texts() + _lines((_plain(place.name), place.code) for place in communes)


@cache
def _called_shortly() -> str:
    """The same without the words for what they are."""
    told = (line.partition("\t") for line in _called().split("\n") if line)
    return _lines((_short(plain), code) for plain, _tab, code in told)


def _lines(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f"\n{plain}\t{code}" for plain, code in pairs) + "\n"
