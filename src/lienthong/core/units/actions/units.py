# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Open, change and dissolve a unit from a day on; what was before stays as it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.cache import caches
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.references.api import AdministrativeDivision, Instrument
from lienthong.core.units.events import DayBegun, UnitEnding, UnitSucceeded
from lienthong.core.units.models import Competence, Membership, Succession, Unit, UnitVersion
from lienthong.core.units.permissions import BEGIN_DAY, KEEP
from lienthong.core.units.queries import rebuild_closure
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import after_commit
from lienthong.kernel.directories import hold, reopened
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.events import publish
from lienthong.kernel.text import first_names

LEVELS = {"province": "province", "commune": "commune"}


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What is said of a unit. ``is_agency``: it has its own seal and books."""

    name: str
    short_name: str
    kind: str
    parent: Unit | None
    symbol: str = ""
    is_agency: bool = False
    division: AdministrativeDivision | None = None
    instrument: Instrument | None = None


@action(KEEP)
def open_unit(
    parent: Unit | None, *, code: str, facts: UnitFacts, since: date, actor: Actor
) -> Unit:
    """A new unit under ``parent``, in existence from a day on.

    Raises ``InvalidInput`` for a taken code or a parent that does not exist on that day.
    """
    if Unit.objects.filter(code=code).exists():
        raise InvalidInput(fields={"code": _("Mã này đã có đơn vị dùng.")})
    unit = Unit.objects.create(code=code, created_by_act="open_unit")
    _say(unit, facts, since)
    settle_tree({unit.pk})
    return unit


@action(KEEP)
def change_unit(unit: Unit, *, facts: UnitFacts, since: date, seen: str = "", actor: Actor) -> Unit:
    """Rename, move or otherwise change a unit from a day on; a change of the same day is corrected.

    Raises ``InvalidInput`` for a day before the newest change, ``StaleVersion``.
    """
    locked = hold(unit, seen=seen)
    newest = newest_version(locked)
    _refuse_day(newest, since)
    if since == newest.valid_from:
        newest.delete()
    else:
        newest.valid_to = since
        newest.save(update_fields=["valid_to"])
    _say(locked, facts, since)
    settle_tree({locked.pk})
    return locked


@action(KEEP)
def dissolve_unit(
    unit: Unit,
    *,
    on: date,
    instrument: Instrument | None,
    heir: Unit | None = None,
    seen: str = "",
    actor: Actor,
) -> Unit:
    """The unit ends before a day; ``heir`` takes over the work that is still open there.

    Raises ``InvalidInput`` while people or parts are left in it, for an heir that does not exist
    on that day, and without an heir while work is left in it.
    """
    locked = hold(unit, seen=seen)
    newest = newest_version(locked)
    _refuse_day(newest, on, later=True)
    require_left(locked, on)
    if heir is not None:
        refuse_heir(locked, heir, on)
    else:
        publish(UnitEnding(unit_id=locked.pk))
    hand_competences(locked, heir, on)
    end_unit(locked, on, instrument)
    if heir is not None:
        succeed(locked, heir, on, instrument)
    settle_tree({locked.pk})
    return locked


def require_left(unit: Unit, on: date) -> None:
    """Raise ``InvalidInput`` (``on``) that names people and parts that are in the unit that day."""
    below = UnitVersion.objects.filter(parent=unit).on(on).order_by("short_name")
    people = Membership.objects.filter(unit=unit).on(on).order_by("pk")
    told = [
        _named(_("Còn %(count)s đơn vị trực thuộc: %(names)s."), below, "short_name"),
        _named(_("Còn %(count)s người: %(names)s."), people, "account__display_name"),
    ]
    if any(told):
        more = _("Hãy chuyển họ trước, hoặc sáp nhập vào đơn vị kế tục.")
        raise InvalidInput(fields={"on": " ".join(filter(None, [*told, more]))})


def _named(told: str, rows: Any, path: str) -> str:
    names = list(rows.values_list(path, flat=True))
    return told % {"count": len(names), "names": first_names(names)} if names else ""


def refuse_heir(unit: Unit, heir: Unit, on: date) -> None:
    """Raise ``InvalidInput`` (``heir``) for the unit itself or one that is not there that day."""
    if heir.pk == unit.pk or not UnitVersion.objects.filter(unit=heir).on(on).exists():
        told = _("Chọn đơn vị khác, đang hoạt động vào ngày đó, để nhận việc còn lại.")
        raise InvalidInput(fields={"heir": told})


@part_of_act
def succeed(unit: Unit, heir: Unit, on: date, instrument: Instrument | None) -> None:
    """Another unit continues this one from the day; told at once when the day has come."""
    Succession.objects.create(from_unit=unit, to_unit=heir, on_date=on, instrument=instrument)
    if on <= timezone.localdate():
        publish(UnitSucceeded(from_unit_id=unit.pk, to_unit_id=heir.pk, on=on))


@part_of_act
def hand_competences(unit: Unit, heir: Unit | None, on: date) -> None:
    """From the day the heir resolves what the unit resolved.

    Raises ``InvalidInput`` when there is something and no heir: citizens would find nobody.
    """
    held = Competence.objects.filter(unit=unit).on(on).select_for_update(of=("self",))
    rows = list(held.order_by("pk"))
    if not rows:
        return
    if heir is None:
        told = _("Đơn vị còn %(count)s thẩm quyền giải quyết. Chọn đơn vị nhận.")
        raise InvalidInput(fields={"heir": told % {"count": len(rows)}})
    for row in rows:
        same = Competence.objects.filter(unit=heir, matter=row.matter, division=row.division)
        reopened(row, on, skip=same.on(on).exists(), unit_id=heir.pk)


@part_of_act
def end_unit(unit: Unit, on: date, instrument: Instrument | None) -> None:
    """Close what is said of the unit, and its codes, before the day."""
    newest = newest_version(unit)
    newest.valid_to = on
    newest.save(update_fields=["valid_to"])
    unit.codes.filter(valid_to=None, valid_from__lt=on).update(valid_to=on)
    if instrument is not None:
        note = f"{instrument.key}, {on:%d/%m/%Y}"
        newest.details = {**newest.details, "ended_by": note}
        newest.save(update_fields=["details"])


def newest_version(unit: Unit) -> UnitVersion:
    """What is said of the unit last. Raises ``InvalidInput`` for a unit of which nothing is."""
    found: UnitVersion | None = unit.versions.order_by("-valid_from").first()
    if found is None:
        raise InvalidInput(_("Đơn vị này chưa có tên. Hãy lập lại."))
    return found


def _refuse_day(newest: UnitVersion, since: date, *, later: bool = False) -> None:
    if newest.valid_to is not None and newest.valid_to <= since:
        day = f"{newest.valid_to:%d/%m/%Y}"
        raise InvalidInput(_("Đơn vị đã giải thể từ ngày %(day)s.") % {"day": day})
    first = newest.valid_from + timedelta(days=1 if later else 0)
    if since < first:
        told = _("Đã có thay đổi từ ngày %(day)s. Hãy chọn ngày từ đó trở đi.")
        key = "on" if later else "since"
        raise InvalidInput(fields={key: told % {"day": f"{first:%d/%m/%Y}"}})


def _say(unit: Unit, facts: UnitFacts, since: date) -> None:
    above = _line_above(unit, facts.parent, since)
    agency_id = unit.pk if facts.is_agency or not above else above[0].agency_id
    UnitVersion.objects.create(
        unit=unit,
        agency_id=agency_id,
        parent=facts.parent,
        kind=facts.kind,
        level=LEVELS.get(facts.kind) or (above[0].level if above else "province"),
        name=facts.name,
        short_name=facts.short_name or facts.name[:120],
        symbol=facts.symbol,
        division=facts.division or (above[0].division if above and not facts.is_agency else None),
        instrument=facts.instrument,
        valid_from=since,
    )


def _line_above(unit: Unit, parent: Unit | None, day: date) -> list[UnitVersion]:
    """The units above on the day, nearest first. Raises ``InvalidInput`` for a circle."""
    line: list[UnitVersion] = []
    above = parent.pk if parent else None
    while above is not None:
        if above == unit.pk:
            told = _("Một đơn vị không thể nằm dưới chính nó.")
            raise InvalidInput(fields={"parent": told})
        found = UnitVersion.objects.filter(unit_id=above).on(day).first()
        if found is None:
            told = _("Đơn vị cấp trên chưa có hoặc không còn vào ngày %(day)s.")
            raise InvalidInput(fields={"parent": told % {"day": f"{day:%d/%m/%Y}"}})
        line.append(found)
        above = found.parent_id
    return line


@part_of_act
def settle_tree(unit_ids: set[int]) -> None:
    """Today's tree follows today's versions; names kept in memory are forgotten."""
    rebuild_closure()
    day = timezone.localdate()
    keys = [f"unit:{unit_id}:{day}" for unit_id in unit_ids]
    after_commit(lambda: caches["process"].delete_many(keys))


@action(BEGIN_DAY)
def begin_day(day: date, *, actor: Actor) -> int:
    """What was planned for the day takes effect in today's tree; the number of pairs in it."""
    for row in Succession.objects.filter(on_date=day).order_by("pk"):
        ends = {"from_unit_id": row.from_unit_id, "to_unit_id": row.to_unit_id}
        publish(UnitSucceeded(**ends, on=day))
    publish(DayBegun(day=day))
    return rebuild_closure()
