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

from lienthong.core.access.api import keepers_of
from lienthong.core.cases.api import Step
from lienthong.core.documents.api import (
    CONFIGURE,
    SigningError,
    SigningMeans,
    WrongCodeError,
    await_service,
    drafting,
    drafts,
    give_consent,
    obtain_leave,
    remote_means,
    send_code,
    signs_on_own_machine,
)
from lienthong.core.ui.api import begin_bulk, stop_bulk
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import DomainError, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.actions.decide import sign_result
from lienthong.modules.onestop.panels.work_blocks import blocks_of
from lienthong.modules.onestop.panels.work_leader import apology_words, decisions_of, late_cases
from lienthong.modules.onestop.panels.work_sign_many import SIGN_MANY, open_runs
from lienthong.modules.onestop.panels.work_signing import (
    MOST,
    Day,
    Item,
    day_of,
    paper_of,
)
from lienthong.modules.onestop.panels.work_waiting import waiting_words
from lienthong.modules.onestop.permissions import SIGN

DAY = "onestop/work/signing.html"
REVIEW = "onestop/work/signing_review.html"
DRAWING = "onestop/work/signing_drawing.html"
NAMED = 3
AT_ONCE = 5
"""So many papers are asked for within the request, so that a refusal is told at once."""
WHOLE = "noi-dung"
"""What an error leads to that belongs to no field."""


