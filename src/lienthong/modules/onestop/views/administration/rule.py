# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The builder of conditions for parts of a procedure."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.core.forms.api import (
    Reach,
    draw_rule,
    expression_problems,
    fields_of,
    first_children,
    in_words,
    read_rule,
    unseen_values,
)
from lienthong.kernel.designs import Gone
from lienthong.kernel.errors import IllegalState, InvalidInput, OutOfScope, StaleVersion
from lienthong.modules.onestop.actions.designs import change_procedure
from lienthong.modules.onestop.domain.design.changes import Edit
from lienthong.modules.onestop.domain.design.places import fingerprint, value_at
from lienthong.modules.onestop.forms.parts import Chosen, chosen_part
from lienthong.modules.onestop.forms.shared import Slot
from lienthong.modules.onestop.models import ProcedureDesign
from lienthong.modules.onestop.panels.procedure_outline import edit_url, place_title
from lienthong.modules.onestop.queries.designs import form_of
from lienthong.modules.onestop.views.administration.base import DesignView

SAVE, CLEAR = "_save", "_clear"


class RuleView(DesignView):
    """One condition of a part."""

    def get(self, request: HttpRequest, code: str, place: str, slot: str) -> HttpResponse:
        """Show it, or a first one to be changed."""
        design = self.shown(code)
        part, chosen = part_and_slot(design, place, slot)
        found = value_at(part.element, slot)
        if found is None:
            found = {"and": first_children("and", self.reach(design))}
        return self.show(design, part, chosen, found)

    def post(self, request: HttpRequest, code: str, place: str, slot: str) -> HttpResponse:
        """Draw it again as it was changed, keep it, or take it away."""
        design = self.opened(code)
        part, chosen = part_and_slot(design, place, slot)
        reach = self.reach(design)
        expression = read_rule(request.POST, reach)
        if CLEAR in request.POST:
            return self.keep(design, part, chosen, None)
        if SAVE not in request.POST:
            return self.show(design, part, chosen, expression)
        problems = unseen_values(request.POST, reach) or expression_problems(expression)
        if problems:
            return self.show(design, part, chosen, expression, problems=problems, status=422)
        if fingerprint(part.element, [slot]) != request.POST.get("seen", ""):
            text = _("Người khác vừa sửa phần này. Bấm “Lưu” lần nữa để giữ điều kiện của bạn.")
            return self.show(design, part, chosen, expression, problems=[text], status=409)
        return self.keep(design, part, chosen, expression)

    def keep(
        self, design: ProcedureDesign, part: Chosen, slot: Slot, expression: Any
    ) -> HttpResponse:
        """Save and go back to the editor."""
        seen = self.request.POST.get("seen", "")
        change = Edit(part.place, {slot.path: expression}, seen, act="rule")
        what = "" if part.elements else str(part.title)
        try:
            change_procedure(design, change=change, what=what, actor=self.actor)
        except (IllegalState, StaleVersion, InvalidInput) as refused:
            messages.error(self.request, str(refused))
        else:
            messages.success(self.request, _("Đã lưu."))
        return redirect(edit_url(design.procedure.code, part.name))

    def reach(self, design: ProcedureDesign) -> Reach:
        """Every question of the form."""
        form = form_of(design.content)
        return Reach(dict(form.content) if form else {}, "", itself=False)

    def show(
        self,
        design: ProcedureDesign,
        part: Chosen,
        slot: Slot,
        expression: Any,
        *,
        problems: list[str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """Draw the builder."""
        form, reach = form_of(design.content), self.reach(design)
        questions = {one["key"]: one for one in fields_of(form.content if form else {})}
        context = {
            "page_title": slot.title,
            "part": part,
            "slot": slot,
            "name": place_title(design.content, part.name),
            "back_url": edit_url(design.procedure.code, part.name),
            "root": draw_rule(expression, reach),
            "reach": reach,
            "problems": problems or [],
            "said": in_words(expression, questions),
            "seen": fingerprint(part.element, [slot.path]),
        }
        return self.page("rule", design, context, status=status)


def part_and_slot(design: ProcedureDesign, place: str, path: str) -> tuple[Chosen, Slot]:
    """The part and the place for a condition in it. Raises ``OutOfScope``."""
    try:
        part = chosen_part(design.content, place)
    except Gone as gone:
        raise OutOfScope from gone
    slot = next((slot for slot in part.slots if slot.path == path), None)
    if slot is None:
        raise OutOfScope
    return part, slot
