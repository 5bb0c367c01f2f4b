# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the screens of one process have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import render

from lienthong.core.process.api import (
    EDIT,
    HEADER,
    ProcessDesign,
    is_published,
    open_process,
    place_of,
    process_by_code,
    process_design_of,
    shown_process,
)
from lienthong.kernel.designs import Gone
from lienthong.kernel.forms import form_key
from lienthong.kernel.permissions import Permission
from lienthong.kernel.views import GuardedView


class ProcessView(GuardedView):
    """One process that is being made; reading it saves nothing."""

    permission: ClassVar[Permission] = EDIT
    abstract = True

    def shown(self, code: str) -> ProcessDesign:
        """The design to look at. Raises ``OutOfScope``."""
        return shown_process(code)

    def opened(self, code: str) -> ProcessDesign:
        """The design to change, begun when there is none yet. Raises ``OutOfScope``."""
        found = process_design_of(code)
        if found is not None:
            return found
        return open_process(process_by_code(code), actor=self.actor.acting(idempotency_key=""))

    def page(
        self, template: str, design: ProcessDesign, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        """Draw a template of the process editor."""
        common = {
            "design": design,
            "code": design.definition.code,
            "title": design.content.get("title", ""),
            "is_published": is_published(design),
            "form_key": form_key(),
            "here": template,
        }
        name = f"administration/processes/{template}.html"
        return render(self.request, name, common | context, status=status)


def chosen_node(design: ProcessDesign, wanted: str) -> str:
    """The wanted step when the table has it, otherwise the table as a whole."""
    if not wanted or wanted == HEADER:
        return HEADER
    try:
        place_of(design.content, wanted)
    except Gone:
        return HEADER
    return wanted


def number_in(text: str | None) -> int:
    """A revision as it was sent; 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
