# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A document outside any dossier on its way: what it is, who has it, what can be done now."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import keepers_of, may
from lienthong.core.documents.api import (
    CONFIGURE,
    DRAFT,
    FREE_DOCUMENT,
    PUBLISHED,
    VIEW_BOOKS,
    DocumentState,
    IssuedDocument,
    Recipient,
    RequestPurpose,
    SigningRequest,
    drafts,
    failures,
    initials,
    laid,
    may_redraft,
    takes_annexes,
)
from lienthong.core.units.api import name_of
from lienthong.kernel.actor import Actor
from lienthong.portals.officer.documents.forms.drafting import AskForm
from lienthong.portals.officer.documents.panels.laying import laid_rows, signing_of
from lienthong.portals.officer.documents.panels.waiting import waiting_part

KINDS = {
    DocumentState.DRAFT: "paused",
    DocumentState.ISSUED: "ok",
    DocumentState.RECALLED: "late",
    DocumentState.REVOKED: "late",
    DocumentState.REPLACED: "late",
}


def chip_of(document: IssuedDocument, request: SigningRequest | None) -> dict[str, str]:
    """The state in words with the kind of its chip."""
    if request is not None:
        waits = {
            RequestPurpose.SIGN: _("chờ ký"),
            RequestPurpose.SECRETARY: _("chờ thư ký ký"),
        }
        text = waits.get(RequestPurpose(request.purpose), _("chờ ký nháy"))
        return {"text": text, "kind": "soon"}
    state = DocumentState(document.state)
    if state == DocumentState.INITIALLED and initials.secretary_signs(document):
        return {"text": _("thư ký đã ký"), "kind": "info"}
    return {"text": str(state.label), "kind": KINDS.get(state, "info")}


def draft_page(actor: Actor, document: IssuedDocument) -> dict[str, Any]:
    """Everything the page of a draft shows and offers."""
    request = drafts.open_request(document)
    is_draft = may_redraft(document)
    is_free = document.owner_kind == FREE_DOCUMENT
    changes = is_free and is_draft and may(actor, DRAFT, document)
    is_awaited = document.drawn_from != document.content_digest and is_draft
    asked = request if is_draft and request and laid.is_asked_of(actor, request) else None
    return {
        "chip": chip_of(document, request),
        "facts": draft_facts(document, request) if is_free else result_facts(document, request),
        "version": document.current_version,
        "is_awaited": is_awaited,
        "undrawn_because": failures.drawing_problem(document) if is_awaited else "",
        "menders": _menders() if is_awaited and document.file.problem else [],
        **waiting_part(actor, document),
        "request": request,
        "returned": drafts.last_return(document) if is_draft else None,
        "failure": failures.last_failures([document.pk]).get(document.pk, ""),
        "ask": AskForm(document) if changes and request is None else None,
        "group_names": "\n".join(line.name for line in document.recipients.order_by("pk"))
        if changes
        else "",
        "may_annex": changes and takes_annexes(document),
        "may_withdraw": changes and request is not None,
        "log_url": reverse("officer:message-log", args=[FREE_DOCUMENT, document.pk])
        if drafts.sees_log(actor, document.pk)
        else "",
        "signing": signing_of(actor, document, asked) if asked else None,
        "laid": laid_rows(document),
        "is_initialled": changes and document.state == DocumentState.INITIALLED,
        "book_url": reverse("officer:document", args=[document.pk])
        if not is_draft and may(actor, VIEW_BOOKS, document)
        else "",
    }


def _menders() -> list[str]:
    """Who can mend a template of print, at most three names."""
    return [str(one) for one in keepers_of(CONFIGURE.code)[:3]]


def draft_facts(document: IssuedDocument, request: SigningRequest | None) -> list[dict[str, Any]]:
    """What it is, line by line."""
    said = drafts.kept_paper(document)
    names = [*said["to"], *said["others"]]
    return [
        _kind_fact(document),
        {"label": _("Số, ký hiệu"), "value": document.number_text or _("Cấp khi đã ký")},
        layout_fact(document),
        _drafter_fact(document),
        {"label": _("Nơi nhận"), "value": "; ".join(names) or _("Chưa ghi nơi nhận nào.")},
        *_request_facts(request),
    ]


def result_facts(document: IssuedDocument, request: SigningRequest | None) -> list[dict[str, Any]]:
    """What the draft of a dossier's result is, for who initials it."""
    content = document.content
    said = {
        _("Thủ tục giải quyết"): content.get("procedure_name"),
        _("Mã hồ sơ"): content.get("dossier_code"),
        _("Người nộp"): (content.get("applicant") or {}).get("name"),
    }
    return [
        _kind_fact(document),
        *({"label": label, "value": value} for label, value in said.items() if value),
        _drafter_fact(document),
        *_request_facts(request),
    ]


