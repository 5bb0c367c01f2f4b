# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files that come in: into a slot of a draft, into the answer to a supplement, from the desk too.

Legal basis: 45/2020/NĐ-CP, Điều 9.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from lienthong.core.accounts.api import ACT_FOR, Mandate, attach_mandate_document
from lienthong.core.cases.api import lock_case
from lienthong.core.documents.api import (
    FileVersion,
    Limits,
    accept_quarantined,
    assign_files,
    open_file,
    receive_file,
    version_of_receipt,
)
from lienthong.core.forms.api import FILL, FormDraft, keep_file, spec_of
from lienthong.kernel import ports
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, OutOfScope
from lienthong.kernel.permits import UploadReceipt
from lienthong.modules.onestop.domain.procedure import LARGEST_MB
from lienthong.modules.onestop.models import Defect, Dossier
from lienthong.modules.onestop.permissions import FILE, RECEIVE
from lienthong.modules.onestop.queries.dossiers import OWNER_KIND
from lienthong.modules.onestop.queries.turns import answer_files, open_notice

MOST_ANSWER_FILES = 10
MANDATE_PAPER = "accounts.mandate"
MEGABYTE = 1_048_576


@action(FILL)
def take_draft_file(draft: FormDraft, *, receipt: UploadReceipt, actor: Actor) -> FormDraft:
    """Keep what the edge received for a slot of a draft.

    Raises ``OutOfScope`` when the receipt speaks of another draft, ``InvalidInput`` when the file
    cannot be taken, ``IllegalState`` when the slot is full.
    """
    if receipt.draft != str(draft.pk) or draft.owner_id != actor.account_id:
        raise OutOfScope
    questions = {field.key: field for field in spec_of(draft.form_version_id).fields()}
    if receipt.slot not in questions:
        raise OutOfScope
    taken = version_of_receipt(receipt.id)
    if taken is None:
        size = int(questions[receipt.slot].attributes.get("max_mb", LARGEST_MB))
        taken = receive_file(
            questions[receipt.slot].label,
            owner_kind="onestop.draft",
            owner_id=draft.pk,
            person_id=actor.person_id,
            receipt=receipt,
            limits=up_to(size),
            actor=actor,
        )
    return keep_file(draft, slot=receipt.slot, file=description(taken), actor=actor)


@action(FILE)
def take_answer_file(
    dossier: Dossier, *, defect_id: int, receipt: UploadReceipt, actor: Actor
) -> Defect:
    """Keep what the edge received for one item of a supplement notice, until it is answered.

    Raises ``OutOfScope`` when the receipt speaks of something else, ``IllegalState`` when nothing
    is asked any more or the item has ten files.
    """
    return _take(dossier, defect_id, receipt, actor)


@action(RECEIVE)
def take_brought_file(
    dossier: Dossier, *, defect_id: int, receipt: UploadReceipt, actor: Actor
) -> Defect:
    """Keep what the desk scanned or was given for one item of a notice, until it is noted.

    Raises as :func:`take_answer_file`.
    """
    return _take(dossier, defect_id, receipt, actor)


def _take(dossier: Dossier, defect_id: int, receipt: UploadReceipt, actor: Actor) -> Defect:
    """Once for each receipt; the unit of the desk keeps what it takes, the citizen what they do."""
    if (receipt.draft, receipt.slot) != (answer_draft(dossier), str(defect_id)):
        raise OutOfScope
    lock_case(dossier.case_id)
    defect = open_defect(dossier, defect_id)
    taken = version_of_receipt(receipt.id)
    if taken is None:
        if len(defect.answer_files) >= MOST_ANSWER_FILES:
            raise IllegalState(_("Mục này đã đủ 10 tệp. Hãy bỏ bớt một tệp rồi gửi lại."))
        file = open_file(
            defect.name,
            owner_kind=OWNER_KIND,
            owner_id=dossier.pk,
            unit_id=actor.unit_id if actor.is_officer else None,
            person_id=None if actor.is_officer else actor.person_id,
            actor=actor,
        )
        limits = up_to(dossier.procedure_version.spec.largest_mb(defect.component_key))
        taken = accept_quarantined(
            file, receipt=receipt, limits=limits, digitised=actor.is_officer, actor=actor
        )
    if taken.pk not in defect.answer_files:
        defect.answer_files = [*defect.answer_files, taken.pk]
        defect.save(update_fields=["answer_files"])
    return defect


