# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Puts the actor on the request, and the page into the language its reader chose."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from lienthong.core.access.api import load_actor
from lienthong.portals.citizen.settings.languages import spoken_languages


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
