# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the printed papers say: values of the day, kept with the paper.

Legal basis: 03/2025/TT-VPCP (field lists to be confirmed).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.deadlines.api import deadline_of, explain_deadline
from lienthong.core.documents.api import qr_svg
from lienthong.core.units.api import version_of
from lienthong.kernel import clock
from lienthong.kernel.language import of_record
from lienthong.kernel.money import dong
from lienthong.kernel.text import mask_personal_id, mask_phone
from lienthong.modules.onestop.domain.procedure import ComponentSpec
from lienthong.modules.onestop.enums import Channel, Delivery, PaperKind
from lienthong.modules.onestop.models import Defect, Dossier
from lienthong.modules.onestop.queries.control_slip import control_rows, cooperating
from lienthong.modules.onestop.queries.holds import hold_rows


def long_day(moment: datetime) -> str:
    """``Thứ Năm 26/11/2026`` in Vietnamese time."""
    return clock.full_date(timezone.localtime(moment).date())


def clock_day(moment: datetime | None) -> str:
    """``14:20, Thứ Sáu 20/11/2026``; empty without a moment."""
    return f"{timezone.localtime(moment):%H:%M}, {long_day(moment)}" if moment else ""


def codes_on(values: Mapping[str, Any], *, title: str = "") -> dict[str, str]:
    """The QR codes of a paper as SVG: where to look the dossier up, where to say how it was."""
    rating = values.get("rating_url", "")
    return {
        "qr": qr_svg(values["lookup"], title=title),
        "rating_qr": qr_svg(rating, title=_("Mã QR phiếu lấy ý kiến")) if rating else "",
    }


def paper_values(dossier: Dossier, kind: str, *, made_by: str) -> dict[str, Any]:
    """The values of one paper, plain JSON; Vietnamese whatever the screen speaks."""
    with of_record():
        return _values(dossier, kind, made_by)


def _values(dossier: Dossier, kind: str, made_by: str) -> dict[str, Any]:
    values = _common(dossier) | {"made_by": made_by, "made_at": clock_day(timezone.now())}
    if kind == PaperKind.ACCEPTANCE_SLIP:
        return values | _acceptance(dossier)
    if kind == PaperKind.SUPPLEMENT_NOTICE:
        return values | _supplement(dossier)
    if kind == PaperKind.NON_ACCEPTANCE_NOTICE:
        return values | _refusal(dossier)
    if kind == PaperKind.CONTROL_SLIP:
        return values | _control(dossier) | _promise(dossier)
    if kind == PaperKind.VISIT_RECORD:
        return values | _visit(dossier)
    return values


def _common(dossier: Dossier) -> dict[str, Any]:
    agency = version_of(dossier.case.agency_id)
    receiving = version_of(dossier.case.unit_id)
    superior = version_of(agency.parent_id).name if agency.parent_id else ""
    person = dossier.submitter
    now = timezone.localtime()
    return {
        "superior": superior,
        "agency": agency.name,
        "receiving": receiving.name,
        "place": agency.details.get("place", agency.short_name),
        "date": f"ngày {now:%d} tháng {now:%m} năm {now:%Y}",
        "code": dossier.code,
        "submission_code": dossier.submission_code,
        "lookup": f"{settings.LIENTHONG_PUBLIC_URL}/tra-cuu/{dossier.code}",
        "submitter": person.full_name,
        "personal_id": mask_personal_id(person.personal_id or ""),
        "address": dossier.contact.get("address") or person.residence,
        "phone": mask_phone(dossier.contact.get("phone") or person.phone),
        "email": dossier.contact.get("email") or person.email,
        "online": dossier.channel == Channel.ONLINE,
        "lookup_text": f"{settings.LIENTHONG_PUBLIC_URL}/tra-cuu/".partition("://")[2],
        "applicant_address": dossier.applicant.get("address", ""),
        "channel": str(Channel(dossier.channel).label),
        "applicant": dossier.applicant.get("name", ""),
        "in_place_of": dossier.in_place_of,
        "request": dossier.case.title,
        "procedure": dossier.procedure_version.name,
        "procedure_short": dossier.procedure_version.short_name,
        "hotline": "1022",
    }


def _acceptance(dossier: Dossier) -> dict[str, Any]:
    fees = list(dossier.fees.all())
    paid = sum(payment.amount for payment in dossier.payments.all())
    return {
        "components": [
            {
                "name": row.name,
                "originals": row.originals,
                "certified": row.certified_copies,
                "photocopies": row.photocopies,
                "electronic": len(row.files),
                "present_only": row.present_only,
                "source": row.source,
            }
            for row in dossier.components.all()
        ],
        "sets": dossier.set_count,
        "received": clock_day(dossier.accepted_at),
        "receiver": dossier.accepted_by_text,
        "fee": dong(sum(fee.amount for fee in fees)),
        "paid": dong(paid) if paid else "",
        "delivery": delivery_words(dossier),
        "time_text": dossier.procedure_version.spec.time_text(dossier.variant),
    } | _promise(dossier)


def _control(dossier: Dossier) -> dict[str, Any]:
    return {
        "rows": control_rows(dossier),
        "holds": hold_rows(dossier),
        "received": clock_day(dossier.accepted_at),
        "cooperating": cooperating(dossier),
    }


def _promise(dossier: Dossier) -> dict[str, Any]:
    deadline = deadline_of(dossier.case.deadline_id)
    if deadline is None:
        return {}
    return {
        "due": clock_day(deadline.due_at),
        "explanation": explain_deadline(deadline).as_dict(),
    }


def _supplement(dossier: Dossier) -> dict[str, Any]:
    notice = dossier.supplements.filter(sent_at__isnull=False).order_by("-pk").first()
    if notice is None:
        return {}
    counts = {row.key: row for row in dossier.procedure_version.spec.components}
    return {
        "reason": notice.reason,
        "answer_by": clock_day(notice.answer_by),
        "asked_by": notice.asked_by_text,
        "defects": [_defect(defect, counts) for defect in notice.defects.all()],
        "rules_at": dossier.procedure_version.spec.data["portal"].get("official_address", ""),
    }


def _visit(dossier: Dossier) -> dict[str, Any]:
    """The newest recorded field visit."""
    visit = dossier.visits.filter(recorded_at__isnull=False).order_by("-pk").first()
    if visit is None:
        return {}
    return {
        "visited": clock_day(visit.visited_at),
        "visit_place": visit.place,
        "participants": visit.participants.splitlines(),
        "findings": visit.findings.splitlines(),
        "conclusion": visit.get_conclusion_display(),
        "pictures": len(visit.files),
    }


def _defect(defect: Defect, counts: Mapping[str, ComponentSpec]) -> dict[str, Any]:
    asked = counts.get(defect.component_key)
    return {
        "name": defect.name,
        "what": defect.what,
        "originals": asked.originals if asked else 0,
        "certified": asked.copies if asked else 0,
    }


def delivery_words(dossier: Dossier) -> str:
    """How and where the result is received."""
    words = str(Delivery(dossier.delivery).label)
    if dossier.delivery == Delivery.DESK:
        return f"{words}, {version_of(dossier.case.unit_id).name}"
    if dossier.delivery == Delivery.POST:
        return f"{words}, {dossier.contact.get('delivery_address', '')}"
    return words


def _refusal(dossier: Dossier) -> dict[str, Any]:
    notice = dossier.non_acceptance
    return {
        "reason": notice.reason,
        "legal_basis": notice.legal_basis,
        "submitted": clock_day(dossier.submitted_at),
    }
