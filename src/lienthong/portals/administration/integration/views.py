# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How the connections fare, which messages there are, and sending them once more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienthong.core.audit.api import records_of
from lienthong.core.integration.api import (
    REPLAY,
    VIEW,
    Circuit,
    Health,
    Incoming,
    IncomingState,
    Outgoing,
    OutgoingState,
    Partner,
    abouts_of,
    close_incoming,
    close_outgoing,
    find_incoming,
    find_outgoing,
    health_of_partners,
    parts_of,
    replay_incoming,
    replay_outgoing,
    topic_title,
)
from lienthong.kernel.actor import Actor
from lienthong.kernel.backups import backup_age
from lienthong.kernel.errors import DomainError, InvalidInput
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView, get_or_404, may_hold
from lienthong.portals.administration.integration.forms import IN, OUT, STATES, Asked

PAGE = 50
MOST = 500
CIRCUITS = {
    Circuit.CLOSED: "ok",
    Circuit.OPEN: "late",
    Circuit.TRYING: "soon",
    Circuit.OFF: "paused",
}
CHIPS: dict[str, str] = {
    OutgoingState.WAITING: "soon",
    OutgoingState.SENT: "ok",
    OutgoingState.FAILED: "late",
    IncomingState.NEW: "soon",
    IncomingState.DONE: "ok",
    OutgoingState.CLOSED: "paused",
}
CLOSING = "dong"
CLOSERS: dict[str, Callable[..., object]] = {OUT: close_outgoing, IN: close_incoming}
KINDS: dict[str, tuple[type[Outgoing] | type[Incoming], Callable[..., object]]] = {
    OUT: (Outgoing, replay_outgoing),
    IN: (Incoming, replay_incoming),
}


class HealthView(GuardedView):
    """Partners: lag, oldest message, errors, circuit, last success."""

    permission = VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """One row a partner, the troubled ones first."""
        now = timezone.now()
        rows = [_row(one, now) for one in health_of_partners(now)]
        context = {
            "page_title": _("Liên thông với đối tác"),
            "rows": rows,
            "now": now,
            "backup": backup_age(Path(settings.LIENTHONG_DATA_DIR), now),
            "troubled": sum(row["health"].is_troubled for row in rows),
            "dead": sum(row["health"].dead + row["health"].dead_incoming for row in rows),
        }
        return render(request, "administration/integration/health.html", context)


class MessagesView(GuardedView):
    """Messages to or from partners, newest first; dead letters can be sent once more."""

    permission = VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of what was asked for."""
        return show_list(request, self.actor, Asked.read(request.GET))


class MessageView(GuardedView):
    """One message: its keys, how it fared, its shape without people's data."""

    permission = VIEW

    def get(self, request: HttpRequest, direction: str, pk: int) -> HttpResponse:
        """Show it."""
        message = _message(self.actor, direction, pk)
        state = message.state
        context = {
            "page_title": _("Tin %(number)s") % {"number": message.pk},
            "message": message,
            "topic": topic_title(getattr(message, "topic", "")),
            "about": abouts_of([message.ordering_key]).get(message.ordering_key, ""),
            "acts": _acts_on(message),
            "direction": direction,
            "chip": CHIPS.get(state, "late"),
            "parts": parts_of(message.payload),
            "may_replay": may_hold(self.actor, REPLAY) and state == OutgoingState.FAILED,
            "form_key": form_key(),
            "list_url": f"{reverse('administration:messages')}{Asked(direction).address()}",
        }
        return render(request, "administration/integration/message.html", context)


