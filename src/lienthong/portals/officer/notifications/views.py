# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The officer's messages, the bell, the log of a case, the words of all messages."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Case
from lienthong.core.documents.api import FREE_DOCUMENT, IssuedDocument, drafts
from lienthong.core.notifications.api import (
    LOG,
    RESEND,
    TEMPLATES,
    MessageDelivery,
    count_unseen,
    log_of,
    may_read_subject,
    messages_page,
    previews,
    resend_delivery,
)
from lienthong.kernel.errors import IllegalState, OutOfScope
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.kernel.views import GuardedView
from lienthong.portals.live import stream_address
from lienthong.portals.message_settings import keep_settings, settings_context, take_browser
from lienthong.portals.messages import by_day, mark_shown, message_list
from lienthong.portals.officer.notifications.panels import why_of
from lienthong.portals.officer.search.views import case_url

IN_PANEL = 8
COUNTED = 100


class MessagesView(GuardedView):
    """All messages by day; what is shown counts as seen from then on."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a page of them."""
        return render(request, "officer/messages.html", message_list(request, self.actor))


class MessagesPanelView(GuardedView):
    """The newest messages, for the panel under the bell."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """The fragment; what it shows counts as seen."""
        found, _more = messages_page(self.actor, size=IN_PANEL)
        context = {"days": by_day(found)}
        mark_shown(found, self.actor)
        return render(request, "officer/messages_panel.html", context)


class MessageSettingsView(GuardedView):
    """How one is told, kind by kind."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> HttpResponse:
        """The table of kinds and channels, and the browsers that may be woken."""
        return render(request, "officer/message_settings.html", settings_context(self.actor))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it."""
        keep_settings(request, self.actor)
        return redirect("officer:message-settings")


class PushView(GuardedView):
    """A browser that may be woken."""

    permission = OFFICER_DESK
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest) -> JsonResponse:
        """Note it."""
        return take_browser(request, self.actor)


class LiveView(GuardedView):
    """What a browser asks for when it hears of something new, or when its hour is over."""

    permission = OFFICER_DESK

    def get(self, request: HttpRequest) -> JsonResponse:
        """Where to go on listening, how much is unread, how the newest is called."""
        newest, _more = messages_page(self.actor, size=1)
        unread = count_unseen(self.actor, limit=COUNTED)
        answer = JsonResponse(
            {
                "stream": stream_address(request, self.actor),
                "unread": unread,
                "words": _("Thông báo, %(count)s chưa đọc") % {"count": unread}
                if unread
                else _("Thông báo"),
                "newest": newest[0].title if newest and newest[0].seen_at is None else "",
            }
        )
        answer["Cache-Control"] = "no-store"
        return answer


class MessageLogView(GuardedView):
    """Everything sent about a case or a document: to whom, by what way, with what end."""

    permission = LOG

    def get(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        """Show it to whoever may see the log of the subject."""
        if not may_read_subject(kind, self.actor, pk):
            raise OutOfScope
        context = {
            "page_title": _("Thông báo đã gửi"),
            "subject": self._subject(kind, pk),
            "messages_sent": _sent(kind, pk),
        }
        return render(request, "officer/message_log.html", context)

    def _subject(self, kind: str, pk: int) -> dict[str, str]:
        if kind == FREE_DOCUMENT:
            return _of_document(drafts.free_document(self.actor, pk))
        return _of_case(kind, pk)


def _of_case(kind: str, pk: int) -> dict[str, str]:
    case = Case.objects.filter(pk=pk, kind__code=kind).first()
    if case is None:
        raise OutOfScope
    nothing = _("Chưa gửi thông báo nào về hồ sơ này")
    url = case_url(kind, pk)
    return {"title": case.title, "code": case.code or "", "url": url, "nothing": nothing}


def _of_document(document: IssuedDocument) -> dict[str, str]:
    nothing = _("Chưa gửi thông báo nào về văn bản này")
    url = reverse("officer:draft", args=[document.pk])
    code = document.number_text
    return {"title": document.abstract, "code": code, "url": url, "nothing": nothing}


class ResendView(GuardedView):
    """Send one message about a case or a document again."""

    permission = RESEND
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put it into the outbox again, or say why not; only about what one may see."""
        delivery = MessageDelivery.objects.select_related("message").filter(pk=pk).first()
        message = delivery.message if delivery else None
        if message is None or not message.subject_id:
            raise OutOfScope
        kind, subject = message.subject_kind, message.subject_id
        if not may_read_subject(kind, self.actor, subject):
            raise OutOfScope
        try:
            resend_delivery(pk, actor=self.actor)
        except IllegalState as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Đã xếp để gửi lại."))
        return redirect("officer:message-log", kind=kind, pk=subject)


def _sent(kind: str, pk: int) -> list[dict[str, Any]]:
    deliveries = groupby(log_of(kind, pk), key=lambda delivery: delivery.message)
    return [
        {"message": message, "deliveries": [(one, why_of(one)) for one in found]}
        for message, found in deliveries
    ]


class MessageTemplatesView(GuardedView):
    """The words of every kind of message, filled with samples."""

    permission = TEMPLATES

    def get(self, request: HttpRequest) -> HttpResponse:
        """List the kinds; one at a time is shown as its reader sees it."""
        found = previews()
        wanted = request.GET.get("mau", found[0].kind)
        chosen = [preview for preview in found if preview.kind == wanted]
        if not chosen:
            raise OutOfScope
        context = {
            "page_title": _("Mẫu thông báo"),
            "kinds": [(p.kind, p.title) for p in found if p.language == "vi"],
            "chosen": chosen,
            "wanted": wanted,
            "address": reverse("officer:message-templates"),
        }
        return render(request, "officer/message_templates.html", context)
