# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the screens of one form have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import render

from lienthong.core.forms.api import (
    EDIT,
    FormDesign,
    design_of,
    form_by_code,
    is_published,
    open_design,
    shown_design,
)
from lienthong.kernel.forms import form_key
from lienthong.kernel.permissions import Permission
from lienthong.kernel.views import GuardedView


class DesignView(GuardedView):
    """One form that is being made; reading it saves nothing."""

    permission: ClassVar[Permission] = EDIT
    abstract = True

    def shown(self, code: str) -> FormDesign:
        """The design to look at. Raises ``OutOfScope``."""
        return shown_design(code)

    def opened(self, code: str) -> FormDesign:
        """The design to change, begun when there is none yet. Raises ``OutOfScope``."""
        found = design_of(code)
        if found is not None:
            return found
        return open_design(form_by_code(code), actor=self.actor.acting(idempotency_key=""))

    def page(
        self, template: str, design: FormDesign, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        """Draw a template of the form editor."""
        common = {
            "design": design,
            "code": design.form.code,
            "title": design.content.get("title", ""),
            "is_published": is_published(design),
            "form_key": form_key(),
        }
        name = f"administration/forms/{template}.html"
        return render(self.request, name, common | context, status=status)
