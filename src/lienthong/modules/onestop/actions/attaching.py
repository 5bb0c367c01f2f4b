# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files that officers attach in their work: taken from the edge by receipt, once each.

Legal basis: 61/2018/NĐ-CP, Điều 19 (what the asked unit answers stays with the dossier).
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from lienthong.core.cases.api import GIVE_OPINION, Opinion, Step, lock_step
from lienthong.core.documents.api import FileVersion, Limits, accept_quarantined, open_file
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, OutOfScope
from lienthong.kernel.permits import UploadReceipt

MOST_FILES = 10
LARGEST_FILE = 20 * 1024 * 1024


@part_of_act
def take_file(
    title: str, *, case_id: int, receipt: UploadReceipt, largest: int, actor: Actor
) -> FileVersion:
    """The file of a receipt, kept with the dossier; the same receipt again is the same file."""
    taken = FileVersion.objects.filter(receipt=receipt.id).first()
    if taken is not None:
        return taken
    file = open_file(
        title, owner_kind="onestop.dossier", owner_id=case_id, unit_id=actor.unit_id, actor=actor
    )
    limits = Limits(max_bytes=largest)
    return accept_quarantined(file, receipt=receipt, limits=limits, actor=actor)


@action(GIVE_OPINION)
def add_opinion_file(step: Step, *, receipt: UploadReceipt, actor: Actor) -> Opinion:
    """Keep a file of the answer, before it is sent, once for each receipt.

    Raises ``OutOfScope`` for a receipt of something else, ``IllegalState`` when the answer is sent
    or has ten files.
    """
    opinion = _open_opinion(step, actor)
    if receipt.draft != opinion_draft(step.pk):
        raise OutOfScope
    known = FileVersion.objects.filter(receipt=receipt.id, pk__in=opinion.files).exists()
    if not known and len(opinion.files) >= MOST_FILES:
        raise IllegalState(_("Ý kiến này đã đủ 10 tệp."))
    taken = take_file(
        _("Tệp kèm ý kiến"),
        case_id=opinion.case_id,
        receipt=receipt,
        largest=LARGEST_FILE,
        actor=actor,
    )
    if taken.pk not in opinion.files:
        opinion.files = [*opinion.files, taken.pk]
        opinion.save(update_fields=["files"])
    return opinion


@action(GIVE_OPINION)
def drop_opinion_file(step: Step, *, file_id: int, actor: Actor) -> Opinion:
    """Take a file out before the answer is sent; an unknown id changes nothing."""
    opinion = _open_opinion(step, actor)
    opinion.files = [kept for kept in opinion.files if kept != file_id]
    opinion.save(update_fields=["files"])
    return opinion


def opinion_draft(step_id: int) -> str:
    """Name under which the edge receives files of an answer."""
    return f"opinion-{step_id}"


@part_of_act
def _open_opinion(step: Step, actor: Actor) -> Opinion:
    _case, locked = lock_step(step.pk, actor=actor)
    rows = Opinion.objects.select_for_update(of=("self",)).select_related("step")
    opinion: Opinion | None = rows.filter(step=locked).first()
    if opinion is None:
        raise OutOfScope
    if not opinion.is_open:
        raise IllegalState(_("Ý kiến này đã được trả lời hoặc không cần nữa."), code="answered")
    return opinion
