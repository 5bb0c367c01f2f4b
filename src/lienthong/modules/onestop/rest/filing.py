# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""File a dossier for somebody who agreed to it, and follow what was filed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Path, Query, Status
from pydantic import BaseModel

from lienthong.core.access.api import may
from lienthong.core.accounts.api import MandateFacts, PersonFacts
from lienthong.core.audit.api import note_access
from lienthong.core.cases.api import events_of
from lienthong.core.units.api import Unit, names_of
from lienthong.kernel.errors import InvalidInput, NotAllowed
from lienthong.kernel.permits import UPLOAD_SECONDS, PermitError, UploadReceipt, read
from lienthong.kernel.rest import page_of, read_cursor, write_cursor
from lienthong.kernel.text import one_line
from lienthong.kernel.views import actor_of
from lienthong.modules.onestop.actions.opening import agency_of
from lienthong.modules.onestop.actions.partner_filing import (
    Consent,
    ToldDossier,
    file_dossier_for,
    file_slots,
    largest_of,
    slot_draft,
)
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Dossier, PartnerFiling, ProcedureVersion
from lienthong.modules.onestop.panels.citizen_drafts import MEDIA_TYPES, MEGABYTE, upload_url
from lienthong.modules.onestop.permissions import FILE_FOR
from lienthong.modules.onestop.queries.partner_filings import filing_by_code, filings_of
from lienthong.modules.onestop.queries.turns import open_notice
from lienthong.modules.onestop.rest.filing_shapes import (
    AskedAnswer,
    BehalfRequest,
    FilingAnswer,
    FilingPage,
    FilingRequest,
    FilingRow,
    SubmitterRequest,
    TurnAnswer,
    UploadAnswer,
    UploadRequest,
)
from lienthong.modules.onestop.rest.form_shapes import FormAnswer, form_of
from lienthong.modules.onestop.rest.reading import version_in_force

Code = Annotated[str, Path(min_length=1, max_length=60, description="1.001193")]
Cursor = Annotated[str, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=100)]
LARGEST_ID = 2**63 - 1


def one_form(request: HttpRequest, code: Code) -> FormAnswer:
    """What the form in force asks."""
    return form_of(version_in_force(code))


def begin_upload(request: HttpRequest, body: UploadRequest) -> Status[UploadAnswer]:
    """An address to which one file may be sent, for two hours."""
    version = _version(body.procedure)
    slot = file_slots(version).get(body.slot)
    if slot is None:
        raise InvalidInput(fields={"slot": _("Biểu mẫu không có chỗ gửi tệp này.")})
    accepted = slot.attributes.get("accept", tuple(MEDIA_TYPES))
    types = [MEDIA_TYPES[kind] for kind in accepted]
    largest = largest_of(slot) * MEGABYTE
    url = upload_url(
        draft=slot_draft(version),
        slot=slot.key,
        largest=largest,
        types=tuple(types),
        return_path=reverse("openapi:documentation"),
        actor=actor_of(request),
    )
    until = datetime.fromtimestamp(int(time.time()) + UPLOAD_SECONDS, UTC)
    return Status(201, UploadAnswer(url=url, expires_at=until, max_bytes=largest, types=types))


def file_dossier(request: HttpRequest, body: FilingRequest) -> Status[FilingRow]:
    """File a dossier, once for each idempotency key."""
    actor, version = actor_of(request), _version(body.procedure)
    agency = _agency(version, body.answers)
    if not may(actor, FILE_FOR, agency):
        raise NotAllowed(_("Hệ thống chưa được giao nộp hồ sơ cho cơ quan ở nơi này."))
    told = ToldDossier(
        procedure=version,
        submitter=_person(body.submitter),
        answers=body.answers,
        consent=Consent(
            body.consent.given_at, body.consent.manner, one_line(body.consent.reference)
        ),
        receipts=_receipts(body.files),
        external_code=body.external_code,
        behalf=_behalf(body.behalf) if body.behalf else None,
    )
    dossier = file_dossier_for(agency, told=told, actor=actor)
    return Status(201, FilingRow(**_row(filings_of(actor).get(dossier=dossier))))


