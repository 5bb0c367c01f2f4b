# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An officer's passkeys: list, add, name, take away."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from lienthong.core.accounts.api import (
    PASSKEY,
    Account,
    add_passkey,
    has_authenticator_app,
    passkeys_of,
    read_device,
    remove_passkey,
    rename_passkey,
)
from lienthong.kernel.errors import InvalidInput, OutOfScope
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.accounts.forms import NewPasskeyForm, PasskeyNameForm
from lienthong.portals.sign_in.passkeys import asked_to_make, can_use_passkeys, passkey_page
from lienthong.portals.sign_in.words import device_words


@method_decorator(never_cache, name="dispatch")
class PasskeysView(GuardedView):
    """The list of one's own passkeys."""

    permission = PASSKEY

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        return self.show(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Name one anew, or take it away."""
        account = cast("Account", request.user)
        number = request.POST.get("khoa", "")
        if not number.isdecimal() or len(number) > 18:
            raise OutOfScope
        if request.POST.get("viec") == "bo":
            remove_passkey(account, passkey_id=int(number), actor=self.actor)
            messages.success(request, _("Đã bỏ khóa đăng nhập."))
            return redirect("accounts:passkeys")
        form = PasskeyNameForm(request.POST)
        if not form.is_valid():
            return self.show(request, form, int(number))
        name = form.cleaned_data["name"]
        rename_passkey(account, passkey_id=int(number), name=name, actor=self.actor)
        messages.success(request, _("Đã đổi tên khóa đăng nhập."))
        return redirect("accounts:passkeys")

    def show(
        self, request: HttpRequest, form: PasskeyNameForm | None = None, number: int = 0
    ) -> HttpResponse:
        """The list; what is wrong with a new name stands at its passkey."""
        account = cast("Account", request.user)
        context = {
            "page_title": _("Khóa đăng nhập"),
            "passkeys": passkeys_of(account.pk),
            "form": form,
            "wrong": number if form else 0,
            "has_app": has_authenticator_app(account.pk),
        }
        status = 422 if form else 200
        return render(request, "accounts/officer/passkeys.html", context, status=status)


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class NewPasskeyView(GuardedView):
    """Add a passkey: the password first, then the browser asks for PIN, finger or face."""

    permission = PASSKEY

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form; the name is guessed from the device."""
        account = cast("Account", request.user)
        _browser, system = read_device(request.META.get("HTTP_USER_AGENT", ""))
        name = device_words("", system) or _("Khóa của tôi")
        return self.show(request, NewPasskeyForm(request, account, initial={"name": name}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Judge and keep it; recovery codes are shown once when they are new."""
        account = cast("Account", request.user)
        form = NewPasskeyForm(request, account, request.POST)
        if not form.is_valid():
            return self.show(request, form)
        given = form.cleaned_data
        try:
            codes = add_passkey(
                account, name=given["name"], credential=given["credential"], actor=self.actor
            )
        except InvalidInput as refused:
            form.add_error(None, str(refused))
            return self.show(request, form)
        if codes:
            context = {"codes": codes, "page_title": _("Cất mã dự phòng")}
            return render(request, "accounts/officer/recovery_codes.html", context)
        messages.success(request, _("Đã thêm khóa đăng nhập."))
        return redirect("accounts:passkeys")

    def show(self, request: HttpRequest, form: NewPasskeyForm) -> HttpResponse:
        """The form, never with the password, with a fresh question for the browser."""
        form.forget_secrets()
        works = can_use_passkeys(request)
        context = {
            "form": form,
            "page_title": _("Thêm khóa đăng nhập"),
            "options": asked_to_make(cast("Account", request.user)) if works else None,
            "elsewhere": "" if works else passkey_page(request),
        }
        status = 422 if form.errors else 200
        return render(request, "accounts/officer/passkey_new.html", context, status=status)
