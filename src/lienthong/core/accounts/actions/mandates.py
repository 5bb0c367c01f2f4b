# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Life of a mandate: declared with its paper, confirmed or not by a desk, ended or revoked.

Legal basis: 91/2015/QH13, Điều 134 to 141; 69/2024/NĐ-CP, Điều 40.
"""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.domain.acting import MandateFacts, mandate_problems, settled
from lienthong.core.accounts.enums import Gender, MandateBasis, MandateState, PrincipalKind
from lienthong.core.accounts.events import MandateEnded, MandateSettled
from lienthong.core.accounts.models import Mandate, Person
from lienthong.core.accounts.permissions import ACT_FOR
from lienthong.core.accounts.queries.acting import acting_rules, acting_words, mandates_of
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, OutOfScope
from lienthong.kernel.events import publish

MOST_MANDATES = 50
LONGEST_REASON = 500


@action(ACT_FOR)
def declare_mandate(representative: Person, *, facts: MandateFacts, actor: Actor) -> Mandate:
    """Say for whom one acts and why; a desk looks at the ground with the first dossier.

    An authorisation that names no end ends after a year. Raises ``InvalidInput`` for what cannot
    be, an expired paper among it; ``IllegalState`` when the list is full.
    """
    Person.objects.select_for_update(of=("self",)).get(pk=representative.pk)
    facts, valid_from = _checked(representative, facts)
    if mandates_of(representative.pk, standing=True).count() >= MOST_MANDATES:
        raise IllegalState(_("Danh sách đã đủ %(count)s người.") % {"count": MOST_MANDATES})
    return _insert(representative, facts, valid_from)


@part_of_act
def record_mandate(
    representative: Person, *, facts: MandateFacts, document_id: int | None = None, actor: Actor
) -> Mandate:
    """A desk saw the paper of whoever stands before it: the mandate is confirmed at once.

    Called by the act that receives the dossier. Raises ``InvalidInput`` for what cannot be, or
    without the number of a paper where one must prove the ground.
    """
    facts, valid_from = _checked(representative, facts)
    made = _insert(representative, facts, valid_from)
    if made.needs_document and not made.number:
        raise InvalidInput(fields={"number": _("Ghi số, ngày của giấy tờ làm căn cứ.")})
    made.document_id = document_id
    made.document_name = made.number[:255] if document_id else ""
    made.save(update_fields=["document_id", "document_name"])
    return settle_mandate(made, accepted=True, reason="", actor=actor)


@part_of_act
def report_mandate(
    representative: Person, *, facts: MandateFacts, document_id: int | None, actor: Actor
) -> Mandate:
    """Another system says for whom somebody acts: a desk still has to look at the ground.

    Called by the act that files the dossier. Raises ``InvalidInput`` for what cannot be, or
    without the paper where one must prove the ground.
    """
    facts, valid_from = _checked(representative, facts)
    made = _insert(representative, facts, valid_from)
    if made.needs_document and document_id is None:
        raise InvalidInput(fields={"number": _("Gửi kèm giấy tờ chứng minh căn cứ nộp thay.")})
    made.document_id = document_id
    made.document_name = made.number[:255] if document_id else ""
    made.save(update_fields=["document_id", "document_name"])
    return made


def _checked(representative: Person, facts: MandateFacts) -> tuple[MandateFacts, date]:
    today, rules = timezone.localdate(), acting_rules()
    facts = settled(facts, rules)
    own = representative.personal_id or ""
    problems = mandate_problems(facts, own_number=own, today=today, rules=rules)
    if facts.basis not in MandateBasis.values or facts.principal_kind not in PrincipalKind.values:
        problems["basis"] = "basis"
    if problems or facts.valid_from is None:
        raise InvalidInput(fields=acting_words(problems))
    return facts, facts.valid_from


def _insert(representative: Person, facts: MandateFacts, valid_from: date) -> Mandate:
    organisation = facts.principal_kind == PrincipalKind.ORGANISATION
    return Mandate.objects.create(
        representative=representative,
        basis=facts.basis,
        principal_kind=facts.principal_kind,
        principal_name=facts.principal_name,
        principal_personal_id="" if organisation else facts.personal_id,
        principal_tax_code=facts.tax_code if organisation else "",
        principal_date_of_birth=None if organisation else facts.date_of_birth,
        principal_gender=facts.gender if facts.gender in Gender.values else "",
        number=facts.number,
        scope=list(facts.scope),
        valid_from=valid_from,
        valid_to=facts.valid_to,
    )


@part_of_act
def bind_mandate_document(mandate: Mandate, *, file_version_id: int, actor: Actor) -> Mandate:
    """Put the whole paper in the place of its first page; what the desk saw stays the same."""
    locked = _lock(mandate)
    locked.document_id = file_version_id
    locked.save(update_fields=["document_id"])
    return locked


@action(ACT_FOR)
def attach_mandate_document(
    mandate: Mandate, *, file_version_id: int, name: str, actor: Actor
) -> Mandate:
    """Keep the paper that proves the ground; until a desk confirmed it may be sent again.

    Raises ``OutOfScope`` for anybody but the representative, ``IllegalState`` afterwards.
    """
    locked = _lock(mandate)
    if locked.representative_id != actor.person_id:
        raise OutOfScope
    if locked.state != MandateState.DECLARED:
        raise IllegalState(_("Giấy này đã được xem xét nên không thay được nữa."))
    locked.document_id, locked.document_name = file_version_id, name[:255]
    locked.save(update_fields=["document_id", "document_name"])
    return locked


@action(ACT_FOR)
def end_mandate(mandate: Mandate, *, actor: Actor) -> Mandate:
    """End it at once: the principal revokes, the representative stops. Again changes nothing."""
    locked = _lock(mandate)
    if not locked.is_standing:
        return locked
    stops = locked.representative_id == actor.person_id
    locked.state = MandateState.ENDED if stops else MandateState.REVOKED
    locked.ended_at = timezone.now()
    locked.save(update_fields=["state", "ended_at"])
    publish(MandateEnded(mandate_id=locked.pk, by_principal=not stops))
    return locked


@part_of_act
def settle_mandate(mandate: Mandate, *, accepted: bool, reason: str, actor: Actor) -> Mandate:
    """A desk looked at the ground and accepts it or not; called by the act on the dossier.

    Raises ``InvalidInput`` without a reason to refuse, ``IllegalState`` when it does not stand.
    """
    locked = _lock(mandate)
    if not accepted and not reason.strip():
        raise InvalidInput(fields={"reason": _("Ghi lý do không chấp nhận căn cứ nộp thay.")})
    if locked.state == MandateState.CONFIRMED and accepted:
        return locked
    if not locked.is_standing:
        raise IllegalState(_("Căn cứ nộp thay này không còn hiệu lực."))
    locked.state = MandateState.CONFIRMED if accepted else MandateState.REJECTED
    locked.reason = reason.strip()[:LONGEST_REASON]
    locked.decided_by_text = ", ".join(part for part in (actor.name, actor.unit_name) if part)[:200]
    locked.decided_at = timezone.now()
    locked.save(update_fields=["state", "reason", "decided_by_text", "decided_at"])
    publish(MandateSettled(mandate_id=locked.pk, accepted=accepted))
    return locked


def _lock(mandate: Mandate) -> Mandate:
    return Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
