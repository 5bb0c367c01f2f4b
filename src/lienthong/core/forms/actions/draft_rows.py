# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How drafts are locked and written."""

from __future__ import annotations

from functools import cache

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from lienthong.core.forms.adapters.prefill import collect_offers
from lienthong.core.forms.domain.prefill import fill_page, wanted_meanings
from lienthong.core.forms.models import FormDraft
from lienthong.core.forms.models.draft import default_expiry
from lienthong.core.forms.queries import context_on, spec_of
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, OutOfScope
from lienthong.kernel.prepared import planning_cursor


@part_of_act
def lock_draft(draft: FormDraft, actor: Actor) -> FormDraft:
    """The actor's own draft, locked. Raises ``OutOfScope`` for somebody else's."""
    owned = FormDraft.objects.select_for_update(of=("self",)).owned_by(actor.account_id)
    locked = owned.filter(pk=draft.pk).first()
    if locked is None:
        raise OutOfScope
    found: FormDraft = locked
    return found


@part_of_act
def lock_open(draft: FormDraft, actor: Actor) -> FormDraft:
    """The same, still to be filled in. Raises ``IllegalState`` for one that is closed."""
    locked = lock_draft(draft, actor)
    if locked.is_open(timezone.now()):
        return locked
    if locked.completed_at is not None:
        raise IllegalState(_("Bản khai này đã nộp. Hãy xem hồ sơ trong mục của bạn."))
    if locked.discarded_at is not None:
        raise IllegalState(_("Bản nháp này đã xóa. Bạn lấy lại được trong 30 ngày."))
    raise IllegalState(_("Bản nháp này đã quá hạn giữ. Hãy bắt đầu bản mới."))


@part_of_act
def write_if_same(
    draft: FormDraft, before: FormDraft, names: tuple[str, ...], *, files: bool = True
) -> bool:
    """Write these fields if the open row is still as it was read: no lock is taken before.

    Without ``files`` an upload that arrived meanwhile does not count.
    """
    fields = {field.name: field for field in FormDraft._meta.concrete_fields}
    values = [fields[name].get_db_prep_save(getattr(draft, name), connection) for name in names]
    values += [before.pk, before.owner_id, before.revision, timezone.now()]
    if files:
        values.append(Jsonb(before.attachments))
    with planning_cursor() as cursor:
        cursor.execute(_conditional_write(names, files), values)
        return bool(cursor.rowcount)


@cache
def _conditional_write(names: tuple[str, ...], files: bool) -> str:
    """The statement, the same text each time so that it is planned once."""
    written = ", ".join(f"{name} = %s" for name in names)
    return f"""
UPDATE forms_formdraft SET {written}
WHERE id = %s AND owner_id = %s AND revision = %s AND expires_at > %s
  AND discarded_at IS NULL AND completed_at IS NULL{" AND attachments = %s" if files else ""}
"""  # noqa: S608  # names of our own columns


@part_of_act
def save_draft(draft: FormDraft, *, new_revision: bool = True) -> FormDraft:
    """Write a locked draft, kept from now on for as long as a new one."""
    draft.revision += 1 if new_revision else 0
    draft.saved_at = timezone.now()
    draft.expires_at = default_expiry()
    draft.save()
    return draft


@part_of_act
def fill_from_known(draft: FormDraft, page: str, actor: Actor) -> None:
    """Fill unanswered questions of a page from what the state knows; nothing is written."""
    current = spec_of(draft.form_version_id).page(page)
    meanings = wanted_meanings(current.fields)
    if not meanings:
        return
    offers = collect_offers(actor, meanings, draft.setting)
    filled = fill_page(current, draft.answers, offers, context_on())
    draft.answers = {**draft.answers, **filled.answers}
    draft.origins = {**draft.origins, **filled.origins}