def _kind_fact(document: IssuedDocument) -> dict[str, Any]:
    return {"label": _("Loại"), "value": document.content["title"], "strong": True}


def _drafter_fact(document: IssuedDocument) -> dict[str, Any]:
    drafted = timezone.localtime(document.drafted_at)
    return {
        "label": _("Người soạn"),
        "value": _("%(who)s, %(unit)s")
        % {"who": document.drafted_by, "unit": name_of(document.unit_id)},
        "note": f"{drafted:%H:%M %d/%m/%Y}",
    }


def _request_facts(request: SigningRequest | None) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = []
    if request is not None:
        at = timezone.localtime(request.asked_at)
        words = {"who": request.asked_by, "at": f"{at:%H:%M %d/%m/%Y}"}
        facts.append(
            {
                "label": _("Chờ ký nháy") if request.purpose in initials.MARKS else _("Chờ ký"),
                "value": str(request.signer),
                "note": _("%(who)s trình lúc %(at)s") % words,
            }
        )
        if request.note:
            facts.append({"label": _("Lời trình"), "value": request.note})
    return facts


def layout_fact(document: IssuedDocument) -> dict[str, Any]:
    """Which layout of the law it is drawn in; whether that is still to be confirmed."""
    offer = drafts.offer_of(drafts.kept_paper(document)["kind"])
    waits = offer is not None and offer.kind.to_be_confirmed
    return {
        "label": _("Trình bày theo"),
        "value": _("Mẫu %(number)s, Phụ lục III") % {"number": document.content["layout"]},
        "note": _("chờ xác nhận: Phụ lục III không có mẫu riêng cho loại này") if waits else "",
    }


def draft_rows(documents: list[IssuedDocument]) -> list[dict[str, Any]]:
    """Documents that somebody drafted, for the list."""
    ids = [one.pk for one in documents]
    waiting = SigningRequest.objects.filter(document_id__in=ids, answer="waiting")
    by_document = {one.document_id: one for one in waiting.select_related("signer")}
    return [
        {
            "title": one.abstract,
            "kind": one.content["title"],
            "number": one.number_text,
            "at": one.drafted_at,
            "who": str(by_document[one.pk].signer) if one.pk in by_document else "",
            "chip": chip_of(one, by_document.get(one.pk)),
            "url": reverse("officer:draft", args=[one.pk]),
        }
        for one in documents
    ]


def waiting_rows(requests: list[SigningRequest]) -> list[dict[str, Any]]:
    """What is laid before a signer, for the list."""
    return [
        {
            "title": one.document.abstract,
            "kind": one.document.content["title"],
            "number": "",
            "at": one.asked_at,
            "who": str(one.asked_by),
            "chip": chip_of(one.document, one),
            "url": reverse("officer:draft", args=[one.document_id]),
        }
        for one in requests
    ]


def received_rows(lines: list[Recipient]) -> list[dict[str, Any]]:
    """What came in from other units, for the list."""
    return [
        {
            "title": one.document.abstract,
            "kind": name_of(one.document.agency_id),
            "number": one.document.number_text,
            "at": one.sent_at,
            "who": one.received_by,
            "chip": received_chip(one),
            "url": reverse("officer:received", args=[one.document_id]),
        }
        for one in lines
    ]


def received_chip(line: Recipient) -> dict[str, str]:
    """Whether it was received, or has to be dropped."""
    if line.told_at:
        done = {"text": _("đã hủy bản này"), "kind": "paused"}
        return done if line.dropped_at else {"text": _("phải hủy"), "kind": "late"}
    if line.received_at:
        return {"text": _("đã nhận"), "kind": "ok"}
    return {"text": _("chưa nhận"), "kind": "soon"}


def received_facts(document: IssuedDocument, lines: list[Recipient]) -> list[dict[str, Any]]:
    """What came in, line by line; who noted that it was received."""
    day = f"{document.dated_on:%d/%m/%Y}" if document.dated_on else ""
    facts: list[dict[str, Any]] = [
        {"label": _("Số, ký hiệu"), "value": document.number_text, "strong": True},
        {"label": _("Ngày văn bản"), "value": day},
        {"label": _("Cơ quan gửi"), "value": name_of(document.agency_id)},
        {"label": _("Trạng thái"), "value": document.get_state_display()},
    ]
    for line in lines:
        if line.received_at:
            at = timezone.localtime(line.received_at)
            words = {"who": line.received_by, "at": f"{at:%H:%M %d/%m/%Y}"}
            facts.append({"label": line.name, "value": _("%(who)s nhận lúc %(at)s") % words})
    if document.state in PUBLISHED and document.ended_at:
        facts.append(
            {
                "label": _("Lý do"),
                "value": document.ended_reason,
                "note": document.ended_basis,
            }
        )
    return facts
