# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files that officers attach in their work: taken from the edge by receipt, once each.

Legal basis: 61/2018/NĐ-CP, Điều 19 (what the asked unit answers stays with the dossier).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from lienthong.core.cases.api import GIVE_OPINION, Opinion, Step, lock_step
from lienthong.core.documents.api import (
    FileVersion,
    Limits,
    accept_quarantined,
    open_file,
    version_of_receipt,
)
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, OutOfScope
from lienthong.kernel.permits import UploadReceipt
from lienthong.modules.onestop.models import FieldVisit

MOST_FILES = 10
LARGEST_FILE = 20 * 1024 * 1024
Holder = TypeVar("Holder", Opinion, FieldVisit)
"""Keeps ids of file versions in ``files``, and is locked by whoever calls."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be attached: received under which name, kept with which case, how many, how large.

    ``largest`` in bytes; ``full`` says in words that there are ``most`` already.
    """

    draft: str
    title: str
    case_id: int
    most: int
    largest: int
    full: str


@part_of_act
def attach(holder: Holder, *, receipt: UploadReceipt, allowed: Allowed, actor: Actor) -> Holder:
    """Keep the file of a receipt with its holder; the same receipt again is the same file.

    Raises ``OutOfScope`` for a receipt of something else, ``IllegalState`` when it is full.
    """
    if receipt.draft != allowed.draft:
        raise OutOfScope
    known = FileVersion.objects.filter(receipt=receipt.id, pk__in=holder.files).exists()
    if not known and len(holder.files) >= allowed.most:
        raise IllegalState(allowed.full)
    taken = _take(receipt, allowed, actor)
    if taken.pk not in holder.files:
        holder.files = [*holder.files, taken.pk]
        holder.save(update_fields=["files"])
    return holder


@part_of_act
def detach(holder: Holder, file_id: int) -> Holder:
    """Take a file out; an unknown id changes nothing."""
    holder.files = [kept for kept in holder.files if kept != file_id]
    holder.save(update_fields=["files"])
    return holder


def _take(receipt: UploadReceipt, allowed: Allowed, actor: Actor) -> FileVersion:
    taken = version_of_receipt(receipt.id)
    if taken is not None:
        return taken
    file = open_file(
        allowed.title,
        owner_kind="onestop.dossier",
        owner_id=allowed.case_id,
        unit_id=actor.unit_id,
        actor=actor,
    )
    limits = Limits(max_bytes=allowed.largest)
    return accept_quarantined(file, receipt=receipt, limits=limits, actor=actor)


@action(GIVE_OPINION)
def add_opinion_file(step: Step, *, receipt: UploadReceipt, actor: Actor) -> Opinion:
    """Keep a file of the answer, before it is sent, once for each receipt.

    Raises ``OutOfScope`` for a receipt of something else, ``IllegalState`` when the answer is sent
    or has ten files.
    """
    opinion = _open_opinion(step, actor)
    return attach(opinion, receipt=receipt, allowed=_allowed(opinion), actor=actor)


@action(GIVE_OPINION)
def drop_opinion_file(step: Step, *, file_id: int, actor: Actor) -> Opinion:
    """Take a file out before the answer is sent; an unknown id changes nothing."""
    return detach(_open_opinion(step, actor), file_id)


def _allowed(opinion: Opinion) -> Allowed:
    return Allowed(
        draft=opinion_draft(opinion.step_id),
        title=_("Tệp kèm ý kiến"),
        case_id=opinion.case_id,
        most=MOST_FILES,
        largest=LARGEST_FILE,
        full=_("Ý kiến này đã đủ 10 tệp."),
    )


def opinion_draft(step_id: int) -> str:
    """Name under which the edge receives files of an answer."""
    return f"opinion-{step_id}"


@part_of_act
def _open_opinion(step: Step, actor: Actor) -> Opinion:
    _case, locked = lock_step(step, actor=actor)
    rows = Opinion.objects.select_for_update(of=("self",)).select_related("step")
    opinion: Opinion | None = rows.filter(step=locked).first()
    if opinion is None:
        raise OutOfScope
    if not opinion.is_open:
        raise IllegalState(_("Ý kiến này đã được trả lời hoặc không cần nữa."), code="answered")
    return opinion
