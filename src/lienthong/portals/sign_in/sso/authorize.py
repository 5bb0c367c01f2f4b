# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An application sends an officer here to sign in; they go back with a code that is good once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from allauth.idp.oidc import views as library
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from lienthong.core.accounts.api import (
    OPENED,
    Account,
    ConnectedApp,
    app_by_client,
    is_registered,
    open_app_sign_in,
)
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.views import GuardedView
from lienthong.portals.sign_in.sso.answers import (
    lead_back,
    refuse_person,
    send_back,
    with_query,
)
from lienthong.portals.sign_in.sso.discovery import has_keys

LONGEST = 2000
FRESH_SECONDS = 300
AFTER_FORM = "tiep"
"""In the address to come back to after signing in: a form was sent just before."""
AGAIN = "sso.again"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an application asks, once its name and the way back are known to be right."""

    app: ConnectedApp
    back: str
    state: str
    prompts: frozenset[str]

    def refusal(self, error: str) -> str:
        """The way back with an error."""
        return with_query(self.back, error=error, state=self.state)


class Refused(Exception):
    """Nobody may be sent anywhere: the way back itself is not right."""


def read_asked(values: Any) -> Asked:
    """Who asks and where to go back. Raises ``Refused`` with words for the officer."""
    app = app_by_client(values.get("client_id", ""))
    if app is None or not app.signs_people_in or not has_keys():
        raise Refused(_("Ứng dụng này chưa được kết nối, hoặc đã ngắt."))
    back = values.get("redirect_uri", "")
    if not is_registered(back, app.redirect_uris):
        raise Refused(_("Ứng dụng xin về một địa chỉ chưa đăng ký."))
    if any(len(text) > LONGEST for text in values.values()):
        raise Refused(_("Yêu cầu của ứng dụng dài quá."))
    prompts = frozenset(values.get("prompt", "").split())
    return Asked(app, back, values.get("state", ""), prompts)


@method_decorator(csrf_exempt, name="dispatch")
@method_decorator(never_cache, name="dispatch")
class AuthorizeView(GuardedView):
    """The authorization endpoint. Consent is a form of ours and guarded as all forms are."""

    permission = OFFICER_DESK

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look at who asks before anybody is asked to sign in."""
        if request.method == "POST" and "request" not in request.POST:
            return redirect(f"{request.path}?{request.POST.urlencode()}")
        try:
            self.asked = read_asked(_values(request))
        except Refused as refused:
            return refuse_person(request, str(refused))
        error = _fault(request)
        if error:
            return send_back(self.asked.refusal(error))
        return super().dispatch(request, *args, **kwargs)

    def sign_in_first(self, request: HttpRequest) -> HttpResponseBase:
        """To the officers' sign-in page, unless the application only wants to know."""
        if "none" in self.asked.prompts:
            return send_back(self.asked.refusal("login_required"))
        return redirect(sign_in_page(come_back(request)))

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send the officer back with a code, or ask whether the application may know."""
        if _must_sign_in_again(request, self.asked):
            if "none" in self.asked.prompts:
                return send_back(self.asked.refusal("login_required"))
            return self._again(request)
        silent = self.asked.app.is_trusted and "none" in self.asked.prompts
        drop_prompt(request, {"login", *(("none",) if silent else ())})
        return self._finish(request, _consent(request), AFTER_FORM in request.GET)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The officer agreed, or did not."""
        return self._finish(request, _consent(request), True)

    def _again(self, request: HttpRequest) -> HttpResponse:
        """Ask to sign out here first: nobody is signed out by a link alone."""
        context = {
            "page_title": _("Đăng nhập lại"),
            "app": self.asked.app,
            "signed": Signer(salt=AGAIN).sign(come_back(request)),
        }
        return render(request, "accounts/sso/again.html", context)

    def _finish(self, request: HttpRequest, response: Any, after_form: bool) -> HttpResponse:
        location = response.get("Location", "")
        if response.status_code != 302 or not location.startswith(self.asked.back):
            if hasattr(response, "render"):
                response.render()
            return cast("HttpResponse", response)
        code = parse_qs(urlsplit(location).query).get("code", [""])[0]
        if code:
            open_app_sign_in(
                self.asked.app,
                account=cast("Account", request.user),
                code=code,
                session_key=request.session.session_key or "",
                signed_in_at=_signed_in_at(request),
                actor=self.actor.acting(idempotency_key=""),
            )
        if after_form:
            return lead_back(request, location, self.asked.app.name)
        return send_back(location)


def come_back(request: HttpRequest) -> str:
    """The same address, for after somebody has signed in."""
    return with_query(request.get_full_path(), **{AFTER_FORM: "1"})


def sign_in_page(after: str) -> str:
    """The officers' sign-in page, going on to an address of ours."""
    return with_query(reverse("accounts:officer-sign-in"), next=after)


def _values(request: HttpRequest) -> dict[str, str]:
    """What was asked: the query, or what our own consent page carries signed."""
    if request.method != "POST":
        return {key: str(value) for key, value in request.GET.items()}
    try:
        _scopes, info = Signer().unsign_object(request.POST.get("request", ""))
    except BadSignature as forged:
        raise Refused(_("Trang này đã cũ. Hãy mở lại ứng dụng.")) from forged
    kept = ("client_id", "redirect_uri", "state")
    return {key: str(info.get(key) or "") for key in kept}


def _fault(request: HttpRequest) -> str:
    """An error that the application hears; empty when the request is one we answer."""
    if request.method == "POST":
        return ""
    asked = request.GET
    if asked.get("response_type") != "code":
        return "unsupported_response_type"
    if "request" in asked or "request_uri" in asked:
        return "request_not_supported"
    proved = asked.get("code_challenge") and asked.get("code_challenge_method") == "S256"
    repeated = any(len(values) > 1 for key, values in asked.lists() if key != "resource")
    return "" if proved and not repeated else "invalid_request"


def _consent(request: HttpRequest) -> HttpResponse:
    """The library's own answer: a page that asks, or the way back with a code."""
    view = library.AuthorizationView.as_view(template_name="accounts/sso/consent.html")
    return cast("HttpResponse", view(request))


def _signed_in_at(request: HttpRequest) -> datetime:
    opened = request.session.get(OPENED)
    return datetime.fromtimestamp(opened, UTC) if opened else timezone.now()


def _must_sign_in_again(request: HttpRequest, asked: Asked) -> bool:
    """``prompt=login`` and ``max_age``: how fresh the sign-in with us must be."""
    age = (timezone.now() - _signed_in_at(request)).total_seconds()
    oldest = request.GET.get("max_age", "")
    if oldest.isascii() and oldest.isdecimal() and len(oldest) < 10 and age > int(oldest) + 5:
        return age > 5
    return "login" in asked.prompts and age > FRESH_SECONDS


def drop_prompt(request: HttpRequest, words: set[str]) -> None:
    """Take words that are dealt with out of ``prompt``, as the library reads it."""
    query = request.GET.copy()
    query.pop(AFTER_FORM, None)
    left = [word for word in query.get("prompt", "").split() if word not in words]
    query.pop("prompt", None)
    if left:
        query["prompt"] = " ".join(left)
    came_from_form = AFTER_FORM in request.GET
    request.META["QUERY_STRING"] = query.urlencode()
    if came_from_form:
        query[AFTER_FORM] = "1"
    request.GET = query  # type: ignore[assignment]
