# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""From code and telephone to full tracking without an account: ask, enter the digits, read.

Every answer is the same whether or not the number is the dossier's.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.notifications.api import (
    CODE,
    CodePurpose,
    TooManyRequests,
    check_code,
    code_limits,
    mobile_number,
)
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.text import mask_phone
from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.actions.lookup import ask_lookup
from lienthong.modules.onestop.domain.codes import is_code, normalise_code
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.panels.citizen_lookup import lookup_page
from lienthong.modules.onestop.queries.dossiers import find_by_code
from lienthong.modules.onestop.views.citizen.lookup import public_page, too_many_lookups

ASKED, OPENED = "onestop.lookup.asked", "onestop.lookup.opened"
LONGEST_TYPED = 30


class LookupStep(GuardedView):
    """What the three screens share: the dossier by its code, the network address, no traces."""

    abstract = True
    permission = CODE

    @property
    def asker(self) -> Actor:
        """The actor with the network address behind the proxy; nothing is replayed here."""
        address = get_adapter(self.request).get_client_ip(self.request)
        return self.actor.acting(address=str(address), idempotency_key="")

    def dossier(self, code: str) -> Dossier:
        """The dossier under either code. Raises ``OutOfScope``, ``TooManyRequests``."""
        if too_many_lookups(self.request):
            raise TooManyRequests(_("Bạn tra cứu quá nhiều lần. Hãy đợi một phút rồi thử lại."))
        wanted = normalise_code(code)
        found = find_by_code(wanted) if is_code(wanted) else None
        if found is None:
            raise OutOfScope
        return found

    def page(self, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        """Draw a page that nobody keeps."""
        shown = {"page_title": _("Tra cứu hồ sơ"), "errors": [], **context}
        response = render(self.request, f"onestop/citizen/{template}.html", shown, status=status)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response


class AskCodeView(LookupStep):
    """Type the telephone number given in the dossier."""

    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Order a code and go on to where it is typed."""
        dossier = self.dossier(code)
        typed = request.POST.get("phone", "")[:LONGEST_TYPED]
        phone = mobile_number(typed)
        if not phone:
            message = _("Hãy nhập số di động 10 chữ số, ví dụ 0912 345 678.")
            return public_page(request, dossier, phone=typed, wrong=message, status=422)
        try:
            ordered = ask_lookup(dossier, phone=phone, actor=self.asker)
        except TooManyRequests as refused:
            return public_page(request, dossier, phone=typed, wrong=str(refused), status=429)
        request.session[ASKED] = {
            "case": dossier.pk, "token": ordered.token, "phone": mask_phone(phone)
        }  # fmt: skip
        return redirect("onestop:citizen-lookup-enter", dossier.code)


class EnterCodeView(LookupStep):
    """Type the six digits."""

    def get(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Show the field; back to the start when no code was asked for here."""
        dossier = self.dossier(code)
        asked = self._asked(dossier)
        if asked is None:
            return redirect("onestop:citizen-lookup-code", dossier.code)
        return self._show(dossier, asked)

    def post(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Open the tracking page for a while, or say that the digits do not fit."""
        dossier = self.dossier(code)
        asked = self._asked(dossier)
        if asked is None:
            return redirect("onestop:citizen-lookup-code", dossier.code)
        typed = request.POST.get("code", "")[:LONGEST_TYPED].replace(" ", "")
        purpose = CodePurpose.LOOKUP
        right = check_code(asked["token"], typed=typed, purpose=purpose, actor=self.asker)
        if right is None or right.subject_id != dossier.pk:
            return self._show(dossier, asked, wrong=True)
        del request.session[ASKED]
        request.session.cycle_key()
        until = timezone.now() + code_limits().access
        request.session[OPENED] = {"case": dossier.pk, "until": until.timestamp()}
        return redirect("onestop:citizen-lookup-open", dossier.code)

    def _asked(self, dossier: Dossier) -> dict[str, Any] | None:
        asked: dict[str, Any] | None = self.request.session.get(ASKED)
        return asked if asked and asked["case"] == dossier.pk else None

    def _show(
        self, dossier: Dossier, asked: dict[str, Any], *, wrong: bool = False
    ) -> HttpResponse:
        limits = code_limits()
        context = {
            "code": dossier.code,
            "phone": asked["phone"],
            "minutes": int(limits.valid.total_seconds() // 60),
            "tries": limits.tries,
        }
        if wrong:
            message = _("Mã chưa đúng hoặc không còn dùng được. Xem lại tin nhắn hoặc xin mã mới.")
            context["errors"] = [{"target": "id_code", "message": message}]
        return self.page("lookup_enter", context, status=422 if wrong else 200)


class OpenView(LookupStep):
    """The dossier as its owner sees it, to read, for half an hour."""

    def get(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Show it while it is open for this browser; otherwise back to the start."""
        dossier = self.dossier(code)
        opened = request.session.get(OPENED) or {}
        left = opened.get("until", 0) - timezone.now().timestamp()
        if opened.get("case") != dossier.pk or left <= 0:
            messages.info(request, _("Lượt xem đã hết. Nhập số điện thoại để xem lại."))
            return redirect("onestop:citizen-lookup-code", dossier.code)
        context = {
            "page_title": dossier.procedure_version.short_name,
            "dossier": lookup_page(dossier),
            "minutes_left": max(1, round(left / 60)),
        }
        return self.page("lookup_open", context)

    def post(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Close it at once: for a telephone or computer that others use."""
        dossier = self.dossier(code)
        request.session.pop(OPENED, None)
        messages.success(request, _("Đã đóng hồ sơ trên máy này."))
        return redirect("onestop:citizen-lookup-code", dossier.code)
