# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The content rules are the same as the library writes, also where a page asks otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from csp.constants import HEADER
from csp.decorators import csp_exempt, csp_update
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from lienthong.portals.middleware import ContentRulesMiddleware

View = Callable[[HttpRequest], HttpResponse]


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def ruled(request: HttpRequest) -> HttpResponse:
    return HttpResponse("", headers={HEADER: "sandbox"})


def nonced(request: HttpRequest) -> HttpResponse:
    request._csp_nonce = "abc"  # type: ignore[attr-defined]
    return HttpResponse("")


def rules(kind: type[CSPMiddleware], view: View) -> str | None:
    answer = kind(view)(RequestFactory().get("/"))
    assert isinstance(answer, HttpResponse)
    return answer.headers.get(HEADER)


@pytest.mark.parametrize(
    "view",
    [plain, ruled, nonced, csp_exempt()(plain), csp_update({"img-src": ["https://a.vn"]})(plain)],
)
def test_rules_are_what_the_library_writes(view: View) -> None:
    assert rules(ContentRulesMiddleware, view) == rules(CSPMiddleware, view)


def test_usual_rules_are_those_of_the_settings_and_nothing_else_is_set() -> None:
    told = rules(ContentRulesMiddleware, plain)

    assert told is not None
    assert "object-src 'none'" in told
    assert rules(ContentRulesMiddleware, ruled) == "sandbox"
    assert set(settings.CONTENT_SECURITY_POLICY) == {"DIRECTIVES"}
    assert not hasattr(settings, "CONTENT_SECURITY_POLICY_REPORT_ONLY")
