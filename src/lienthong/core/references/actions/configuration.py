# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Configuration from another installation: what differs, item by item; all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.references.domain.package import Item, checksum
from lienthong.core.references.models import ConfigurationMark
from lienthong.core.references.permissions import EXCHANGE
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import (
    Brought,
    Directory,
    Fate,
    Verdict,
    be_alone,
    bring_one,
    current_values,
    directories,
    key_of,
    plain_value,
    row_by_key,
    rows_within,
    text_of,
)
from lienthong.kernel.directories.declare import attribute
from lienthong.kernel.errors import DomainError
from lienthong.kernel.together import together


class OnConflict(StrEnum):
    """What becomes of items that were changed here since they last came in."""

    STOP = "stop"
    KEEP = "keep"
    TAKE = "take"


@dataclass(frozen=True, slots=True)
class Difference:
    """What the package makes of one item; ``fate`` is a ``Fate``, ``conflict`` or ``left_out``.

    ``name`` says what it is called, where it is known.
    """

    kind: str
    title: str
    key: str
    fate: str
    changes: Sequence[tuple[str, str, str]] = ()
    errors: Sequence[str] = ()
    name: str = ""

    @property
    def place(self) -> str:
        """By what the item is named when it is to be left out."""
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class Report:
    """The differences of a package, item by item."""

    differences: Sequence[Difference]

    @property
    def counts(self) -> dict[str, int]:
        """How many items are new, changed, unchanged, in conflict, refused."""
        names = ("new", "changed", "unchanged", "conflict", "refused")
        return {name: sum(d.fate == name for d in self.differences) for name in names}


class ConfigurationRefused(DomainError):
    """Something in the package cannot be taken; nothing of it was. ``report`` says what."""

    code = "configuration_refused"

    def __init__(self, report: Report) -> None:
        told = _("%(refused)s mục không nhận được, %(conflict)s mục xung đột. Chưa nhập gì.")
        super().__init__(told % report.counts)
        self.report = report


def exported(actor: Actor) -> list[Item]:
    """Everything that travels, as it is today."""
    return [item for directory in travelling() for item in _items_of(directory, actor)]


def travelling() -> list[Directory]:
    """The directories whose rows travel."""
    return [d for d in directories() if d.exchange is not None and d.exchange.travels]


def _items_of(directory: Directory, actor: Actor) -> Iterable[Item]:
    exchange = directory.exchange
    for row in rows_within(directory, actor, timezone.localdate()) if exchange else ():
        known = (exchange.carried or exchange.values)(row) if exchange else None
        if known is None:
            continue
        fields = [f for f in directory.exchanged() if f.key in known]
        values = {f.key: plain_value(f, known[f.key]) for f in fields}
        yield Item(directory.code, key_of(directory, row), _with_key(directory, row, values))


def _with_key(directory: Directory, row: Any, values: dict[str, Any]) -> dict[str, Any]:
    exchange = directory.exchange
    if exchange is None or exchange.key_of:
        return values
    return {exchange.key_field: key_of(directory, row)} | values


@action(EXCHANGE)
def bring_configuration(
    items: Sequence[Item],
    *,
    conflicts: OnConflict = OnConflict.STOP,
    without: Collection[str] = (),
    actor: Actor,
) -> Report:
    """Take the items in, each by the act of the app that owns it; twice changes nothing.

    ``without`` names items (``kind:key``) that are left out; nothing is done or noted of them.
    Raises ``ConfigurationRefused`` with the whole report when one cannot be taken, ``InvalidInput``
    while another package, or a sheet of one of these directories, is at work.
    """
    known = {directory.code: directory for directory in travelling()}
    for directory in known.values():
        be_alone(directory)
    marks = {(m.kind, m.key): m.digest for m in ConfigurationMark.objects.all()}
    acting = actor.acting(purpose=_("nhập cấu hình"))
    found: dict[int, Difference] = {}
    waiting = []
    for place, item in enumerate(items):
        if f"{item.kind}:{item.key}" in without:
            found[place] = _left_out(known.get(item.kind), item)
        else:
            waiting.append((place, item))
    while waiting:
        with together():
            for place, item in waiting:
                mark = marks.get((item.kind, item.key))
                found[place] = _one(known.get(item.kind), item, mark, conflicts, acting)
        again = [(place, item) for place, item in waiting if found[place].fate == Fate.REFUSED]
        if len(again) == len(waiting):
            break
        waiting = again
    report = Report([found[place] for place in sorted(found)])
    left = {place for place, one in found.items() if one.fate == "left_out"}
    stops = {Fate.REFUSED.value} | ({"conflict"} if conflicts is OnConflict.STOP else set())
    if any(difference.fate in stops for difference in report.differences):
        raise ConfigurationRefused(report)
    _mark(known, [item for place, item in enumerate(items) if place not in left], acting)
    return report


