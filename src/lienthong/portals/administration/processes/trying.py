# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A path of a process tried out for a unit: by whom each step would be done, and by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import holders_of, units_holding
from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import choose, ends_at
from lienthong.core.deadlines.api import unit_calendar
from lienthong.core.process.api import (
    Compiled,
    DataType,
    Kind,
    OpenTask,
    Stop,
    Table,
    Tried,
    Value,
    all_steps,
    try_path,
)
from lienthong.core.units.api import Unit, UnitVersion, name_of
from lienthong.kernel import clock
from lienthong.kernel.registry import modules, resolve, step_services
from lienthong.kernel.step_services import ProcessTerm
from lienthong.kernel.text import first_names
from lienthong.portals.administration.processes.data import read_list
from lienthong.portals.administration.processes.kinds import KINDS, OF, KindView, limit_words
from lienthong.portals.administration.processes.panels import role_titles

SHOWN_NAMES = 3
TERMS_SLOT = "administration.process_terms"


@dataclass(frozen=True, slots=True)
class StopView:
    """One step of the path as the screen shows it."""

    stop: Stop
    kind: KindView
    where: str
    who: str
    is_person: bool
    term: str
    ways: tuple[tuple[str, str], ...]
    """Outcomes to choose from, the first time the step comes; none later."""


@dataclass(frozen=True, slots=True)
class TermView:
    """A promise against the path: by when it is due, when the path keeps it."""

    term: ProcessTerm
    due_at: datetime
    done_at: datetime

    @property
    def is_kept(self) -> bool:
        """Whether the path is done in time."""
        return self.done_at <= self.due_at


@dataclass(frozen=True, slots=True)
class PathView:
    """The whole path; ``told`` says why there is none."""

    stops: tuple[StopView, ...] = ()
    begin: datetime | None = None
    tried: Tried | None = None
    working_hours: float = 0
    told: str = ""
    terms: tuple[TermView, ...] = ()

    @property
    def working_days(self) -> float:
        """The working time in days of eight hours, to one place."""
        return round(self.working_hours / 8, 1)


def agencies() -> list[tuple[int, str]]:
    """The agencies of today by name."""
    rows = UnitVersion.objects.on(timezone.localdate()).filter(agency_id=F("unit_id"))
    return list(rows.order_by("name").values_list("unit_id", "name"))


def first_agency(table: Table, known: Collection[int], own: int | None) -> int:
    """Where a trial begins: where most roles of the process are held, one's own place first."""
    held = units_holding({step.role for step in all_steps(table) if step.role})
    agencies = _agencies_of({unit_id for unit_id, _role in held})
    roles = {(agencies.get(unit_id, unit_id), role) for unit_id, role in held}
    counts = Counter(pk for pk, _role in roles if pk in known)
    return max(known, key=lambda pk: (counts[pk], pk == own, -pk))


def _agencies_of(unit_ids: set[int]) -> dict[int, int]:
    versions = UnitVersion.objects.on(timezone.localdate()).filter(unit_id__in=unit_ids)
    return dict(versions.values_list("unit_id", "agency_id"))


def _units_of(agency_id: int) -> list[int]:
    versions = UnitVersion.objects.on(timezone.localdate()).filter(agency_id=agency_id)
    return list(versions.values_list("unit_id", flat=True))


def typed_values(table: Table, asked: Mapping[str, str]) -> dict[str, Value]:
    """What was typed for the declared names; what cannot be read stays at its default."""
    found: dict[str, Value] = {}
    for name, datum in table.data.items():
        text = asked.get(f"v-{name}")
        if text is not None:
            read = _READ[datum.type](text.strip())
            found |= {name: read} if read is not None else {}
    return found


def terms_of(version_ids: Collection[int]) -> list[ProcessTerm]:
    """The promises of whatever uses the versions of a process."""
    found: list[ProcessTerm] = []
    for module in modules():
        if TERMS_SLOT in module.panels:
            found += resolve(module, module.panels[TERMS_SLOT])(version_ids)
    return found


def _judged(terms: Collection[ProcessTerm], tried: Tried, unit_id: int) -> Iterator[TermView]:
    """Each promise that begins on this path, with when it is due and when it is kept."""
    for term in terms:
        name, value = term.since
        began = [stop.ended_at for stop in tried.stops if stop.way.marks.get(name) == value]
        ended = [stop.ended_at for stop in tried.stops if term.until in stop.way.marks]
        if began and ended:
            start = clock.to_local(began[0])
            calendar = unit_calendar(unit_id, on=start.date())
            due_at = clock.to_aware(clock.fold(term.limit, start, calendar).due_at)
            yield TermView(term, due_at, ended[0])


