# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How the pages of a draft are drawn, and how one leads to the next.

A browser whose scripts can put the right address into its history says so with every form: it gets
the next page as the answer. Any other is sent there, so that reloading never sends a form again.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import ResolverMatch, resolve, reverse
from django.utils.translation import gettext as _

from lienthong.core.forms.api import (
    FormDraft,
    PageInput,
    page_before,
    page_view,
    pages_of,
    spec_of,
    summary_of,
)
from lienthong.kernel.errors import OutOfScope
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.panels.citizen_changes import changes_of
from lienthong.modules.onestop.panels.citizen_drafts import (
    agency_of_draft,
    declaration_words,
    fee_lines,
    fee_title,
    fee_words,
    service_words,
    upload_slots,
    variant_of_draft,
)
from lienthong.modules.onestop.panels.citizen_service import promise_now
from lienthong.modules.onestop.queries.procedures import OwnDraft
from lienthong.modules.onestop.views.citizen.base import PersonalView

PAGE, REVIEW = "onestop:citizen-draft-page", "onestop:citizen-review"
AT_ONCE = "_at_once"
"""Sent by scripts that put the right address into the history of the browser."""


class DraftScreen(PersonalView):
    """A screen that shows pages of a draft."""

    abstract = True

    @property
    def answers_at_once(self) -> bool:
        """Whether the next page may be the answer to what was sent."""
        return self.request.POST.get(AT_ONCE) == "1"

    def go_on(self, own: OwnDraft, page: str) -> HttpResponseBase:
        """The page with this key, check-your-answers for an empty one: shown or led to."""
        if not self.answers_at_once:
            return redirect(_address(own.draft, page))
        _stand_at(self.request, own.draft, page)
        return self.show_page(own, page) if page else self.show_review(own)

    def show_page(
        self,
        own: OwnDraft,
        page: str,
        *,
        refused: PageInput | None = None,
        edit: Collection[str] = (),
        status: int = 200,
    ) -> HttpResponse:
        """Draw a page. Raises ``OutOfScope`` for one that is not asked."""
        draft = own.draft
        if page not in {asked.key for asked in pages_of(draft)}:
            raise OutOfScope
        here = _address(draft, page)
        view = page_view(draft, page, refused=refused, edit=edit, address=here)
        context = {
            **self._frame(own, here),
            "page_title": view.title,
            "errors": view.errors,
            "page": view,
            "back_url": _back(draft, view.back, own.versions.begun),
        }
        if not view.is_files:
            return self.page("form_page", context, status=status)
        context["slots"] = upload_slots(draft, view, self.actor, self.take_fault())
        return self.page("files_page", context, status=status)

    def show_review(
        self, own: OwnDraft, *, errors: list[dict[str, str]] | None = None, status: int = 200
    ) -> HttpResponse:
        """Draw check-your-answers."""
        draft, version = own.draft, own.versions.to_send
        due = fee_lines(draft, version)
        total = len(pages_of(draft)) + 1
        context = {
            **self._frame(own, _address(draft, "")),
            "page_title": _("Xem lại trước khi nộp"),
            "errors": errors or [],
            "groups": summary_of(draft),
            "change_url": reverse(PAGE, args=[draft.key, "PAGE"]),
            "back_url": _address(draft, page_before(draft, "")),
            "number": total,
            "total": total,
            "promise": promise_now(
                version.spec,
                unit_id=agency_of_draft(draft, version),
                variant=variant_of_draft(draft, version),
            ),
            "money": fee_title(due),
            "fee": fee_words(due),
            "declaration": declaration_words(spec_of(draft.form_version_id).declaration),
            "declared_error": any(error["url"] == "#id_declared" for error in errors or []),
        }
        return self.page("review", context, status=status)

    def _frame(self, own: OwnDraft, here: str) -> dict[str, Any]:
        """What every page of a draft shows around its questions."""
        return {
            "draft": own.draft,
            "here": here,
            "changes": changes_of(own.draft, own.versions),
            "service": service_words(own.draft, own.versions.begun),
        }


def _address(draft: FormDraft, page: str) -> str:
    """Where a page stands; check-your-answers for an empty key."""
    return reverse(PAGE if page else REVIEW, args=_words(draft, page))


def _words(draft: FormDraft, page: str) -> tuple[str, ...]:
    return (draft.key, page) if page else (draft.key,)


def _back(draft: FormDraft, page: str, begun: ProcedureVersion) -> str:
    if page:
        return _address(draft, page)
    return reverse("onestop:citizen-service", args=[begun.procedure.slug])


def _stand_at(request: HttpRequest, draft: FormDraft, page: str) -> None:
    """The frame is drawn for the page that is shown, not for the one whose form was sent."""
    request.path = request.path_info = _address(draft, page)
    request.META["QUERY_STRING"] = ""
    words = _words(draft, page)
    view = _view(PAGE if page else REVIEW, len(words))
    named = dict(zip(view.kwargs, words, strict=True))
    request.resolver_match = ResolverMatch(
        view.func, (), named, view.url_name, [*view.app_names], [*view.namespaces], view.route
    )


@cache
def _view(name: str, words: int) -> ResolverMatch:
    """The view behind a name, looked for among all addresses once."""
    return resolve(reverse(name, args=["-"] * words))
