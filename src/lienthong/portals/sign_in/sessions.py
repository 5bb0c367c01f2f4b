# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where an account is signed in, and ending what should not be; the same for both portals.

Legal basis: 116/2025/QH15.
"""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from lienthong.core.accounts.api import (
    Account,
    end_other_sessions,
    end_session,
    open_sessions,
)
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView

OTHERS = "khac"


@method_decorator(never_cache, name="dispatch")
class OwnSessionsView(GuardedView):
    """Base: the list of open sessions of one's own account; ``place`` is the page's name."""

    abstract = True
    template = ""
    place = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them, this one marked, the one used last first."""
        here = request.session.session_key
        sessions = open_sessions(cast("Account", request.user).pk)
        context = {
            "page_title": _("Các phiên đăng nhập"),
            "sessions": [(row, row.session_key == here) for row in sessions],
            "others": sum(row.session_key != here for row in sessions),
            "form_key": form_key(),
        }
        return render(request, self.template, context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """End one, or all but this one; the browser that used it is out with its next request."""
        account = cast("Account", request.user)
        handle = request.POST.get("phien", "")
        if handle == OTHERS:
            keep = request.session.session_key or ""
            end_other_sessions(account, keep_key=keep, actor=self.actor)
            messages.success(request, _("Đã kết thúc mọi phiên khác. Chỉ còn phiên này."))
        else:
            end_session(account, handle=handle, actor=self.actor)
            messages.success(request, _("Đã kết thúc phiên đăng nhập."))
        return redirect(self.place)
