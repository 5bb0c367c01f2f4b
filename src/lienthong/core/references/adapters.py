# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The packaged reference files: register of law, provinces and communes."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
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
    """A province or commune of today: ``text`` is the name with its province."""

    code: str
    kind: str
    name: str
    parent: str
    text: str


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
        rows = list(csv.DictReader(file))
    names = {row["code"]: row["name"] for row in rows}
    return {row["code"]: _place(row, names.get(row["parent"], "")) for row in rows}


def find_place(text: str) -> Place | None:
    """The place by code or by name, with or without its province; None when unknown or doubtful.

    Marks, case and the words "xã", "phường" may be left out: "dong hoi" finds "Phường Đồng Hới".
    """
    wanted = text.strip()
    if wanted in places():
        return places()[wanted]
    for keys in (_by_text(), _by_short()):
        found = keys.get(_plain(wanted), ())
        if len(found) == 1:
            return found[0]
    return None


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
        for plain, place in _communes()
        if wanted in plain and (not within or place.parent == within)
    ]
    return [place for _, place in sorted(found, key=lambda pair: pair[0])[:limit]]


def _place(row: Mapping[str, str], province: str) -> Place:
    text = f"{row['name']}, {province}" if province else row["name"]
    return Place(row["code"], row["kind"], row["name"], row["parent"], text)


def _plain(text: str) -> str:
    return " ".join(fold(text).replace(",", " ").split())


def _short(plain: str) -> str:
    for word in ("xa ", "phuong ", "dac khu ", "tinh ", "thanh pho "):
        plain = plain.removeprefix(word)
    return plain


@cache
def _communes() -> tuple[tuple[str, Place], ...]:
    return tuple((_plain(place.text), place) for place in places().values() if place.parent)


@cache
def _by_text() -> Mapping[str, list[Place]]:
    return _grouped({place: (place.text, place.name) for place in places().values()})


@cache
def _by_short() -> Mapping[str, list[Place]]:
    return _grouped(
        {
            place: (_short(_plain(place.text)), _short(_plain(place.name)))
            for place in places().values()
        }
    )


def _grouped(keys: Mapping[Place, tuple[str, str]]) -> Mapping[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for place, texts in keys.items():
        for text in {_plain(text) for text in texts}:
            found[text].append(place)
    return found
