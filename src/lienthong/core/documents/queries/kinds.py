# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The kinds and layouts of documents that an officer drafts outside any dossier, of a day."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from lienthong.core.documents.domain.free import FreeKind, Layout, Mark, Offer
from lienthong.core.references.api import packaged_setting
from lienthong.kernel.reference import read_yaml

_REFERENCE = Path(__file__).parents[1] / "reference"
_KINDS, _LAYOUTS = _REFERENCE / "kinds.yaml", _REFERENCE / "layouts.yaml"


def free_kinds() -> dict[str, FreeKind]:
    """Return the kinds that can be drafted, by code. Legal basis: 30/2020/NĐ-CP, Phụ lục III."""
    known = layouts()
    rows = packaged_setting("documents.kinds", _KINDS)["kinds"]
    kinds = [FreeKind(**row) for row in rows if row["layout"] in known]
    return {kind.code: kind for kind in kinds}


def layouts() -> dict[str, Layout]:
    """Return the layouts of today by number. Legal basis: 30/2020/NĐ-CP, Phụ lục III."""
    rows = _reference()["layouts"]
    parts = ("asks", "needs")
    found = [Layout(**row | {part: tuple(row[part]) for part in parts}) for row in rows]
    return {layout.number: layout for layout in found}


def offers() -> dict[str, Offer]:
    """Return what a drafter may choose, by code: the kinds, each before those laid out beside."""
    known = layouts()
    beside: dict[str, list[Layout]] = {}
    for layout in known.values():
        beside.setdefault(layout.of, []).append(layout)
    found = [
        Offer(kind, layout)
        for kind in free_kinds().values()
        for layout in (known[kind.layout], *beside.get(kind.code, ()))
    ]
    return {offer.code: offer for offer in found}


def free_sample(kind: FreeKind) -> dict[str, Any]:
    """What a paper of the kind says, with made-up values."""
    return {**print_reference()["samples"], "layout": kind.layout, "title": kind.heading}


@cache
def print_reference() -> dict[str, Any]:
    """Made-up values of papers, and what people call the fields of print templates."""
    read: dict[str, Any] = read_yaml((_REFERENCE / "print_samples.yaml").read_text("utf-8"))
    return read


def urgency_marks() -> dict[str, Mark]:
    """Return the marks of urgency by code. Legal basis: 30/2020/NĐ-CP, Phụ lục I."""
    return _marks("urgency")


def circulation_marks() -> dict[str, Mark]:
    """Return the marks of how far a paper may go. Legal basis: 30/2020/NĐ-CP, Phụ lục I."""
    return _marks("circulation")


def _marks(name: str) -> dict[str, Mark]:
    return {row["code"]: Mark(**row) for row in _reference()[name]}


def _reference() -> dict[str, Any]:
    found: dict[str, Any] = packaged_setting("documents.layouts", _LAYOUTS)
    return found
