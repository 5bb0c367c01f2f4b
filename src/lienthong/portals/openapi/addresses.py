# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An address for every endpoint, without the library that answers there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from lienthong.kernel.registry import endpoints
from lienthong.kernel.rest import Endpoint
from lienthong.portals.openapi.cases.endpoints import ENDPOINTS as CASES
from lienthong.portals.openapi.guard import ApiView


def all_endpoints() -> tuple[Endpoint, ...]:
    """Of modules, then of core apps."""
    return (*endpoints(), *CASES)


def patterns() -> Iterator[URLPattern]:
    """An address for every endpoint, each a guarded view."""
    for endpoint in all_endpoints():
        where = endpoint.path.lstrip("/").replace("{", "<").replace("}", ">")
        yield path(where, _view(endpoint), name=endpoint.name)


def _view(endpoint: Endpoint) -> Any:
    names = {
        "__doc__": f"{endpoint.method} {endpoint.path}",
        "__module__": __name__,
        "abstract": False,
        "permission": endpoint.permission,
        "endpoint": endpoint,
        endpoint.method.lower(): _answered_by_the_library,
    }
    return type(f"{endpoint.name.title()}View", (ApiView,), names).as_view()  # type: ignore[attr-defined]


def _answered_by_the_library(self: ApiView, request: HttpRequest) -> HttpResponse:
    """Say which method the endpoint answers; the guard hands the request on itself."""
    raise NotImplementedError(request.path)
