# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Check your answers, send, and what was sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.core.notifications.api import Channel, choose_channels
from lienthong.kernel.errors import IllegalState, InvalidInput, OutOfScope
from lienthong.modules.onestop.actions.submit import submit_dossier
from lienthong.modules.onestop.panels.citizen_drafts import review_errors
from lienthong.modules.onestop.panels.citizen_notify import NAME, reaches_to, wanted_from
from lienthong.modules.onestop.panels.citizen_tracking import sent_page
from lienthong.modules.onestop.permissions import VIEW_OWN
from lienthong.modules.onestop.queries.dossiers import own_dossier
from lienthong.modules.onestop.queries.procedures import own_draft
from lienthong.modules.onestop.views.citizen.base import PersonalView
from lienthong.modules.onestop.views.citizen.draft_screens import DraftScreen


class ReviewView(DraftScreen):
    """The last page of a form: every answer, the promised date, the declaration, the sending."""

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Show what will be sent."""
        own = own_draft(self.actor, key)
        if own.sent:
            return redirect("onestop:citizen-sent", own.sent)
        if own.draft.discarded_at is not None:
            return redirect("onestop:citizen-drafts")
        return self.show_review(own)

    def post(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Send once: a second press, another tab, a reload all end at the same dossier."""
        own = own_draft(self.actor, key)
        declared = request.POST.get("declared") == "on"
        try:
            sent = submit_dossier(own.draft, declared=declared, actor=self.keyed_actor)
            code = sent.submission_code
        except InvalidInput as refused:
            errors = review_errors(own.draft, refused.fields)
            return self.show_review(own, errors=errors, status=422)
        except IllegalState:
            code = own_draft(self.actor, key).sent
            if not code:
                raise
        return redirect("onestop:citizen-sent", code)


class SentView(PersonalView):
    """The confirmation: code, QR, when the desk answers, what comes next, how one is told."""

    permission = VIEW_OWN

    def get(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Show it."""
        dossier = own_dossier(self.actor, code)
        context = {"page_title": _("Hồ sơ đã được gửi"), **sent_page(dossier, self.actor)}
        return self.page("sent", context)

    def post(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """Keep by which ways whoever filed wants to be told; nobody else decides that."""
        dossier = own_dossier(self.actor, code)
        if dossier.submitter_id != self.actor.person_id:
            raise OutOfScope
        chosen = request.POST.getlist(NAME)
        wanted = wanted_from(reaches_to(dossier), chosen)
        choose_channels(
            dossier.submitter,
            email=wanted.get(Channel.EMAIL),
            sms=wanted.get(Channel.SMS),
            actor=self.keyed_actor,
        )
        messages.success(request, _("Đã lưu cách nhận thông báo."))
        return redirect("onestop:citizen-sent", dossier.code)
