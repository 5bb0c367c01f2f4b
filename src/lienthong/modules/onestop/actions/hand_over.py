# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers pass between desk, unit and shifts: one gives and signs, the other checks and signs.

Legal basis: 61/2018/NĐ-CP, Điều 18.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import may
from lienthong.core.cases.api import EventAudience, pass_steps, tell
from lienthong.core.numbering.api import NumberState, take_number
from lienthong.core.units.api import Unit, serves_in
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, StaleVersion
from lienthong.kernel.text import one_line
from lienthong.modules.onestop.actions.writing import line_within, must_fit
from lienthong.modules.onestop.enums import Delivery, HandOverPurpose
from lienthong.modules.onestop.models import Dossier, HandOver, HandOverSheet
from lienthong.modules.onestop.permissions import HAND_OVER
from lienthong.modules.onestop.queries.hand_over_limits import hand_over_by
from lienthong.modules.onestop.queries.hand_overs import Shift, has_paper, shift_of

SERIES = "hand_over_sheet"
MOST_NOTE, MOST_REMARK = 500, 300


@part_of_act
def papers_to_give(dossier: Dossier, *, at: datetime) -> HandOver | None:
    """Papers taken at the desk wait to be brought to the competent agency; None without any."""
    case = dossier.case
    if case.unit_id == case.agency_id or not has_paper(dossier):
        return None
    return _wait(dossier, HandOverPurpose.PROCESS, case.unit_id, case.agency_id, at)


@part_of_act
def result_to_give(dossier: Dossier, *, at: datetime) -> HandOver | None:
    """A result wanted on paper waits to be brought to the desk; None for the store alone."""
    case = dossier.case
    if case.unit_id == case.agency_id or dossier.delivery == Delivery.STORE:
        return None
    return _wait(dossier, HandOverPurpose.RESULT, case.agency_id, case.unit_id, at)


def _wait(dossier: Dossier, purpose: str, from_unit: int, to_unit: int, at: datetime) -> HandOver:
    spec = dossier.procedure_version.spec
    return HandOver.objects.create(
        dossier=dossier,
        purpose=purpose,
        from_unit_id=from_unit,
        to_unit_id=to_unit,
        started_at=at,
        due_at=hand_over_by(spec, unit_id=from_unit, at=at),
        electronic=False,
    )


@action(HAND_OVER)
def give_papers(
    unit: Unit, *, line_ids: Iterable[int], signature: str = "", note: str = "", actor: Actor
) -> HandOverSheet:
    """Give the chosen papers of a unit to one place on one numbered sheet; the giver signs.

    Raises ``InvalidInput`` without lines, for lines of several destinations or of closed
    dossiers, ``IllegalState`` when a colleague just gave one of them.
    """
    lines = _locked_lines(unit, line_ids)
    kinds = {(line.purpose, line.to_unit_id) for line in lines}
    if len(kinds) != 1:
        raise InvalidInput(fields={"line": _("Chọn hồ sơ giao cho cùng một nơi.")})
    (purpose, to_unit) = kinds.pop()
    sheet = _sheet(purpose, unit.pk, to_unit, signature, note, actor)
    for line in lines:
        _give(line, sheet, actor)
    return sheet


def _locked_lines(unit: Unit, line_ids: Iterable[int]) -> list[HandOver]:
    rows = HandOver.objects.select_for_update(of=("self",)).select_related("dossier__case")
    lines = list(rows.filter(pk__in=list(line_ids), from_unit=unit).order_by("pk"))
    if not lines:
        raise InvalidInput(fields={"line": _("Chọn ít nhất một hồ sơ để bàn giao.")})
    if any(line.given_at is not None for line in lines):
        raise IllegalState(_("Có hồ sơ đồng nghiệp vừa bàn giao. Hãy xem lại danh sách."))
    closed = [line.dossier.code for line in lines if not line.dossier.case.is_open]
    if closed:
        words = _("Hồ sơ đã đóng, không bàn giao được: %(codes)s.")
        raise InvalidInput(fields={"line": words % {"codes": ", ".join(closed)}})
    return lines


def _sheet(
    purpose: str, from_unit: int, to_unit: int, signature: str, note: str, actor: Actor
) -> HandOverSheet:
    now, words = timezone.now(), one_line(note)
    must_fit(MOST_NOTE, note=words)
    year = f"{timezone.localdate(now):%Y}"
    number = take_number(
        from_unit,
        SERIES,
        year,
        subject_kind="onestop.handoversheet",
        subject_id=None,
        state=NumberState.ISSUED,
    )
    return HandOverSheet.objects.create(
        purpose=purpose,
        number=number,
        code=f"{number.value:04d}/{year}",
        from_unit_id=from_unit,
        to_unit_id=to_unit,
        giver_id=actor.account_id,
        giver_text=_person(actor),
        giver_signature=signature,
        given_at=now,
        note=words,
    )


def _person(actor: Actor) -> str:
    return ", ".join(part for part in (actor.name, actor.position) if part)[:200]


