# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The builder of conditions of steps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.forms.api import (
    Reach,
    draw_rule,
    first_children,
    in_words,
    read_rule,
    unseen_values,
)
from lienthong.core.process.api import (
    DataType,
    ExpressionError,
    ProcessDesign,
    PutCondition,
    TableError,
    change_process,
    condition,
    fingerprint,
    place_of,
)
from lienthong.kernel.designs import Gone
from lienthong.kernel.errors import DomainError, OutOfScope, StaleVersion
from lienthong.portals.administration.processes.conditions import (
    OPERATORS,
    NotSaid,
    grouped,
    looked_at,
    text_of,
    tree_of,
    type_of_question,
)
from lienthong.portals.administration.processes.kinds import sentence
from lienthong.portals.administration.processes.slots import (
    Slot,
    called_of,
    questions_for,
    slots_of,
)
from lienthong.portals.administration.processes.views.base import ProcessView

SAVE, CLEAR = "_save", "_clear"


class ConditionView(ProcessView):
    """One condition of one step."""

    def get(self, request: HttpRequest, code: str, node: str, slot: str) -> HttpResponse:
        """Show it, or a first one to be changed; what cannot be built is told and stays typed."""
        design = self.shown(code)
        found = self.slot(design, node, slot)
        told = []
        reach = self.reach(design)
        tree = {"and": first_children("and", reach)}
        if found.text:
            try:
                tree = grouped(tree_of(found.text))
            except NotSaid as unsaid:
                told = [str(unsaid)]
        return self.show(design, node, found, tree, problems=told)

    def post(self, request: HttpRequest, code: str, node: str, slot: str) -> HttpResponse:
        """Draw it again as it was changed, keep it, or take it away."""
        design = self.opened(code)
        found = self.slot(design, node, slot)
        reach = self.reach(design)
        tree = read_rule(request.POST, reach)
        if CLEAR in request.POST:
            return self.keep(design, node, found, tree, "", {})
        if SAVE not in request.POST:
            return self.show(design, node, found, tree)
        changed = unseen_values(request.POST, reach)
        if changed:
            return self.show(design, node, found, tree, problems=changed, status=422)
        types = self.types(design)
        try:
            text = text_of(tree, types)
            condition(text, {name: DataType(kind) for name, kind in types.items()})
        except (NotSaid, ExpressionError) as refused:
            told = _("Điều kiện %(why)s") % {"why": _(str(refused))}
            told = str(refused) if isinstance(refused, NotSaid) else told
            return self.show(design, node, found, tree, problems=[told], status=422)
        new = looked_at(tree) - set(design.content.get("data", {}))
        return self.keep(
            design, node, found, tree, text, {name: {"type": types[name]} for name in sorted(new)}
        )

    def keep(
        self, design: ProcessDesign, node: str, slot: Slot, tree: Any, text: str, data: Any
    ) -> HttpResponse:
        """Save and go back to the step."""
        seen = self.request.POST.get("seen", "")
        change = PutCondition(node, slot.name, text, data, seen)
        try:
            change_process(design, change=change, actor=self.actor)
        except StaleVersion as stale:
            design.refresh_from_db()
            return self.show(design, node, slot, tree, problems=[str(stale)], status=409)
        except TableError as refused:
            told = [sentence(item) for item in refused.problems]
            return self.show(design, node, slot, tree, problems=told, status=422)
        except DomainError as refused:
            return self.show(design, node, slot, tree, problems=[str(refused)], status=422)
        messages.success(self.request, _("Đã lưu."))
        return redirect(self.back(design, node))

    def back(self, design: ProcessDesign, node: str) -> str:
        """Where the step is edited."""
        address = reverse("administration:process", args=[design.definition.code])
        return f"{address}?chon={node}#cai-dat"

    def questions(self, design: ProcessDesign) -> dict[str, Any]:
        """What the condition can look at."""
        return questions_for(design.definition.code, design.content)

    def types(self, design: ProcessDesign) -> dict[str, str]:
        """The types of all that it can look at."""
        declared = {name: item["type"] for name, item in design.content.get("data", {}).items()}
        asked = {name: type_of_question(one) for name, one in self.questions(design).items()}
        return asked | declared

    def reach(self, design: ProcessDesign) -> Reach:
        """The same for the builder."""
        fields = list(self.questions(design).values())
        return Reach({"pages": [{"key": "step", "fields": fields}]}, "", itself=False)

    def slot(self, design: ProcessDesign, node: str, name: str) -> Slot:
        """The place, when the step has it. Raises ``OutOfScope``."""
        try:
            row = place_of(design.content, node).row
        except Gone as gone:
            raise OutOfScope from gone
        slots = slots_of(row, called_of(self.questions(design)))
        found = next((slot for slot in slots if slot.name == name), None)
        if found is None:
            raise OutOfScope
        return found

    def show(
        self,
        design: ProcessDesign,
        node: str,
        slot: Slot,
        tree: Any,
        *,
        problems: list[str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """Draw the builder."""
        reach, row = self.reach(design), place_of(design.content, node).row
        context = {
            "page_title": slot.title,
            "slot": slot,
            "name": row.get("title", ""),
            "back_url": self.back(design, node),
            "root": draw_rule(tree, reach),
            "reach": reach,
            "operators": OPERATORS,
            "problems": problems or [],
            "said": in_words(tree, self.questions(design)),
            "seen": fingerprint(design.content, node),
        }
        return self.page("condition", design, context, status=status)
