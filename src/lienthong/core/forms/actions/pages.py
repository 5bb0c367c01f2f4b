# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One page of a draft is saved; open questions are filled from a scanned card."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.forms.actions.draft_rows import (
    fill_from_known,
    lock_open,
    save_draft,
    write_if_same,
)
from lienthong.core.forms.domain.definitions import FormSpec, PageSpec
from lienthong.core.forms.domain.pages import PageInput, read_page
from lienthong.core.forms.domain.prefill import Offer, fill_page, kept_origins, misplaced
from lienthong.core.forms.domain.review import asked_pages, settle
from lienthong.core.forms.models import FormDraft
from lienthong.core.forms.models.draft import default_expiry
from lienthong.core.forms.permissions import FILL
from lienthong.core.forms.queries import context_on, spec_of
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput, OutOfScope, StaleVersion


class PageRefused(InvalidInput):
    """A page with answers to correct; ``page_input`` holds what was sent and every sentence."""

    def __init__(self, page_input: PageInput) -> None:
        """Keep the page as it was sent."""
        fields = {problem.path: problem.message for problem in page_input.errors}
        super().__init__(fields=fields)
        self.page_input = page_input


@action(FILL)
def save_page(
    draft: FormDraft,
    *,
    page: str,
    submitted: Mapping[str, Sequence[str]],
    revision: int,
    actor: Actor,
) -> FormDraft:
    """Save one page as it was sent; hidden answers go, the next page is prefilled.

    ``revision`` is the one the page was shown with; the row is written only while it has that one.
    The same page sent twice is saved once: what is there already is answered, without any key.
    Raises ``PageRefused`` (nothing is saved), ``StaleVersion`` when another tab saved something
    else meanwhile, ``IllegalState`` for a closed draft, ``OutOfScope`` for somebody else's draft or
    a page that is not asked.
    """
    if not actor.account_id or draft.owner_id != actor.account_id:
        raise OutOfScope
    if draft.revision == revision and draft.is_open(timezone.now()):
        filled = _with_page(copy.copy(draft), page, submitted, actor)
        if _write_page(filled, draft):
            return filled
    locked = lock_open(draft, actor)
    if locked.revision != revision:
        return _as_sent_before(locked, page, submitted)
    return save_draft(_with_page(locked, page, submitted, actor))


@action(FILL)
def prefill_draft(draft: FormDraft, *, offers: Mapping[str, Offer], actor: Actor) -> FormDraft:
    """Fill unanswered questions of all pages from offers by meaning, as from a scanned card.

    Answers that the form would refuse are left out; given answers stay.
    """
    locked = lock_open(draft, actor)
    spec, context = spec_of(locked.form_version_id), context_on()
    for page in spec.pages:
        if context.shows(page.show_if, locked.answers):
            filled = fill_page(page, locked.answers, offers, context)
            locked.answers = {**locked.answers, **filled.answers}
            locked.origins = {**locked.origins, **filled.origins}
    return save_draft(locked)


def _with_page(
    draft: FormDraft, page: str, submitted: Mapping[str, Sequence[str]], actor: Actor
) -> FormDraft:
    """The draft with the answers of a page and what is known for the next; nothing is written."""
    spec, context = spec_of(draft.form_version_id), context_on()
    current = _asked_page(spec, draft, page)
    found = read_page(current, submitted, draft.answers, context)
    if not found.is_valid:
        raise PageRefused(found)
    _take_answers(draft, spec, current, found)
    following = _page_after(spec, draft, page)
    if following:
        fill_from_known(draft, following, actor)
    draft.page = following or page
    return draft


def _write_page(draft: FormDraft, before: FormDraft) -> bool:
    """Write what a page changes if the open row still has the revision: no lock is taken before.

    Files are not written: an upload that arrives at the same moment stays.
    """
    draft.revision, draft.saved_at = before.revision + 1, timezone.now()
    draft.expires_at = default_expiry()
    return write_if_same(draft, before, _OF_A_PAGE, files=False)


_OF_A_PAGE = ("answers", "origins", "page", "revision", "saved_at", "expires_at")


def _as_sent_before(
    draft: FormDraft, page: str, submitted: Mapping[str, Sequence[str]]
) -> FormDraft:
    """The draft when it says already what was sent, as after a second press.

    Raises ``StaleVersion``.
    """
    spec, context = spec_of(draft.form_version_id), context_on()
    asked = {each.key: each for each in asked_pages(spec, draft.answers, context)}
    if page in asked:
        found = read_page(asked[page], submitted, draft.answers, context)
        own = {question.key for question in asked[page].fields if question.kind != "file"}
        kept = {key: value for key, value in draft.answers.items() if key in own}
        if found.is_valid and found.answers == kept:
            return draft
    raise StaleVersion(
        _("Bản nháp này vừa được lưu ở một cửa sổ khác. Hãy mở lại trang để xem bản mới.")
    )


def _asked_page(spec: FormSpec, draft: FormDraft, page: str) -> PageSpec:
    for asked in asked_pages(spec, draft.answers, context_on()):
        if asked.key == page:
            return asked
    raise OutOfScope


def _page_after(spec: FormSpec, draft: FormDraft, page: str) -> str:
    keys = [asked.key for asked in asked_pages(spec, draft.answers, context_on())]
    later = keys[keys.index(page) + 1 :]
    return later[0] if later else ""


def _take_answers(draft: FormDraft, spec: FormSpec, page: PageSpec, found: PageInput) -> None:
    context = context_on()
    own = {question.key for question in page.fields}
    others = {key: value for key, value in draft.answers.items() if key not in own}
    answers = settle(spec, {**others, **found.answers}, context)
    origins = kept_origins(draft.origins, draft.answers, answers)
    wrong = misplaced(spec, answers, origins, context) - own
    kept = {key: value for key, value in answers.items() if key not in wrong}
    draft.answers = settle(spec, kept, context)
    draft.origins = {key: mark for key, mark in origins.items() if key in draft.answers}