@action(FILE)
def drop_answer_file(dossier: Dossier, *, defect_id: int, file_id: int, actor: Actor) -> Defect:
    """Take an own file out of an answer that was not sent yet; another id changes nothing."""
    return _drop(dossier, defect_id, file_id, of_desk=False)


@action(RECEIVE)
def drop_brought_file(dossier: Dossier, *, defect_id: int, file_id: int, actor: Actor) -> Defect:
    """Take a file of the desk out before it is noted; another id changes nothing."""
    return _drop(dossier, defect_id, file_id, of_desk=True)


def _drop(dossier: Dossier, defect_id: int, file_id: int, *, of_desk: bool) -> Defect:
    lock_case(dossier.case_id)
    defect = open_defect(dossier, defect_id)
    if file_id in {version.pk for version in answer_files(defect, of_desk=of_desk)}:
        defect.answer_files = [kept for kept in defect.answer_files if kept != file_id]
        defect.save(update_fields=["answer_files"])
    return defect


def answer_draft(dossier: Dossier) -> str:
    """What the edge's permits call the place for files that answer a notice."""
    return f"dossier-{dossier.pk}"


@action(ACT_FOR)
def take_mandate_file(mandate: Mandate, *, receipt: UploadReceipt, actor: Actor) -> Mandate:
    """Keep the paper that proves the ground of a mandate, from the representative only.

    Raises ``OutOfScope`` when the receipt speaks of something else, ``InvalidInput`` when the file
    cannot be taken, ``IllegalState`` when a desk has seen the paper.
    """
    if receipt.draft != mandate_slot(mandate):
        raise OutOfScope
    taken = version_of_receipt(receipt.id)
    if taken is None:
        file = open_file(
            str(mandate.get_basis_display()),
            owner_kind=MANDATE_PAPER,
            owner_id=mandate.pk,
            person_id=actor.person_id,
            actor=actor,
        )
        taken = accept_quarantined(file, receipt=receipt, actor=actor)
    return attach_mandate_document(
        mandate, file_version_id=taken.pk, name=taken.original_name, actor=actor
    )


def mandate_slot(mandate: Mandate) -> str:
    """What the edge's permits call the place for a mandate's paper."""
    return f"mandate-{mandate.pk}"


def up_to(megabytes: int) -> Limits:
    """The usual limits of an uploaded file, with the size that its slot allows."""
    return Limits(max_bytes=megabytes * MEGABYTE)


def open_defect(dossier: Dossier, defect_id: int) -> Defect:
    """An item of the notice that waits for the citizen. Raises ``IllegalState``, ``OutOfScope``."""
    notice = open_notice(dossier)
    if notice is None:
        raise IllegalState(_("Hồ sơ này không còn yêu cầu bổ sung nào."))
    found: Defect | None = notice.defects.filter(pk=defect_id).first()
    if found is None:
        raise OutOfScope
    return found


@part_of_act
def hand_files_over(dossier: Dossier, file_version_ids: list[int]) -> None:
    """The files of a sent draft belong to its dossier now, so that its officers may read them.

    The paper of a mandate stays with the mandate, which other dossiers use too.
    """
    if file_version_ids:
        owner = {"owner_kind": OWNER_KIND, "owner_id": dossier.pk}
        assign_files(file_version_ids, **owner, apart_from=MANDATE_PAPER)
        let_files_be_found(dossier)


@part_of_act
def let_files_be_found(dossier: Dossier) -> None:
    """Officers who find the dossier find what was given with it, as soon as a job comes to it."""
    of = {"owner_kind": OWNER_KIND, "case_id": dossier.pk}
    ports.defer("documents.find_files", lock=f"case:{dossier.pk}", **of)


def description(version: FileVersion) -> dict[str, object]:
    """What a draft keeps of a received file."""
    return {
        "id": version.pk,
        "name": version.original_name,
        "size": version.size,
        "pages": version.pages,
    }
