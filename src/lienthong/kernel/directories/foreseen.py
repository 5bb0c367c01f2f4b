# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps say of an act before it is done: what is left behind, what becomes of things."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.actor import Actor
from lienthong.kernel.directories.declare import Told, Values


@dataclass(frozen=True, slots=True)
class Consequence:
    """What another app knows will be left behind by an act: work in hand, papers to be signed.

    ``tell(subject, actor)`` answers sentences, none when there is nothing.
    """

    directory: str
    act: str
    tell: Callable[[Any, Actor], Sequence[str]] = field(compare=False)


class Heads(NamedTuple):
    """What stands above a table of a preview and above its last two columns."""

    title: object = _("Những gì sẽ đổi")
    now: object = _("Trước")
    then: object = _("Sau")


CHANGING = Heads()
"""The heads of what an act changes."""


@dataclass(frozen=True, slots=True)
class Foresight:
    """What another app knows an act will do to its things: rows (what, now, then) of the preview.

    ``tell(subject, values, actor)`` answers none when there is nothing. ``heads`` are those of the
    table: rows that do not change by the act stand apart from those that do.
    """

    directory: str
    act: str
    tell: Callable[[Any, Values, Actor], Sequence[Told]] = field(compare=False)
    heads: Heads = CHANGING
