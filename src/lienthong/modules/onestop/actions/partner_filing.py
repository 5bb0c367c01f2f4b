# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A connected system files a dossier for somebody who agreed to it there.

The citizen stays the one who files: the dossier lies on their account, they are told, they answer
supplements and may withdraw. Whoever acts for somebody else needs a ground that a desk looks at.
Legal basis: 91/2025/QH15; 45/2020/NĐ-CP, Điều 11; 91/2015/QH13, Điều 134 to 141.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import (
    Mandate,
    MandateFacts,
    Person,
    PersonFacts,
    person_by_personal_id,
    record_person,
    report_mandate,
)
from lienthong.core.documents.api import FileVersion, accept_quarantined, open_file
from lienthong.core.forms.api import FieldSpec, holds, spec_of, told_form
from lienthong.core.units.api import Unit
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.permits import UploadReceipt
from lienthong.kernel.text import fold
from lienthong.modules.onestop.actions.acting import refuse_misfit, representation_of
from lienthong.modules.onestop.actions.opening import Filing
from lienthong.modules.onestop.actions.receiving_files import description, up_to
from lienthong.modules.onestop.actions.submit import (
    contact_of,
    delivery_of,
    files_by_component,
    send_dossier,
)
from lienthong.modules.onestop.domain.procedure import LARGEST_MB
from lienthong.modules.onestop.enums import Channel
from lienthong.modules.onestop.models import Dossier, PartnerFiling, ProcedureVersion
from lienthong.modules.onestop.permissions import FILE_FOR
from lienthong.modules.onestop.queries.acting import role_of
from lienthong.modules.onestop.queries.partner_filings import longest_consent

OWN_NUMBER = "person.personal_id"
Kept = dict[str, list[dict[str, object]]]


@dataclass(frozen=True, slots=True)
class Consent:
    """When and how the person agreed, and where the system keeps the proof."""

    given_at: datetime
    manner: str
    reference: str


@dataclass(frozen=True, slots=True)
class ToldDossier:
    """What a system says of a dossier: for whom, typed answers, receipts by slot, the consent.

    ``behalf`` names for whom the submitter acts and on what ground.
    """

    procedure: ProcedureVersion
    submitter: PersonFacts
    answers: Mapping[str, Any]
    consent: Consent
    receipts: Mapping[str, tuple[UploadReceipt, ...]] = field(default_factory=dict)
    external_code: str = ""
    behalf: MandateFacts | None = None


@action(FILE_FOR)
def file_dossier_for(agency: Unit, *, told: ToldDossier, actor: Actor) -> Dossier:
    """File a dossier with the competent agency for somebody who agreed in the actor's system.

    Raises ``InvalidInput`` with every field that is wrong (``submitter.…``, ``answers.…``,
    ``files.…``, ``consent.…``, ``behalf.…``), ``IllegalState`` when the system has filed under
    that code of its own.
    """
    answers = _checked(told, actor)
    person = record_person(told.submitter)
    kept = _take_files(told, person, actor)
    files = files_by_component(told.procedure, kept)
    mandate = _mandate(told, person, answers, files, actor)
    filing = Filing(
        procedure=told.procedure,
        answers=answers,
        submitter=person,
        channel=Channel.ONLINE,
        files=files,
        delivery=delivery_of(answers),
        contact=contact_of(person, answers),
        mandate=mandate,
        representation=representation_of(mandate) if mandate else {},
        external_codes=[told.external_code] if told.external_code else [],
    )
    dossier = send_dossier(filing, actor=actor, **_agreed(told.consent, actor))
    _note(dossier, told, actor)
    return dossier


def _agreed(consent: Consent, actor: Actor) -> dict[str, str]:
    """What the history of the dossier keeps: through whom, and what was agreed to."""
    return {
        "via": actor.name,
        "agreed_at": consent.given_at.isoformat(),
        "agreed_by": consent.manner,
        "agreed_in": consent.reference,
    }


def slot_draft(version: ProcedureVersion) -> str:
    """What permits and receipts call the files that systems send for a procedure."""
    return f"partner-{version.procedure.code}"


def file_slots(version: ProcedureVersion) -> dict[str, FieldSpec]:
    """Slots of the procedure's form by key."""
    questions = spec_of(version.form_version_id or 0).fields()
    return {question.key: question for question in questions if question.kind == "file"}


def largest_of(slot: FieldSpec) -> int:
    """The largest file of a slot, in megabytes."""
    return int(slot.attributes.get("max_mb", LARGEST_MB))


def _checked(told: ToldDossier, actor: Actor) -> dict[str, Any]:
    """Settled answers. Raises ``InvalidInput`` with everything that is wrong at once."""
    wrong = {f"consent.{name}": text for name, text in _consent_problems(told.consent).items()}
    wrong |= _submitter_problems(told.submitter)
    wrong |= _receipt_problems(told, actor)
    files = {slot: len(receipts) for slot, receipts in told.receipts.items()}
    answers: dict[str, Any] = {}
    try:
        answers = told_form(told.procedure.form_version_id or 0, told.answers, files=files)
    except InvalidInput as refused:
        slots = file_slots(told.procedure)
        wrong |= {_path(key, slots): text for key, text in refused.fields.items()}
    wrong |= _people_problems(told, answers) if answers else {}
    if wrong:
        raise InvalidInput(fields=wrong)
    return answers


def _path(key: str, slots: Mapping[str, FieldSpec]) -> str:
    return f"files.{key}" if key in slots else f"answers.{key}"