def _left_out(directory: Directory | None, item: Item) -> Difference:
    title = str(directory.title) if directory else item.kind
    name = _name(directory, item, None)
    return Difference(item.kind, title, item.key, "left_out", name=name)


def _name(directory: Directory | None, item: Item, row: Any) -> str:
    """What an item is called here, else in the package."""
    if directory is None:
        return ""
    said = attribute(row, directory.name) if row is not None else item.values.get(directory.name)
    return str(said or "")


def _one(
    directory: Directory | None, item: Item, mark: str | None, conflicts: OnConflict, actor: Actor
) -> Difference:
    if directory is None:
        told = _("Nơi này không có loại mục đó.")
        return Difference(item.kind, item.kind, item.key, Fate.REFUSED, errors=[told])
    row = row_by_key(directory, item.key, actor)
    is_torn = row is not None and _is_torn(directory, item, row, mark)
    if is_torn and conflicts is not OnConflict.TAKE:
        changes = _changes(directory, item, row)
        title, name = str(directory.title), _name(directory, item, row)
        return Difference(item.kind, title, item.key, "conflict", changes, name=name)
    verdict = bring_one(directory, Brought(item.key, item.values), actor)
    return replace(_told(directory, item, verdict), name=_name(directory, item, row))


def _is_torn(directory: Directory, item: Item, row: Any, mark: str | None) -> bool:
    """Whether the row was changed here since it last came in and the package says otherwise."""
    now = current_values(directory, row)
    own, wanted = checksum(now), checksum({**now, **_content(directory, item)})
    return mark is not None and own not in {mark, wanted}


def _content(directory: Directory, item: Item) -> dict[str, Any]:
    kept = {field.key for field in directory.exchanged() if field.kept}
    return {key: value for key, value in item.values.items() if key in kept}


def _changes(directory: Directory, item: Item, row: Any) -> list[tuple[str, str, str]]:
    now, wanted = current_values(directory, row), _content(directory, item)
    return [
        (str(f.title), text_of(now.get(f.key)), text_of(wanted[f.key]))
        for f in directory.exchanged()
        if f.key in wanted and text_of(now.get(f.key)) != text_of(wanted[f.key])
    ]


def _told(directory: Directory, item: Item, verdict: Verdict) -> Difference:
    titles = {f.key: str(f.title) for f in directory.exchanged()}
    errors = [
        f"{titles[key]}: {text}" if key in titles else text for key, text in verdict.errors.items()
    ]
    changes = verdict.differences
    title = str(directory.title)
    return Difference(item.kind, title, item.key, verdict.fate.value, changes, errors)


def _mark(known: dict[str, Directory], items: Sequence[Item], actor: Actor) -> None:
    """Remember how every item is now, so that a later change here is seen."""
    now = timezone.now()
    rows = []
    for item in items:
        directory = known[item.kind]
        row = row_by_key(directory, item.key, actor)
        if row is not None:
            digest = checksum(current_values(directory, row))
            mark = ConfigurationMark(kind=item.kind, key=item.key, digest=digest, brought_at=now)
            rows.append(mark)
    ConfigurationMark.objects.bulk_create(
        rows,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["digest", "brought_at"],
    )