class ReplayView(GuardedView):
    """Send dead letters once more, or close them, each in its own act, with the reason."""

    permission = REPLAY
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest, direction: str) -> HttpResponse:
        """Do the chosen ones; what stood in the way is named, the others go."""
        chosen = [int(one) for one in request.POST.getlist("tin") if one.isdigit()][:MOST]
        reason = request.POST.get("ly-do", "").strip()[:200]
        asked = Asked(direction, state=OutgoingState.FAILED)
        closes = request.POST.get("viec") == CLOSING
        if direction not in KINDS:
            raise Http404
        if not chosen:
            problem = {"target": "", "message": _("Chọn ít nhất một tin.")}
            return show_list(request, self.actor, asked, errors=[problem], reason=reason)
        tried = (self._do(direction, pk, reason, closes=closes) for pk in chosen)
        refused = [text for text in tried if text]
        if refused:
            errors = [{"target": "ly-do", "message": text} for text in dict.fromkeys(refused)]
            return show_list(request, self.actor, asked, errors=errors, reason=reason)
        done = len(chosen)
        words = ngettext("Đã cho đi lại %(count)s tin.", "Đã cho đi lại %(count)s tin.", done)
        if closes:
            words = ngettext("Đã đóng %(count)s tin.", "Đã đóng %(count)s tin.", done)
        messages.success(request, words % {"count": done})
        return redirect(f"{reverse('administration:messages')}{asked.address(tt='')}")

    def _do(self, direction: str, pk: int, reason: str, *, closes: bool) -> str:
        """One of them; what stood in the way, empty when nothing did."""
        message = _message(self.actor, direction, pk)
        act = CLOSERS[direction] if closes else KINDS[direction][1]
        try:
            act(message, reason=reason, actor=self.actor.acting(purpose=reason))
        except InvalidInput as refused:
            return str(refused)
        except DomainError as refused:
            return f"{message}: {refused}"
        return ""


def show_list(
    request: HttpRequest,
    actor: Actor,
    asked: Asked,
    *,
    errors: list[dict[str, str]] | None = None,
    reason: str = "",
) -> HttpResponse:
    """The list, with what is wrong."""
    found: Sequence[Outgoing | Incoming]
    if asked.direction == IN:
        found = find_incoming(asked.sought, most=PAGE + 1)
    else:
        found = find_outgoing(asked.sought, most=PAGE + 1)
    shown = found[:PAGE]
    abouts = abouts_of(one.ordering_key for one in shown)
    context = {
        "page_title": _("Tin liên thông"),
        "asked": asked,
        "rows": [_shown(one, abouts.get(one.ordering_key, "")) for one in shown],
        "partners": Partner.objects.order_by("title", "pk"),
        "states": STATES[asked.direction].choices,
        "other_url": asked.address(huong=OUT if asked.direction == IN else IN, tt=""),
        "next_url": asked.address(truoc=shown[-1].pk) if len(found) > PAGE else "",
        "may_replay": asked.dead and may_hold(actor, REPLAY),
        "errors": errors or [],
        "reason": reason,
        "form_key": form_key(),
    }
    status = 422 if errors else 200
    return render(request, "administration/integration/messages.html", context, status=status)


def _message(actor: Actor, direction: str, pk: int) -> Outgoing | Incoming:
    if direction not in KINDS:
        raise Http404
    found: Outgoing | Incoming
    if direction == OUT:
        found = get_or_404(actor, VIEW, Outgoing.objects.select_related("partner"), pk=pk)
    else:
        found = get_or_404(actor, VIEW, Incoming.objects.select_related("partner"), pk=pk)
    return found


def _acts_on(message: Outgoing | Incoming) -> list[dict[str, Any]]:
    """Who sent it once more or closed it, when and why; the newest first."""
    records = records_of(message._meta.label_lower, message.pk).filter(permission=REPLAY.code)
    closed = {OutgoingState.CLOSED.value, IncomingState.CLOSED.value}
    return [
        {
            "record": one,
            "closed": one.changes.get("state", ["", ""])[1] in closed,
        }
        for one in records[:PAGE]
    ]


def _shown(message: Outgoing | Incoming, about: str) -> dict[str, Any]:
    topic = topic_title(getattr(message, "topic", ""))
    chip = CHIPS.get(message.state, "late")
    return {"message": message, "topic": topic, "about": about, "chip": chip}


def _row(health: Health, now: datetime) -> dict[str, Any]:
    rate = health.error_rate
    return {
        "health": health,
        "circuit": health.circuit.label,
        "chip": CIRCUITS[health.circuit],
        "lag": _lag(now - health.oldest_at) if health.oldest_at else "",
        "percent": None if rate is None else round(rate * 100, 1),
    }


def _lag(waits: timedelta) -> str:
    """How long something waits, in the largest unit that is at least one."""
    minutes = int(waits.total_seconds() // 60)
    if minutes >= 2 * 24 * 60:
        return ngettext("%(count)s ngày", "%(count)s ngày", 2) % {"count": minutes // (24 * 60)}
    if minutes >= 2 * 60:
        return ngettext("%(count)s giờ", "%(count)s giờ", 2) % {"count": minutes // 60}
    return ngettext("%(count)s phút", "%(count)s phút", minutes) % {"count": minutes}
