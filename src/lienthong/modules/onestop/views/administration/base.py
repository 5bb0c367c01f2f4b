# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the screens of one procedure in the making have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from lienthong.kernel.forms import form_key
from lienthong.kernel.permissions import Permission
from lienthong.kernel.views import GuardedView, may_hold
from lienthong.modules.onestop.actions.designs import open_procedure_design
from lienthong.modules.onestop.models import ProcedureDesign
from lienthong.modules.onestop.permissions import EDIT, PUBLISH
from lienthong.modules.onestop.queries.designs import is_published, renewed, shown_design


class DesignView(GuardedView):
    """One procedure that is being made; reading it saves nothing."""

    permission: ClassVar[Permission] = EDIT
    abstract = True

    def shown(self, code: str) -> ProcedureDesign:
        """The design to look at. Raises ``OutOfScope``."""
        return shown_design(code)

    def opened(self, code: str) -> ProcedureDesign:
        """The design to change, begun when there is none yet. Raises ``OutOfScope``."""
        found = shown_design(code)
        if found.pk:
            return found
        return open_procedure_design(found.procedure, actor=self.actor.acting(idempotency_key=""))

    def revision(self) -> int:
        """The revision that the person saw."""
        return number_in(self.request.POST.get("revision", ""))

    def page(
        self, template: str, design: ProcedureDesign, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        """Draw a template of the procedure editor."""
        common = {
            "design": design,
            "code": design.procedure.code,
            "title": design.content.get("short_name", ""),
            "is_published": is_published(design),
            "renewed": [_RENEWED[name] for name in renewed(design)],
            "may_publish": may_hold(self.actor, PUBLISH),
            "form_key": form_key(),
        }
        name = f"onestop/procedures/{template}.html"
        return render(self.request, name, common | context, status=status)


_RENEWED = {
    "form": gettext_lazy("Biểu mẫu đã có bản mới. Hồ sơ mới dùng bản ấy sau khi bạn công bố lại."),
    "process": gettext_lazy(
        "Quy trình đã có bản mới. Hồ sơ mới dùng bản ấy sau khi bạn công bố lại."
    ),
}


def number_in(text: str) -> int:
    """A whole number that was sent, 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
