# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Theme, text size, language; the page of the account."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import Person
from lienthong.core.ui.api import store_display
from lienthong.kernel.permissions import PUBLIC, SIGNED_IN
from lienthong.kernel.text import mask_personal_id, mask_phone
from lienthong.kernel.views import GuardedView
from lienthong.portals.citizen.home.content import links
from lienthong.portals.citizen.settings.languages import next_language, spoken_languages
from lienthong.portals.sign_in.sessions import OwnSessionsView

YEAR = 365 * 24 * 3600


class DisplayView(GuardedView):
    """Remember theme and text size, then go back; also a page of its own without choices."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Store what the query says."""
        if "theme" not in request.GET and "size" not in request.GET:
            context = {"page_title": _("Cỡ chữ và nền")}
            return render(request, "citizen/display.html", context)
        response = redirect(own_page(request, request.GET.get("next", "")))
        store_display(response, request.GET.dict())
        return response


class LanguageView(GuardedView):
    """Change to another language that the screens really speak, then go back."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Store the other language, or the one that is asked for."""
        known = spoken_languages()
        chosen = request.GET.get("chon") or next_language()
        back = request.GET.get("next") or request.headers.get("Referer", "")
        response = redirect(own_page(request, back))
        if chosen in known:
            name = settings.LANGUAGE_COOKIE_NAME
            response.set_cookie(name, chosen, max_age=YEAR, samesite="Lax")
        return response


class AccountView(GuardedView):
    """Who is signed in here, and the way out."""

    permission = SIGNED_IN

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what the account knows of its person, numbers masked."""
        person = Person.objects.filter(pk=self.actor.person_id or 0).first()
        facts = [{"label": _("Họ tên"), "value": self.actor.name}]
        if person is not None:
            number, phone = person.personal_id or "", person.phone
            facts += [
                {"label": _("Số định danh"), "value": mask_personal_id(number)},
                {"label": _("Điện thoại"), "value": mask_phone(phone)},
                {"label": _("Nơi cư trú"), "value": person.residence or _("Chưa có")},
            ]
        own = [*links("account"), *_settings_links()] if person is not None else []
        context = {"page_title": _("Tài khoản"), "facts": facts, "links": own}
        response = render(request, "citizen/account.html", context)
        response["Cache-Control"] = "private, no-store"
        return response


class SessionsView(OwnSessionsView):
    """Where the account is signed in: a phone lent or lost is put out here."""

    permission = SIGNED_IN
    template = "citizen/sessions.html"
    place = "citizen:sessions"


def _settings_links() -> list[dict[str, str]]:
    return [
        {
            "title": _("Cách nhận thông báo"),
            "url": reverse("citizen:contact"),
            "icon": "bell",
        },
        {
            "title": _("Các phiên đăng nhập"),
            "url": reverse("citizen:sessions"),
            "icon": "device-mobile",
        },
    ]


def own_page(request: HttpRequest, address: str) -> str:
    """The address when it is of this site, else the home page."""
    own = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(address, own, require_https=request.is_secure())
    return address if safe else "/"
