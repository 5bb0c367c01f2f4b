# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The editor: tabs, outline, settings of the chosen part; every operation is a form post."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.kernel.designs import Change, Gone, last_edit
from lienthong.kernel.errors import IllegalState, InvalidInput, OutOfScope, StaleVersion
from lienthong.kernel.language import of_record
from lienthong.modules.onestop.actions.designs import (
    change_procedure,
    revert_procedure,
    undo_procedure,
)
from lienthong.modules.onestop.domain.design.changes import Add, Duplicate, Edit, Remove, Step
from lienthong.modules.onestop.domain.design.naming import title_choices
from lienthong.modules.onestop.domain.design.places import fingerprint
from lienthong.modules.onestop.forms.parts import (
    BY_SLUG,
    Chosen,
    chosen_part,
    list_at,
    tab_of,
)
from lienthong.modules.onestop.forms.settings import SettingsForm
from lienthong.modules.onestop.forms.shared import Tab
from lienthong.modules.onestop.models import ProcedureDesign
from lienthong.modules.onestop.panels.procedure_outline import (
    edit_url,
    list_rows,
    rules_of,
    section_rows,
    tab_rows,
)
from lienthong.modules.onestop.panels.procedure_steps import step_rows
from lienthong.modules.onestop.queries.designs import (
    design_faults,
    form_of,
    last_place,
)
from lienthong.modules.onestop.queries.naming import nameable
from lienthong.modules.onestop.views.administration.base import DesignView


class EditorView(DesignView):
    """One tab of one procedure: ``?chon=`` names the chosen part."""

    def get(self, request: HttpRequest, code: str, tab: str) -> HttpResponse:
        """Show it as it stands."""
        design, shown = self.shown(code), known_tab(tab)
        part = part_in(design, shown, request.GET.get("chon", ""))
        return self.show(design, shown, part, self.settings(design, part))

    def post(self, request: HttpRequest, code: str, tab: str) -> HttpResponse:
        """Make one change and show what came of it; a refusal keeps what was typed."""
        design, shown = self.opened(code), known_tab(tab)
        act, place = request.POST.get("act", ""), request.POST.get("place", "")
        if act == "edit":
            return self.edit(design, shown, place)
        if act in {"undo", "revert"}:
            return self.go_back(design, act)
        try:
            changed = change_procedure(design, change=change_of(act, place), actor=self.actor)
        except (IllegalState, StaleVersion, InvalidInput) as refused:
            messages.error(request, str(refused))
            return redirect(edit_url(code, place))
        return redirect(edit_url(code, last_place(changed)))

    def edit(self, design: ProcedureDesign, tab: Tab, name: str) -> HttpResponse:
        """New settings of a part; what was typed stays when they cannot be kept."""
        part = part_in(design, tab, name)
        form = self.settings(design, part, self.request.POST)
        if not form.is_valid():
            return self.show(design, tab, part, form, status=422)
        values = form.values()
        change = Edit(part.place, values, self.request.POST.get("seen", ""))
        what = "" if part.elements else str(part.title)
        try:
            changed = change_procedure(design, change=change, what=what, actor=self.actor)
        except StaleVersion as stale:
            design.refresh_from_db()
            part = part_in(design, tab, name)
            return self.show(design, tab, part, form, conflict=str(stale), status=409)
        except (IllegalState, InvalidInput) as refused:
            messages.error(self.request, str(refused))
            return redirect(edit_url(design.procedure.code, name))
        messages.success(self.request, _("Đã lưu."))
        moved = last_place(changed) if part.elements else name
        return redirect(edit_url(design.procedure.code, moved or name))

    def go_back(self, design: ProcedureDesign, act: str) -> HttpResponse:
        """Take the last change back, or all since the last version."""
        doing = undo_procedure if act == "undo" else revert_procedure
        try:
            changed = doing(design, revision=self.revision(), actor=self.actor)
        except (IllegalState, StaleVersion) as refused:
            messages.error(self.request, str(refused))
            return redirect("onestop:procedure", design.procedure.code)
        messages.success(self.request, _("Đã lấy lại."))
        return redirect(edit_url(design.procedure.code, last_place(changed) or "general"))

    def settings(self, design: ProcedureDesign, part: Chosen, data: Any = None) -> SettingsForm:
        """The inputs of a part."""
        named = nameable(design.content)
        return SettingsForm(part.settings, part.element, data, named=named)

    def show(
        self,
        design: ProcedureDesign,
        tab: Tab,
        part: Chosen,
        form: SettingsForm,
        *,
        conflict: str = "",
        status: int = 200,
    ) -> HttpResponse:
        """Draw the editor."""
        content = design.content
        found = design_faults(content)
        faults: dict[str, list[str]] = {}
        for fault in found:
            faults.setdefault(fault.place, []).append(fault.text)
        version = form_of(content)
        paths = [setting.path for setting in part.settings]
        context = {
            "page_title": f"{tab.title} – {content.get('short_name', '')}",
            "tab": tab,
            "tabs": tab_rows(design.procedure.code, tab, found),
            "part": part,
            "sections": section_rows(tab, content, faults, part.name),
            "lists": list_rows(tab, content, faults, part.name),
            "form": form,
            "inputs": form.shown(rare=False),
            "rare_inputs": form.shown(rare=True),
            "title_fields": title_choices(form.named.questions),
            "rules": rules_of(part.element, part.slots, version.content if version else {}),
            "own_faults": faults.get(part.name, ()),
            "fault_count": len(found),
            "seen": fingerprint(part.element, paths),
            "conflict": conflict,
            "steps": step_rows(content) if tab.slug == "cac-buoc" else (),
            "form_version": version if tab.slug == "bieu-mau" else None,
            "last": last_edit(design),
        }
        return self.page("editor", design, context, status=status)


def known_tab(slug: str) -> Tab:
    """The tab with this name. Raises ``OutOfScope``."""
    if slug not in BY_SLUG:
        raise OutOfScope
    return BY_SLUG[slug]


def part_in(design: ProcedureDesign, tab: Tab, name: str) -> Chosen:
    """The wanted part when it stands on the tab, otherwise the first one of the tab."""
    if name and tab_of(name) is tab:
        try:
            return chosen_part(design.content, name)
        except Gone:
            pass
    for section in tab.sections:
        return chosen_part(design.content, section.name)
    for elements in tab.lists:
        rows = design.content.get(elements.name) or []
        if rows:
            return chosen_part(design.content, f"{elements.name}/{rows[0].get('key', 0)}")
    return Chosen("", "", {}, (), (), tab.title)


def change_of(act: str, place: str) -> Change:
    """The change that is asked for. Raises ``IllegalState`` for an unknown one."""
    make = _ACTS.get(act)
    if make is None:
        raise IllegalState(_("Không có thao tác này."))
    return make(place)


def _add(place: str) -> Change:
    elements = list_at(place)
    if elements is None:
        raise IllegalState(_("Không thêm vào chỗ này được."))
    with of_record():
        first = {name: _plain(value) for name, value in elements.first.items()}
    return Add(place, first)


def _plain(value: Any) -> Any:
    known = value is None or isinstance(value, str | int | bool | list | dict)
    return value if known else str(value)


_ACTS: Mapping[str, Callable[[str], Change]] = {
    "add": _add,
    "up": lambda place: Step(place, -1),
    "down": lambda place: Step(place, 1),
    "duplicate": Duplicate,
    "remove": Remove,
}
