# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep a way of looking at a list; see, open and forget what was kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import Account
from lienthong.core.ui.api import (
    SHARE,
    SavedView,
    ViewAudience,
    choose_view,
    remove_view,
    save_view,
    shared_within,
    take_over_view,
    views_of,
)
from lienthong.core.units.api import names_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.lists import VIEW, ListSpec
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.registry import lists
from lienthong.kernel.views import GuardedView, may_hold
from lienthong.portals.officer.ui.forms import ViewForm, asked_with
from lienthong.portals.officer.ui.queries import left_views

MOST_LEFT = 100


class ViewsView(GuardedView):
    """Kept views by list; with a list in the address, how it is looked at now can be kept."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form of the list that is asked for, and everything that was kept."""
        spec = spec_of(self.actor, request.GET.get("ds", ""))
        form = self._form(spec) if spec else None
        return self._show(request, spec, form)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it and go back to the list, or only look at it with these columns and this order."""
        spec = spec_of(self.actor, request.GET.get("ds", ""))
        if spec is None:
            raise OutOfScope
        form = ViewForm(spec, self.actor, request.POST)
        if request.POST.get("viec") == "xem":
            form.is_valid()
            asked = asked_with(spec, request.GET, form.cleaned_data)
            return redirect(reverse(spec.url_name) + spec.query(asked))
        if not form.is_valid():
            return self._show(request, spec, form)
        try:
            view = save_view(form.new_view(spec, request.GET), actor=self.actor)
        except InvalidInput as refused:
            form.refuse(refused)
            return self._show(request, spec, form)
        messages.success(request, _("Đã lưu cách xem “%(name)s”.") % {"name": view.name})
        return redirect(reverse(spec.url_name) + spec.query(view.asked, view=view.pk))

    def _form(self, spec: ListSpec) -> ViewForm:
        data = self.request.GET
        known = _kept(self.actor, spec, data.get(VIEW, ""))
        initial = {
            "columns": spec.shown(data),
            "order": spec.order(data),
            "name": known.name if known else "",
            "audience": known.audience if known else ViewAudience.OWN,
            "is_default": bool(known and getattr(known, "is_default", False)),
        }
        return ViewForm(spec, self.actor, initial=initial)

    def _show(
        self, request: HttpRequest, spec: ListSpec | None, form: ViewForm | None
    ) -> HttpResponse:
        context = {
            "page_title": _("Cách xem danh sách"),
            "spec": spec,
            "form": form,
            "list_url": reverse(spec.url_name) + spec.query(request.GET) if spec else "",
            "groups": list(_groups(self.actor)),
            "left": _left(self.actor),
            "form_key": form_key(),
        }
        status = 422 if form is not None and form.errors else 200
        return render(request, "officer/views.html", context, status=status)


class ViewActView(GuardedView):
    """Forget a kept view, or have its list open with it."""

    permission = OFFICER_DESK
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Only what the officer finds exists here."""
        view = views_of(self.actor).filter(pk=pk).first()
        if view is None and may_hold(self.actor, SHARE):
            view = left_views(self.actor).filter(pk=pk).first()
        if view is None:
            raise OutOfScope
        act, name = request.POST.get("viec", ""), {"name": view.name}
        if act == "xoa":
            remove_view(view, actor=self.actor)
            messages.success(request, _("Đã xóa cách xem “%(name)s”.") % name)
        elif act == "nhan":
            self._take_over(request, view)
        elif act in {"mo-san", "thoi-mo-san"}:
            choose_view(view, is_default=act == "mo-san", actor=self.actor)
            text = _("Danh sách sẽ mở bằng “%(name)s”.")
            text = text if act == "mo-san" else _("Danh sách không mở sẵn “%(name)s” nữa.")
            messages.success(request, text % name)
        return redirect("officer:views")

    def _take_over(self, request: HttpRequest, view: SavedView) -> None:
        try:
            take_over_view(view, actor=self.actor)
        except InvalidInput as refused:
            messages.error(request, refused.fields["name"])
        else:
            text = _("Từ nay bạn quản lý cách xem “%(name)s”.")
            messages.success(request, text % {"name": view.name})


def spec_of(actor: Actor, code: str) -> ListSpec | None:
    """The list with that code, if the actor may look at it. Raises ``OutOfScope``."""
    if not code:
        return None
    spec = next((spec for spec in lists() if spec.code == code), None)
    if spec is None or not may_hold(actor, spec.permission):
        raise OutOfScope
    return spec


def _kept(actor: Actor, spec: ListSpec, asked: str) -> SavedView | None:
    """The view that is looked at, when it is one's own to change."""
    if not asked.isdecimal():
        return None
    mine = views_of(actor).filter(list_code=spec.code, owner_id=actor.account_id or 0)
    return mine.filter(pk=int(asked[:18])).first()


def _groups(actor: Actor) -> Iterator[dict[str, Any]]:
    kept: list[Any] = list(views_of(actor))
    names, within = _names(kept, but=actor.account_id), _within(actor)
    for spec in lists():
        found = [view for view in kept if view.list_code == spec.code]
        if found and may_hold(actor, spec.permission):
            rows = [
                _row(spec, view, actor, view.pk in within) | {"by": names.get(view.owner_id)}
                for view in found
            ]
            yield {"title": spec.title, "rows": rows}


def _names(kept: list[Any], *, but: int | None = None) -> dict[int, Account]:
    """Who keeps what is listed, but for one; nothing is read where there is nobody else."""
    others = {view.owner_id for view in kept} - {but}
    return Account.objects.in_bulk(others) if others else {}


def _within(actor: Actor) -> set[int]:
    """The shared views that the actor may look after."""
    if not may_hold(actor, SHARE):
        return set()
    return set(shared_within(actor).values_list("pk", flat=True))


def _left(actor: Actor) -> list[dict[str, Any]]:
    """Shared views of other units that nobody there looks after, for who may give them."""
    if not may_hold(actor, SHARE):
        return []
    own = views_of(actor).values("pk")
    left = list(left_views(actor).exclude(pk__in=own)[:MOST_LEFT])
    names, titles = _names(left), {spec.code: spec.title for spec in lists()}
    units = names_of({view.unit_id for view in left if view.unit_id})
    return [
        {
            "view": view,
            "list": titles.get(view.list_code, view.list_code),
            "unit": units.get(view.unit_id or 0, ""),
            "by": names.get(view.owner_id),
        }
        for view in left
    ]


def _row(spec: ListSpec, view: Any, actor: Actor, is_within: bool) -> dict[str, Any]:
    own = view.owner_id == actor.account_id
    return {
        "view": view,
        "url": reverse(spec.url_name) + spec.query(view.asked, view=view.pk),
        "may_remove": is_within or (own and view.audience == ViewAudience.OWN),
        "may_take_over": is_within and not own,
        "may_give": is_within,
    }
