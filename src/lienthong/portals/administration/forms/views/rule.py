# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The builder of conditions and calculations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.forms.api import (
    EditField,
    EditPage,
    FormDesign,
    Reach,
    change_design,
    context_on,
    draw_rule,
    evaluate,
    expression_problems,
    fields_of,
    fingerprint,
    first_children,
    in_words,
    meanings_for,
    read_rule,
    unseen_values,
    write_number,
)
from lienthong.kernel.errors import IllegalState, OutOfScope, StaleVersion
from lienthong.kernel.language import of_record
from lienthong.portals.administration.forms.forms import meaning_words
from lienthong.portals.administration.forms.panels import FORM
from lienthong.portals.administration.forms.rules import (
    SHOW,
    VALUE,
    check_in,
    expression_in,
    known_slot,
    prefill_in,
    prefills_of,
    title_of,
    values_with,
)
from lienthong.portals.administration.forms.views.base import DesignView
from lienthong.portals.administration.forms.views.editor import element_of, sort_of

SAVE, CLEAR, ALWAYS = "_save", "_clear", "always"
LEVELS = ("error", "warning")


class RuleView(DesignView):
    """One condition or calculation of one element."""

    def get(self, request: HttpRequest, code: str, key: str, slot: str) -> HttpResponse:
        """Show it, or a first one to be changed."""
        design = self.shown(code)
        element = self.element(design, key, slot)
        found = expression_in(element, slot)
        if found is None:
            found = self.first(design, key, slot)
        check = check_in(element, slot)
        more = {"message": check.get("message", ""), "level": check.get("level", LEVELS[0])}
        more["source"] = prefill_in(element, slot).get("from", "")
        return self.show(
            design, key, slot, found, more | {"words": element.get("show_if_text", "")}
        )

    def post(self, request: HttpRequest, code: str, key: str, slot: str) -> HttpResponse:
        """Draw it again as it was changed, keep it, or take it away."""
        design = self.opened(code)
        element = self.element(design, key, slot)
        reach = self.reach(design, key, slot)
        expression = read_rule(request.POST, reach)
        more = self.more()
        if CLEAR in request.POST:
            return self.keep(design, key, slot, None, more | {"source": ""})
        if slot.startswith("prefill") and ALWAYS in request.POST:
            expression = None
        if SAVE not in request.POST:
            return self.show(design, key, slot, expression, more)
        problems = unseen_values(request.POST, reach) or problems_of(expression, slot, more)
        if problems:
            return self.show(design, key, slot, expression, more, problems=problems, status=422)
        if slot == SHOW and not more["words"]:
            more["words"] = _told(expression, design)
        if fingerprint(element) != request.POST.get("seen", ""):
            text = _("Người khác vừa sửa phần này. Bấm “Lưu” lần nữa để giữ điều kiện của bạn.")
            return self.show(design, key, slot, expression, more, problems=[text], status=409)
        return self.keep(design, key, slot, expression, more)

    def keep(
        self, design: FormDesign, key: str, slot: str, expression: Any, more: dict[str, Any]
    ) -> HttpResponse:
        """Save and go back to the editor."""
        element = element_of(design, key)
        values = values_with(element, slot, expression, more)
        make = EditField if sort_of(design, key) == "field" else EditPage
        try:
            change = make(key, values, self.request.POST.get("seen", ""), act="rule")
            change_design(design, change=change, actor=self.actor)
        except (IllegalState, StaleVersion) as refused:
            messages.error(self.request, str(refused))
        else:
            messages.success(self.request, _("Đã lưu."))
        return redirect(reverse("administration:form", args=[design.form.code]) + f"?chon={key}")

    def element(self, design: FormDesign, key: str, slot: str) -> Any:
        """The page or question; only when it has this place. Raises ``OutOfScope``."""
        if sort_of(design, key) == FORM:
            raise OutOfScope
        element = element_of(design, key)
        known_slot(element, sort_of(design, key), slot)
        return element

    def reach(self, design: FormDesign, key: str, slot: str) -> Reach:
        """What the expression may look at; a check also at its own question."""
        return Reach(design.content, key, itself=slot.startswith("check"))

    def first(self, design: FormDesign, key: str, slot: str) -> Any:
        """What a new expression begins with."""
        sort = "add" if slot == VALUE else "today" if slot.startswith("not_") else "and"
        if sort == "today":
            return {"today": {}}
        return {sort: first_children(sort, self.reach(design, key, slot))}

    def more(self) -> dict[str, Any]:
        """What stands beside the expression."""
        posted = self.request.POST
        level = posted.get("level", LEVELS[0])
        return {
            "message": posted.get("message", "").strip()[:300],
            "level": level if level in LEVELS else LEVELS[0],
            "source": posted.get("source", "").strip()[:100],
            "words": posted.get("words", "").strip()[:300],
        }

    def show(
        self,
        design: FormDesign,
        key: str,
        slot: str,
        expression: Any,
        more: dict[str, Any],
        *,
        problems: list[str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """Draw the builder."""
        reach = self.reach(design, key, slot)
        element = element_of(design, key)
        name = element.get("label") or element.get("title", "")
        context = {
            "page_title": f"{title_of(slot, element)} – {name}",
            "key": key,
            "slot": slot,
            "slot_title": title_of(slot, element),
            "is_set": expression_in(element, slot) is not None,
            "name": name,
            "root": draw_rule(expression, reach),
            "reach": reach,
            "problems": problems or [],
            "said": in_words(expression, _questions(design)),
            "trial": _tried(expression, design),
            "seen": fingerprint(element),
            "is_check": slot.startswith("check"),
            "sources": sources_of(element) if slot.startswith("prefill") else (),
            "asks_words": slot == SHOW and "kind" in element,
            **more,
        }
        return self.page("rule", design, context, status=status)


def problems_of(expression: Any, slot: str, more: Mapping[str, str]) -> list[str]:
    """What keeps the expression from being saved at a place."""
    problems = expression_problems(expression)
    if slot.startswith("prefill") and not more["source"]:
        problems = [*problems, _("Chọn dữ liệu được lấy sẵn.")]
    if slot.startswith("check") and not more["message"]:
        problems = [*problems, _("Viết câu báo khi điều này không đúng.")]
    return problems


def sources_of(element: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What can be filled in and fits the question; also what a rule of it names already."""
    named = {str(rule.get("from", "")) for rule in prefills_of(element)}
    return [
        (one.key, meaning_words(one))
        for one in meanings_for(str(element.get("kind", "")))
        if one.sources or one.key in named
    ]


def _questions(design: FormDesign) -> dict[str, Any]:
    return {question["key"]: question for question in fields_of(design.content)}


def _told(expression: Any, design: FormDesign) -> str:
    """The condition in words of the record, for people whose browser runs no scripts."""
    with of_record():
        return (_("Trả lời khi %(words)s.") % {"words": in_words(expression, _questions(design))})[
            :300
        ]


def _tried(expression: Any, design: FormDesign) -> Any:
    """The value with the answers of the trial; None when it cannot be worked out."""
    if expression_problems(expression):
        return None
    value = evaluate(expression, design.trial.get("answers", {}), context_on().today)
    is_figure = isinstance(value, int | float) and not isinstance(value, bool)
    return write_number(value) if is_figure else value
