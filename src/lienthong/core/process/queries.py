# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which version applies; processes that administrators make."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from lienthong.core.access.api import Role
from lienthong.core.process.domain.checking import check_table
from lienthong.core.process.domain.offers import check_services
from lienthong.core.process.domain.problems import Problem, TableError, problem
from lienthong.core.process.domain.reading import read_table
from lienthong.core.process.domain.tables import DataType, Table, Value, all_steps
from lienthong.core.process.domain.unnamed import unnamed
from lienthong.core.process.models import (
    ProcessDefinition,
    ProcessDesign,
    ProcessVersion,
)
from lienthong.core.units.api import UnitVersion
from lienthong.kernel.designs import Content, of_day
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.kept import Kept
from lienthong.kernel.registry import step_services


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """One process in the list: the version in force, the next one, the design, what runs."""

    code: str
    title: str
    current: ProcessVersion | None
    coming: ProcessVersion | None
    design: ProcessDesign | None
    running: int
    behind: int
    """How many of the running instances are on an older version than the one in force."""

    @property
    def is_changed(self) -> bool:
        """Whether the design holds what no version has."""
        return self.design is not None and not is_published(self.design)


def kept_version(number: int) -> ProcessVersion:
    """A published version, read once in a process. Raises ``LookupError``."""
    found = _KEPT.get(number)
    if found is None:
        raise LookupError(number)
    return found


def _read_versions(numbers: Collection[int]) -> dict[int, ProcessVersion]:
    return ProcessVersion.objects.in_bulk(numbers)


_KEPT = Kept(_read_versions)


def process_rows(*, wanted: str = "", day: date | None = None) -> list[ProcessRow]:
    """All processes by title, or those whose title or code contains what is wanted."""
    open_runs = Count("instances", filter=Q(instances__closed_at=None, instances__ended_at=None))
    versions = ProcessVersion.objects.order_by("-valid_from", "-number").annotate(running=open_runs)
    found = ProcessDefinition.objects.select_related("design__base").prefetch_related(
        Prefetch("versions", versions)
    )
    rows = (_row(item, day or timezone.localdate()) for item in found.order_by("code"))
    needle = wanted.casefold()
    kept = (row for row in rows if needle in f"{row.title} {row.code}".casefold())
    return sorted(kept, key=lambda row: row.title.casefold())


def _row(definition: ProcessDefinition, day: date) -> ProcessRow:
    versions = list(definition.versions.all())
    current, coming = of_day(versions, day)
    design = getattr(definition, "design", None)
    newest = next(iter(versions), None)
    title = str(design.content.get("title", "")) if design else newest.title if newest else ""
    counts = [(version, getattr(version, "running", 0)) for version in versions]
    return ProcessRow(
        code=definition.code,
        title=title or definition.code,
        current=current,
        coming=coming,
        design=design,
        running=sum(count for _version, count in counts),
        behind=sum(count for version, count in counts if current and version.pk != current.pk),
    )


def process_by_code(code: str) -> ProcessDefinition:
    """The process with this code. Raises ``OutOfScope``."""
    found = ProcessDefinition.objects.filter(code=code).first()
    if found is None:
        raise OutOfScope
    return found


def process_design_of(code: str) -> ProcessDesign | None:
    """The design of a process, None before anybody began one. Raises ``OutOfScope``."""
    rows = ProcessDesign.objects.select_related("definition", "base")
    return rows.filter(definition=process_by_code(code)).first()


def shown_process(code: str) -> ProcessDesign:
    """The design, or what one would begin with (not saved). Raises ``OutOfScope``."""
    found = process_design_of(code)
    if found is not None:
        return found
    definition = process_by_code(code)
    base = newest_version(definition)
    if base is None:
        raise OutOfScope
    return ProcessDesign(definition=definition, base=base, content=content_of(base), revision=0)


def newest_version(definition: ProcessDefinition) -> ProcessVersion | None:
    """The last published version, in force or coming."""
    found: ProcessVersion | None = definition.versions.order_by("-number").first()
    return found


def content_of(version: ProcessVersion) -> Content:
    """The table of a version as a design holds it."""
    return dict(version.table)


def process_versions(definition: ProcessDefinition) -> list[ProcessVersion]:
    """Every published version, the newest first."""
    return list(definition.versions.order_by("-number"))


def is_published(design: ProcessDesign) -> bool:
    """Whether the newest version says the same as the design."""
    return design.base is not None and bool(design.base.table == design.content)


def table_of(design: ProcessDesign) -> Table:
    """The design as a table, perhaps unfinished."""
    return read_table(design.content, unfinished=True)


def process_problems(design: ProcessDesign) -> list[Problem]:
    """What stops publishing."""
    return problems_of(table_of(design), design.content)


def problems_of(table: Table, content: object) -> list[Problem]:
    """Everything that is missing, else everything that is wrong with a table."""
    try:
        read_table(content)
    except TableError as error:
        return list(error.problems)
    asked = (unoffered, unnamed, unknown_roles, unknown_units)
    return [*check_table(table), *(item for check in asked for item in check(table))]


def unoffered(table: Table) -> list[Problem]:
    """Steps that name a service which no installed app offers, or declare its values otherwise."""
    return check_services(
        table,
        {
            code: {name: DataType(kind) for name, kind in service.gives.items()}
            for code, service in step_services().items()
        },
    )


def unknown_roles(table: Table) -> list[Problem]:
    """Steps of a role that nobody can hold: it ended, or a drawing from elsewhere names it."""
    known = set(Role.objects.lasting(timezone.localdate()).values_list("code", flat=True))
    return [
        problem("unknown_role", step.node, role=step.role)
        for step in all_steps(table)
        if step.role and step.role not in known
    ]


def steps_asking_for(role: str, *, on: date) -> list[tuple[ProcessVersion, list[str]]]:
    """Versions in use on the day or later with titles of their steps done by the role, by title."""
    rows = ProcessVersion.objects.lasting(on).select_related("definition")
    found = []
    for version in rows.order_by("title", "pk"):
        table = read_table(version.table)
        steps = [step.title for step in all_steps(table) if step.role == role]
        if steps:
            found.append((version, steps))
    return found


def unknown_units(table: Table) -> list[Problem]:
    """What is no unit of today in the lists that steps are done once for each element of."""
    lists: dict[str, list[object]] = {}
    for step in all_steps(table):
        if step.each and step.each in table.data:
            lists[step.each] = _items(table.data[step.each].default)
    for step in all_steps(table):
        for outcome in step.outcomes:
            for name in lists.keys() & outcome.sets.keys():
                lists[name] += _items(outcome.sets[name])
    wanted = {item for items in lists.values() for item in items}
    known = _units_among(wanted) if wanted else set()
    return [
        problem("unknown_unit", f"data.{name}", name=name, value=item)
        for name, items in lists.items()
        for item in dict.fromkeys(items)
        if item not in known
    ]


def _items(value: Value) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _units_among(wanted: set[object]) -> set[object]:
    """Of numbers and codes of units those that have a version today."""
    versions = UnitVersion.objects.on(timezone.localdate())
    asked = Q(unit_id__in=[item for item in wanted if type(item) is int])
    asked |= Q(unit__code__in=[item for item in wanted if isinstance(item, str)])
    pairs = versions.filter(asked).values_list("unit_id", "unit__code")
    return {found for pair in pairs for found in pair}


def version_on(code: str, *, on: date) -> ProcessVersion | None:
    """The version of the definition that new matters start with on the local day."""
    found: ProcessVersion | None = (
        ProcessVersion.objects.on(on)
        .filter(definition__code=code)
        .select_related("definition")
        .first()
    )
    return found