class SigningView(GuardedView):
    """What waits, by kind of paper; signing itself happens from the review list."""

    permission = SIGN

    def get(self, request: HttpRequest) -> HttpResponse:
        """The headline, the groups, what is unusual, what is late."""
        return self.day(request, [])

    def post(self, request: HttpRequest) -> HttpResponse:
        """Sign each chosen paper in its own transaction; failures are named, the rest signed.

        Few are asked for here and now; of many the worker asks one after the other.
        """
        chosen = _numbers(request.POST.getlist("step"))
        if not chosen:
            return self.day(request, [_("Chọn ít nhất một văn bản để ký.")])
        means = remote_means(self.actor.account_id)
        if means is not None and day_of(self.actor).chosen([], chosen):
            asked = self._confirm(request, means, chosen)
            if asked is not None:
                return asked
        if len(chosen) > AT_ONCE:
            actor = self.actor.acting(idempotency_key=_key(request, 0))
            begin_bulk(SIGN_MANY, ids=chosen, given={}, actor=actor)
            refused: list[tuple[str, str]] = []
        else:
            refused = [why for why in (self._sign(request, pk) for pk in chosen) if why]
        done = len(chosen) - len(refused)
        if done:
            words = ngettext("Đang ký %(count)s văn bản.", "Đang ký %(count)s văn bản.", done)
            messages.success(request, words % {"count": done})
        if done and signs_on_own_machine(self.actor.account_id):
            return redirect("officer:plugin-signing")
        if refused:
            return self.day(request, _by_reason(refused))
        return redirect("onestop:officer-signing")

    def _confirm(
        self, request: HttpRequest, means: SigningMeans, chosen: list[int]
    ) -> HttpResponse | None:
        """Get leave from the remote service for all chosen papers; the list again without it."""
        code = request.POST.get("ma", "").strip()
        try:
            if "xin-ma" in request.POST:
                send_code(means)
                return self.review(request, chosen, sent=True)
            if not code:
                return self.review(request, chosen, problem=_("Nhập mã xác nhận để ký."))
            credential, leave = obtain_leave(means, len(chosen), code)
        except WrongCodeError:
            wrong = _("Mã xác nhận chưa đúng hoặc đã hết hạn. Hãy xin mã mới.")
            return self.review(request, chosen, sent=True, problem=wrong)
        except SigningError:
            away = _("Dịch vụ ký số chưa trả lời. Hãy thử lại sau ít phút.")
            return self.review(request, chosen, problem=away)
        give_consent(means, credential=credential, leave=leave, count=len(chosen), actor=self.actor)
        return None

    def review(
        self, request: HttpRequest, steps: list[int], *, sent: bool = False, problem: str = ""
    ) -> HttpResponse:
        """The list of what is about to be signed once more, with its code."""
        context = _review(day_of(self.actor).chosen([], steps), self.actor)
        errors = [{"target": "id_ma", "message": problem}] if problem else []
        shown = {**context, "sent": sent, "errors": errors}
        return render(request, REVIEW, shown, status=422 if problem else 200)

    def _sign(self, request: HttpRequest, pk: int) -> tuple[str, str] | None:
        """Ask for one signature; answers the case's code and what stood in the way, if anything."""
        step = get_or_404(self.actor, SIGN, Step.objects.select_related("case"), pk=pk)
        try:
            sign_result(step, actor=self.actor.acting(idempotency_key=_key(request, pk)))
        except OutOfScope:
            raise
        except DomainError as refused:
            return step.case_code, str(refused)
        return None

    def day(self, request: HttpRequest, problems: list[str]) -> HttpResponse:
        """The screen, with what could not be signed."""
        day = day_of(self.actor)
        context = {
            "page_title": _headline(day),
            "day": day,
            "menders": _menders() if day.stuck else [],
            "count": sum(group["count"] for group in day.groups),
            "free": drafts.waiting_for(self.actor).count(),
            "late": late_cases(self.actor),
            "decisions": decisions_of(self.actor),
            "apologies": apology_words(self.actor),
            "errors": [{"target": WHOLE, "message": text} for text in problems],
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
        return render(request, REVIEW, _review(chosen, self.actor))


def _by_reason(refused: list[tuple[str, str]]) -> list[str]:
    """One line for each reason: the case it holds back, or how many with the first of them."""
    codes: dict[str, list[str]] = {}
    for code, why in refused:
        codes.setdefault(why, []).append(code)
    many = _("%(count)s văn bản chưa ký. %(why)s Trong đó có %(codes)s.")
    return [
        many % {"count": len(held), "why": why, "codes": ", ".join(held[:NAMED])}
        if len(held) > 1
        else f"{held[0]}: {why}"
        for why, held in codes.items()
    ]


def _review(chosen: list[Item], actor: Actor) -> dict[str, Any]:
    count = len(chosen)
    words = ngettext(
        "Xem lại %(count)s văn bản trước khi ký.", "Xem lại %(count)s văn bản trước khi ký.", count
    )
    blocks = blocks_of(chosen, actor)
    may_sign = sum(1 for item in chosen if not item.refusal)
    return {
        "page_title": words % {"count": count},
        "items": chosen,
        "blocks": blocks,
        "count": may_sign,
        "form_key": form_key(),
        "with_code": remote_means(actor.account_id) is not None,
        "sent": False,
        "errors": [],
    }


class SigningBusyView(GuardedView):
    """The small fragment that counts down while papers are being signed."""

    permission = SIGN

    def get(self, request: HttpRequest) -> HttpResponse:
        """The same fragment while any is busy; then the page is told to load itself anew.

        ``giay`` names papers that were being made: those that are ready come back to be ticked.
        """
        day = day_of(self.actor)
        if "giay" in request.GET:
            ready = day.just_drawn(_numbers(request.GET.getlist("giay")))
            menders = _menders() if day.stuck else []
            return render(request, DRAWING, {"day": day, "ready": ready, "menders": menders})
        if day.busy:
            return render(request, "onestop/work/signing_busy.html", {"day": day})
        if request.headers.get("HX-Request") != "true":
            return redirect("onestop:officer-signing")
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response


class SigningDrawView(GuardedView):
    """Have tried at once what stands still: a paper that was not drawn, a service that is silent.

    ``cho`` says of a silent service: ``hoi-lai`` asks it now, ``thoi-cho`` waits for it no longer.
    """

    permission = SIGN
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest) -> HttpResponse:
        """Order it and go back to the day, which tells how it went."""
        if "cho" in request.POST:
            return self._of_service(request)
        for pk in _numbers(request.POST.getlist("giay")):
            step = get_or_404(self.actor, SIGN, Step.objects.all(), pk=pk)
            document = paper_of(step)
            if document is not None:
                drafting.draw_again(document, actor=self.actor)
        messages.success(request, _("Đang tạo lại bản giấy. Trang tự đổi khi xong."))
        return redirect("onestop:officer-signing")

    def _of_service(self, request: HttpRequest) -> HttpResponse:
        stops = request.POST["cho"] == "thoi-cho"
        act = await_service.stop_waiting if stops else await_service.ask_again
        count = self._stop_runs() if stops else 0
        day = day_of(self.actor)
        papers = (paper_of(item.step) for item in (day.held if stops else day.to_ask))
        count += sum(act(one, actor=self.actor) for one in papers if one is not None)
        messages.success(request, waiting_words(count, stops=stops))
        return redirect("onestop:officer-signing")

    def _stop_runs(self) -> int:
        """Leave out what was yet to be asked for, told like what was given up; return how many."""
        runs = open_runs(self.actor)
        why = _("đã thôi khi chưa hỏi đến dịch vụ ký số")
        return sum(stop_bulk(run, why=why, actor=self.actor) for run in runs)


def _headline(day: Day) -> str:
    """One sentence with the number that matters."""
    count = len(day.waiting)
    if count == 0 and day.busy:
        left = day.busy
        words = ngettext("Còn %(count)s văn bản đang ký.", "Còn %(count)s văn bản đang ký.", left)
        return words % {"count": left}
    if count == 0:
        return _("Không còn văn bản nào chờ ký.")
    words = ngettext(
        "Hôm nay có %(count)s văn bản chờ ký.", "Hôm nay có %(count)s văn bản chờ ký.", count
    )
    return words % {"count": count}


def _menders() -> list[str]:
    """Who can mend a template of print, at most three names."""
    return [str(one) for one in keepers_of(CONFIGURE.code)[:3]]


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isdigit()][:MOST]


def _key(request: HttpRequest, pk: int) -> str:
    minted = request.POST.get("_key", "")
    return f"{minted}:{pk}" if minted else ""
