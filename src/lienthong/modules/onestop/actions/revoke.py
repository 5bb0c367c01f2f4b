# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A granted result loses its force; every place that shows it says so at once.

Legal basis: 45/2020/NĐ-CP, Điều 15.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import lock_case, tell
from lienthong.core.documents.api import IssuedDocument, revoke_document
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.text import one_line
from lienthong.modules.onestop.actions.moving import leave_table, move
from lienthong.modules.onestop.actions.writing import must_fit
from lienthong.modules.onestop.enums import DeliveryState, DossierState, ResultKind
from lienthong.modules.onestop.models import Dossier, Revocation
from lienthong.modules.onestop.permissions import REVOKE
from lienthong.modules.onestop.queries.dossiers import find_by_code
from lienthong.modules.onestop.queries.revocations import is_corrected
from lienthong.modules.onestop.rules import may_correct, may_revoke


@dataclass(frozen=True, slots=True)
class RevocationDecision:
    """Why, on what basis, by which decision; ``correction`` is the code of the new dossier."""

    ground: str
    legal_basis: str
    number: str
    decided_on: date | None
    correction: str = ""


@action(REVOKE)
def revoke_result(
    dossier: Dossier, *, decision: RevocationDecision, version: int | None = None, actor: Actor
) -> Revocation:
    """Revoke the granted result: the paper stops being valid, the citizen is told.

    Raises ``InvalidInput`` for a decision that is not complete, ``IllegalState`` when nothing was
    granted, it was refused, withdrawn or revoked before.
    """
    case = lock_case(dossier.case_id, version=version)
    found = Dossier.objects.select_related("procedure_version", "result").get(pk=case.pk)
    found.case = case
    if not may_revoke(case.state, found.result_kind) or is_corrected(found):
        raise IllegalState(_("Chỉ thu hồi được kết quả đã cấp và còn hiệu lực."))
    correction = _check(found, decision)
    revocation = _write(found, decision, correction, actor)
    basis = f"{revocation.decision_number}, {revocation.legal_basis}"
    document = IssuedDocument.objects.get(pk=found.result.document_id or 0)
    by = _paper_of(correction)
    revoke_document(document, reason=revocation.ground, basis=basis, by=by, actor=actor)
    if by is not None and correction is not None:
        correction.result.corrects = found.result
        correction.result.save(update_fields=["corrects"])
    if case.is_open:
        leave_table(found, actor=actor)
    move(found, DossierState.REVOKED)
    _stop_delivery(found)
    tell(
        case,
        "revoked",
        actor=actor,
        reason=revocation.ground,
        decision=revocation.decision_number,
        basis=revocation.legal_basis,
    )
    return revocation


def _check(dossier: Dossier, decision: RevocationDecision) -> Dossier | None:
    wrong: dict[str, str] = {}
    today = timezone.localdate()
    if not one_line(decision.ground):
        wrong["ground"] = _("Ghi vì sao thu hồi, viết cho người dân đọc.")
    if not one_line(decision.legal_basis):
        wrong["legal_basis"] = _("Ghi căn cứ pháp lý.")
    if not one_line(decision.number):
        wrong["number"] = _("Ghi số quyết định thu hồi.")
    if decision.decided_on is None or decision.decided_on > today:
        wrong["decided_on"] = _("Ghi ngày quyết định, không sau hôm nay.")
    correction = find_by_code(decision.correction)
    if decision.correction.strip() and not (correction and may_correct(dossier, correction)):
        wrong["correction"] = _("Không có hồ sơ cấp lại nào mang mã này cho người nộp này.")
    if wrong:
        raise InvalidInput(fields=wrong)
    must_fit(500, ground=one_line(decision.ground))
    must_fit(300, legal_basis=one_line(decision.legal_basis))
    must_fit(60, number=one_line(decision.number))
    return correction


def _write(
    dossier: Dossier, decision: RevocationDecision, correction: Dossier | None, actor: Actor
) -> Revocation:
    now = timezone.now()
    dossier.result.revoked_at = now
    dossier.result.save(update_fields=["revoked_at"])
    return Revocation.objects.create(
        result=dossier.result,
        ground=one_line(decision.ground),
        legal_basis=one_line(decision.legal_basis),
        decision_number=one_line(decision.number),
        decided_on=decision.decided_on or timezone.localdate(),
        revoked_at=now,
        revoked_by_text=", ".join(part for part in (actor.name, actor.position) if part)[:200],
        corrected_by=correction,
    )


def _paper_of(correction: Dossier | None) -> IssuedDocument | None:
    result: Any = getattr(correction, "result", None)
    if result is None or result.kind != ResultKind.GRANTED or result.corrects_id:
        return None
    rows = IssuedDocument.objects.filter(pk=result.document_id or 0, state="issued")
    found: IssuedDocument | None = rows.first()
    return found


def _stop_delivery(dossier: Dossier) -> None:
    """What was not given yet is not given any more."""
    dossier.hand_overs.filter(given_at=None).delete()
    dossier.shipments.filter(state="prepared").delete()
    if dossier.delivery_state != DeliveryState.DELIVERED:
        dossier.delivery_state = DeliveryState.NOT_YET
        dossier.save(update_fields=["delivery_state"])
