# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Screens of connected applications."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from lienthong.core.access.api import Grant, give_role, revoke_grant
from lienthong.core.accounts.api import (
    MANAGE_APPS,
    ConnectedApp,
    change_app,
    connect_app,
    connected_apps,
    new_secret,
    renew_secret,
    switch_app,
)
from lienthong.core.units.api import Unit, names_of
from lienthong.kernel.errors import InvalidInput, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.permissions import Permission
from lienthong.kernel.registry import api_scopes
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.portals.administration.connected.forms import AppForm, RoleForm
from lienthong.portals.administration.connected.history import history_of

FOLDER = "administration/connected"
_RECONNECTED = gettext_lazy(
    "Đã nối lại. Mã truy cập cũ không dùng lại được; khóa bí mật cũ vẫn đúng."
)


class AppsView(GuardedView):
    """All of them, with how many are signed in to each."""

    permission = MANAGE_APPS

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        context = {
            "page_title": _("Ứng dụng kết nối"),
            "rows": connected_apps(),
            "has_keys": bool(settings.IDP_OIDC_PRIVATE_KEYS),
        }
        return render(request, f"{FOLDER}/list.html", context)


@method_decorator(never_cache, name="dispatch")
class NewAppView(GuardedView):
    """Connect one; its secret is shown once."""

    permission = MANAGE_APPS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask."""
        return self.show(AppForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Connect it and show its name and secret."""
        form = AppForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        secret = new_secret()
        try:
            app = connect_app(form.facts(), secret=secret, actor=self.actor)
        except InvalidInput as refused:
            form.refuse(refused)
            return self.show(form)
        return show_secret(request, app, secret)

    def show(self, form: AppForm) -> HttpResponse:
        """The questions."""
        context = {"page_title": _("Kết nối ứng dụng"), "form": form, "form_key": form_key()}
        status = 422 if form.errors else 200
        return render(self.request, f"{FOLDER}/new.html", context, status=status)


class OneAppView(GuardedView):
    """Base: one application."""

    permission: ClassVar[Permission] = MANAGE_APPS
    abstract = True

    def app(self, number: int) -> ConnectedApp:
        """It. Raises ``OutOfScope``."""
        return get_or_404(self.actor, MANAGE_APPS, connected_apps(), pk=number)


@method_decorator(never_cache, name="dispatch")
class AppView(OneAppView):
    """One application: what is known, its rights, its secret, its switch."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show it."""
        app = self.app(number)
        return self.show(app, AppForm.of(app), RoleForm())

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Do what the pressed button says."""
        app = self.app(number)
        acts: dict[str, Callable[[ConnectedApp], HttpResponse]] = {
            "luu": self._save,
            "doi-khoa": self._renew,
            "ngat": lambda found: self._switch(found, on=False),
            "noi": lambda found: self._switch(found, on=True),
            "giao": self._give,
            "thu": self._take,
        }
        act = acts.get(request.POST.get("viec", "luu"))
        if act is None:
            raise OutOfScope
        return act(app)

    def _save(self, app: ConnectedApp) -> HttpResponse:
        form = AppForm(self.request.POST)
        if form.is_valid():
            try:
                change_app(app, facts=form.facts(), actor=self.actor)
            except InvalidInput as refused:
                form.refuse(refused)
        if form.errors:
            return self.show(app, form, RoleForm())
        messages.success(self.request, _("Đã lưu."))
        return redirect("administration:app", app.pk)

    def _renew(self, app: ConnectedApp) -> HttpResponse:
        secret = new_secret()
        renew_secret(app, secret=secret, actor=self.actor)
        return show_secret(self.request, app, secret)

    def _switch(self, app: ConnectedApp, *, on: bool) -> HttpResponse:
        switch_app(app, on=on, actor=self.actor)
        said = _RECONNECTED if on else _("Đã ngắt. Mọi mã truy cập của ứng dụng hết hiệu lực.")
        messages.success(self.request, said)
        return redirect("administration:app", app.pk)

    def _give(self, app: ConnectedApp) -> HttpResponse:
        form = RoleForm(self.request.POST)
        if not form.is_valid():
            return self.show(app, AppForm.of(app), form)
        said = form.cleaned_data
        give_role(
            get_or_404(self.actor, MANAGE_APPS, Unit.objects.all(), pk=said["unit"]),
            account=app.account,
            role=said["role"],
            scope=said["scope"],
            valid_from=timezone.localdate(),
            actor=self.actor,
        )
        messages.success(self.request, _("Đã giao vai trò."))
        return redirect("administration:app", app.pk)

    def _take(self, app: ConnectedApp) -> HttpResponse:
        number = self.request.POST.get("quyen", "")
        if not number.isdecimal() or len(number) > 18:
            raise OutOfScope
        grant = get_or_404(self.actor, MANAGE_APPS, _grants(app), pk=number)
        revoke_grant(grant, actor=self.actor)
        messages.success(self.request, _("Đã thu hồi vai trò."))
        return redirect("administration:app", app.pk)

    def show(self, app: ConnectedApp, form: AppForm, role_form: RoleForm) -> HttpResponse:
        """The screen."""
        grants = list(_grants(app))
        names = names_of({grant.unit_id for grant in grants if grant.unit_id})
        context = {
            "page_title": app.name,
            "app": app,
            "form": form,
            "role_form": role_form,
            "grants": [(grant, names.get(grant.unit_id or 0, "")) for grant in grants],
            "issuer": settings.LIENTHONG_PUBLIC_URL,
            "form_key": form_key(),
            "role_key": form_key(),
        }
        status = 422 if form.errors or role_form.errors else 200
        return render(self.request, f"{FOLDER}/app.html", context, status=status)


class AppHistoryView(OneAppView):
    """What was done to an application, and by whom."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """The list, the newest first."""
        app = self.app(number)
        context = {"page_title": _("Lịch sử"), "app": app, "lines": history_of(app)}
        return render(request, f"{FOLDER}/history.html", context)


def show_secret(request: HttpRequest, app: ConnectedApp, secret: str) -> HttpResponse:
    """The one page that shows a secret."""
    context: dict[str, Any] = {
        "page_title": _("Khóa bí mật"),
        "app": app,
        "secret": secret,
        "issuer": settings.LIENTHONG_PUBLIC_URL,
        "scopes": [scope for scope in app.scopes if scope in api_scopes()],
    }
    return render(request, f"{FOLDER}/secret.html", context)


def _grants(app: ConnectedApp) -> Any:
    rows = Grant.objects.filter(account_id=app.account_id, revoked_at__isnull=True)
    return rows.select_related("role").order_by("pk")
