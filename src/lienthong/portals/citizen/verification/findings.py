# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the public may know about an issued paper: verdict, lines to compare, checks made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.documents.api import (
    DocumentState,
    IssuedDocument,
    Signature,
    SignatureRole,
    SignatureState,
    SignatureVerdict,
    grouped,
    verdicts_of,
)
from lienthong.core.units.api import version_of
from lienthong.kernel.text import mask_name

WITHDRAWN = {DocumentState.RECALLED, DocumentState.REVOKED}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked, and whether it holds."""

    title: str
    text: str
    good: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of a verification: kind ``valid replaced revoked unknown``, and why."""

    kind: str
    title: str
    text: str = ""
    issuer: str = ""
    facts: list[dict[str, str]] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    replaced_url: str = ""
    checked_at: Any = None
    hides_name: bool = False


def finding_of(document: IssuedDocument | None, code: str) -> Finding:
    """The finding about a paper; ``unknown`` without one."""
    now = timezone.localtime()
    if document is None:
        title = _("Chúng tôi không tìm thấy giấy này")
        return Finding("unknown", title, checked_at=now)
    checks = [*_signature_checks(document), _standing(document)]
    kind, title, text = _verdict(document, all(check.good for check in checks[:-1]))
    issuer = version_of(document.agency_id, on=document.dated_on).name
    return Finding(
        kind,
        title,
        text,
        issuer,
        list(_facts(document, issuer)),
        checks,
        _replacement_url(document),
        now,
        hides_name=_holder_name(document) not in {"", _masked(document)},
    )


def _verdict(document: IssuedDocument, signatures_good: bool) -> tuple[str, str, str]:
    reason = document.ended_reason
    if document.state == DocumentState.REPLACED:
        return "replaced", _("Giấy này đã được thay bằng giấy khác"), reason
    if document.state in WITHDRAWN:
        return "revoked", _("Không được dùng giấy này"), reason
    if not signatures_good:
        text = _("Chữ ký số trên bản gốc chưa kiểm tra được. Hãy hỏi lại nơi cấp trước khi dùng.")
        return "replaced", _("Giấy này có trong sổ nhưng chữ ký chưa kiểm tra được"), text
    return "valid", _("Giấy này là thật và còn hiệu lực"), ""


def _facts(document: IssuedDocument, issuer: str) -> Iterator[dict[str, str]]:
    title = document.content.get("title") or document.template_version.template.title
    yield {"label": _("Tên giấy tờ"), "value": str(title)}
    yield {"label": _("Số, ký hiệu"), "value": document.number_text}
    if document.dated_on:
        yield {"label": _("Ngày ký"), "value": f"{document.dated_on:%d/%m/%Y}"}
    yield {"label": _("Nơi cấp"), "value": issuer}
    yield {"label": _("Cấp cho"), "value": _holder(document)}
    yield {"label": _("Mã kiểm tra"), "value": document.printed_code}
    for correction in document.corrections.order_by("pk"):
        value = f"{correction.text} ({correction.letter})"
        yield {"label": _("Đính chính"), "value": value}
    for earlier in document.replaces.order_by("pk"):
        yield _other(_("Thay cho"), earlier)
    for corrected in document.corrects.select_related("document").order_by("pk"):
        yield _other(_("Đính chính cho"), corrected.document)


def _other(label: str, earlier: IssuedDocument) -> dict[str, str]:
    """The paper that this one replaces or corrects, with the way to check it."""
    said = {"number": earlier.number_text, "day": f"{earlier.dated_on:%d/%m/%Y}"}
    return {
        "label": label,
        "value": _("số %(number)s ngày %(day)s") % said,
        "url_label": _("Kiểm tra giấy đó"),
        "url": reverse("citizen:verify-code", args=[grouped(earlier.verification_code)]),
    }


def _holder_name(document: IssuedDocument) -> str:
    subject = document.content.get("data_subject") or {}
    return str(subject.get("name") or (document.person.full_name if document.person else ""))


def _masked(document: IssuedDocument) -> str:
    return mask_name(_holder_name(document))


def _holder(document: IssuedDocument) -> str:
    subject = document.content.get("data_subject") or {}
    born = str(subject.get("date_of_birth") or "")[:4]
    masked = _masked(document) or _("Không ghi tên")
    return _("%(name)s, sinh năm %(year)s") % {"name": masked, "year": born} if born else masked


def _signature_checks(document: IssuedDocument) -> Iterator[Check]:
    verdicts = {verdict.field_name: verdict for verdict in verdicts_of(document)}
    done = document.signatures.filter(state=SignatureState.DONE).order_by("pk")
    signatures = list(done)
    for signature in signatures:
        yield _signature(signature, verdicts.get(signature.field_name))
    if not signatures:
        yield Check(_("Chữ ký số"), _("Chưa có chữ ký số nào được ghi nhận."), good=False)
        return
    stamped = [verdict for verdict in verdicts.values() if verdict.time == "trusted"]
    moments = [verdict.signed_at for verdict in stamped if verdict.signed_at]
    text = f"{timezone.localtime(max(moments)):%d/%m/%Y, %H:%M:%S}" if moments else _("Không có")
    yield Check(_("Dấu thời gian"), text, good=bool(moments))


def _signed_as(role: str) -> str:
    words = {
        SignatureRole.INITIAL: _("Chữ ký nháy"),
        SignatureRole.SECRETARY: _("Chữ ký số của thư ký"),
    }
    return words.get(SignatureRole(role), _("Chữ ký số của người ký"))


def _signature(signature: Signature, verdict: SignatureVerdict | None) -> Check:
    good = verdict is not None and verdict.valid
    if signature.role == SignatureRole.SEAL:
        agency = verdict.signer if verdict is not None else signature.unit_text
        return Check(_("Con dấu số của cơ quan"), agency, good)
    parts = (signature.signer_name, signature.position_text)
    text = ", ".join(part for part in parts if part)
    return Check(_signed_as(signature.role), text, good)


def _standing(document: IssuedDocument) -> Check:
    issued = document.state == DocumentState.ISSUED
    now = timezone.localtime()
    if issued:
        text = _("Đối chiếu sổ lúc %(time)s") % {"time": f"{now:%H:%M}"}
        return Check(_("Chưa bị thu hồi, thay thế"), text, good=True)
    ended = f"{timezone.localtime(document.ended_at):%d/%m/%Y}" if document.ended_at else ""
    words = _("Từ ngày %(day)s. %(basis)s")
    text = words % {"day": ended, "basis": document.ended_basis}
    return Check(_("Đã bị thu hồi hoặc thay thế"), text.strip(), good=False)


def _replacement_url(document: IssuedDocument) -> str:
    if document.replaced_by is None:
        return ""
    return reverse("citizen:verify-code", args=[grouped(document.replaced_by.verification_code)])