def path_of(
    compiled: Compiled,
    asked: Mapping[str, str],
    unit_id: int,
    terms: Collection[ProcessTerm] = (),
) -> PathView:
    """The path with these values and outcomes for a unit, beginning now, against promises."""
    begin = timezone.localtime().replace(second=0, microsecond=0)
    chosen = {key[2:]: value for key, value in asked.items() if key.startswith("o-")}

    def ends(at: datetime, limit: Any) -> datetime:
        return ends_at(unit_id, limit, at=at)

    try:
        values = typed_values(compiled.table, asked)
        tried = try_path(compiled, values, chosen, begin=begin, ends=ends)
        judged = tuple(_judged(terms, tried, unit_id))
    except clock.ClockError as error:
        return PathView(told=error.message)
    except LookupError:
        return PathView(told=_("Đơn vị này chưa có lịch làm việc để tính hạn."))
    hours = _working_minutes(begin, tried.ended_at, unit_id) / 60
    stops = tuple(_views(tried, unit_id))
    return PathView(stops, begin, tried, round(hours, 1), terms=judged)


def _views(tried: Tried, unit_id: int) -> Iterator[StopView]:
    roles, given = role_titles(), dict[str, int | None]()
    known, units = dict[tuple[str, Any], list[int]](), _units_of(unit_id)
    for stop in tried.stops:
        task = stop.task
        own = _unit_named(task.item)
        place = (task.role, own)
        if place not in known:
            found = holders_of(task.role, units if own is None else [own]) if task.role else []
            known[place] = [account.pk for account in found]
        holders, who, is_person = known[place], "", False
        if task.kind is Kind.TASK:
            previous = partial(given.get, task.assignee or task.node)
            person = choose(task, holders, unit_id=own or unit_id, previous=previous)
            given[task.node] = person if person is not None else _anybody(holders)
            is_person = person is not None
            who = _names([person] if person is not None else holders)
        elif task.kind is Kind.WAIT and task.role:
            who = _names(holders)
        yield StopView(
            stop=stop,
            kind=KINDS[task.kind],
            where=_served(task) or _where(task, roles, own),
            who=who,
            is_person=is_person,
            term=limit_words({"amount": task.limit.amount, "unit": task.limit.unit})
            if task.limit
            else "",
            ways=tuple(_ways(stop)) if stop.number == 1 else (),
        )


def _unit_named(item: object) -> int | None:
    """The unit that an element of a list names by number or code; None for none."""
    if item is None or isinstance(item, bool):
        return None
    rows = Unit.objects.filter(pk=item) if isinstance(item, int) else Unit.objects.filter(code=item)
    found = rows.values_list("pk", flat=True).first()
    return int(found) if found is not None else None


def _where(task: OpenTask, roles: Mapping[str, str], own: int | None) -> str:
    """The role and the unit that does the step; empty for what nobody does."""
    if not task.role:
        return ""
    unit = name_of(own) if own is not None else str(task.item or OF[task.of])
    return f"{roles.get(task.role, task.role)}, {unit}"


def _served(task: OpenTask) -> str:
    """What the system does in the step, or that it cannot; empty for steps of people."""
    if task.kind is not Kind.SERVICE:
        return ""
    service = step_services().get(task.service)
    return str(service.title) if service else _("chưa có ai cung cấp việc này")


def _anybody(holders: list[int]) -> int | None:
    return holders[0] if holders else None


def _names(ids: list[int]) -> str:
    if not ids:
        return _("chưa có ai giữ vai trò này")
    names = [str(account) for account in Account.objects.filter(pk__in=ids[:SHOWN_NAMES])]
    return first_names(names, count=len(ids), shown=SHOWN_NAMES)


def _ways(stop: Stop) -> Iterator[tuple[str, str]]:
    if len(stop.task.outcomes) < 2:
        return
    words = {"received": _("Có thông điệp"), "elapsed": _("Hết giờ chờ")}
    words |= {"served": _("Làm được"), "failed": _("Không làm được")}
    by_itself = stop.task.kind is not Kind.TASK
    for way in stop.task.outcomes:
        yield way.code, words.get(way.code, way.title) if by_itself else way.title


def _working_minutes(begin: datetime, end: datetime, unit_id: int) -> int:
    if end <= begin:
        return 0
    local, until = clock.to_local(begin), clock.to_local(end)
    calendar = unit_calendar(unit_id, on=local.date())
    return clock.remaining(clock.TimeUnit.HOUR, until, local, calendar).minutes


def _number(text: str) -> Value | None:
    try:
        value = float(text)
    except ValueError:
        return None
    if value != value or abs(value) > 1e15:
        return None
    return int(value) if value.is_integer() else value


_READ: Mapping[DataType, Any] = {
    DataType.TEXT: lambda text: text[:500],
    DataType.NUMBER: _number,
    DataType.FLAG: lambda text: text == "1",
    DataType.LIST: read_list,
}
