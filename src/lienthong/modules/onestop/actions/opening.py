# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Open a dossier from answers: components, fees, places, the first step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import (
    Capacity,
    Case,
    NewCase,
    open_case,
    open_first_steps,
    start_table,
)
from lienthong.core.forms.api import holds
from lienthong.core.process.api import asked_values, kept_version
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.text import one_line
from lienthong.modules.onestop.actions.moving import KIND, make_findable, places_of
from lienthong.modules.onestop.domain.codes import new_submission_code
from lienthong.modules.onestop.domain.procedure import ComponentSpec, FeeLine, ProcedureSpec
from lienthong.modules.onestop.domain.titles import ABOUT, filled_title
from lienthong.modules.onestop.enums import (
    Channel,
    ComponentState,
    Delivery,
    DigitisationState,
    DossierState,
    PaymentState,
)
from lienthong.modules.onestop.models import Dossier, DossierComponent, FeeDemand, ProcedureVersion
from lienthong.modules.onestop.queries.places import competent_agency, reception_of


@dataclass(frozen=True, slots=True)
class Filing:
    """Everything a dossier is opened with. ``files`` maps component keys to file version ids.

    ``receiving_unit`` is given at the desk; online it is the desk of the competent commune.
    ``state`` is where it begins: a draft becomes submitted with the same act that opens it.
    """

    procedure: ProcedureVersion
    answers: Mapping[str, Any]
    submitter: Any
    channel: str
    origins: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Sequence[int]] = field(default_factory=dict)
    delivery: str = Delivery.STORE
    receiving_unit: int | None = None
    draft_id: int | None = None
    set_count: int | None = None
    contact: Mapping[str, str] = field(default_factory=dict)
    mandate: Any = None
    representation: Mapping[str, Any] = field(default_factory=dict)
    external_codes: Sequence[str] = ()
    submitted_at: datetime | None = None
    state: str = DossierState.DRAFT


@part_of_act
def open_dossier(filing: Filing, *, actor: Actor) -> Dossier:
    """Insert case and dossier, with components and fees; start the table of steps.

    Raises ``InvalidInput`` when no unit is competent for the place that was answered.
    """
    spec = filing.procedure.spec
    agency = agency_of(spec, filing.answers)
    receiving = filing.receiving_unit or reception_of(agency)
    version = kept_version(filing.procedure.process_version_id or 0)
    told = {"channel": str(filing.channel), **asked_values(version.table, filing.answers)}
    begun = start_table(version, data=told)
    case = open_case(_new_case(filing, spec, agency, receiving), instance_id=begun.instance_id)
    dossier = _insert(case, filing, spec)
    _add_components(dossier, filing, spec)
    open_first_steps(case, begun, places=places_of(dossier), actor=actor)
    make_findable(dossier, {agency, receiving})
    return dossier


def agency_of(spec: ProcedureSpec, answers: Mapping[str, Any]) -> int:
    """Unit id of the agency competent for the place answered. Raises ``InvalidInput``."""
    question, _dot, part = spec.division_field.partition(".")
    answered = answers.get(question) or {}
    code = answered.get(part or "division") if isinstance(answered, Mapping) else answered
    try:
        return competent_agency(spec.matter, str(code))
    except LookupError as missing:
        message = _("Nơi bạn chọn không thuộc tỉnh này hoặc chưa có cơ quan giải quyết.")
        raise InvalidInput(message, fields={question: message}) from missing


def _new_case(filing: Filing, spec: ProcedureSpec, agency: int, receiving: int) -> NewCase:
    capacities: dict[int, str] = {agency: Capacity.LEAD}
    capacities.setdefault(receiving, Capacity.RECEIVE)
    return NewCase(
        kind=KIND,
        title=title_of(spec, filing.answers),
        state=filing.state,
        agency_id=agency,
        unit_id=receiving,
        subject_id=filing.submitter.pk,
        subject_name=filing.submitter.full_name,
        data=dict(filing.answers),
        origins=dict(filing.origins),
        form_version_id=filing.procedure.form_version_id,
        definition_version_id=filing.procedure.process_version_id,
        capacities=capacities,
    )


