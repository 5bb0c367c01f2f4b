# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The draft of a result: its lines from the answers, its book, its signer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lienthong.core.cases.api import CaseData
from lienthong.core.forms.api import printed_form
from lienthong.core.units.api import version_of
from lienthong.modules.onestop.enums import ResultKind
from lienthong.modules.onestop.models import Dossier, Result

DRAFT_NUMBER = "……"


@dataclass(frozen=True, slots=True)
class ResultDraft:
    """Everything core.documents needs to draft the paper of a result."""

    template: str
    series: str
    abstract: str
    place: str
    content: dict[str, Any]


def result_draft(dossier: Dossier, result: Result, corrections: Mapping[str, str]) -> ResultDraft:
    """The paper of a result: the result's own form when granted, a notice with reasons otherwise.

    Legal basis: 61/2018/NĐ-CP, Điều 19.
    """
    agency = version_of(dossier.case.agency_id)
    place = agency.details.get("place", agency.short_name)
    spec = dossier.procedure_version.spec.result
    if result.kind == ResultKind.REFUSED:
        refusal = spec["refusal"]
        content = _heading(dossier) | {"reason": result.reason, "title": refusal["name"]}
        abstract = f"{refusal['name']}: {dossier.case.title}"
        return ResultDraft(refusal["template"], refusal["book"], abstract, place, content)
    content = _heading(dossier) | {"lines": _lines(dossier, corrections), "title": spec["name"]}
    abstract = f"{spec['name']}: {dossier.data_subject.get('name') or dossier.case.subject_name}"
    return ResultDraft(spec["template"], spec["number"]["book"], abstract, place, content)


def _heading(dossier: Dossier) -> dict[str, Any]:
    agency = version_of(dossier.case.agency_id)
    superior = version_of(agency.parent_id).name if agency.parent_id else ""
    return {
        "superior": superior,
        "agency_name": agency.name,
        "dossier_code": dossier.code,
        "applicant": dossier.applicant,
        "subject_name": dossier.case.subject_name,
        "data_subject": dossier.data_subject,
        "procedure_name": dossier.procedure_version.name,
    }


def result_lines(dossier: Dossier) -> list[dict[str, str]]:
    """The lines of the result as they would be printed now, for the officer to read and correct."""
    return _lines(dossier, {})


def _lines(dossier: Dossier, corrections: Mapping[str, str]) -> list[dict[str, str]]:
    stored = CaseData.objects.get(pk=dossier.pk)
    version = stored.form_version_id or 0
    printed = printed_form(version, stored.data, on=timezone.localdate())
    context = _values(dossier)
    lines = []
    for field in dossier.procedure_version.spec.result["fields"]:
        if "signature" in field:
            continue
        text = corrections.get(field["key"]) or _text(field, printed, context)
        if text or not field.get("optional"):
            lines.append({"key": field["key"], "label": field["label"], "text": text})
    return lines


def _values(dossier: Dossier) -> dict[str, str]:
    today = timezone.localdate()
    number = dossier.applicant.get("personal_id") or ""
    return {
        "applicant.name": str(dossier.applicant.get("name") or ""),
        "applicant.identity": f"Số định danh {number}" if number else "",
        "competent_agency.name": version_of(dossier.case.agency_id).name,
        "result.date": f"{today:%d/%m/%Y}",
        "result.number": DRAFT_NUMBER,
    }


def _text(field: Mapping[str, Any], printed: Mapping[str, Any], context: Mapping[str, str]) -> str:
    if "value" in field:
        return context.get(field["value"], "")
    sources = field["from"] if isinstance(field["from"], list) else [field["from"]]
    style = field.get("style", "")
    texts = [_styled(str(source), style, printed) for source in sources]
    return ", ".join(text for text in texts if text)


def _styled(source: str, style: str, printed: Mapping[str, Any]) -> str:
    text = str(printed["fields"].get(source) or "")
    parts = printed["parts"].get(source) or {}
    if style == "upper":
        return text.upper()
    if style == "words":
        return str(parts.get("words", text))
    if style == "year":
        return str(parts.get("year", text))
    return text
