# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Entry at the counter: person, answers, papers; accepted in the same act.

Legal basis: 61/2018/NĐ-CP, Điều 17.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import (
    Mandate,
    MandateFacts,
    Person,
    PersonFacts,
    record_mandate,
    register_person,
)
from lienthong.core.cases.api import open_steps_of, tell
from lienthong.core.units.api import Unit
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.modules.onestop.actions.acting import representation_of
from lienthong.modules.onestop.actions.camera import MANDATE, hand_photos_over, photos_by_slot
from lienthong.modules.onestop.actions.intake import ComponentCheck, accept_dossier, record_checks
from lienthong.modules.onestop.actions.money import take_cash
from lienthong.modules.onestop.actions.opening import Filing, open_dossier
from lienthong.modules.onestop.enums import Channel, Delivery
from lienthong.modules.onestop.models import Dossier, PhoneCamera, ProcedureVersion
from lienthong.modules.onestop.permissions import RECEIVE


@dataclass(frozen=True, slots=True)
class CounterEntry:
    """What the desk typed: the person, the typed answers, the counts of papers, the delivery.

    ``cash`` is what was taken, in đồng; it must equal what is due. ``camera`` is the phone that
    photographed the papers. ``behalf`` names for whom the person lodges and on what ground, whose
    paper the desk has seen; a page photographed for ``MANDATE`` is kept as that paper.
    """

    procedure: ProcedureVersion
    person: PersonFacts
    answers: Mapping[str, Any]
    checks: Mapping[str, ComponentCheck] = field(default_factory=dict)
    files: Mapping[str, list[int]] = field(default_factory=dict)
    delivery: str = Delivery.DESK
    phone: str = ""
    cash: int | None = None
    camera: PhoneCamera | None = None
    set_count: int | None = None
    behalf: MandateFacts | None = None
    behalf_phone: str = ""


@action(RECEIVE)
def receive_at_counter(unit: Unit, *, entry: CounterEntry, actor: Actor) -> Dossier:
    """Open and accept a dossier in one act, in the receiving unit; cash is taken when it is due.

    Raises ``InvalidInput`` for missing papers, an unknown place, a wrong amount of cash.
    """
    person = register_person(entry.person, actor=actor)
    photos = photos_by_slot(entry.camera) if entry.camera else dict(entry.files)
    mandate = _mandate(person, entry, photos.pop(MANDATE, []), actor)
    dossier = open_dossier(
        Filing(
            procedure=entry.procedure,
            answers=entry.answers,
            submitter=person,
            channel=Channel.DESK,
            files=photos,
            delivery=entry.delivery,
            receiving_unit=unit.pk,
            set_count=entry.set_count,
            contact={"phone": entry.phone or person.phone, "address": person.residence},
            mandate=mandate,
            representation=representation_of(mandate) if mandate else {},
        ),
        actor=actor,
    )
    dossier.submitted_at = timezone.now()
    dossier.save(update_fields=["submitted_at"])
    tell(dossier.case, "received_at_counter", actor=actor)
    record_checks(dossier, entry.checks)
    _take_fee(dossier, entry, actor)
    if entry.camera is not None:
        hand_photos_over(entry.camera, dossier, actor=actor)
    step = open_steps_of(dossier.case.pk)[0]
    return accept_dossier(step, checks={}, actor=actor)


@part_of_act
def _mandate(person: Person, entry: CounterEntry, pages: list[int], actor: Actor) -> Mandate | None:
    """The ground of lodging for somebody else, seen at the desk; the principal becomes known.

    Raises ``InvalidInput`` with fields ``behalf_…``. Legal basis: 91/2015/QH13, Điều 134 to 141.
    """
    facts = entry.behalf
    if facts is None:
        return None
    page = pages[0] if pages else None
    try:
        made = record_mandate(person, facts=facts, document_id=page, actor=actor)
    except InvalidInput as refused:
        wrong = {f"behalf_{name}": words for name, words in refused.fields.items()}
        raise InvalidInput(fields=wrong) from refused
    if facts.personal_id:
        principal = PersonFacts(
            facts.principal_name,
            personal_id=facts.personal_id,
            date_of_birth=facts.date_of_birth,
            phone=entry.behalf_phone,
        )
        register_person(principal, actor=actor)
    return made


def _take_fee(dossier: Dossier, entry: CounterEntry, actor: Actor) -> None:
    due = sum(fee.amount for fee in dossier.fees.all())
    if entry.cash is None or (entry.cash == 0 and due == 0):
        return
    if entry.cash != due:
        raise InvalidInput(fields={"cash": _("Số tiền không khớp với phí, lệ phí phải nộp.")})
    take_cash(dossier, amount=entry.cash, actor=actor)
