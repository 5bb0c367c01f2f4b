# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A citizen's own dossiers: the list, the tracking page, the confirmation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lienthong.core.deadlines.api import Deadline, chip_of, explain_deadline
from lienthong.core.documents.api import FileVersion, qr_svg
from lienthong.core.ui.api import long_date
from lienthong.core.units.api import version_of
from lienthong.kernel import clock
from lienthong.kernel.actor import Actor
from lienthong.kernel.money import dong
from lienthong.modules.onestop.domain.rule_words import money_title
from lienthong.modules.onestop.enums import (
    BEFORE_ACCEPTANCE,
    ComponentState,
    DossierState,
    PaperKind,
    PaymentState,
)
from lienthong.modules.onestop.models import Dossier, SatisfactionForm
from lienthong.modules.onestop.panels.citizen_notify import notify_field
from lienthong.modules.onestop.panels.citizen_obligation import owed
from lienthong.modules.onestop.panels.citizen_timeline import timeline
from lienthong.modules.onestop.panels.citizen_words import due_words
from lienthong.modules.onestop.queries.limits import answer_promise
from lienthong.modules.onestop.queries.results import check_url
from lienthong.modules.onestop.queries.revocations import revocation_of
from lienthong.modules.onestop.queries.satisfaction import is_over
from lienthong.modules.onestop.queries.turns import open_notice
from lienthong.modules.onestop.rules import may_ask_withdrawal, may_withdraw_at_once

HEADLINES = {
    DossierState.NOT_ACCEPTED: "late",
    DossierState.WITHDRAWN: "paused",
    DossierState.RETURNED: "ok",
    DossierState.REVOKED: "late",
    DossierState.STOPPED: "paused",
}


def dossier_rows(found: Iterable[Dossier]) -> list[dict[str, Any]]:
    """Rows of the list of own dossiers."""
    return [
        {
            "code": dossier.code,
            "title": dossier.case.title,
            "in_place_of": dossier.in_place_of,
            "state": str(DossierState(dossier.state).label),
            "kind": _state_kind(dossier.state),
            "submitted_at": dossier.submitted_at or dossier.case.received_at,
            "due": _promised(dossier),
        }
        for dossier in found
    ]


def _promised(dossier: Dossier) -> str:
    decided = {DossierState.GRANTED, DossierState.REFUSED}
    if dossier.case.due_at is None or not dossier.case.is_open or dossier.state in decided:
        return ""
    return due_words(dossier.case.due_at)


def _state_kind(state: str) -> str:
    asks = {
        DossierState.INTAKE_SUPPLEMENT,
        DossierState.SUPPLEMENT,
        DossierState.FINANCIAL_OBLIGATION,
    }
    if state in asks:
        return "soon"
    if state in {DossierState.GRANTED, DossierState.RETURNED}:
        return "ok"
    return HEADLINES.get(DossierState(state), "info")


def tracking_page(dossier: Dossier) -> dict[str, Any]:
    """Everything the owner's tracking page shows."""
    return {
        "title": dossier.procedure_version.short_name,
        "about": dossier.case.title,
        "code": dossier.code,
        "accepted": dossier.state not in BEFORE_ACCEPTANCE,
        "state": str(DossierState(dossier.state).label),
        "is_withdrawn": dossier.state == DossierState.WITHDRAWN,
        "deadline": _deadline(dossier),
        "answer": _answer(dossier),
        "timeline": timeline(dossier),
        "facts": _facts(dossier),
        "papers": _papers(dossier),
        "components": _components(dossier),
        "acts": _acts(dossier),
        "notice": _open_notice(dossier),
        "revocation": revocation_of(dossier),
        "check_url": check_url(dossier) if dossier.state == DossierState.REVOKED else "",
        "owed": owed(dossier) if dossier.state == DossierState.FINANCIAL_OBLIGATION else None,
        "rating": getattr(dossier, "rating", None),
        "opinion_url": _opinion_url(dossier),
    }


def _opinion_url(dossier: Dossier) -> str:
    """The newest satisfaction form of the dossier that nobody answered; empty without one."""
    form = (
        SatisfactionForm.objects.filter(paper__dossier=dossier, answer=None).order_by("-pk").first()
    )
    if form is None or is_over(form):
        return ""
    return reverse("onestop:citizen-satisfaction", args=[form.code])


def sent_page(dossier: Dossier, actor: Actor) -> dict[str, Any]:
    """The confirmation after sending."""
    address = reverse("onestop:citizen-lookup-code", args=[dossier.submission_code])
    return {
        "title": dossier.procedure_version.short_name,
        "code": dossier.submission_code,
        "desk": version_of(dossier.case.unit_id).short_name,
        "qr": qr_of(address),
        "answer": _answer(dossier),
        "filed_by_me": dossier.submitter_id == actor.person_id,
        "notify": notify_field(dossier),
        "track_url": reverse("onestop:citizen-dossier", args=[dossier.submission_code]),
    }


def qr_of(path: str) -> SafeString:
    """A QR code of an address of this site; the markup is made by the platform alone."""
    return mark_safe(qr_svg(f"{settings.LIENTHONG_PUBLIC_URL}{path}", title=_("Mã QR của hồ sơ")))  # noqa: S308


