# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Write down a field visit; the record is printed and stays with the dossier.

Legal basis: 61/2018/NĐ-CP, Điều 19.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import EventAudience, Step, tell
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.permits import UploadReceipt
from lienthong.kernel.text import one_line
from lienthong.modules.onestop.actions.attaching import Allowed, attach, detach
from lienthong.modules.onestop.actions.moving import go_on, take_step
from lienthong.modules.onestop.actions.papers import make_paper
from lienthong.modules.onestop.actions.writing import LONGEST, must_fit
from lienthong.modules.onestop.enums import PaperKind, VisitConclusion
from lienthong.modules.onestop.models import FieldVisit
from lienthong.modules.onestop.permissions import PROCESS

MOST_FILES = 20
LARGEST_FILE = 20 * 1024 * 1024
"""Bytes of one picture or paper of a visit."""
MOST_PLACE, MOST_PEOPLE = 300, 2000


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """What the officer wrote on the spot."""

    visited_at: datetime | None
    place: str
    participants: str
    findings: str
    conclusion: str


@action(PROCESS)
def record_visit(
    step: Step, *, record: VisitRecord, version: int | None = None, actor: Actor
) -> FieldVisit:
    """Keep the record, print it, end the step. Raises ``InvalidInput`` naming what is missing."""
    wrong = _problems(record)
    if wrong:
        raise InvalidInput(fields=wrong)
    must_fit(MOST_PLACE, place=record.place)
    must_fit(MOST_PEOPLE, participants=record.participants)
    dossier, locked, _marks = take_step(
        step, act="record_visit", outcome="recorded", version=version, actor=actor
    )
    visit, _made = FieldVisit.objects.get_or_create(dossier=dossier, step=locked)
    visit.visited_at = record.visited_at
    visit.place = one_line(record.place)
    visit.participants, visit.findings = record.participants.strip(), record.findings.strip()
    visit.conclusion = record.conclusion
    visit.recorded_by_id, visit.recorded_by_text = actor.account_id, actor.name[:200]
    visit.recorded_at = timezone.now()
    visit.save()
    comment = str(VisitConclusion(visit.conclusion).label)
    tell(
        dossier.case,
        "visit_recorded",
        actor=actor,
        audience=EventAudience.OFFICER,
        comment=comment,
    )
    make_paper(dossier, PaperKind.VISIT_RECORD, actor=actor, visit_id=visit.pk)
    go_on(dossier, locked, "recorded", actor=actor, comment=comment)
    return visit


def _problems(record: VisitRecord) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if record.visited_at is None or record.visited_at > timezone.now():
        wrong["visited_at"] = _("Ghi ngày giờ đã kiểm tra, không ghi giờ chưa tới.")
    if not record.place.strip():
        wrong["place"] = _("Ghi nơi kiểm tra.")
    if not record.participants.strip():
        wrong["participants"] = _("Ghi những người tham gia.")
    if not 1 <= len(record.findings.strip()) <= LONGEST:
        wrong["findings"] = _("Ghi điều đã thấy, tối đa 5.000 ký tự.")
    if record.conclusion not in VisitConclusion.values:
        wrong["conclusion"] = _("Chọn kết luận.")
    return wrong


@action(PROCESS)
def add_visit_file(step: Step, *, receipt: UploadReceipt, actor: Actor) -> FieldVisit:
    """Keep a picture or paper of the visit, once for each receipt.

    Raises ``OutOfScope`` for a receipt of something else, ``IllegalState`` when it is recorded or
    has twenty files.
    """
    visit = _open_visit(step)
    return attach(visit, receipt=receipt, allowed=_allowed(visit, step), actor=actor)


@action(PROCESS)
def drop_visit_file(step: Step, *, file_id: int, actor: Actor) -> FieldVisit:
    """Take a file out before the record is made; an unknown id changes nothing."""
    return detach(_open_visit(step), file_id)


def _allowed(visit: FieldVisit, step: Step) -> Allowed:
    return Allowed(
        draft=visit_draft(step.pk),
        title=_("Ảnh kiểm tra thực địa"),
        case_id=visit.dossier_id,
        most=MOST_FILES,
        largest=LARGEST_FILE,
        full=_("Lần kiểm tra này đã đủ 20 tệp."),
    )


def visit_draft(step_id: int) -> str:
    """Name under which the edge receives files of a visit."""
    return f"visit-{step_id}"


def _open_visit(step: Step) -> FieldVisit:
    visit = FieldVisit.objects.select_for_update(of=("self",)).filter(step_id=step.pk).first()
    if visit is None or visit.is_recorded:
        raise IllegalState(_("Biên bản này đã lập xong."))
    return visit
