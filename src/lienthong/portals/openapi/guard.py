# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Every endpoint stands behind the same guard: token, limit, scope, right, idempotency key."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from lienthong.core.access.api import actor_for
from lienthong.core.accounts.api import Bearer, bearer_of
from lienthong.core.notifications.api import Counted, count_request
from lienthong.kernel.actor import Actor
from lienthong.kernel.registry import api_scopes
from lienthong.kernel.rest import LONGEST_KEY, SHORTEST_KEY, Endpoint
from lienthong.kernel.views import GuardedView, may_hold
from lienthong.portals.openapi.problems import problem

WINDOW = 60
"""Seconds in which calls are counted."""
STRANGERS_PER_MINUTE = 120
"""Calls without a good token, from one address."""
_KEY = re.compile(r"[\x21-\x7e]+")


@method_decorator(csrf_exempt, name="dispatch")
class ApiView(GuardedView):
    """One endpoint. Cookies count for nothing here, so no form of another site can be forged."""

    abstract = True
    endpoint: ClassVar[Endpoint]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer in the language the caller asks for."""
        wanted = "en" if request.headers.get("Accept-Language", "").startswith("en") else "vi"
        with translation.override(wanted):
            response = self._guarded(request, *args, **kwargs)
        response["Content-Language"] = wanted
        response["Vary"] = "Authorization, Accept-Language"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _guarded(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        bearer = bearer_of(_token(request))
        counted, most = _count(request, bearer)
        if counted.count > most:
            refused = problem(
                429, "too_many_requests", _("Bạn gọi nhiều quá. Hãy đợi rồi thử lại.")
            )
            refused["Retry-After"] = str(counted.seconds_left)
            return _with_limit(refused, counted, most)
        response = self._answer(request, bearer, *args, **kwargs)
        return _with_limit(response, counted, most)

    def _answer(
        self, request: HttpRequest, bearer: Bearer | None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if bearer is None:
            return _no_token()
        if request.method != self.endpoint.method:
            refused = problem(405, "wrong_method", _("Địa chỉ này không nhận cách gọi đó."))
            refused["Allow"] = self.endpoint.method
            return refused
        if self.endpoint.scope.code not in bearer.scopes:
            return _no_scope(self.endpoint.scope.code)
        actor = caller(bearer, request)
        if not may_hold(actor, self.permission):
            return problem(403, "not_allowed", _("Hệ thống chưa được giao quyền làm việc này."))
        if self.endpoint.writes and not _is_key(actor.idempotency_key):
            said = _("Gửi kèm Idempotency-Key, từ 8 đến 100 ký tự, mỗi việc một khóa mới.")
            return problem(400, "no_idempotency_key", said)
        request.actor = actor  # type: ignore[attr-defined]
        from lienthong.portals.openapi.document import answering  # loads the library

        return answering()[self.endpoint.name](request, *args, **kwargs)


def caller(bearer: Bearer, request: HttpRequest) -> Actor:
    """The system that calls, with the rights it was given as far as the token's scopes go."""
    found = (api_scopes()[code] for code in bearer.scopes if code in api_scopes())
    codes = {permission.code for scope in found for permission in scope.permissions}
    return (
        actor_for(bearer.app.account)
        .only(codes)
        .acting(
            name=bearer.app.name,
            request_id=getattr(request, "request_id", ""),
            address=request.META.get("REMOTE_ADDR", ""),
            idempotency_key=request.headers.get("Idempotency-Key", "")
            if request.method != "GET"
            else "",
            purpose="Open API",
        )
    )


def _token(request: HttpRequest) -> str:
    kind, _space, value = request.headers.get("Authorization", "").partition(" ")
    return value.strip() if kind.lower() == "bearer" and len(value) <= 500 else ""


def _count(request: HttpRequest, bearer: Bearer | None) -> tuple[Counted, int]:
    """Calls of an application wherever they come from; of strangers by address."""
    if bearer is None:
        address = request.META.get("REMOTE_ADDR", "")
        return count_request(f"api-stranger:{address}", seconds=WINDOW), STRANGERS_PER_MINUTE
    return count_request(f"api:{bearer.app.pk}", seconds=WINDOW), bearer.app.per_minute


def _with_limit(response: HttpResponse, counted: Counted, most: int) -> HttpResponse:
    response["RateLimit-Limit"] = str(most)
    response["RateLimit-Remaining"] = str(max(0, most - counted.count))
    response["RateLimit-Reset"] = str(counted.seconds_left)
    return response


def _no_token() -> HttpResponse:
    response = problem(401, "no_token", _("Thiếu mã truy cập, hoặc mã đã hết hạn."))
    response["WWW-Authenticate"] = 'Bearer realm="lienthong"'
    return response


def _no_scope(scope: str) -> HttpResponse:
    said = _("Mã truy cập không có phạm vi %(scope)s.") % {"scope": scope}
    response = problem(403, "insufficient_scope", said)
    response["WWW-Authenticate"] = f'Bearer error="insufficient_scope", scope="{scope}"'
    return response


def _is_key(key: str) -> bool:
    return SHORTEST_KEY <= len(key) <= LONGEST_KEY and bool(_KEY.fullmatch(key))
