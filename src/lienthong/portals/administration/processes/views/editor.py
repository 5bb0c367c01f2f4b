# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The table of steps and the settings of the chosen one; every operation is a form post."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.process.api import (
    HEADER,
    EditHeader,
    EditStep,
    Kind,
    ProcessDesign,
    TableError,
    change_process,
    fingerprint,
    place_of,
    process_problems,
    undo_process,
)
from lienthong.kernel.designs import edits_of, last_edit
from lienthong.kernel.errors import DomainError, IllegalState, StaleVersion
from lienthong.portals.administration.processes.acts import change_of
from lienthong.portals.administration.processes.fields import is_seldom
from lienthong.portals.administration.processes.forms import (
    HeaderSettings,
    StepSettings,
    settings_of,
    shown_fields,
)
from lienthong.portals.administration.processes.kinds import KINDS, PALETTE, sentence, told
from lienthong.portals.administration.processes.panels import sentences, table_rows
from lienthong.portals.administration.processes.saying import Called
from lienthong.portals.administration.processes.slots import called_of, questions_for, slots_of
from lienthong.portals.administration.processes.views.base import (
    ProcessView,
    chosen_node,
    number_in,
)

Settings = HeaderSettings | StepSettings


class EditorView(ProcessView):
    """One process as a table: ``?chon=`` names the chosen step."""

    names: Mapping[str, Called] | None = None

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show it as it stands."""
        design = self.shown(code)
        chosen = chosen_node(design, request.GET.get("chon", ""))
        settings = settings_of(design.content, chosen, None, self.called(design))
        return self.show(design, chosen, settings)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Make one change and show what it was about."""
        design, act = self.opened(code), request.POST.get("act", "")
        if act == "edit":
            return self.edit(design, request.POST.get("element", ""))
        if act == "undo":
            return self.undo(design)
        try:
            changed = change_process(design, change=change_of(request.POST), actor=self.actor)
        except IllegalState as refused:
            messages.error(request, str(refused))
            return self.again(design, request.POST.get("node", ""))
        return self.again(changed, _last_node(changed))

    def edit(self, design: ProcessDesign, node: str) -> HttpResponse:
        """New settings of a step; what was typed stays when they cannot be kept."""
        node = chosen_node(design, node)
        settings = settings_of(design.content, node, self.request.POST, self.called(design))
        if not settings.is_valid():
            return self.show(design, node, settings, status=422)
        seen = self.request.POST.get("seen", "")
        values = settings.values()
        change = EditHeader(values, seen) if node == HEADER else EditStep(node, values, seen)
        try:
            changed = change_process(design, change=change, actor=self.actor)
        except StaleVersion as stale:
            design.refresh_from_db()
            return self.show(design, node, settings, conflict=str(stale), status=409)
        except DomainError as refused:
            for text in _texts(refused):
                settings.add_error(None, text)
            return self.show(design, node, settings, status=422)
        messages.success(self.request, _("Đã lưu."))
        return self.again(changed, node)

    def undo(self, design: ProcessDesign) -> HttpResponse:
        """Take the last change back."""
        revision = number_in(self.request.POST.get("revision"))
        try:
            changed = undo_process(design, revision=revision, actor=self.actor)
        except (IllegalState, StaleVersion) as refused:
            messages.error(self.request, str(refused))
            return self.again(design, "")
        (last,) = edits_of(changed, limit=1)
        messages.success(self.request, told(last.act, last.what))
        return self.again(changed, last.place)

    def called(self, design: ProcessDesign) -> Mapping[str, Called]:
        """What the names in conditions are called; asked once a request."""
        if self.names is None:
            self.names = called_of(questions_for(design.definition.code, design.content))
        return self.names

    def again(self, design: ProcessDesign, node: str) -> HttpResponse:
        """Back to the editor with the step in view."""
        chosen = chosen_node(design, node)
        address = reverse("administration:process", args=[design.definition.code])
        return redirect(f"{address}?chon={chosen}")

    def show(
        self,
        design: ProcessDesign,
        chosen: str,
        settings: Settings,
        *,
        conflict: str = "",
        status: int = 200,
    ) -> HttpResponse:
        """Draw the editor."""
        content = design.content
        problems = sentences(process_problems(design), content)
        called = self.called(design)
        row = {} if chosen == HEADER else place_of(content, chosen).row
        shown = shown_fields(settings)
        kind = str(row.get("kind", Kind.TASK))
        seldom = {view.name for view in shown if row and is_seldom(view.name, kind)}
        context = {
            "page_title": content.get("title", ""),
            "rows": table_rows(content, problems, chosen, called),
            "chosen": chosen,
            "row": row,
            "kind": KINDS[kind] if row else None,
            "settings": settings,
            "inputs": [view for view in shown if view.name not in seldom],
            "seldom": [view for view in shown if view.name in seldom],
            "seen": fingerprint(content, chosen),
            "conflict": conflict,
            "palette": PALETTE,
            "rules": slots_of(row, called) if row else (),
            "own_problems": problems.get(chosen, ()),
            "problem_count": sum(map(len, problems.values())),
            "last": last_edit(design),
        }
        return self.page("editor", design, context, status=status)


def _texts(refused: DomainError) -> list[str]:
    if isinstance(refused, TableError):
        return [sentence(item) for item in refused.problems]
    return [str(refused)]


def _last_node(design: ProcessDesign) -> str:
    last = last_edit(design)
    return last.place if last else HEADER
