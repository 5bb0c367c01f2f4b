# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The editor: outline, settings of the chosen element, preview; every operation is a form post."""

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
    EditForm,
    EditPage,
    FormDesign,
    change_design,
    design_problems,
    field_of,
    find_page,
    fingerprint,
    page_of,
    revert_design,
    undo_design,
)
from lienthong.kernel.designs import Change, Gone, last_edit
from lienthong.kernel.errors import IllegalState, StaleVersion
from lienthong.portals.administration.forms.acts import change_of
from lienthong.portals.administration.forms.forms import (
    FieldSettings,
    FormSettings,
    PageSettings,
    shown_fields,
)
from lienthong.portals.administration.forms.keys import suggested_key
from lienthong.portals.administration.forms.palette import PALETTE
from lienthong.portals.administration.forms.panels import FORM, outline, told
from lienthong.portals.administration.forms.rules import rules_of
from lienthong.portals.administration.forms.views.base import DesignView

Settings = FormSettings | PageSettings | FieldSettings
WIDTHS = ("phone", "desk")


class EditorView(DesignView):
    """One form: ``?chon=`` names the chosen element, ``?rong=`` the width of the preview."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show it as it stands."""
        design = self.shown(code)
        chosen = chosen_key(design, request.GET.get("chon", ""))
        return self.show(design, chosen, settings_of(design, chosen))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Make one change and show what it was about."""
        design, act = self.opened(code), request.POST.get("act", "")
        if act == "edit":
            return self.edit(design, request.POST.get("element", ""))
        if act in {"undo", "revert"}:
            return self.go_back(design, act)
        try:
            changed = change_design(design, change=change_of(request.POST), actor=self.actor)
        except IllegalState as refused:
            messages.error(request, str(refused))
            return self.again(design, request.POST.get("key", ""))
        edit = last_edit(changed)
        return self.again(changed, edit.place if edit else "")

    def edit(self, design: FormDesign, key: str) -> HttpResponse:
        """New settings of an element; what was typed stays when they cannot be kept."""
        key = chosen_key(design, key)
        settings = settings_of(design, key, self.request.POST)
        if not settings.is_valid():
            return self.show(design, key, settings, status=422)
        change = edit_of(design, key, settings, self.request.POST.get("seen", ""))
        try:
            changed = change_design(design, change=change, actor=self.actor)
        except StaleVersion as stale:
            design.refresh_from_db()
            return self.show(design, key, settings, conflict=str(stale), status=409)
        edit = last_edit(changed)
        messages.success(self.request, _("Đã lưu."))
        return self.again(changed, key if key == FORM or edit is None else edit.place)

    def go_back(self, design: FormDesign, act: str) -> HttpResponse:
        """Take the last change back, or all since the last version."""
        seen = self.request.POST.get("revision", "")
        revision = int(seen) if seen.isascii() and seen.isdigit() else 0
        doing = undo_design if act == "undo" else revert_design
        try:
            changed = doing(design, revision=revision, actor=self.actor)
        except (IllegalState, StaleVersion) as refused:
            messages.error(self.request, str(refused))
            return self.again(design, "")
        edit = last_edit(changed)
        messages.success(self.request, told(edit) if edit else "")
        return self.again(changed, edit.place if edit else "")

    def again(self, design: FormDesign, key: str) -> HttpResponse:
        """Back to the editor with the element in view."""
        wide = self.request.POST.get("rong", "")
        query = f"?chon={chosen_key(design, key)}" + (f"&rong={wide}" if wide in WIDTHS else "")
        return redirect(reverse("administration:form", args=[design.form.code]) + query)

    def show(
        self,
        design: FormDesign,
        chosen: str,
        settings: Settings,
        *,
        conflict: str = "",
        status: int = 200,
    ) -> HttpResponse:
        """Draw the editor."""
        problems = design_problems(design)
        content = design.content
        into = _list_key(design, chosen)
        width = self.request.GET.get("rong") or self.request.POST.get("rong", "")
        context = {
            "page_title": content.get("title", ""),
            "pages": outline(content, problems, chosen),
            "chosen": chosen,
            "element": element_of(design, chosen),
            "sort": sort_of(design, chosen),
            "page_key": _page_key(design, chosen),
            "settings": settings,
            "inputs": shown_fields(settings),
            "rules": rules_of(content, element_of(design, chosen), sort_of(design, chosen)),
            "errors": settings,
            "seen": fingerprint(element_of(design, chosen)),
            "conflict": conflict,
            "palette": PALETTE,
            "into": into,
            "is_table": sort_of(design, into) == "field",
            "own_problems": problems.get(chosen, ()),
            "problem_count": sum(map(len, problems.values())),
            "last": last_edit(design),
            "width": width if width in WIDTHS else WIDTHS[0],
        }
        return self.page("editor", design, context, status=status)


def chosen_key(design: FormDesign, wanted: str) -> str:
    """The wanted element when it exists, otherwise the form as a whole."""
    return wanted if sort_of(design, wanted) != FORM else FORM


def sort_of(design: FormDesign, key: str) -> str:
    """Whether a key names a page, a question, or nothing: then the form."""
    for find, sort in ((find_page, "page"), (field_of, "field")) if key != FORM else ():
        try:
            find(design.content, key)
        except Gone:
            continue
        return sort
    return FORM


def element_of(design: FormDesign, key: str) -> Mapping[str, Any]:
    """The element itself."""
    find = {"page": find_page, "field": field_of}.get(sort_of(design, key))
    return find(design.content, key) if find else design.content


def settings_of(design: FormDesign, key: str, data: Any = None) -> Settings:
    """The inputs for an element, with what was typed or with what stands."""
    element, sort = element_of(design, key), sort_of(design, key)
    if sort == "field":
        return FieldSettings(element, data)
    return PageSettings.of(element, data) if sort == "page" else FormSettings.of(element, data)


def edit_of(design: FormDesign, key: str, settings: Settings, seen: str) -> Change:
    """The change that keeps new settings."""
    if isinstance(settings, FieldSettings):
        values = settings.values()
        values["key"] = suggested_key(design, settings.question, values)
        return EditField(key, values, seen)
    values = settings.values()
    return (
        EditPage(key, values, seen)
        if isinstance(settings, PageSettings)
        else EditForm(values, seen)
    )


def _page_key(design: FormDesign, chosen: str) -> str:
    """The page that the preview shows."""
    pages = design.content.get("pages", [])
    first = str(pages[0]["key"]) if pages else ""
    if sort_of(design, chosen) == "field":
        return str(page_of(design.content, chosen)["key"])
    return first if chosen == FORM else chosen


def _list_key(design: FormDesign, chosen: str) -> str:
    """The page or table that a new question goes into: the chosen one, or what holds it."""
    for page in design.content.get("pages", []):
        for question in page.get("fields", []):
            inner = {column["key"] for column in question.get("fields", [])}
            if chosen in inner or (chosen == question["key"] and question["kind"] == "repeat"):
                return str(question["key"])
    return _page_key(design, chosen)