def _deadline(dossier: Dossier) -> dict[str, Any] | None:
    if dossier.state == DossierState.WITHDRAWN:
        return None
    found = Deadline.objects.filter(pk=dossier.case.deadline_id or 0).first()
    if found is None:
        return None
    due = clock.to_local(found.due_at)
    explained = explain_deadline(found)
    return {
        "day": due.date(),
        "words": long_date(due),
        "time": f"{due:%H:%M}",
        "chip": chip_of(found),
        "explanation": explained.as_dict(),
        "heading": _("Vì sao là ngày %(day)s?") % {"day": f"{due.day}/{due.month}"},
        "bases": explained.legal_bases,
    }


def _answer(dossier: Dossier) -> dict[str, Any] | None:
    if dossier.state != DossierState.SUBMITTED or dossier.submitted_at is None:
        return None
    spec, unit = dossier.procedure_version.spec, dossier.case.unit_id
    try:
        explained = answer_promise(spec, unit_id=unit, at=dossier.submitted_at)
    except clock.ClockError:
        return None
    return {
        "due": due_words(explained.due_at),
        "explanation": explained.as_dict(),
        "hours": spec.answer_limit.amount,
    }


def _facts(dossier: Dossier) -> list[dict[str, Any]]:
    rows = [{"label": _("Mã nộp hồ sơ"), "value": dossier.submission_code}]
    if dossier.case.code:
        rows.insert(0, {"label": _("Mã hồ sơ"), "value": dossier.case.code})
    rows += [
        _submitter_row(dossier),
        {"label": _("Nơi tiếp nhận"), "value": version_of(dossier.case.unit_id).name},
        {"label": _("Nơi giải quyết"), "value": version_of(dossier.case.agency_id).name},
        _fee_row(dossier),
    ]
    return rows


def _submitter_row(dossier: Dossier) -> dict[str, Any]:
    row = {"label": _("Người nộp"), "value": dossier.submitter.full_name}
    words = dossier.in_place_of
    return row | {"note": words[:1].upper() + words[1:]} if words else row


def _fee_row(dossier: Dossier) -> dict[str, Any]:
    total = sum(fee.amount for fee in dossier.fees.all())
    states = {
        PaymentState.DUE: _("%(sum)s, nộp tại quầy"),
        PaymentState.PAID: _("%(sum)s, đã nộp"),
        PaymentState.REFUNDED: _("%(sum)s, đã hoàn"),
    }
    pattern = states.get(PaymentState(dossier.payment_state), "%(sum)s")
    title = money_title(fee.kind for fee in dossier.fees.all())
    row = {"label": title, "value": pattern % {"sum": dong(total)}}
    codes = [
        payment.receipt.code for payment in dossier.payments.all() if hasattr(payment, "receipt")
    ]
    if codes:
        row["note"] = _("Biên lai số %(codes)s") % {"codes": ", ".join(codes)}
    return row


def _papers(dossier: Dossier) -> list[dict[str, Any]]:
    citizen = {
        PaperKind.ACCEPTANCE_SLIP,
        PaperKind.SUPPLEMENT_NOTICE,
        PaperKind.NON_ACCEPTANCE_NOTICE,
        PaperKind.EXTENSION_NOTICE,
        PaperKind.STOP_NOTICE,
        PaperKind.OBLIGATION_NOTICE,
    }
    rows = dossier.papers.filter(kind__in=citizen).order_by("-pk")
    return [
        {
            "title": str(PaperKind(paper.kind).label),
            "at": paper.made_at,
            "ready": paper.file_version_id is not None,
            "url": reverse("onestop:citizen-paper", args=[dossier.code, paper.pk]),
        }
        for paper in rows
    ]


def _components(dossier: Dossier) -> list[dict[str, Any]]:
    sources = {
        "form": _("Tờ khai điện tử"),
        "national": _("Lấy từ cơ sở dữ liệu quốc gia"),
    }
    return [
        {
            "name": component.name,
            "source": sources.get(component.source, ""),
            "state": str(ComponentState(component.state).label),
            "files": _files(dossier, component.files),
        }
        for component in dossier.components.all()
    ]


def _files(dossier: Dossier, ids: list[int]) -> list[dict[str, Any]]:
    names = dict(FileVersion.objects.filter(pk__in=ids).values_list("pk", "original_name"))
    return [
        {"name": names[pk], "url": reverse("onestop:citizen-file", args=[dossier.code, pk])}
        for pk in ids
        if pk in names
    ]


def _open_notice(dossier: Dossier) -> dict[str, Any] | None:
    notice = open_notice(dossier)
    if notice is None:
        return None
    return {
        "reason": notice.reason,
        "count": notice.defects.count(),
        "sent_at": notice.sent_at,
        "answer_by": due_words(notice.answer_by) if notice.answer_by else "",
    }


def _acts(dossier: Dossier) -> dict[str, bool]:
    state = dossier.state
    result = getattr(dossier, "result", None)
    decided = state in {DossierState.GRANTED, DossierState.REFUSED, DossierState.RETURNED}
    return {
        "supplement": _open_notice(dossier) is not None,
        "withdraw": may_withdraw_at_once(state) or may_ask_withdrawal(state),
        "result": bool(decided and result and result.issued_at),
        "rate": state not in BEFORE_ACCEPTANCE - {DossierState.NOT_ACCEPTED},
    }
