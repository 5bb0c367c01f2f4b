# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""In whose place a dossier is filed: checked when it is sent, settled at the desk.

Legal basis: 91/2015/QH13, Điều 134 to 141; 69/2024/NĐ-CP, Điều 40.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import (
    Child,
    Mandate,
    MandateBasis,
    MandateState,
    child_of,
    refusal_to_act,
    settle_mandate,
)
from lienthong.core.cases.api import Step, tell
from lienthong.core.forms.api import FormDraft, answers_by_meaning, holds
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, OutOfScope
from lienthong.kernel.language import of_record
from lienthong.modules.onestop.domain.people import basis_words
from lienthong.modules.onestop.models import Dossier, ProcedureVersion
from lienthong.modules.onestop.permissions import RECEIVE
from lienthong.modules.onestop.queries.acting import CHILD, WHOM, own_mandate


@part_of_act
def represent(
    draft: FormDraft, version: ProcedureVersion, answers: Mapping[str, Any], actor: Actor
) -> tuple[Mandate | None, dict[str, Any]]:
    """The mandate a draft is sent under, and what the dossier keeps of it.

    Looked at anew when sending: raises ``InvalidInput`` in plain words when the mandate was
    revoked, is over or does not fit, or when the answers name somebody else.
    """
    whom = draft.setting.get(WHOM)
    if not whom:
        return None, {}
    if whom["kind"] == CHILD:
        with of_record():
            return None, _for_child(_child(actor, whom["id"]))
    try:
        mandate = own_mandate(actor, whom["id"])
    except OutOfScope as gone:
        raise _wrong(_("Không còn căn cứ nộp thay người này.")) from gone
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    refuse_misfit(mandate, version, answers, role=draft.setting.get("principal_role", ""))
    return mandate, representation_of(mandate)


@part_of_act
def refuse_misfit(
    mandate: Mandate, version: ProcedureVersion, answers: Mapping[str, Any], *, role: str
) -> None:
    """Nothing is filed by a mandate that is no good today or that the answers contradict.

    ``role`` is where the principal stands in the form. Raises ``InvalidInput`` in plain words.
    """
    today = timezone.localdate()
    refusal = refusal_to_act(mandate, version.procedure.code, on=today)
    if refusal:
        raise _wrong(refusal)
    if not version.spec.people.is_represented(lambda condition: holds(condition, answers, today)):
        words = _("Bạn nộp thay %(name)s, nhưng tờ khai ghi là bạn nộp cho mình. Hãy sửa lại.")
        raise _wrong(words % {"name": mandate.principal_name})
    _refuse_other_principal(version, mandate, answers, role)


def _child(actor: Actor, pk: int) -> Child | None:
    try:
        return child_of(actor, pk)
    except OutOfScope:
        return None


def _for_child(child: Child | None) -> dict[str, Any]:
    """A parent files for a child: the birth certificate proves it, no paper is asked."""
    if child is None:
        return {}
    return {
        "kind": CHILD,
        "principal": child.full_name,
        "basis": MandateBasis.PARENT,
        "basis_text": str(MandateBasis.PARENT.label),
    }


def representation_of(mandate: Mandate) -> dict[str, Any]:
    """What a dossier keeps of the mandate it is filed under, in the words of the day."""
    with of_record():
        basis = basis_words(mandate.get_basis_display(), mandate.number)
    return {
        "kind": mandate.principal_kind,
        "principal": mandate.principal_name,
        "personal_id": mandate.principal_personal_id,
        "tax_code": mandate.principal_tax_code,
        "basis": mandate.basis,
        "basis_text": basis,
        "valid_to": mandate.valid_to.isoformat() if mandate.valid_to else "",
    }


def _refuse_other_principal(
    version: ProcedureVersion, mandate: Mandate, answers: Mapping[str, Any], role: str
) -> None:
    told = answers_by_meaning(version.form_version_id or 0, answers)
    declared = {
        "personal_id": mandate.principal_personal_id,
        "tax_code": mandate.principal_tax_code,
    }
    for what, expected in declared.items():
        number = told.get(f"{role}.{what}")
        if number and expected and number != expected:
            words = _("Số định danh trong tờ khai không phải của %(name)s. Hãy xem lại.")
            raise _wrong(words % {"name": mandate.principal_name})


def _wrong(words: str) -> InvalidInput:
    return InvalidInput(words, fields={"whom": words})


@action(RECEIVE)
def settle_basis(step: Step, *, accepted: bool, reason: str = "", actor: Actor) -> Dossier:
    """The desk looked at the paper and accepts the ground of filing in another's place, or not.

    Raises ``IllegalState`` when the dossier has none, ``InvalidInput`` without a reason to refuse.
    """
    dossier = Dossier.objects.select_related("case", "mandate").get(pk=step.case_id)
    if dossier.mandate is None:
        raise IllegalState(_("Hồ sơ này không có căn cứ nộp thay cần xác nhận."))
    settled = settle_mandate(dossier.mandate, accepted=accepted, reason=reason, actor=actor)
    dossier.representation = {
        **dossier.representation,
        "decided_by": settled.decided_by_text,
        "accepted": accepted,
    }
    dossier.save(update_fields=["representation"])
    name = "basis_accepted" if accepted else "basis_rejected"
    tell(dossier.case, name, actor=actor, reason=settled.reason)
    return dossier


@part_of_act
def refuse_unsettled_basis(dossier: Dossier) -> None:
    """Nothing filed in another's place is accepted before its ground was looked at."""
    mandate = dossier.mandate
    if mandate is None or mandate.state == MandateState.CONFIRMED:
        return
    words = {
        MandateState.DECLARED: _("Hãy xác nhận căn cứ nộp thay trước khi nhận hồ sơ."),
        MandateState.REJECTED: _("Căn cứ nộp thay không được chấp nhận nên chưa nhận được hồ sơ."),
        MandateState.REVOKED: _("Người được nộp thay đã thu hồi nên không nhận được hồ sơ."),
        MandateState.ENDED: _("Người nộp đã thôi làm thay nên không nhận được hồ sơ."),
    }
    raise InvalidInput(fields={"basis": words[MandateState(mandate.state)]})
