# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What forms are told by other apps: code lists and places. Bound at start-up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lienthong.core.forms.adapters.reference_data import code_lists
from lienthong.core.forms.domain.context import Division
from lienthong.core.forms.domain.definitions import Option

OptionSource = Callable[[str], Sequence[Option] | None]
DivisionSource = Callable[[str], Division | None]
FormerSource = Callable[[str], Sequence[Division]]


@dataclass(slots=True)
class _Sources:
    options: list[OptionSource]
    division: DivisionSource | None = None
    former: FormerSource | None = None


_bound = _Sources(options=[])


def bind_options(source: OptionSource) -> None:
    """Add a source of code lists; it answers None for lists it does not know."""
    if source not in _bound.options:
        _bound.options.append(source)


def bind_divisions(source: DivisionSource) -> None:
    """Set what finds a commune or ward by code or by name; the last one bound counts."""
    _bound.division = source


def bind_former(source: FormerSource) -> None:
    """Set what finds the communes of today for an address of three tiers."""
    _bound.former = source


def find_former(text: str) -> Sequence[Division]:
    """The communes of today that an old address names; none when nothing is bound."""
    return _bound.former(text) if _bound.former else ()


def options_of(code_list: str) -> Sequence[Option]:
    """The code list by name: bound sources first, then the packaged ones. Raises LookupError."""
    for source in _bound.options:
        found = source(code_list)
        if found is not None:
            return found
    packaged = code_lists()
    if code_list not in packaged:
        raise LookupError(f"code list {code_list!r} is not known")
    return packaged[code_list]


def find_division(text: str) -> Division | None:
    """The commune or ward by code or name; None when unknown or when nothing is bound."""
    return _bound.division(text) if _bound.division else None
