# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Life of a draft: start, save a page, discard, take back, complete, expire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.forms.adapters.prefill import collect_offers
from lienthong.core.forms.domain.definitions import FormSpec, PageSpec
from lienthong.core.forms.domain.moving import first_open_page, still_good
from lienthong.core.forms.domain.pages import PageInput, read_page
from lienthong.core.forms.domain.prefill import (
    CHOSEN,
    Offer,
    acceptable,
    fill_page,
    kept_origins,
    misplaced,
    wanted_meanings,
)
from lienthong.core.forms.domain.review import asked_pages, settle
from lienthong.core.forms.models import FormDraft, FormVersion
from lienthong.core.forms.models.draft import BEGUN, default_expiry
from lienthong.core.forms.permissions import EXPIRE, FILL
from lienthong.core.forms.queries import context_on, filled_form, spec_of
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope, StaleVersion


class PageRefused(InvalidInput):
    """A page with answers to correct; ``page_input`` holds what was sent and every sentence."""

    def __init__(self, page_input: PageInput) -> None:
        """Keep the page as it was sent."""
        fields = {problem.path: problem.message for problem in page_input.errors}
        super().__init__(fields=fields)
        self.page_input = page_input


@action(FILL)
def start_draft(
    version: FormVersion,
    *,
    topic: str = "",
    setting: Mapping[str, Any] | None = None,
    known: Mapping[str, Offer] | None = None,
    actor: Actor,
) -> FormDraft:
    """Begin a draft of the actor's own; the first page is filled from what the state knows.

    ``known`` are answers by question that were given by starting it so; the form must take them.
    When it was begun stands in the setting: consents given with the first page are of that moment.

    Legal basis: 45/2020/NĐ-CP, Điều 4.
    """
    if actor.account_id is None:
        raise NotAllowed
    draft = FormDraft(
        owner_id=actor.account_id,
        form_version=version,
        topic=topic,
        setting={**(setting or {}), BEGUN: timezone.now().isoformat()},
        page=spec_of(version.pk).pages[0].key,
    )
    _take_known(draft, known or {})
    _prefill(draft, draft.page, actor)
    draft.save()
    return draft


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

    ``revision`` is the one the page was shown with. Raises ``PageRefused`` (nothing is saved),
    ``StaleVersion`` when another tab saved meanwhile, ``IllegalState`` for a closed draft,
    ``OutOfScope`` for somebody else's draft or a page that is not asked.
    """
    locked = _lock_open(draft, actor)
    if locked.revision != revision:
        raise StaleVersion(
            _("Bản nháp này vừa được lưu ở một cửa sổ khác. Hãy mở lại trang để xem bản mới.")
        )
    spec, context = spec_of(locked.form_version_id), context_on()
    current = _asked_page(spec, locked, page)
    found = read_page(current, submitted, locked.answers, context)
    if not found.is_valid:
        raise PageRefused(found)
    _take_answers(locked, spec, current, found)
    following = _page_after(spec, locked, page)
    if following:
        _prefill(locked, following, actor)
    locked.page = following or page
    return _saved(locked)


@action(FILL)
def prefill_draft(draft: FormDraft, *, offers: Mapping[str, Offer], actor: Actor) -> FormDraft:
    """Fill unanswered questions of all pages from offers by meaning, as from a scanned card.

    Answers that the form would refuse are left out; given answers stay.
    """
    locked = _lock_open(draft, actor)
    spec, context = spec_of(locked.form_version_id), context_on()
    for page in spec.pages:
        if context.shows(page.show_if, locked.answers):
            filled = fill_page(page, locked.answers, offers, context)
            locked.answers = {**locked.answers, **filled.answers}
            locked.origins = {**locked.origins, **filled.origins}
    return _saved(locked)


@action(FILL)
def move_draft(
    draft: FormDraft, *, to: FormVersion, setting: Mapping[str, Any] | None = None, actor: Actor
) -> FormDraft:
    """Go on with another version of the form, because that one is in force now.

    Answers and files stay where it asks for them and would take them; ``setting`` replaces what it
    names; the page becomes the first with something to answer, or the last.
    Legal basis: 45/2020/NĐ-CP, Điều 4.
    """
    locked = _lock_open(draft, actor)
    before, after, context = spec_of(locked.form_version_id), spec_of(to.pk), context_on()
    locked.answers = still_good(before, after, locked.answers, context)
    locked.origins = kept_origins(locked.origins, locked.answers, locked.answers)
    slots = {question.key for question in after.fields() if question.kind == "file"}
    locked.attachments = {name: kept for name, kept in locked.attachments.items() if name in slots}
    locked.form_version, locked.setting = to, {**locked.setting, **(setting or {})}
    waiting = first_open_page(after, locked.answers, context, locked.file_counts())
    locked.page = waiting or asked_pages(after, locked.answers, context)[-1].key
    return _saved(locked)


@action(FILL)
def attach_file(draft: FormDraft, *, slot: str, file: Mapping[str, Any], actor: Actor) -> FormDraft:
    """Keep a received file in a slot: ``file`` has id, name, size and optionally pages.

    Raises ``OutOfScope`` for a slot the form does not have, ``IllegalState`` when it is full.
    The same id twice is kept once.
    """
    locked = _lock_open(draft, actor)
    most = _slot_size(locked, slot)
    kept = list(locked.attachments.get(slot, []))
    if any(str(other["id"]) == str(file["id"]) for other in kept):
        return locked
    if len(kept) >= most:
        text = _("Chỗ này đã đủ %(count)s tệp. Hãy bỏ bớt một tệp rồi gửi lại.")
        raise IllegalState(text % {"count": most})
    kept.append({**file, "at": timezone.now().isoformat()})
    locked.attachments = {**locked.attachments, slot: kept}
    return _saved(locked, new_revision=False)


@action(FILL)
def remove_file(draft: FormDraft, *, slot: str, file_id: str, actor: Actor) -> FormDraft:
    """Take a file out of its slot; an unknown id changes nothing."""
    locked = _lock_open(draft, actor)
    kept = [file for file in locked.attachments.get(slot, []) if str(file["id"]) != str(file_id)]
    others = {name: files for name, files in locked.attachments.items() if name != slot}
    locked.attachments = {**others, slot: kept} if kept else others
    return _saved(locked, new_revision=False)


@action(FILL)
def discard_draft(draft: FormDraft, *, actor: Actor) -> FormDraft:
    """Throw a draft away; for 30 days it can be taken back with ``restore_draft``."""
    locked = _lock_open(draft, actor)
    locked.discarded_at = timezone.now()
    locked.save(update_fields=["discarded_at"])
    return locked


@action(FILL)
def restore_draft(draft: FormDraft, *, actor: Actor) -> FormDraft:
    """Take a discarded draft back. Raises ``IllegalState`` after 30 days or when not discarded."""
    locked = _lock(draft, actor)
    if not locked.can_restore(timezone.now()):
        raise IllegalState(_("Bản nháp này không lấy lại được nữa."))
    locked.discarded_at = None
    locked.expires_at = default_expiry()
    locked.save(update_fields=["discarded_at", "expires_at"])
    return locked


@action(FILL)
def complete_draft(draft: FormDraft, *, actor: Actor) -> FormDraft:
    """Close a complete draft because its answers were sent; called inside the act that sends them.

    The answers to hand over are ``queries.filled_form(draft)``. Raises ``InvalidInput`` with one
    sentence for each question that still needs an answer.
    """
    locked = _lock_open(draft, actor)
    filled = filled_form(locked)
    locked.answers = dict(filled.answers)
    locked.completed_at = timezone.now()
    locked.save(update_fields=["answers", "completed_at"])
    return locked


@action(EXPIRE)
def expire_drafts(at: datetime, *, actor: Actor) -> int:
    """Delete drafts that expired or were discarded more than 30 days before; returns how many."""
    count, _by_model = FormDraft.objects.over(at).delete()
    return int(count)


def _lock(draft: FormDraft, actor: Actor) -> FormDraft:
    owned = FormDraft.objects.select_for_update(of=("self",)).owned_by(actor.account_id)
    locked = owned.filter(pk=draft.pk).first()
    if locked is None:
        raise OutOfScope
    found: FormDraft = locked
    return found


def _lock_open(draft: FormDraft, actor: Actor) -> FormDraft:
    locked = _lock(draft, actor)
    if locked.is_open(timezone.now()):
        return locked
    if locked.completed_at is not None:
        raise IllegalState(_("Bản khai này đã nộp. Hãy xem hồ sơ trong mục của bạn."))
    if locked.discarded_at is not None:
        raise IllegalState(_("Bản nháp này đã xóa. Bạn lấy lại được trong 30 ngày."))
    raise IllegalState(_("Bản nháp này đã quá hạn giữ. Hãy bắt đầu bản mới."))


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


def _take_known(draft: FormDraft, known: Mapping[str, Offer]) -> None:
    context = context_on()
    for question in spec_of(draft.form_version_id).fields():
        offer = known.get(question.key)
        value = acceptable(question, offer.value, draft.answers, context) if offer else None
        if offer is not None and value is not None:
            draft.answers = {**draft.answers, question.key: value}
            draft.origins = {**draft.origins, question.key: offer.origin(CHOSEN)}


def _prefill(draft: FormDraft, page: str, actor: Actor) -> None:
    current = spec_of(draft.form_version_id).page(page)
    meanings = wanted_meanings(current.fields)
    if not meanings:
        return
    offers = collect_offers(actor, meanings, draft.setting)
    filled = fill_page(current, draft.answers, offers, context_on())
    draft.answers = {**draft.answers, **filled.answers}
    draft.origins = {**draft.origins, **filled.origins}


def _slot_size(draft: FormDraft, slot: str) -> int:
    slots = {q.key: q for q in spec_of(draft.form_version_id).fields() if q.kind == "file"}
    if slot not in slots:
        raise OutOfScope
    return int(slots[slot].attributes.get("max_files", 10))


def _saved(draft: FormDraft, *, new_revision: bool = True) -> FormDraft:
    draft.revision += 1 if new_revision else 0
    draft.saved_at = timezone.now()
    draft.expires_at = default_expiry()
    draft.save()
    return draft
