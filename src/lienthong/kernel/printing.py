# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What apps print with print templates: each tells its own, core apps know no module."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any


def nothing_rests(_version_id: int, _day: date) -> bool:
    """No paper keeps its words: it is drawn once and kept, or drawn from what stands today."""
    return False


@dataclass(frozen=True, slots=True)
class PackagedPaper:
    """A paper that an app draws from a packaged file, which administrators may word anew.

    ``used`` says by whom; ``sample`` answers a context with made-up values; ``values`` are further
    columns of its first version, ``fields`` what people call its fields, in groups. ``rests`` says
    whether a printed paper keeps its words by this version (its key; 0 when a day is asked about),
    or is drawn again with the version of this day.
    """

    code: str
    title: object
    template_name: str
    legal_basis: str
    since: date
    sample: Callable[[], Mapping[str, Any]]
    used: object = ""
    size: str = "a4"
    to_be_confirmed: bool = False
    rests: Callable[[int, date], bool] = nothing_rests
    values: Mapping[str, Any] = field(default_factory=dict)
    fields: Sequence[Mapping[str, Any]] = ()


def _no_uses() -> Mapping[str, list[str]]:
    return {}


def _no_sample(_code: str) -> Mapping[str, Any] | None:
    return None


@dataclass(frozen=True, slots=True)
class PrintUse:
    """What an app prints with templates, told in its ``tables.py`` under ``PRINT_USES``.

    ``uses`` answers names of what uses a template by its code; ``sample`` the content of a paper
    drafted with it, with made-up values, None for a template of somebody else. ``papers`` are the
    papers it draws from files of its own, with names and samples of their own.
    """

    uses: Callable[[], Mapping[str, list[str]]] = _no_uses
    sample: Callable[[str], Mapping[str, Any] | None] = _no_sample
    papers: tuple[PackagedPaper, ...] = ()
