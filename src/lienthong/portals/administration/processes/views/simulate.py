# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Trying a path: choose values and outcomes, see the steps, who, by when, how long in all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lienthong.core.process.api import (
    DataType,
    Table,
    TableError,
    Value,
    compile_table,
    process_versions,
    table_of,
)
from lienthong.portals.administration.processes.data import told_datum
from lienthong.portals.administration.processes.saying import Called
from lienthong.portals.administration.processes.slots import called_of, questions_for
from lienthong.portals.administration.processes.trying import (
    PathView,
    agencies,
    first_agency,
    path_of,
    terms_of,
    typed_values,
)
from lienthong.portals.administration.processes.views.base import ProcessView, number_in


@dataclass(frozen=True, slots=True)
class Asked:
    """One declared name with what was typed for it."""

    name: str
    title: str
    is_flag: bool
    value: str
    choices: tuple[tuple[str, object], ...] = ()
    is_question: bool = False
    """Whether people are asked it, in the language of the form."""


class SimulateView(ProcessView):
    """The design tried out; nothing is stored."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """The path for ``dv`` (a unit) with the values ``v-…`` and the outcomes ``o-…``."""
        design = self.shown(code)
        units = agencies()
        known = {pk for pk, _name in units}
        wanted = number_in(request.GET.get("dv"))
        asked = {key: str(value) for key, value in request.GET.items()}
        table = table_of(design)
        called = called_of(questions_for(code, design.content))
        if wanted is None or wanted not in known:
            wanted = first_agency(table, known, self.actor.agency_id)
        try:
            versions = {version.pk for version in process_versions(design.definition)}
            path = path_of(compile_table(table), asked, wanted, terms_of(versions))
        except TableError:
            told = _("Bản soạn còn chỗ cần sửa nên chưa chạy thử được.")
            path = PathView(told=told)
        context = {
            "page_title": _("Chạy thử quy trình"),
            "units": units,
            "unit_id": wanted,
            "names": list(asked_names(table, asked, called)),
            "path": path,
        }
        return self.page("simulate", design, context)


def asked_names(
    table: Table, asked: dict[str, str], called: Mapping[str, Called]
) -> Iterator[Asked]:
    """The declared names with what was typed, in the words of who sets them.

    ``called`` are the names of questions and of apps; the others are shown as they are written.
    """
    values: dict[str, Value] = {name: datum.default for name, datum in table.data.items()}
    values |= typed_values(table, asked)
    for name, datum in table.data.items():
        value = values[name]
        flag = datum.type is DataType.FLAG
        text = told_datum(value) if isinstance(value, list) else str(value)
        known = called.get(name, Called(""))
        title = "" if known.title == name else known.title
        choices = tuple(known.values.items()) if not text or text in known.values else ()
        if choices and not text:
            choices = (("", _("Chưa trả lời")), *choices)
        said = ("1" if value else "0") if flag else text
        yield Asked(name, title, flag, said, choices, known.is_question)
