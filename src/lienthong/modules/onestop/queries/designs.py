# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Procedures that administrators make: the list, one design, what it is checked against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.forms.api import (
    FormVersion,
    Reach,
    expression_problems,
    fields_of,
    form_on,
)
from lienthong.core.process.api import ProcessVersion, version_on
from lienthong.core.references.api import law
from lienthong.core.units.api import matters_on
from lienthong.kernel.designs import Content, last_edit, of_day
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.text import fold
from lienthong.modules.onestop.domain.design.checks import faults
from lienthong.modules.onestop.domain.design.difference import differences
from lienthong.modules.onestop.domain.design.facts import Facts, Fault
from lienthong.modules.onestop.domain.design.places import value_at
from lienthong.modules.onestop.models import (
    Procedure,
    ProcedureDesign,
    ProcedureVersion,
)

_MADE_HERE = Q(versions__process_version_id__isnull=False) | Q(design__isnull=False)


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """One procedure in the list: the version in force, the next one, and the design."""

    code: str
    title: str
    current: ProcedureVersion | None
    coming: ProcedureVersion | None
    design: ProcedureDesign | None
    has_newer_form: bool = False
    has_newer_process: bool = False
    """Whether one was published after the newest version, which keeps the older one."""

    @property
    def is_changed(self) -> bool:
        """Whether the design says something that no version says."""
        return self.design is not None and not says_the_same(self.design)

    @property
    def shown(self) -> ProcedureVersion | None:
        """The version in force, else the coming one."""
        return self.current or self.coming


def procedure_rows(*, wanted: str = "", day: date | None = None) -> list[ProcedureRow]:
    """Procedures that are filed or made here, by name; those whose name or code is wanted."""
    today = day or timezone.localdate()
    versions = ProcedureVersion.objects.electronic().order_by("-valid_from", "-number")
    rows = Procedure.objects.filter(_MADE_HERE).distinct().select_related("design__base")
    rows = rows.prefetch_related(Prefetch("versions", versions))
    needle = fold(wanted)
    newest = _Newest()
    found = (_row(procedure, today, newest) for procedure in rows.order_by("code"))
    kept = (row for row in found if needle in fold(f"{row.title} {row.code}"))
    return sorted(kept, key=lambda row: fold(row.title))


class _Newest:
    """The last published version of every form and process, by code: two statements."""

    def __init__(self) -> None:
        forms = FormVersion.objects.on(date.max).values_list("form__code", "pk")
        processes = ProcessVersion.objects.on(date.max).values_list("definition__code", "pk")
        self.forms, self.processes = dict(forms), dict(processes)

    def of(self, version: ProcedureVersion | None) -> tuple[bool, bool]:
        """Whether the form and the process that a version keeps have a newer version."""
        if version is None:
            return False, False
        form = self.forms.get(str(value_at(version.data, "form.code") or ""))
        process = self.processes.get(str(value_at(version.data, "process.code") or ""))
        newer_form = form not in {None, version.form_version_id}
        return newer_form, process not in {None, version.process_version_id}


def procedure_by_code(code: str) -> Procedure:
    """The procedure with this code, filed or made here. Raises ``OutOfScope``."""
    found = Procedure.objects.filter(_MADE_HERE, code=code).first()
    if found is None:
        raise OutOfScope
    return found


def is_made_here(code: str) -> bool:
    """Whether a procedure can be filed here, or is being made for that."""
    return Procedure.objects.filter(_MADE_HERE, code=code).exists()


def shown_design(code: str) -> ProcedureDesign:
    """The design, or what one would begin with (not saved). Raises ``OutOfScope``."""
    procedure = procedure_by_code(code)
    rows = ProcedureDesign.objects.select_related("procedure", "base")
    found = rows.filter(procedure=procedure).first()
    if found is not None:
        return found
    base = newest_version(procedure)
    if base is None:
        raise OutOfScope
    content = content_of(base)
    return ProcedureDesign(procedure=procedure, base=base, content=content, revision=0)


def newest_version(procedure: Procedure) -> ProcedureVersion | None:
    """The last version that is filed here; None before the first."""
    found: ProcedureVersion | None = procedure.versions.electronic().order_by("-number").first()
    return found


def content_of(version: ProcedureVersion) -> Content:
    """What a design begun from a version holds."""
    return dict(version.data)


def versions_of(procedure: Procedure) -> list[ProcedureVersion]:
    """Every version, the newest first."""
    return list(procedure.versions.order_by("-number"))


def version_numbered(procedure: Procedure, number: int) -> ProcedureVersion:
    """One version, for 0 the last one filed here. Raises ``OutOfScope``."""
    numbered: ProcedureVersion | None = procedure.versions.filter(number=number).first()
    found = numbered if number else newest_version(procedure)
    if found is None:
        raise OutOfScope
    return found


