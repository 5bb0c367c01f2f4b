# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What screens of citizens share: personal pages are never stored, acts carry their key."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from lienthong.kernel.actor import Actor
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.permissions import FILE

LONGEST_KEY = 64
FAULT = "onestop.fault"


class PersonalView(GuardedView):
    """A screen of a signed-in citizen about what is their own."""

    abstract = True
    permission = FILE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; nothing personal stays in a shared browser or proxy."""
        response = super().dispatch(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    @property
    def keyed_actor(self) -> Actor:
        """The actor with the idempotency key of the form that was sent."""
        key = self.request.POST.get("_key", "")[:LONGEST_KEY]
        return self.actor.acting(idempotency_key=key)

    def page(self, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        """Draw a template of this portal; every page gets a fresh form key."""
        shown = {"form_key": form_key(), **context}
        return render(self.request, f"onestop/citizen/{template}.html", shown, status=status)

    def remember_fault(self, place: str, text: str) -> None:
        """Keep why a file was not taken until its page is shown, to say it in its slot."""
        self.request.session[FAULT] = {"place": place, "text": text}

    def take_fault(self) -> dict[str, str]:
        """The fault to show, once: slot or item to sentence."""
        kept = self.request.session.pop(FAULT, None)
        return {kept["place"]: kept["text"]} if kept else {}
