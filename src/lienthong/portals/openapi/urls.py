# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the open API."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from lienthong.portals.openapi.addresses import patterns
from lienthong.portals.openapi.views import DocumentationView, DocumentView

app_name = "openapi"
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", DocumentationView.as_view(), name="documentation"),
    path("api/v1/openapi.json", DocumentView.as_view(), name="document"),
    path("api/v1/", include(list(patterns()))),
]
