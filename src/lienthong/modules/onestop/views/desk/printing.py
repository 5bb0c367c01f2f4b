# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How this desk prints, and how its browser prints without a dialog."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.units.api import Unit
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.actions.desk import set_printing
from lienthong.modules.onestop.enums import SlipSize
from lienthong.modules.onestop.permissions import RECEIVE
from lienthong.modules.onestop.queries.desk_profiles import print_profile


class PrintingView(GuardedView):
    """Printing by itself, size, copies."""

    permission = RECEIVE

    def get(self, request: HttpRequest) -> HttpResponse:
        """The profile of the officer's desk."""
        return self._show(request, {})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it."""
        unit = Unit.objects.get(pk=self.actor.unit_id or 0)
        copies = request.POST.get("copies", "")
        try:
            set_printing(
                unit,
                at_once=request.POST.get("at_once") == "on",
                size=request.POST.get("size", ""),
                copies=int(copies) if copies.isascii() and copies.isdecimal() else 0,
                actor=self.actor,
            )
        except InvalidInput as refused:
            return self._show(request, refused.fields, status=422)
        messages.success(request, _("Đã lưu cách in của quầy."))
        return redirect("onestop:officer-printing")

    def _show(self, request: HttpRequest, wrong: dict[str, str], status: int = 200) -> HttpResponse:
        reception = reverse("onestop:officer-reception")
        context = {
            "page_title": _("Cách in của quầy"),
            "crumbs": [(_("Quầy tiếp nhận"), reception), (_("Cách in của quầy"), None)],
            "profile": print_profile(self.actor),
            "sizes": SlipSize.choices,
            "errors": [{"target": f"id_{name}", "message": text} for name, text in wrong.items()],
            "form_key": form_key(),
        }
        return render(request, "onestop/desk/printing.html", context, status=status)
