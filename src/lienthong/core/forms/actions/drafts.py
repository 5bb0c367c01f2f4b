# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Life of a draft: start, save a page, discard, take back, complete, expire."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.forms.actions.draft_rows import (
    fill_from_known,
    lock_draft,
    lock_open,
    save_draft,
    write_if_same,
)
from lienthong.core.forms.domain.moving import first_open_page, still_good
from lienthong.core.forms.domain.prefill import (
    CHOSEN,
    Offer,
    acceptable,
    kept_origins,
)
from lienthong.core.forms.domain.review import asked_pages
from lienthong.core.forms.models import FormDraft, FormVersion
from lienthong.core.forms.models.draft import BEGUN, default_expiry
from lienthong.core.forms.permissions import EXPIRE, FILL
from lienthong.core.forms.queries import context_on, filled_form, spec_of
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, NotAllowed, OutOfScope


@action(FILL)
def start_draft(
    version: FormVersion,
    *,
    topic: str = "",
    setting: Mapping[str, Any] | None = None,
    known: Mapping[str, Offer] | None = None,
    actor: Actor,
) -> FormDraft:
    """Begin a draft of the actor's own as an act of its own; see ``begin_form_draft``."""
    return begin_form_draft(version.pk, topic=topic, setting=setting, known=known, actor=actor)


@part_of_act
def begin_form_draft(
    form_version_id: int,
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
        form_version_id=form_version_id,
        topic=topic,
        setting={**(setting or {}), BEGUN: timezone.now().isoformat()},
        page=spec_of(form_version_id).pages[0].key,
    )
    _take_known(draft, known or {})
    fill_from_known(draft, draft.page, actor)
    draft.save(force_insert=True)
    return draft


@action(FILL)
def move_draft(
    draft: FormDraft, *, to: FormVersion, setting: Mapping[str, Any] | None = None, actor: Actor
) -> FormDraft:
    """Go on with another version of the form, because that one is in force now.

    Answers and files stay where it asks for them and would take them; ``setting`` replaces what it
    names; the page becomes the first with something to answer, or the last.
    Legal basis: 45/2020/NĐ-CP, Điều 4.
    """
    locked = lock_open(draft, actor)
    before, after, context = spec_of(locked.form_version_id), spec_of(to.pk), context_on()
    locked.answers = still_good(before, after, locked.answers, context)
    locked.origins = kept_origins(locked.origins, locked.answers, locked.answers)
    slots = {question.key for question in after.fields() if question.kind == "file"}
    locked.attachments = {name: kept for name, kept in locked.attachments.items() if name in slots}
    locked.form_version, locked.setting = to, {**locked.setting, **(setting or {})}
    waiting = first_open_page(after, locked.answers, context, locked.file_counts())
    locked.page = waiting or asked_pages(after, locked.answers, context)[-1].key
    return save_draft(locked)


@part_of_act
def keep_file(draft: FormDraft, *, slot: str, file: Mapping[str, Any], actor: Actor) -> FormDraft:
    """Keep a received file in a slot: ``file`` has id, name, size and optionally pages.

    Raises ``OutOfScope`` for a slot the form does not have, ``IllegalState`` when it is full.
    The same id twice is kept once.
    """
    if draft.owner_id == actor.account_id and draft.is_open(timezone.now()):
        holding = _with_file(copy.copy(draft), slot, file)
        if write_if_same(holding, draft, _OF_A_FILE):
            return holding
    return save_draft(_with_file(lock_open(draft, actor), slot, file), new_revision=False)


@action(FILL)
def remove_file(draft: FormDraft, *, slot: str, file_id: str, actor: Actor) -> FormDraft:
    """Take a file out of its slot; an unknown id changes nothing."""
    locked = lock_open(draft, actor)
    kept = [file for file in locked.attachments.get(slot, []) if str(file["id"]) != str(file_id)]
    others = {name: files for name, files in locked.attachments.items() if name != slot}
    locked.attachments = {**others, slot: kept} if kept else others
    return save_draft(locked, new_revision=False)


@action(FILL)
def discard_draft(draft: FormDraft, *, actor: Actor) -> FormDraft:
    """Throw a draft away; for 30 days it can be taken back with ``restore_draft``."""
    locked = lock_open(draft, actor)
    locked.discarded_at = timezone.now()
    locked.save(update_fields=["discarded_at"])
    return locked


@action(FILL)
def restore_draft(draft: FormDraft, *, actor: Actor) -> FormDraft:
    """Take a discarded draft back. Raises ``IllegalState`` after 30 days or when not discarded."""
    locked = lock_draft(draft, actor)
    if not locked.can_restore(timezone.now()):
        raise IllegalState(_("Bản nháp này không lấy lại được nữa."))
    locked.discarded_at = None
    locked.expires_at = default_expiry()
    locked.save(update_fields=["discarded_at", "expires_at"])
    return locked


@part_of_act
def close_draft(draft: FormDraft, *, actor: Actor) -> FormDraft:
    """Close a complete draft because its answers were sent; called inside the act that sends them.

    The answers to hand over are ``queries.filled_form(draft)``. Raises ``InvalidInput`` with one
    sentence for each question that still needs an answer.
    """
    if draft.owner_id == actor.account_id and draft.is_open(timezone.now()):
        closed = _closed(copy.copy(draft))
        if write_if_same(closed, draft, _OF_CLOSING):
            return closed
    locked = _closed(lock_open(draft, actor))
    locked.save(update_fields=_OF_CLOSING)
    return locked


@action(EXPIRE)
def expire_drafts(at: datetime, *, actor: Actor) -> int:
    """Delete drafts that expired or were discarded more than 30 days before; returns how many."""
    count, _by_model = FormDraft.objects.over(at).delete()
    return int(count)


_OF_A_FILE = ("attachments", "saved_at", "expires_at")
_OF_CLOSING = ("answers", "completed_at")


def _with_file(draft: FormDraft, slot: str, file: Mapping[str, Any]) -> FormDraft:
    """The draft with one file more in a slot, unless it has it; nothing is written."""
    most = _slot_size(draft, slot)
    kept = list(draft.attachments.get(slot, []))
    if any(str(other["id"]) == str(file["id"]) for other in kept):
        return draft
    if len(kept) >= most:
        text = _("Chỗ này đã đủ %(count)s tệp. Hãy bỏ bớt một tệp rồi gửi lại.")
        raise IllegalState(text % {"count": most})
    now = timezone.now()
    kept.append({**file, "at": now.isoformat()})
    draft.attachments = {**draft.attachments, slot: kept}
    draft.saved_at, draft.expires_at = now, default_expiry()
    return draft


def _closed(draft: FormDraft) -> FormDraft:
    """The draft as its answers are handed over; nothing is written."""
    draft.answers = dict(filled_form(draft).answers)
    draft.completed_at = timezone.now()
    return draft


def _take_known(draft: FormDraft, known: Mapping[str, Offer]) -> None:
    context = context_on()
    for question in spec_of(draft.form_version_id).fields():
        offer = known.get(question.key)
        value = acceptable(question, offer.value, draft.answers, context) if offer else None
        if offer is not None and value is not None:
            draft.answers = {**draft.answers, question.key: value}
            draft.origins = {**draft.origins, question.key: offer.origin(CHOSEN)}


def _slot_size(draft: FormDraft, slot: str) -> int:
    slots = {q.key: q for q in spec_of(draft.form_version_id).fields() if q.kind == "file"}
    if slot not in slots:
        raise OutOfScope
    return int(slots[slot].attributes.get("max_files", 10))
