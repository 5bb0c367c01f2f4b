# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing on one's own machine: the page, and the two addresses that the plug-in speaks to."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from lienthong.core.documents.api import (
    PLUGIN_PLACE,
    SESSION_REFUSALS,
    SessionState,
    SigningSession,
    being_prepared,
    file_store,
    give_up_session,
    hand_out,
    issue_tokens,
    sessions_of,
    take_back,
)
from lienthong.core.integration.api import line_to
from lienthong.core.ui.api import runs_of
from lienthong.kernel import permits, uploads
from lienthong.kernel.errors import DomainError
from lienthong.kernel.permissions import OFFICER_DESK, PUBLIC
from lienthong.kernel.views import GuardedView, get_or_404

LARGEST = 25 * 1024 * 1024
PLUGIN = "plugin"
TRIAL = "thu"
TRIAL_SECONDS = 60
"""How long the page waits for a trial that was just ordered."""
SHOWN_FOR = timedelta(hours=12)
OPEN = (SessionState.WAITING, SessionState.FETCHED)
CHIPS = {
    SessionState.WAITING: "soon",
    SessionState.FETCHED: "soon",
    SessionState.RECEIVED: "paused",
    SessionState.DONE: "ok",
    SessionState.REFUSED: "late",
    SessionState.CLOSED: "paused",
}


class PluginSigningView(GuardedView):
    """What waits to be signed on this machine, and what came of what was sent back."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list; it asks again by itself while something is being prepared or checked."""
        own, since = self.actor.account_id or 0, timezone.now() - SHOWN_FOR
        sessions = sessions_of(own, since=since)
        rows = [_row(one) for one in sessions]
        trial = _ordered_trial(request)
        waiting = [row for row in rows if row["open"]]
        runs = [run for run in runs_of(own, since=since) if run.finished_at is None]
        preparing = being_prepared(own) + sum(len(run.untried) for run in runs)
        preparing += trial is not None and not _has_trial(sessions, trial)
        busy = preparing or any(row["busy"] for row in rows)
        context = {
            "page_title": _("Ký trên máy này"),
            "waiting": waiting,
            "settled": [row for row in rows if not row["open"]],
            "preparing": preparing,
            "trial": request.GET.get(TRIAL, "") if trial else "",
            "busy": busy,
            "connected": bool(_plugin_url()),
        }
        part = busy and request.headers.get("HX-Request") == "true"
        template = "officer/plugin_part.html" if part else "officer/plugin.html"
        response = render(request, template, context)
        if request.headers.get("HX-Request") == "true" and not busy:
            response["HX-Refresh"] = "true"
        return response

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mint a token for each chosen document and hand them to the plug-in by a form."""
        chosen = [int(text) for text in request.POST.getlist("phien") if text.isdigit()]
        issued = issue_tokens(chosen, actor=self.actor)
        if not issued:
            messages.error(request, _("Không còn văn bản nào chờ ký trên máy này."))
            return redirect("officer:plugin-signing")
        context = {
            "page_title": _("Mở phần mềm ký"),
            "count": len(issued),
            "plugin_url": _plugin_url(),
            "fields": {
                "tokens": " ".join(token for _session, token in issued),
                "fetch": _whole("officer:plugin-fetch"),
                "receive": _whole("officer:plugin-receive"),
                "back": _whole("officer:plugin-signing"),
                "name": self.actor.name,
            },
        }
        response = render(request, "officer/plugin_open.html", context)
        _let_its_form_go(response)
        response["Cache-Control"] = "private, no-store"
        return response


class GiveUpView(GuardedView):
    """Leave one document unsigned: it goes back to those that wait for a signature."""

    permission = OFFICER_DESK
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Only one's own exists here."""
        own = SigningSession.objects.filter(account_id=self.actor.account_id or 0)
        give_up_session(get_or_404(self.actor, OFFICER_DESK, own, pk=pk), actor=self.actor)
        messages.success(request, _("Đã bỏ lần ký. Văn bản vẫn chờ ký."))
        return redirect("officer:plugin-signing")


