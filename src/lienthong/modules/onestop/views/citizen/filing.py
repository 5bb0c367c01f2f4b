# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Check your answers, send, and what was sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.forms.api import (
    FormDraft,
    draft_of,
    page_before,
    pages_of,
    spec_of,
    summary_of,
)
from lienthong.core.notifications.api import Channel, choose_channels
from lienthong.kernel.errors import IllegalState, InvalidInput, OutOfScope
from lienthong.modules.onestop.actions.submit import submit_dossier
from lienthong.modules.onestop.panels.citizen_changes import changes_of
from lienthong.modules.onestop.panels.citizen_drafts import (
    agency_of_draft,
    declaration_words,
    fee_lines,
    fee_words,
    review_errors,
    service_words,
    variant_of_draft,
)
from lienthong.modules.onestop.panels.citizen_notify import NAME, reaches_to, wanted_from
from lienthong.modules.onestop.panels.citizen_service import promise_now
from lienthong.modules.onestop.panels.citizen_tracking import sent_page
from lienthong.modules.onestop.permissions import VIEW_OWN
from lienthong.modules.onestop.queries.dossiers import own_dossier
from lienthong.modules.onestop.queries.procedures import versions_for
from lienthong.modules.onestop.views.citizen.base import PersonalView
from lienthong.modules.onestop.views.citizen.drafts import code_of_sent


class ReviewView(PersonalView):
    """The last page of a form: every answer, the promised date, the declaration, the sending."""

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Show what will be sent."""
        draft = draft_of(self.actor, key)
        sent = code_of_sent(draft)
        if sent:
            return redirect("onestop:citizen-sent", sent)
        if draft.discarded_at is not None:
            return redirect("onestop:citizen-drafts")
        return self.show(draft, errors=[])

    def post(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Send once: a second press, another tab, a reload all end at the same dossier."""
        draft = draft_of(self.actor, key)
        declared = request.POST.get("declared") == "on"
        try:
            sent = submit_dossier(draft, declared=declared, actor=self.keyed_actor)
            code = sent.submission_code
        except InvalidInput as refused:
            errors = review_errors(draft, refused.fields)
            return self.show(draft, errors=errors, status=422)
        except IllegalState:
            code = code_of_sent(draft)
            if not code:
                raise
        return redirect("onestop:citizen-sent", code)

    def show(
        self, draft: FormDraft, *, errors: list[dict[str, str]], status: int = 200
    ) -> HttpResponse:
        """Draw the page."""
        versions = versions_for(draft)
        version = versions.to_send
        agency = agency_of_draft(draft, version)
        total = len(pages_of(draft)) + 1
        context: dict[str, Any] = {
            "page_title": _("Xem lại trước khi nộp"),
            "errors": errors,
            "draft": draft,
            "changes": changes_of(draft, versions),
            "service": service_words(draft, versions.begun),
            "groups": summary_of(draft),
            "change_url": reverse("onestop:citizen-draft-page", args=[draft.key, "PAGE"]),
            "back_url": reverse(
                "onestop:citizen-draft-page", args=[draft.key, page_before(draft, "")]
            ),
            "number": total,
            "total": total,
            "promise": promise_now(
                version.spec, unit_id=agency, variant=variant_of_draft(draft, version)
            ),
            "fee": fee_words(fee_lines(draft, version)),
            "declaration": declaration_words(spec_of(draft.form_version_id).declaration),
            "declared_error": any(error["url"] == "#id_declared" for error in errors),
        }
        return self.page("review", context, status=status)


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
