# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Mounts the portals and, from the registry, every module."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from lienthong.kernel.module import ADMINISTRATION, CITIZEN, OFFICER, Module
from lienthong.kernel.registry import modules
from lienthong.portals.sign_in.sso.urls import sso_patterns
from lienthong.portals.sign_in.urls import names_for_allauth, sign_in_patterns

PREFIX = {CITIZEN: "", OFFICER: "can-bo/", ADMINISTRATION: "quan-tri/"}


def module_patterns(declared: Module) -> list[URLPattern | URLResolver]:
    """The URLs of a module under its own namespace, each portal's below the portal's path."""
    patterns: list[URLPattern | URLResolver] = []
    for portal, dotted in declared.urls.items():
        urls = import_module(f"{declared.package}.{dotted}").urlpatterns
        patterns.append(path(PREFIX[portal], include(urls)))
    return patterns


def _modules() -> Iterator[URLResolver]:
    for declared in modules():
        yield path("", include((module_patterns(declared), declared.label)))


urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((sign_in_patterns, "accounts"))),
    path("", include(names_for_allauth)),
    path("", include((sso_patterns, "idp"))),
    path("can-bo/", include(("lienthong.portals.officer.urls", "officer"))),
    path("", include(("lienthong.portals.administration.urls", "administration"))),
    path("", include("lienthong.portals.openapi.urls")),
    *_modules(),
    path("", include(("lienthong.portals.citizen.urls", "citizen"))),
]
handler403 = "lienthong.portals.citizen.errors.forbidden"
handler404 = "lienthong.portals.openapi.problems.not_found"
handler500 = "lienthong.portals.openapi.problems.broken"