def _give(line: HandOver, sheet: HandOverSheet, actor: Actor) -> None:
    line.sheet, line.given_at, line.giver_text = sheet, sheet.given_at, sheet.giver_text
    line.save(update_fields=["sheet", "given_at", "giver_text"])
    _tell(line, "handed_over", actor, sheet=sheet.code)


def _tell(line: HandOver, kind: str, actor: Actor, **said: Any) -> None:
    tell(line.dossier.case, kind, actor=actor, audience=EventAudience.OFFICER, **said)


@action(HAND_OVER)
def receive_papers(
    sheet: HandOverSheet,
    *,
    missing: Mapping[int, str],
    notes: Mapping[int, str],
    signature: str = "",
    version: int | None = None,
    actor: Actor,
) -> HandOverSheet:
    """Check every line and sign: taken, taken with a note, or missing (line id → words).

    What is missing waits at the giver's again. Raises ``NotAllowed`` for the giver himself and
    for anybody who does not receive there, ``IllegalState`` when it was received before.
    """
    locked = HandOverSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    _check_receiver(locked, version, actor)
    now = timezone.now()
    lines = locked.lines.select_related("dossier__case", "dossier__procedure_version")
    for line in lines.order_by("pk"):
        if line.pk in missing:
            _miss(line, missing[line.pk], now, actor)
        else:
            _take(line, notes.get(line.pk, ""), now, actor)
    locked.receiver_id, locked.receiver_text = actor.account_id, _person(actor)
    locked.receiver_signature, locked.received_at = signature, now
    locked.version += 1
    locked.save()
    if locked.purpose == HandOverPurpose.SHIFT:
        taken = locked.lines.exclude(received_at=None).values_list("dossier_id", flat=True)
        pass_steps(locked.giver_id or 0, actor.account_id or 0, case_ids=taken)
    return locked


def _check_receiver(sheet: HandOverSheet, version: int | None, actor: Actor) -> None:
    if sheet.received_at is not None:
        raise IllegalState(_("Biên bản này đã có người nhận ký."))
    if version is not None and version != sheet.version:
        raise StaleVersion
    if sheet.giver_id == actor.account_id:
        raise NotAllowed(_("Người giao không tự ký nhận. Hãy để người nhận ký."))
    named = sheet.receiver_id is not None and sheet.receiver_id != actor.account_id
    if named or not may(actor, HAND_OVER, sheet.to_unit):
        raise NotAllowed(_("Biên bản này giao cho người khác."))


def _take(line: HandOver, note: str, now: datetime, actor: Actor) -> None:
    line.received_at, line.receiver_text = now, _person(actor)
    line.note = one_line(note or line.note)
    must_fit(MOST_REMARK, **{f"missing_{line.pk}": line.note})
    line.save(update_fields=["received_at", "receiver_text", "note"])
    _tell(line, "papers_received", actor, comment=line.note)


def _miss(line: HandOver, words: str, now: datetime, actor: Actor) -> None:
    said = line_within(words, MOST_REMARK, f"missing_{line.pk}", _("Ghi thiếu giấy tờ gì."))
    line.refused_at, line.receiver_text, line.note = now, _person(actor), said
    line.save(update_fields=["refused_at", "receiver_text", "note"])
    _tell(line, "papers_missing", actor, comment=said)
    if line.purpose != HandOverPurpose.SHIFT:
        _wait(line.dossier, line.purpose, line.from_unit_id, line.to_unit_id, now)


@action(HAND_OVER)
def hand_shift_over(
    unit: Unit, *, receiver_id: int, signature: str = "", note: str = "", actor: Actor
) -> HandOverSheet:
    """End of a shift: dossiers held, cash with its receipts, originals, to a colleague by name.

    Raises ``InvalidInput`` for oneself, somebody who does not serve here, or nothing to give.
    """
    if receiver_id == actor.account_id or not serves_in(receiver_id, unit.pk):
        raise InvalidInput(fields={"receiver": _("Chọn đồng nghiệp cùng quầy để nhận ca.")})
    shift = shift_of(actor, unit.pk)
    if shift.is_empty:
        raise InvalidInput(fields={"receiver": _("Bạn không giữ gì để bàn giao.")})
    sheet = _sheet(HandOverPurpose.SHIFT, unit.pk, unit.pk, signature, note, actor)
    sheet.receiver_id = receiver_id
    sheet.cash = shift.cash
    sheet.save(update_fields=["receiver_id", "cash"])
    _give_shift(sheet, shift, actor)
    return sheet


def _give_shift(sheet: HandOverSheet, shift: Shift, actor: Actor) -> None:
    for held in shift.held:
        line = HandOver.objects.create(
            dossier=held.dossier,
            purpose=HandOverPurpose.SHIFT,
            sheet=sheet,
            from_unit=sheet.from_unit,
            to_unit=sheet.to_unit,
            giver_text=sheet.giver_text,
            started_at=sheet.given_at,
            given_at=sheet.given_at,
            electronic=False,
            note=held.words,
        )
        _tell(line, "handed_over", actor, sheet=sheet.code)
