# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What an answer can mean, and where each meaning can be filled from."""

from __future__ import annotations

from dataclasses import dataclass

from lienthong.core.forms.adapters.prefill import sources_of
from lienthong.core.forms.adapters.reference_data import semantic_titles
from lienthong.core.forms.domain.definitions import COMPOSITE_PARTS


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning, what it is called, and what fills it; no source: for printing and exchange."""

    key: str
    title: str
    sources: tuple[str, ...]


def meanings_for(kind: str, *, also: str = "") -> list[Meaning]:
    """The meanings a question of a kind can carry, filled ones first, each group by its title.

    ``also`` is one that stands there already, whatever its kind. A composite one is filled when
    its first part is.
    """
    titles = {
        key: title
        for key, (title, of_kind) in semantic_titles().items()
        if of_kind == kind or key == also
    }
    told_by = {key: _telling(key) for key in titles}
    sources = sources_of(frozenset(told_by.values()))
    found = [
        Meaning(key, title, tuple(sources.get(told_by[key], ()))) for key, title in titles.items()
    ]
    return sorted(found, key=lambda one: (not one.sources, one.title, one.key))


def _telling(meaning: str) -> str:
    """The meaning that has to be offered: of a composite one that of its first part."""
    kind = semantic_titles()[meaning][1]
    parts = COMPOSITE_PARTS.get(kind)
    return f"{meaning}.{parts[0]}" if parts else meaning
