# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Puts the actor on the request, the page into its reader's language, only typed signs in texts."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import cached_property, partial

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import translation
from django.utils.cache import patch_vary_headers

from lienthong.core.access.api import load_actor
from lienthong.kernel.text import typed
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


class ContentRulesMiddleware(CSPMiddleware):
    """The content rules of the settings, written once; anew only where a page has its own."""

    @cached_property
    def _usual(self) -> str:
        return build_policy()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Name the rules in the answer."""
        own = [name for name in (*vars(request), *vars(response)) if name.startswith("_csp_")]
        if own or settings.DEBUG:
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._usual)
        return response


class StorableTextMiddleware:
    """No NUL and no hidden character reaches a view: no keyboard writes one.

    PostgreSQL keeps no NUL; a sign that turns the writing around would turn the words of others
    on a list or a paper. In typed texts they are left out and the rest is kept; an address with a
    NUL does not exist.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Clean what the address asks. Raises ``Http404``."""
        if NUL in request.path_info:
            raise Http404
        request.GET = _typed(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Clean what was sent, once the guard against forged forms has read it."""
        if request.method == "POST":
            request.POST = _typed(request.POST)  # type: ignore[assignment]


def _typed(sent: QueryDict) -> QueryDict:
    """The same texts without what nobody types; the same object when there is none, as nearly
    always.
    """
    if all(typed(text) == text for _name, texts in sent.lists() for text in texts):
        return sent
    cleaned = sent.copy()
    for name, texts in sent.lists():
        cleaned.setlist(name, [typed(text) for text in texts])
    return cleaned


class ActorMiddleware:
    """Who asks, acting from the chosen post, read in one query when first needed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Number the request, say how its actor is read."""
        request.request_id = uuid.uuid4().hex  # type: ignore[attr-defined]
        request.load_actor = partial(load_actor, request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        return response