def _consent_problems(consent: Consent) -> dict[str, str]:
    now = timezone.now()
    if consent.given_at > now:
        return {"given_at": _("Thời điểm đồng ý chưa tới.")}
    if consent.given_at < now - longest_consent():
        days = longest_consent().days
        return {"given_at": _("Sự đồng ý đã quá %(days)s ngày. Hãy hỏi lại.") % {"days": days}}
    return {}


def _submitter_problems(facts: PersonFacts) -> dict[str, str]:
    """The number must be the person's own, as far as it is known here."""
    known = person_by_personal_id(facts.personal_id)
    if known is None or fold(known.full_name) == fold(facts.full_name):
        return {}
    return {"submitter.full_name": _("Họ tên không khớp với số định danh. Hãy xem lại.")}


def _receipt_problems(told: ToldDossier, actor: Actor) -> dict[str, str]:
    slots, draft = file_slots(told.procedure), slot_draft(told.procedure)
    wrong: dict[str, str] = {}
    for slot, receipts in told.receipts.items():
        question = slots.get(slot)
        if question is None:
            wrong[f"files.{slot[:80]}"] = _("Biểu mẫu không có chỗ gửi tệp này.")
            continue
        most = int(question.attributes.get("max_files", 10))
        if len(receipts) > most:
            wrong[f"files.{slot}"] = _("Chỗ này nhận nhiều nhất %(count)s tệp.") % {"count": most}
        here = {(str(actor.account_id), draft, slot)}
        if {(one.account, one.draft, one.slot) for one in receipts} - here:
            wrong[f"files.{slot}"] = _("Biên nhận tệp này cấp cho chỗ khác.")
    return wrong


def _people_problems(told: ToldDossier, answers: Mapping[str, Any]) -> dict[str, str]:
    """Whoever agreed is who the form says files it; who acts for others says on what ground."""
    wrong: dict[str, str] = {}
    today, people = timezone.localdate(), told.procedure.spec.people
    for question in _own_numbers(told.procedure, answers):
        if answers.get(question, told.submitter.personal_id) != told.submitter.personal_id:
            text = _("Số này trong tờ khai phải là số định danh của người đã đồng ý.")
            wrong[f"answers.{question}"] = text
    if told.behalf is None and people.is_represented(lambda it: holds(it, answers, today)):
        wrong["behalf"] = _("Tờ khai ghi nộp thay người khác. Hãy nêu căn cứ nộp thay.")
    return wrong


def _own_numbers(version: ProcedureVersion, answers: Mapping[str, Any]) -> list[str]:
    """Questions that ask for the number of whoever files: those filled from their own, online."""
    today = timezone.localdate()
    return [
        question.key
        for question in spec_of(version.form_version_id or 0).fields()
        if any(
            rule.semantic == OWN_NUMBER and (rule.when is None or holds(rule.when, answers, today))
            for rule in question.prefill
        )
    ]


@part_of_act
def _take_files(told: ToldDossier, person: Person, actor: Actor) -> Kept:
    slots = file_slots(told.procedure)
    kept: Kept = {}
    wrong: dict[str, str] = {}
    for slot, receipts in told.receipts.items():
        for receipt in receipts:
            try:
                version = _take_file(slots[slot], receipt, person, actor)
            except InvalidInput as refused:
                wrong[f"files.{slot}"] = str(refused)
            else:
                kept.setdefault(slot, []).append(description(version))
    if wrong:
        raise InvalidInput(fields=wrong)
    return kept


def _take_file(
    slot: FieldSpec, receipt: UploadReceipt, person: Person, actor: Actor
) -> FileVersion:
    if FileVersion.objects.filter(receipt=receipt.id).exists():
        raise InvalidInput(_("Tệp này đã nộp với hồ sơ khác."))
    file = open_file(slot.label, owner_kind="onestop.dossier", person_id=person.pk, actor=actor)
    limits = up_to(largest_of(slot))
    return accept_quarantined(file, receipt=receipt, limits=limits, actor=actor)


@part_of_act
def _mandate(
    told: ToldDossier,
    person: Person,
    answers: Mapping[str, Any],
    files: Mapping[str, list[int]],
    actor: Actor,
) -> Mandate | None:
    """The ground as it was told; the desk settles it before it accepts the dossier."""
    if told.behalf is None:
        return None
    people = told.procedure.spec.people
    papers = files.get(people.basis_component, [])
    try:
        paper = papers[0] if papers else None
        made = report_mandate(person, facts=told.behalf, document_id=paper, actor=actor)
        role = role_of(told.procedure.spec, made)
        if not role:
            text = _("Thủ tục này không nộp thay người đó trên mạng được.")
            raise InvalidInput(fields={"whom": text})
        refuse_misfit(made, told.procedure, answers, role=role)
    except InvalidInput as refused:
        wrong = {_behalf_path(name): text for name, text in refused.fields.items()}
        raise InvalidInput(fields=wrong) from refused
    return made


def _behalf_path(name: str) -> str:
    return "behalf" if name == "whom" else f"behalf.{name}"


@part_of_act
def _note(dossier: Dossier, told: ToldDossier, actor: Actor) -> None:
    try:
        PartnerFiling.objects.create(
            dossier=dossier,
            account_id=actor.account_id or 0,
            app_text=actor.name[:100],
            external_code=told.external_code,
            consent_at=told.consent.given_at,
            consent_manner=told.consent.manner,
            consent_reference=told.consent.reference,
        )
    except IntegrityError as twin:
        text = _("Hồ sơ mang mã này đã được nộp.")
        raise IllegalState(text, code="already_filed") from twin