def is_published(design: ProcedureDesign, *, on: date = date.max) -> bool:
    """Whether publishing for a day (any day) would change nothing for new dossiers."""
    return says_the_same(design) and not renewed(design, on=on)


def says_the_same(design: ProcedureDesign) -> bool:
    """Whether the version it was begun from says the same."""
    return design.base is not None and not differences(design.base.data, design.content)


def renewed(design: ProcedureDesign, *, on: date = date.max) -> list[str]:
    """``form`` and ``process`` where a day (any day) has another version than the base began with.

    A version of a procedure keeps both as they were when it was published.
    """
    base = design.base
    if base is None:
        return []
    form, process = form_of(design.content, on=on), process_of(design.content, on=on)
    pairs = (("form", form, base.form_version_id), ("process", process, base.process_version_id))
    return [name for name, found, kept in pairs if found is not None and found.pk != kept]


def last_place(design: ProcedureDesign) -> str:
    """Where the last change was made; empty before any."""
    last = last_edit(design)
    return last.place if last else ""


def design_faults(content: Content, *, on: date | None = None) -> list[Fault]:
    """What stops the content from being published on a day (today)."""
    return faults(content, facts_of(content, on=on))


def facts_of(content: Content, *, on: date | None = None) -> Facts:
    """What the content is checked against on a day."""
    day = on or timezone.localdate()
    form = form_of(content, on=day)
    process = process_of(content, on=day)
    questions = dict(form.content) if form else {}
    return Facts(
        questions=question_kinds(questions),
        tables=table_columns(questions),
        law=frozenset(law()),
        expression_faults=expression_problems,
        has_form=form is not None,
        has_process=process is not None,
        layouts=packaged_layouts(),
        matters=frozenset(matters_on(day)),
        slots=slots_of(questions) if form else None,
        former=former_names(str(value_at(content, "form.code") or "")),
    )


def former_names(code: str, *, unknown: str = "") -> Callable[[str], str]:
    """What questions, tables and columns of a form were called last, by path; asked when needed.

    What was in no version is ``unknown``, “câu hỏi đã bỏ”.
    """

    @cache
    def labels() -> dict[str, str]:
        versions = FormVersion.objects.filter(form__code=code).order_by("number")
        return {
            str(question["key"]): str(question.get("label") or "")
            for content in versions.values_list("content", flat=True)
            for question in fields_of(content)
        }

    gone = unknown or _("câu hỏi đã bỏ")
    return lambda path: labels().get(path.partition(".")[0]) or gone


def form_of(content: Mapping[str, Any], *, on: date | None = None) -> FormVersion | None:
    """The version of the form that people fill in on a day (today)."""
    try:
        return form_on(str(value_at(content, "form.code") or ""), on)
    except LookupError:
        return None


def process_of(content: Mapping[str, Any], *, on: date | None = None) -> ProcessVersion | None:
    """The table of steps that new dossiers begin with on a day (today)."""
    code = str(value_at(content, "process.code") or "")
    return version_on(code, on=on or timezone.localdate())


def slots_of(form: Mapping[str, Any]) -> frozenset[str]:
    """Keys of the papers that the form has a place for."""
    files = (question for question in fields_of(form) if question["kind"] == "file")
    return frozenset(str(question.get("component") or question["key"]) for question in files)


def question_kinds(form: Mapping[str, Any]) -> dict[str, str]:
    """Everything a definition can look at in a form, not inside a table: path → kind."""
    columns = {column for keys in table_columns(form).values() for column in keys}
    kinds = {
        question["key"]: str(question["kind"])
        for question in fields_of(form)
        if question["key"] not in columns
    }
    paths = (path for path, _label in Reach(dict(form), "", itself=False).choices())
    return kinds | {path: kinds[path.partition(".")[0]] for path in paths}


def table_columns(form: Mapping[str, Any]) -> dict[str, list[str]]:
    """The keys of the columns of every table of a form, by its key."""
    return {
        table["key"]: [inner["key"] for inner in table.get("fields", [])]
        for table in fields_of(form)
        if table["kind"] == "repeat"
    }


@cache
def packaged_layouts() -> frozenset[str]:
    """Layouts of results that come with the platform, by name."""
    folder = files("lienthong.modules.onestop").joinpath("templates/onestop/results")
    names = (entry.name for entry in folder.iterdir() if entry.name.endswith(".html"))
    return frozenset(name.removesuffix(".html") for name in names) - {"base", "own"}


def _row(procedure: Procedure, day: date, newest: _Newest) -> ProcedureRow:
    versions = list(procedure.versions.all())
    current, coming = of_day(versions, day)
    design = getattr(procedure, "design", None)
    shown = current or coming or next(iter(versions), None)
    title = shown.short_name if shown else _named(design)
    last = max(versions, key=lambda version: version.number, default=None)
    return ProcedureRow(procedure.code, title, current, coming, design, *newest.of(last))


def _named(design: ProcedureDesign | None) -> str:
    return str(design.content.get("short_name", "")) if design else ""
