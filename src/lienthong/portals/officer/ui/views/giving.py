# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Give a shared view to a colleague, with who looked after it so far."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.core.access.api import actor_for
from lienthong.core.accounts.api import Account, AccountKind
from lienthong.core.ui.api import SHARE, Receiver, SavedView, give_view, shared_within
from lienthong.core.units.api import name_of
from lienthong.kernel.errors import InvalidInput, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.registry import lists
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.ui.forms import GiveForm
from lienthong.portals.officer.ui.queries import heirs_of, keepers_told


class GiveView(GuardedView):
    """Choose who of the colleagues looks after a shared view from now on."""

    permission = SHARE

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The colleagues who can, and the history."""
        view = self._view(pk)
        return self._show(request, view, GiveForm(heirs_of(view)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give it; whoever cannot have it is named with the reason."""
        view, heirs = self._view(pk), heirs_of(self._view(pk))
        chosen = _officer(request.POST.get("to", ""))
        if chosen and str(chosen.pk) not in dict(heirs):
            heirs.append((str(chosen.pk), str(chosen)))
        form = GiveForm(heirs, request.POST)
        if not form.is_valid() or chosen is None:
            return self._show(request, view, form)
        try:
            give_view(view, to=Receiver(actor_for(chosen), chosen.is_active), actor=self.actor)
        except InvalidInput as refused:
            form.add_error("to", refused.fields["to"])
            return self._show(request, view, form)
        text = _("Đã giao cách xem “%(name)s” cho %(who)s.")
        messages.success(request, text % {"name": view.name, "who": chosen})
        return redirect("officer:views")

    def _view(self, pk: int) -> SavedView:
        view = shared_within(self.actor).filter(pk=pk).first()
        if view is None:
            raise OutOfScope
        return view

    def _show(self, request: HttpRequest, view: SavedView, form: GiveForm) -> HttpResponse:
        context = {
            "page_title": _("Giao cách xem"),
            "view": view,
            "list_title": next((one.title for one in lists() if one.code == view.list_code), ""),
            "unit": name_of(view.unit_id) if view.unit_id else "",
            "owner": Account.objects.filter(pk=view.owner_id).first(),
            "form": form,
            "has_heirs": len(form.fields["to"].choices) > 1,  # type: ignore[attr-defined]
            "lines": list(keepers_told(view)),
            "form_key": form_key(),
        }
        status = 422 if form.errors else 200
        return render(request, "officer/view_give.html", context, status=status)


def _officer(asked: str) -> Account | None:
    if not asked.isdecimal():
        return None
    return Account.objects.filter(pk=int(asked[:18]), kind=AccountKind.OFFICER).first()
