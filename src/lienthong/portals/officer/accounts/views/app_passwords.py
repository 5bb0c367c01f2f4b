# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An officer's passwords for programs: make, look at, take back; and the calendar they open."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from lienthong.core.accounts.api import (
    APP_PASSWORD,
    Account,
    app_passwords_of,
    make_app_password,
    new_app_password,
    revoke_app_password,
)
from lienthong.kernel.errors import InvalidInput, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.accounts.forms import AppPasswordForm


@method_decorator(never_cache, name="dispatch")
class AppPasswordsView(GuardedView):
    """The list; a new password is shown once, in the answer to the form."""

    permission = APP_PASSWORD

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        return self.show(request, AppPasswordForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make one, or take one back."""
        account = cast("Account", request.user)
        number = request.POST.get("thu", "")
        if number:
            return self._revoke(request, account, number)
        form = AppPasswordForm(request.POST)
        secret = new_app_password()
        if form.is_valid():
            try:
                name = form.cleaned_data["name"]
                make_app_password(account, name=name, secret=secret, actor=self.actor)
                return self.show(request, AppPasswordForm(), secret, name)
            except InvalidInput as refused:
                form.add_error("name", refused.fields["name"])
        return self.show(request, form)

    def _revoke(self, request: HttpRequest, account: Account, number: str) -> HttpResponse:
        if not number.isdecimal() or len(number) > 18:
            raise OutOfScope
        revoke_app_password(account, number=int(number), actor=self.actor)
        messages.success(
            request, _("Đã thu hồi. Chương trình dùng mật khẩu đó không vào được nữa.")
        )
        return redirect("accounts:app-passwords")

    def show(
        self, request: HttpRequest, form: AppPasswordForm, secret: str = "", name: str = ""
    ) -> HttpResponse:
        """The page."""
        account = cast("Account", request.user)
        context = {
            "page_title": _("Mật khẩu ứng dụng"),
            "passwords": app_passwords_of(account.pk),
            "form": form,
            "form_key": form_key(),
            "secret": secret,
            "name": name,
            "username": account.username,
            "calendar_url": request.build_absolute_uri("/can-bo/lich-viec.ics"),
        }
        status = 422 if form.errors else 200
        return render(request, "accounts/officer/app_passwords.html", context, status=status)