def list_filings(request: HttpRequest, cursor: Cursor = "", limit: Limit = 50) -> FilingPage:
    """What the system filed, the newest first."""
    begin = read_cursor(cursor, int)
    rows = filings_of(actor_of(request))
    if begin is not None:
        rows = rows.filter(pk__lt=min(max(begin[0], 0), LARGEST_ID))
    kept, following = page_of(list(rows[: limit + 1]), limit, lambda row: write_cursor(row.pk))
    return FilingPage(items=[FilingRow(**_row(row)) for row in kept], next=following)


def one_filing(request: HttpRequest, code: Code) -> FilingAnswer:
    """How far one dossier is; that it was read is noted for the citizen."""
    actor = actor_of(request)
    filing = filing_by_code(actor, code)
    dossier, case = filing.dossier, filing.dossier.case
    with transaction.atomic():
        note_access(
            actor,
            kind=case.kind.code,
            subject_id=case.pk,
            opens=lambda one: filings_of(one).filter(pk=filing.pk).exists(),
        )
    names = names_of({case.agency_id, case.unit_id})
    address = reverse("onestop:citizen-dossier", args=[dossier.code])
    return FilingAnswer(
        **_row(filing),
        agency=names.get(case.agency_id, ""),
        desk=names.get(case.unit_id, ""),
        accepted_at=dossier.accepted_at,
        closed_at=case.closed_at,
        fee=sum(fee.amount for fee in dossier.fees.all()),
        payment_state=dossier.payment_state,
        result=dossier.result_kind,
        asked=_asked(dossier),
        events=[TurnAnswer(at=e.at, kind=e.kind) for e in events_of(case.pk, for_citizen=True)],
        url=f"{settings.LIENTHONG_PUBLIC_URL}{address}",
    )


def _version(code: str) -> ProcedureVersion:
    """The version that can be filed today. Raises ``InvalidInput``."""
    rows = ProcedureVersion.objects.electronic().select_related("procedure")
    found: ProcedureVersion | None = (
        rows.on(timezone.localdate()).filter(procedure__code=code).first()
    )
    if found is None:
        raise InvalidInput(fields={"procedure": _("Thủ tục này không nộp trên mạng được.")})
    return found


def _agency(version: ProcedureVersion, answers: Mapping[str, Any]) -> Unit:
    try:
        return Unit.objects.get(pk=agency_of(version.spec, answers))
    except InvalidInput as refused:
        wrong = {f"answers.{name}": text for name, text in refused.fields.items()}
        raise InvalidInput(fields=wrong) from refused


def _person(told: SubmitterRequest) -> PersonFacts:
    return PersonFacts(**_tidy(told))


def _behalf(told: BehalfRequest) -> MandateFacts:
    return MandateFacts(**_tidy(told))


def _tidy(told: BaseModel) -> dict[str, Any]:
    """What was told, every text on one line."""
    return {
        name: one_line(value) if isinstance(value, str) else value
        for name, value in told.model_dump().items()
    }


def _receipts(files: Mapping[str, list[str]]) -> dict[str, tuple[UploadReceipt, ...]]:
    found: dict[str, tuple[UploadReceipt, ...]] = {}
    wrong: dict[str, str] = {}
    for slot, texts in files.items():
        try:
            found[slot] = tuple(_receipt(text) for text in dict.fromkeys(texts))
        except PermitError:
            wrong[f"files.{slot[:80]}"] = _("Biên nhận tệp không đúng hoặc đã quá hai giờ.")
    if wrong:
        raise InvalidInput(fields=wrong)
    return found


def _receipt(text: str) -> UploadReceipt:
    return read(UploadReceipt, text, settings.SECRET_KEY, now=time.time())


def _row(filing: PartnerFiling) -> dict[str, Any]:
    dossier, case = filing.dossier, filing.dossier.case
    return {
        "code": dossier.code,
        "submission_code": dossier.submission_code,
        "external_code": filing.external_code,
        "procedure": dossier.procedure_version.procedure.code,
        "state": case.state,
        "state_text": str(DossierState(case.state).label),
        "submitted_at": dossier.submitted_at,
        "due_at": case.due_at,
        "is_closed": not case.is_open,
    }


def _asked(dossier: Dossier) -> list[AskedAnswer]:
    notice = open_notice(dossier)
    if notice is None:
        return []
    return [AskedAnswer(name=one.name, what=one.what) for one in notice.defects.all()]