class PluginFetchView(GuardedView):
    """Where the plug-in gets a document, once, for the token it was given."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """The document, its place to sign, its look and where it is uploaded to."""
        try:
            session = hand_out(_token(request), actor=self.actor)
        except DomainError as refused:
            return _refusal(refused)
        with file_store().open(session.storage_key) as stream:
            document = stream.read()
        answer = {
            "name": session.title,
            "field": session.field_name,
            "sha256": session.sha256,
            "document": base64.b64encode(document).decode(),
            "look": base64.b64encode(bytes(session.look)).decode(),
            "upload": _upload_address(session),
        }
        return _private(answer)


@method_decorator(csrf_exempt, name="dispatch")  # no session of ours: the token is the proof
class PluginReceiveView(GuardedView):
    """Where the plug-in tells which upload belongs to its token."""

    permission = PUBLIC

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Order the check of what was uploaded."""
        try:
            receipt = uploads.receipt_of(request.POST.get("receipt", ""))
            take_back(_token(request), receipt=receipt, actor=self.actor)
        except permits.PermitError:
            return _private({"error": "cut", "message": str(SESSION_REFUSALS["cut"])}, 422)
        except DomainError as refused:
            return _refusal(refused)
        words = _("Đã nhận. Liên Thông đang kiểm tra chữ ký.")
        return _private({"status": "received", "message": words}, 202)


def _ordered_trial(request: HttpRequest) -> datetime | None:
    """When a trial was ordered that the page may still wait for; the address says it."""
    text = request.GET.get(TRIAL, "")
    if not text.isdecimal() or not 0 <= time.time() - int(text[:11]) < TRIAL_SECONDS:
        return None
    return datetime.fromtimestamp(int(text[:11]), UTC)


def _has_trial(sessions: Iterable[SigningSession], ordered: datetime) -> bool:
    return any(one.signature_id is None and one.made_at >= ordered for one in sessions)


def _row(session: SigningSession) -> dict[str, Any]:
    refusal = SESSION_REFUSALS.get(session.refusal, "") if session.refusal else ""
    state = SessionState(session.state)
    return {
        "session": session,
        "open": state in OPEN,
        "busy": state == SessionState.RECEIVED,
        "chip": CHIPS[state],
        "words": refusal,
    }


def _token(request: HttpRequest) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ").strip()


def _upload_address(session: SigningSession) -> str:
    permit = permits.new_upload_permit(
        account=str(session.account_id),
        draft=PLUGIN_PLACE,
        slot=str(session.pk),
        largest=LARGEST,
        types=("application/pdf",),
        return_path=reverse("officer:plugin-signing"),
        now=time.time(),
    )
    return uploads.upload_address(permit)


def _plugin_url() -> str:
    """Where the plug-in listens: the partner ``plugin``, else settings; empty when switched off."""
    line = line_to(PLUGIN, settings.LIENTHONG_PLUGIN_URL)
    return line.url if line.is_open else ""


def _let_its_form_go(response: HttpResponse) -> None:
    """Let the form of the page lead to where administrators say that the plug-in listens."""
    parts = urlsplit(_plugin_url())
    if parts.netloc:
        origin = f"{parts.scheme}://{parts.netloc}"
        response._csp_update = {"form-action": [origin]}  # type: ignore[attr-defined]  # for csp


def _whole(name: str) -> str:
    return f"{settings.LIENTHONG_PUBLIC_URL}{reverse(name)}"


def _refusal(refused: DomainError) -> JsonResponse:
    return _private({"error": refused.code, "message": str(refused)}, 409)


def _private(answer: dict[str, str], status: int = 200) -> JsonResponse:
    response = JsonResponse(answer, status=status)
    response["Cache-Control"] = "no-store"
    return response
