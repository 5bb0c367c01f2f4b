# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Puts the actor on the request, the page into its reader's language, and no NUL into a text."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from lienthong.core.access.api import load_actor
from lienthong.portals.citizen.settings.languages import spoken_languages

NUL = "\0"


class LanguageMiddleware:
    """Speak the language chosen in this browser, else Vietnamese.

    What the browser accepts is not asked: many machines here speak English by default, and their
    owners read Vietnamese.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the language for the request and name it in the answer."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in spoken_languages() else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


class StorableTextMiddleware:
    """No NUL reaches a view: PostgreSQL keeps none, and no keyboard writes one.

    In typed texts it is left out and the rest is kept; an address with one does not exist.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Clean what the address asks. Raises ``Http404``."""
        if NUL in request.path_info:
            raise Http404
        request.GET = _without_nul(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Clean what was sent, once the guard against forged forms has read it."""
        if request.method == "POST":
            request.POST = _without_nul(request.POST)  # type: ignore[assignment]


def _without_nul(typed: QueryDict) -> QueryDict:
    """The same texts without NUL; the same object when there is none, as nearly always."""
    if not any(NUL in text for _name, texts in typed.lists() for text in texts):
        return typed
    cleaned = typed.copy()
    for name, texts in typed.lists():
        cleaned.setlist(name, [text.replace(NUL, "") for text in texts])
    return cleaned


class ActorMiddleware:
    """``request.actor``: who asks, acting from the chosen post, in one query when first needed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Number the request, attach the lazy actor."""
        request.request_id = uuid.uuid4().hex  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: load_actor(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        return response
