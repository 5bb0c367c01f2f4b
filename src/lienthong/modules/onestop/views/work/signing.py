# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The leader's day: what waits for a signature, signed one or many at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienthong.core.cases.api import Step
from lienthong.kernel.errors import DomainError, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.actions.decide import sign_result
from lienthong.modules.onestop.panels.work_signing import (
    MOST,
    Item,
    apology_words,
    day_of,
    decisions_of,
    headline,
    late_cases,
)
from lienthong.modules.onestop.permissions import SIGN

DAY = "onestop/work/signing.html"
REVIEW = "onestop/work/signing_review.html"


class SigningView(GuardedView):
    """What waits, by kind of paper; signing itself happens from the review list."""

    permission = SIGN

    def get(self, request: HttpRequest) -> HttpResponse:
        """The headline, the groups, what is unusual, what is late."""
        return self.day(request, [])

    def post(self, request: HttpRequest) -> HttpResponse:
        """Sign each chosen paper in its own transaction; failures are named, the rest signed."""
        chosen = _numbers(request.POST.getlist("step"))
        if not chosen:
            return self.day(request, [_("Chọn ít nhất một văn bản để ký.")])
        refused = [text for text in (self._sign(request, pk) for pk in chosen) if text]
        done = len(chosen) - len(refused)
        if done:
            words = ngettext("Đang ký %(count)s văn bản.", "Đang ký %(count)s văn bản.", done)
            messages.success(request, words % {"count": done})
        return self.day(request, refused) if refused else redirect("onestop:officer-signing")

    def _sign(self, request: HttpRequest, pk: int) -> str:
        """Ask for one signature; answers what stood in the way, empty when nothing did."""
        step = get_or_404(self.actor, SIGN, Step.objects.select_related("case"), pk=pk)
        try:
            sign_result(step, actor=self.actor.acting(idempotency_key=_key(request, pk)))
        except OutOfScope:
            raise
        except DomainError as refused:
            return f"{step.case_code}: {refused}"
        return ""

    def day(self, request: HttpRequest, problems: list[str]) -> HttpResponse:
        """The screen, with what could not be signed."""
        day = day_of(self.actor)
        context = {
            "page_title": headline(len(day.waiting)),
            "day": day,
            "count": sum(group["count"] for group in day.groups),
            "late": late_cases(self.actor),
            "decisions": decisions_of(self.actor),
            "apologies": apology_words(self.actor),
            "errors": [{"target": "", "message": text} for text in problems],
            "form_key": form_key(),
        }
        return render(request, DAY, context, status=422 if problems else 200)


class SigningReviewView(SigningView):
    """One list of exactly what is about to be signed; every line can still be left out."""

    permission = SIGN
    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """The chosen papers, with who examined them."""
        steps = _numbers(request.GET.getlist("step"))
        chosen = day_of(self.actor).chosen(request.GET.getlist("nhom"), steps)
        if not chosen:
            return self.day(request, [_("Chọn ít nhất một văn bản để ký.")])
        return render(request, REVIEW, _review(chosen))


def _review(chosen: list[Item]) -> dict[str, Any]:
    count = len(chosen)
    words = ngettext(
        "Xem lại %(count)s văn bản trước khi ký.", "Xem lại %(count)s văn bản trước khi ký.", count
    )
    return {
        "page_title": words % {"count": count},
        "items": chosen,
        "form_key": form_key(),
    }


class SigningBusyView(GuardedView):
    """The small fragment that counts down while papers are being signed."""

    permission = SIGN

    def get(self, request: HttpRequest) -> HttpResponse:
        """The same fragment while any is busy; then the page is told to load itself anew."""
        day = day_of(self.actor)
        if day.busy:
            return render(request, "onestop/work/signing_busy.html", {"day": day})
        if request.headers.get("HX-Request") != "true":
            return redirect("onestop:officer-signing")
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isdigit()][:MOST]


def _key(request: HttpRequest, pk: int) -> str:
    minted = request.POST.get("_key", "")
    return f"{minted}:{pk}" if minted else ""
