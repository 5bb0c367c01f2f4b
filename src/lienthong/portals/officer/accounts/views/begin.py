# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The first password of an officer, over the link that came by e-mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from lienthong.core.accounts.api import account_of_link, begin_with_password
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.permissions import PUBLIC
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.accounts.forms import FirstPasswordForm


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters(), name="dispatch")
class BeginView(GuardedView):
    """Whoever holds the link chooses the password, once."""

    permission = PUBLIC

    def get(self, request: HttpRequest, handle: str, token: str) -> HttpResponse:
        """Ask for it, or say that the link no longer holds."""
        return self.show(FirstPasswordForm(), handle, token)

    def post(self, request: HttpRequest, handle: str, token: str) -> HttpResponse:
        """Take it; the holder then signs in as everybody does."""
        form = FirstPasswordForm(request.POST)
        account = account_of_link(handle, token)
        if account is None or not form.is_valid():
            return self.show(form, handle, token)
        actor = Actor(kind=ActorKind.ANONYMOUS, name=account.display_name)
        password = form.cleaned_data["new"]
        try:
            begin_with_password(account, token=token, password=password, actor=actor)
        except InvalidInput as weak:
            form.add_error("new", weak.fields["password"])
            return self.show(form, handle, token)
        except IllegalState:
            return self.show(form, handle, token)
        return redirect("accounts:officer-sign-in")

    def show(self, form: FirstPasswordForm, handle: str, token: str) -> HttpResponse:
        """The form without what was typed."""
        account = account_of_link(handle, token)
        form.forget_secrets()
        context = {"page_title": _("Đặt mật khẩu"), "form": form, "account": account}
        status = 410 if account is None else 422 if form.errors else 200
        return render(self.request, "accounts/officer/begin.html", context, status=status)
