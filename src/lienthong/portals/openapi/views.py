# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The OpenAPI document, and a page on which people read it."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lienthong.kernel.permissions import PUBLIC
from lienthong.kernel.registry import api_scopes
from lienthong.kernel.rest import Endpoint
from lienthong.kernel.views import GuardedView
from lienthong.portals.openapi.addresses import all_endpoints

FIRST_STEP = (
    'curl -u "$APP:$SECRET" {server}/sso/token'
    " -d grant_type=client_credentials -d scope=catalogue.read"
)
HIGHEST = 1_000_000
"""A bound beyond it only says what a number of the database can be."""
SECOND_STEP = 'curl -H "Authorization: Bearer $TOKEN" "{server}/api/v1/procedures?limit=5"'


class DocumentView(GuardedView):
    """The document for programs."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """JSON; ``?ngon-ngu=en`` in English."""
        from lienthong.portals.openapi.document import document_in  # loads the library

        language = "en" if request.GET.get("ngon-ngu") == "en" else "vi"
        text = json.dumps(document_in(language), ensure_ascii=False)
        response = HttpResponse(text, content_type="application/json")
        response["Access-Control-Allow-Origin"] = "*"
        response["Cache-Control"] = "public, max-age=300"
        return response


class DocumentationView(GuardedView):
    """The page for people."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        """How to begin, then every endpoint with arguments, answer and refusals."""
        from lienthong.portals.openapi.document import document  # loads the library

        told, server = document(), str(settings.LIENTHONG_PUBLIC_URL)
        context = {
            "page_title": _("API mở"),
            "token_call": FIRST_STEP.format(server=server),
            "first_call": SECOND_STEP.format(server=server),
            "scopes": _scopes(),
            "endpoints": [_endpoint(each, told) for each in all_endpoints()],
            "language": get_language(),
        }
        return render(request, "openapi/documentation.html", context)


def _scopes() -> list[tuple[str, object]]:
    asked = dict.fromkeys(endpoint.scope.code for endpoint in all_endpoints())
    return [(code, api_scopes()[code].title) for code in asked]


def _endpoint(endpoint: Endpoint, told: dict[str, Any]) -> dict[str, Any]:
    path = f"/api/v1{endpoint.path}"
    operation = told["paths"][path][endpoint.method.lower()]
    return {
        "anchor": endpoint.name,
        "method": endpoint.method,
        "path": path,
        "title": endpoint.title,
        "explanation": endpoint.explanation,
        "scope": endpoint.scope.code,
        "parameters": [_parameter(one) for one in operation.get("parameters", ())],
        "body": _fields(_body(operation), told),
        "answer": _fields(endpoint.load_answer().model_json_schema(), told),
        "status": endpoint.status,
        "refusals": [code for code in map(int, operation["responses"]) if code >= 400],
    }


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    places = {"path": _("trong địa chỉ"), "query": _("sau dấu hỏi"), "header": _("đầu thư")}
    schema = one["schema"]
    return {
        "name": one["name"],
        "place": places[one["in"]],
        "required": one.get("required", False),
        "kind": schema.get("type", ""),
        "bounds": _bounds(schema),
    }


def _bounds(schema: dict[str, Any]) -> str:
    least = schema.get("minimum", schema.get("minLength"))
    most = schema.get("maximum", schema.get("maxLength"))
    if most is not None and most > HIGHEST:
        most = None
    if least is None and most is None:
        return ""
    if most is None:
        return _("từ %(least)s") % {"least": least}
    if least is None:
        return _("nhiều nhất %(most)s") % {"most": most}
    return _("từ %(least)s đến %(most)s") % {"least": least, "most": most}


def _body(operation: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {})
    found: dict[str, Any] = content.get("application/json", {}).get("schema", {})
    return found


def _fields(schema: dict[str, Any], told: dict[str, Any]) -> list[tuple[str, str]]:
    """Name and kind of every field of an answer, one level deep, lists by what they hold."""
    schemas = {**told["components"]["schemas"], **schema.get("", {})}
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    return [(name, _kind(one)) for name, one in schema.get("properties", {}).items()]


def _kind(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " | ".join(_kind(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"[{_kind(schema['items'])}]"
    return str(schema.get("format") or schema.get("type", ""))
