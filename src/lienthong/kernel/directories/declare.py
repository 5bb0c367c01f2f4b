# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How a kind of thing that administrators keep is declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.actor import Actor
from lienthong.kernel.directories.marks import mark_of
from lienthong.kernel.inserts import Insert
from lienthong.kernel.module import SYSTEM
from lienthong.kernel.permissions import Permission

Options = Callable[[Any, Actor], Sequence[tuple[str, str]]]
Values = Mapping[str, Any]


class FieldKind(StrEnum):
    """What a field of an act takes. A pick names one row of another directory, picks several."""

    TEXT = "text"
    LONG = "long"
    CODE = "code"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    SEVERAL = "several"
    PICK = "pick"
    PICKS = "picks"
    EMAIL = "email"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: a path of attributes, or what ``read`` answers for a row.

    A column with a ``tone`` (``ok``, ``soon``, ``late``, ``paused``, ``info``) is drawn as a chip
    when it is not empty.
    """

    key: str
    title: object
    read: Callable[[Any], object] | None = None
    tone: str = ""
    is_code: bool = False

    def value(self, row: Any) -> Any:
        """The value in a row: text, date, number, yes or no; None when there is none."""
        return self.read(row) if self.read else attribute(row, self.key)


@dataclass(frozen=True, slots=True)
class Field:
    """What an act asks. ``kept`` ones are content of the row, the others only steer the act.

    ``options`` answers the choices, ``of`` names the directory that a pick is made from,
    ``default`` the value shown first where the row has none, ``inserts(subject)`` what can be put
    where the cursor stands. ``fills`` names another field, and answers what stands there once this
    one is chosen.
    """

    key: str
    title: object
    kind: FieldKind = FieldKind.TEXT
    hint: object = ""
    required: bool = True
    most: int = 200
    options: Options | None = None
    of: str = ""
    kept: bool = True
    default: Callable[[], object] | None = None
    inserts: Callable[[Any], Sequence[Insert]] | None = None
    fills: tuple[str, Callable[[str], str]] | None = None


class Shown(NamedTuple):
    """A row of a preview with the page where it is looked at, for who may read that page.

    ``address`` names the page, ``args`` stand in it, ``asked`` is what is asked there.
    """

    what: str
    now: str
    then: str
    permission: Permission
    address: str
    args: tuple[object, ...] = ()
    asked: Mapping[str, str] = MappingProxyType({})


class PageOf(NamedTuple):
    """The page of a thing, for who holds the permission: its name and what stands in it."""

    permission: Permission
    address: str
    args: tuple[object, ...] = ()


Told = tuple[str, str, str] | Shown
"""What, now, then; perhaps with a page."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an act will do, before it is confirmed: in a sentence, and as rows old → new.

    ``sheet`` is the HTML of a paper that it will make, shown as it would be printed; ``drawn`` the
    key of its PDF, which the worker draws.
    """

    told: str
    rows: Sequence[Told] = ()
    warnings: Sequence[str] = ()
    sheet: str = ""
    drawn: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """An act on a row, or one that makes a row. ``do`` calls the owning app's action.

    ``do(subject, values, seen, actor)``: ``seen`` is the mark of the row as it was shown (``hold``
    refuses another). ``initial(subject)`` fills the fields; ``applies(subject)`` says whether it
    can be done now; ``preview`` is shown before anything happens.
    """

    code: str
    title: object
    permission: Permission
    do: Callable[[Any, Values, str, Actor], Any]
    fields: tuple[Field, ...] = ()
    explanation: object = ""
    done: object = ""
    icon: str = "edit"
    makes: bool = False
    is_grave: bool = False
    initial: Callable[[Any], Values] | None = None
    applies: Callable[[Any], bool] | None = None
    preview: Callable[[Any, Values, Actor], Preview] | None = None

    @property
    def is_shown_first(self) -> bool:
        """Whether what will happen is always shown before it does."""
        return self.is_grave or self.preview is not None


@dataclass(frozen=True, slots=True)
class Filter:
    """A way to narrow a list: ``path`` is compared with the chosen value, or ``narrow`` is called.

    ``options(actor)`` answers (value, title).
    """

    key: str
    title: object
    options: Callable[[Actor], Sequence[tuple[str, str]]]
    path: str = ""
    narrow: Callable[[Any, str], Any] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A table on the page of a row: versions, members, successors.

    ``on`` answers its rows on the day that is looked at, where that makes a difference. ``page``
    answers the page of one of its rows, for who may read that page.
    """

    title: object
    columns: tuple[Column, ...]
    rows: Callable[[Any, Actor], Sequence[Any]] | None = None
    empty: object = ""
    on: Callable[[Any, Actor, date], Sequence[Any]] | None = None
    page: Callable[[Any], PageOf | None] | None = None

    def rows_on(self, subject: Any, actor: Actor, day: date) -> Sequence[Any]:
        """The rows for a subject as they are shown on a day."""
        if self.on is not None:
            return self.on(subject, actor, day)
        return self.rows(subject, actor) if self.rows else ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """How rows travel in Excel and between installations: which act makes, which one changes.

    ``values(row)`` answers the fields of both acts, as ``initial`` does. ``key_field`` is the field
    that holds the row's key; ``key_of`` names fields that make the key together, joined by a colon.
    Rows without a key of their own are told apart by ``same``: fields with the paths in a row that
    they are compared with. ``travels`` says whether rows are part of the configuration that goes
    from one installation to another; ``carried(row)`` answers what is said there of a row where
    that is not all (None: the row stays).
    """

    creates: str
    values: Callable[[Any], Values]
    changes: str = ""
    key_field: str = "code"
    key_of: tuple[str, ...] = ()
    same: tuple[tuple[str, str], ...] = ()
    travels: bool = True
    carried: Callable[[Any], Values | None] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that say which row it is."""
        told = self.key_of or tuple(key for key, _path in self.same)
        return told or ((self.key_field,) if self.key_field else ())


@dataclass(frozen=True, slots=True)
class Directory:
    """A kind of thing that administrators keep.

    ``rows(actor, day)`` answers the rows of a day: a queryset, or plain objects with ``pk`` for
    what is no table; ``within(rows, unit_ids)`` narrows them to the units the actor reaches.
    ``subjects`` are the rows that acts are done to, reached from a row over ``identity``. ``key``
    is the path of the code by which people and files name a row, ``name`` that of its name;
    ``order`` an expression (or a path, for plain objects) that sorts as text. ``trail(subject)``
    answers the rows whose records are the history of the subject, where the acts are told of
    other rows than itself, ``mark(subject)`` a text that changes with what they change.

    ``is_dated``: ``rows`` answers another day as truly as today. ``is_recalled``: rows that carry
    no days of their own are shown on an earlier day as the trail of acts remembers them.
    ``deletes``: an act takes rows away for good; the trail still tells of them.
    """

    code: str
    slug: str
    title: object
    one: object
    permission: Permission
    rows: Callable[[Actor, date], Any]
    columns: tuple[Column, ...]
    key: str
    name: str
    subjects: Callable[[], Any] | None = None
    identity: str = "pk"
    within: Callable[[Any, Any], Any] | None = None
    order: Any = None
    newest_first: bool = False
    search: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    acts: tuple[Act, ...] = ()
    parts: tuple[Part, ...] = ()
    facts: Callable[[Any, Actor], Sequence[tuple[object, object]]] | None = None
    exchange: Exchange | None = None
    is_dated: bool = False
    is_recalled: bool = False
    deletes: bool = False
    explanation: object = ""
    first_step: object = ""
    icon: str = "list"
    group: str = SYSTEM
    place: int = 100
    trail: Callable[[Any], Sequence[Any]] | None = None
    mark: Callable[[Any], str] = mark_of
    links: Callable[[Any, Actor], Sequence[tuple[object, str, tuple[object, ...]]]] | None = None

    @property
    def has_days(self) -> bool:
        """Whether another day than today can be looked at."""
        return self.is_dated or self.is_recalled

    def act(self, code: str) -> Act | None:
        """The act with the code."""
        return next((act for act in self.acts if act.code == code), None)

    def exchanged(self) -> tuple[Field, ...]:
        """The fields that travel: those of the act that makes, then those only the other asks.

        Where no act asks for the key, it stands first all the same: by it the row is found.
        """
        if self.exchange is None:
            return ()
        acts = (self.act(self.exchange.creates), self.act(self.exchange.changes))
        found = {f.key: f for act in acts if act is not None for f in act.fields}
        key = self.exchange.key_field
        if key and not self.exchange.same and key not in found:
            return (Field(key, _("Mã"), FieldKind.CODE, kept=False), *found.values())
        return tuple(found.values())


def attribute(row: Any, path: str) -> Any:
    """What stands at the end of a path (``unit__code`` or ``unit.code``); None where it breaks."""
    found = row
    for name in path.replace("__", ".").split("."):
        found = getattr(found, name, None)
    return found
