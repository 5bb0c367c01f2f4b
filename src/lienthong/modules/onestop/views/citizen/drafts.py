# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Drafts: the list, one page after another, throwing away and taking back."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lienthong.core.forms.api import (
    OPENED,
    FormDraft,
    PageRefused,
    changed_items,
    discard_draft,
    discarded_drafts_of,
    draft_of,
    drafts_of,
    opened_page,
    page_after,
    pages_of,
    problems_of,
    restore_draft,
    save_page,
    spec_of,
    unsaved_page,
)
from lienthong.kernel.errors import StaleVersion
from lienthong.modules.onestop.actions.renew import renew_draft
from lienthong.modules.onestop.panels.citizen_drafts import draft_rows
from lienthong.modules.onestop.queries.procedures import own_draft
from lienthong.modules.onestop.views.citizen.base import PersonalView
from lienthong.modules.onestop.views.citizen.draft_screens import AT_ONCE, DraftScreen

EDIT = "_edit"
"""The button of a filled-in answer that is to be corrected."""
OWN_NAMES = {"csrfmiddlewaretoken", "_key", "_revision", AT_ONCE, EDIT, OPENED}


class DraftListView(PersonalView):
    """Drafts that wait, and those thrown away within 30 days."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show both lists."""
        context = {
            "page_title": _("Bản nháp của tôi"),
            "drafts": draft_rows(drafts_of(self.actor)),
            "discarded": draft_rows(discarded_drafts_of(self.actor)),
        }
        return self.page("drafts", context)


class DraftView(PersonalView):
    """A draft by its key alone: go on where it was left."""

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Redirect to the page, or to the dossier the draft became."""
        own = own_draft(self.actor, key)
        draft = own.draft
        if own.sent:
            return redirect("onestop:citizen-dossier", own.sent)
        pages = [page.key for page in pages_of(draft)]
        page = draft.page if draft.page in pages else pages[0]
        return redirect("onestop:citizen-draft-page", key, page)


class DraftPageView(DraftScreen):
    """One page of a draft."""

    def get(self, request: HttpRequest, key: str, page: str) -> HttpResponseBase:
        """Show the page with what was saved."""
        own = own_draft(self.actor, key)
        if own.sent:
            return redirect("onestop:citizen-dossier", own.sent)
        if own.draft.discarded_at is not None:
            return redirect("onestop:citizen-drafts")
        if is_left_out(own.draft, page):
            return redirect("onestop:citizen-draft", key)
        return self.show_page(own, page, edit=request.GET.getlist("sua"))

    def post(self, request: HttpRequest, key: str, page: str) -> HttpResponseBase:
        """Save the page and show the next; nothing typed is ever lost."""
        own = own_draft(self.actor, key)
        submitted = {n: v for n, v in request.POST.lists() if n not in OWN_NAMES}
        changed = changed_items(own.draft, page, submitted)
        if changed is not None:
            return self.show_page(own, page, refused=changed)
        opened = request.POST.getlist(OPENED)
        if EDIT in request.POST:
            opened.append(request.POST[EDIT])
            typed = opened_page(own.draft, page, submitted)
            return self.show_page(own, page, refused=typed, edit=opened)
        try:
            saved = save_page(
                own.draft,
                page=page,
                submitted=submitted,
                revision=_whole(request.POST.get("_revision", "")),
                actor=self.actor.acting(idempotency_key=""),
            )
        except PageRefused as refused:
            return self.show_page(own, page, refused=refused.page_input, edit=opened, status=422)
        except StaleVersion as stale:
            fresh = own_draft(self.actor, key)
            kept = unsaved_page(submitted, str(stale))
            return self.show_page(fresh, page, refused=kept, status=409)
        return self.go_on(replace(own, draft=saved), page_after(saved, page))


class RenewView(PersonalView):
    """Go on with the form that came into force meanwhile."""

    def post(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Move the draft, then show the first page that wants an answer, or all of it."""
        moved = renew_draft(draft_of(self.actor, key), actor=self.keyed_actor)
        waiting = len(problems_of(moved))
        if not waiting:
            messages.success(request, _("Đã chuyển sang tờ khai mới, giữ đủ câu trả lời."))
            return redirect("onestop:citizen-review", key)
        words = _("Đã chuyển sang tờ khai mới, giữ câu trả lời cũ. Còn %(count)s câu cần trả lời.")
        messages.info(request, words % {"count": waiting})
        return redirect("onestop:citizen-draft", key)


class DiscardView(PersonalView):
    """Throw a draft away; it can be taken back for 30 days."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Ask."""
        draft = draft_of(self.actor, key)
        row = draft_rows([draft])[0]
        return self.page("discard", {"page_title": _("Xóa bản nháp"), "draft": row})

    def post(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Discard."""
        discard_draft(draft_of(self.actor, key), actor=self.keyed_actor)
        messages.success(request, _("Đã xóa bản nháp. Bạn lấy lại được trong 30 ngày."))
        return redirect("onestop:citizen-drafts")


class RestoreView(PersonalView):
    """Take a discarded draft back."""

    def post(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Restore and go on with it."""
        restore_draft(draft_of(self.actor, key), actor=self.keyed_actor)
        return redirect("onestop:citizen-draft", key)


def is_left_out(draft: FormDraft, page: str) -> bool:
    """Whether the form has the page but other answers made it unnecessary."""
    known = {found.key for found in spec_of(draft.form_version_id).pages}
    return page in known - {found.key for found in pages_of(draft)}


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 0
