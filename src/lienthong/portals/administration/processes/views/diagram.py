# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The same table as a diagram: looked at, drawn, kept; and as a file to take away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from lienthong.core.process.api import (
    Problem,
    ProcessDesign,
    Redraw,
    TableError,
    change_process,
    dump_table,
    process_design_of,
    process_versions,
    read_bpmn,
    read_table,
    table_of,
    write_bpmn,
    write_file,
)
from lienthong.kernel.errors import DomainError, StaleVersion
from lienthong.portals.administration.processes.diagram_words import diagram_words
from lienthong.portals.administration.processes.kinds import sentence
from lienthong.portals.administration.processes.receiving import unpacked
from lienthong.portals.administration.processes.saying import conditions_in, said_condition
from lienthong.portals.administration.processes.slots import called_of, questions_for
from lienthong.portals.administration.processes.views.base import ProcessView, number_in

NO_TIME = "no_duration"
"""What is wrong with a timer that was just drawn."""


class DiagramView(ProcessView):
    """The diagram of a process; ``so-do.js`` sends it back as XML, all of it or nothing."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """The page with the diagram in it."""
        design = self.shown(code)
        context = {
            "page_title": _("Sơ đồ quy trình"),
            "xml": write_bpmn(table_of(design)).decode(),
            "words": diagram_words(),
            "conditions": _conditions(design),
            "versions": process_versions(design.definition),
        }
        return self.page("diagram", design, context)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Keep what was drawn; answers the diagram as it stands, or what is wrong with it."""
        begun = process_design_of(code) is None
        design = self.opened(code)
        revision = number_in(request.POST.get("revision"))
        revision = design.revision if begun and not revision else revision
        try:
            drawn = dump_table(read_bpmn(unpacked(request.POST.get("packed", ""))))
            changed = change_process(
                design, change=Redraw(drawn), revision=revision, actor=self.actor
            )
        except StaleVersion as stale:
            return JsonResponse({"faults": [["", str(stale)]]}, status=409)
        except DomainError as refused:
            return JsonResponse({"faults": _faults(refused), "revision": revision}, status=422)
        return JsonResponse(_drawn(changed))


class ProcessFileView(ProcessView):
    """The design or a version (``?ban=``) as BPMN 2.0, or with ``?dang=yaml`` as our table."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Download it."""
        design = self.shown(code)
        wanted = request.GET.get("ban", "")
        versions = process_versions(design.definition)
        version = next((v for v in versions if str(v.number) == wanted), None)
        table = read_table(version.table) if version else table_of(design)
        if request.GET.get("dang") == "yaml":
            response = HttpResponse(write_file(table), content_type="application/yaml")
            response["Content-Disposition"] = f'attachment; filename="{code}.yaml"'
            return response
        response = HttpResponse(write_bpmn(table), content_type="application/xml")
        response["Content-Disposition"] = f'attachment; filename="{code}.bpmn"'
        return response


def _faults(refused: DomainError) -> list[tuple[str, str, bool]]:
    """Places with what is wrong, and whether only a time lacks, which the page then asks for."""
    if not isinstance(refused, TableError):
        return [("", str(refused), False)]
    return [_fault(item) for item in refused.problems]


def _fault(item: Problem) -> tuple[str, str, bool]:
    if item.code != NO_TIME:
        return item.where, sentence(item), False
    name = dict(item.values).get("name", "")
    told = _("Sự kiện vừa vẽ xảy ra sau bao lâu?")
    if name != item.where:
        told = _("“%(name)s” xảy ra sau bao lâu?") % {"name": name}
    return item.where, told, True


def _drawn(design: ProcessDesign) -> dict[str, object]:
    return {
        "revision": design.revision,
        "xml": write_bpmn(table_of(design)).decode(),
        "conditions": _conditions(design),
    }


def _conditions(design: ProcessDesign) -> dict[str, str]:
    """Conditions of the ways by how they are written, in words."""
    called = called_of(questions_for(design.definition.code, design.content))
    return {text: said_condition(text, called) for text in conditions_in(design.content)}