def title_of(spec: ProcedureSpec, answers: Mapping[str, Any]) -> str:
    """The case's title from the template of the procedure; its plain name when answers lack."""
    template = str(spec.data.get("title_template", ""))
    known = {**answers, ABOUT: spec.people.about(answers) or "…"}
    return filled_title(template, known) or spec.title


def _insert(case: Case, filing: Filing, spec: ProcedureSpec) -> Dossier:
    def decide(condition: Any) -> bool:
        return holds(condition, filing.answers, timezone.localdate())

    fees = _fees(filing, spec)
    dossier = Dossier.objects.create(
        case=case,
        procedure_version=filing.procedure,
        variant=spec.variant(decide),
        submission_code=new_submission_code(),
        channel=filing.channel,
        submitter=filing.submitter,
        applicant=_applicant(filing, spec),
        mandate=filing.mandate,
        representation=dict(filing.representation),
        data_subject=spec.people.data_subject(filing.answers),
        contact=dict(filing.contact) | _post_address(filing),
        set_count=filing.set_count or spec.set_count,
        delivery=filing.delivery,
        draft_id=filing.draft_id,
        external_codes=list(filing.external_codes),
        submitted_at=filing.submitted_at,
        digitisation_state=(
            DigitisationState.WAITING
            if filing.channel != Channel.ONLINE
            else DigitisationState.NONE
        ),
        **({"payment_state": PaymentState.DUE} if any(line.amount for line in fees) else {}),
    )
    _add_fees(dossier, fees)
    return dossier


def _post_address(filing: Filing) -> dict[str, str]:
    """Where the result is sent. Raises ``InvalidInput`` for delivery by post without an address."""
    address = one_line(str(filing.answers.get("delivery_address") or ""))
    if filing.delivery == Delivery.POST and not address:
        message = _("Ghi địa chỉ để bưu chính phát kết quả.")
        raise InvalidInput(message, fields={"delivery_address": message})
    return {"delivery_address": address} if address else {}


def _applicant(filing: Filing, spec: ProcedureSpec) -> dict[str, Any]:
    """Who asks, as answered; whoever files when the form asks nobody else."""
    named = spec.people.applicant(filing.answers)
    if named.get("name"):
        return named
    return {"name": filing.submitter.full_name, "personal_id": filing.submitter.personal_id}


def _add_components(dossier: Dossier, filing: Filing, spec: ProcedureSpec) -> None:
    def decide(condition: Any) -> bool:
        return holds(condition, filing.answers, timezone.localdate())

    asked = spec.asked_components(decide, str(filing.channel))
    rows = [
        _component(dossier, order, component, filing, component.replaced(decide))
        for order, component in enumerate(asked, 1)
    ]
    DossierComponent.objects.bulk_create(rows)


def _component(
    dossier: Dossier, order: int, spec: ComponentSpec, filing: Filing, replaced: bool
) -> DossierComponent:
    files = list(filing.files.get(spec.key, ()))
    by_form = spec.electronic_form and filing.channel == Channel.ONLINE
    given = bool(files) or replaced or by_form
    return DossierComponent(
        dossier=dossier,
        key=spec.key,
        name=spec.name,
        order=order,
        is_required=spec.required == "always" or not spec.decided_by_officer,
        present_only=spec.present_only,
        files=files,
        source="form" if by_form else "national" if replaced else "upload" if files else "",
        state=ComponentState.GIVEN if given else ComponentState.MISSING,
    )


def _fees(filing: Filing, spec: ProcedureSpec) -> list[FeeLine]:
    """What is due by the rules of today."""
    today: date = timezone.localdate()

    def decide(condition: Any) -> bool:
        return holds(condition, filing.answers, today)

    channel = str(filing.channel)
    return list(spec.fees(decide, channel=channel, on=today, answers=filing.answers))


def _add_fees(dossier: Dossier, lines: Sequence[FeeLine]) -> None:
    FeeDemand.objects.bulk_create(
        FeeDemand(
            dossier=dossier,
            key=line.key,
            rule_key=line.rule_key,
            kind=line.kind,
            name=line.name,
            unit_amount=line.unit_amount,
            quantity=line.quantity,
            amount=line.amount,
            legal_basis=list(line.legal_basis),
            to_be_confirmed=line.to_be_confirmed,
        )
        for line in lines
    )


__all__ = ["Filing", "agency_of", "open_dossier", "title_of"]
