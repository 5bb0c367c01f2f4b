# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""All endpoints as one API, and its OpenAPI document.

Loads the library: 10 MiB that a process pays for when the API is first called, not before.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from pydantic import BaseModel

from lienthong.kernel.errors import DomainError
from lienthong.kernel.registry import api_scopes
from lienthong.kernel.rest import Endpoint
from lienthong.portals.openapi import problems
from lienthong.portals.openapi.addresses import all_endpoints
from lienthong.portals.openapi.reading import (
    PlainParser,
    TooLargeBodyError,
    UnreadableBodyError,
)

VERSION = "1.0.0"
TITLE = gettext_lazy("API mở Liên Thông")
SECURITY = "oauth2"


class Problem(BaseModel):
    """A refusal (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    fields: dict[str, str] = {}


@cache
def api() -> NinjaAPI:
    """The endpoints as the library knows them; its own pages and checks of users are off."""
    made = NinjaAPI(
        title=str(TITLE),
        version=VERSION,
        urls_namespace="openapi",
        docs_url=None,
        openapi_url=None,
        parser=PlainParser(),
    )
    for endpoint in all_endpoints():
        _add(made, endpoint)
    for kind, answer in _REFUSALS.items():
        made.add_exception_handler(kind, answer)
    return made


def _add(made: NinjaAPI, endpoint: Endpoint) -> None:
    refusals = (400, 401, 403, 422, 429, *endpoint.errors)
    if endpoint.writes:
        refusals = (*refusals, 409, 413)
    offer = made.api_operation(
        [endpoint.method],
        endpoint.path,
        response={
            endpoint.status: endpoint.load_answer(),
            **dict.fromkeys(sorted(set(refusals)), Problem),
        },
        operation_id=endpoint.name.replace("-", "_"),
        url_name=endpoint.name,
        openapi_extra={"security": [{SECURITY: [endpoint.scope.code]}]},
    )
    offer(endpoint.load_function())


@cache
def answering() -> dict[str, Callable[..., HttpResponse]]:
    """What answers a request for each endpoint, by its name."""
    found = (each for each in api().urls[0] if isinstance(each, URLPattern))
    return {str(pattern.name): pattern.callback for pattern in found}


def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document, in the active language."""
    made = dict(api().get_openapi_schema(path_prefix="api/v1/"))
    made["info"] = {
        "title": str(TITLE),
        "version": VERSION,
        "description": _("Danh mục thủ tục, tiến độ hồ sơ, việc. Hướng dẫn ở trang /api/."),
        "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    }
    made["servers"] = [{"url": str(settings.LIENTHONG_PUBLIC_URL)}]
    made["components"] = {**made["components"], "securitySchemes": {SECURITY: _security()}}
    for endpoint in all_endpoints():
        _describe(made["paths"][f"/api/v1{endpoint.path}"][endpoint.method.lower()], endpoint)
    return made


def document_in(language: str) -> dict[str, Any]:
    """The document in a language."""
    with translation.override(language):
        return document()


def _describe(operation: dict[str, Any], endpoint: Endpoint) -> None:
    operation["summary"], operation["description"] = (
        str(endpoint.title),
        str(endpoint.explanation),
    )
    responses = {str(status): answer for status, answer in operation["responses"].items()}
    operation["responses"] = responses
    for status, answer in responses.items():
        if int(status) >= 400:
            kinds = answer.setdefault("content", {})
            if "application/json" in kinds:
                kinds["application/problem+json"] = kinds.pop("application/json")
    if endpoint.writes:
        operation["parameters"] = [*operation.get("parameters", ()), _KEY_HEADER]


_KEY_HEADER = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "schema": {"type": "string", "minLength": 8, "maxLength": 100, "pattern": "^[!-~]+$"},
}


def _security() -> dict[str, Any]:
    issuer = str(settings.LIENTHONG_PUBLIC_URL)
    asked = {endpoint.scope.code for endpoint in all_endpoints()}
    titles = {code: str(scope.title) for code, scope in api_scopes().items() if code in asked}
    flow = {"tokenUrl": f"{issuer}/sso/token", "scopes": titles}
    return {"type": "oauth2", "flows": {"clientCredentials": flow}}


def _of_library(request: HttpRequest, refused: HttpError) -> HttpResponse:
    return problems.problem(refused.status_code, "refused", _("Không làm được việc này."))


def _too_large(request: HttpRequest, refused: Exception) -> HttpResponse:
    return problems.problem(413, "too_large", _("Nội dung gửi lên lớn quá."))


def _unreadable(request: HttpRequest, refused: Exception) -> HttpResponse:
    return problems.problem(400, "unreadable", _("Nội dung gửi lên không phải JSON đọc được."))


_REFUSALS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    DomainError: lambda _request, refused: problems.of_refusal(refused),
    ValidationError: lambda _request, refused: problems.of_arguments(refused.errors),
    Http404: problems.not_found,
    HttpError: _of_library,
    RequestDataTooBig: _too_large,
    TooLargeBodyError: _too_large,
    UnreadableBodyError: _unreadable,
}
