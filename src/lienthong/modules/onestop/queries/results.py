# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The draft of a result: its lines from the answers, its book, its signer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lienthong.core.cases.api import OpinionStance, opinions_of
from lienthong.core.documents.api import IssuedDocument, verification_address
from lienthong.core.forms.api import printed_form
from lienthong.core.units.api import names_of, version_of
from lienthong.modules.onestop.enums import ResultKind
from lienthong.modules.onestop.models import Dossier, Result
from lienthong.modules.onestop.queries.layouts import layout_body

DRAFT_NUMBER = "……"
CONDITIONS = "result.conditions"


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
        said = {"reason": result.reason, "legal_basis": result.legal_basis}
        content = _laid_out(refusal, _heading(dossier) | said | {"title": refusal["name"]})
        abstract = f"{refusal['name']}: {dossier.case.title}"
        return ResultDraft(refusal["template"], refusal["book"], abstract, place, content)
    content = _heading(dossier) | {
        "lines": _lines(dossier, corrections),
        "tables": result_tables(dossier),
        "title": spec["name"],
        "validity": (spec.get("validity") or {}).get("text", ""),
    }
    abstract = f"{spec['name']}: {_concerned(dossier)}"
    content = _laid_out(spec, content)
    return ResultDraft(spec["template"], spec["number"]["book"], abstract, place, content)


def _laid_out(paper: Mapping[str, Any], content: dict[str, Any]) -> dict[str, Any]:
    """The content with its body, when the procedure has a layout of its own."""
    body = paper.get("body")
    return content | {"body": layout_body(str(body), content)} if body else content


def _concerned(dossier: Dossier) -> str:
    """Whom or what the paper is about, for its title in lists."""
    stored = dossier.case.form
    about = dossier.procedure_version.spec.people.about(stored.data)
    return about or str(dossier.applicant.get("name") or dossier.case.subject_name)


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
    stored = dossier.case.form
    version = stored.form_version_id or 0
    printed = printed_form(version, stored.data, on=timezone.localdate())
    context = _values(dossier)
    lines = []
    for field in dossier.procedure_version.spec.result["fields"]:
        if "signature" in field:
            continue
        text = corrections.get(field["key"]) or line_text(field, printed, context)
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
    } | _conditions(dossier)


def _conditions(dossier: Dossier) -> dict[str, str]:
    """What asked units made a condition of their consent, where the paper has a line for it."""
    fields = dossier.procedure_version.spec.result["fields"]
    if not any(field.get("value") == CONDITIONS for field in fields):
        return {}
    rows = [row for row in opinions_of(dossier.pk) if row.stance == OpinionStance.CONDITIONS]
    names = names_of({row.unit_id for row in rows})
    said = "; ".join(f"{row.answer} ({names.get(row.unit_id, '')})" for row in rows)
    return {CONDITIONS: said}


def line_text(
    field: Mapping[str, Any], printed: Mapping[str, Any], context: Mapping[str, str]
) -> str:
    """What a line of the result says: a value of the dossier, or answers as they are printed."""
    if "value" in field:
        return context.get(field["value"], "")
    sources = field["from"] if isinstance(field["from"], list) else [field["from"]]
    style = field.get("style", "")
    texts = [_styled(str(source), style, printed) for source in sources]
    text = ", ".join(text for text in texts if text)
    return f"{field.get('prefix', '')}{text}" if text else ""


def _styled(source: str, style: str, printed: Mapping[str, Any]) -> str:
    text = _printed(source, printed)
    parts = printed["parts"].get(source) or {}
    if not text:
        return ""
    if style == "upper":
        return text.upper()
    if style == "words":
        return str(parts.get("words", text))
    if style == "year":
        return str(parts.get("year", text))
    return text


def _printed(source: str, printed: Mapping[str, Any]) -> str:
    """An answer, or a part of one (``owner.full_name``)."""
    key, _point, part = source.partition(".")
    found = (printed["parts"].get(key) or {}).get(part) if part else printed["fields"].get(key)
    return str(found or "")


def result_tables(dossier: Dossier) -> list[dict[str, Any]]:
    """The tables of the result: a row of single questions, then one for each item of a group."""
    wanted = dossier.procedure_version.spec.result.get("tables", ())
    if not wanted:
        return []
    stored = dossier.case.form
    day = timezone.localdate()
    printed = printed_form(stored.form_version_id or 0, stored.data, on=day)
    tables = (_table(table, printed, stored.data) for table in wanted)
    return [table for table in tables if table["rows"]]


def _table(
    table: Mapping[str, Any], printed: Mapping[str, Any], answers: Mapping[str, Any]
) -> dict[str, Any]:
    items = table["items"]
    shown = printed["items"].get(items["group"], [])
    given = answers.get(items["group"]) or []
    columns = table["columns"]
    rows = [
        [_cell(column, items, texts, raw) for column in columns]
        for texts, raw in zip(shown, given, strict=True)
    ]
    if "first" in table:
        first = [_cell(column, table["first"], printed["fields"], answers) for column in columns]
        rows.insert(0, first)
    return {
        "key": table["key"],
        "title": table["title"],
        "columns": [column["label"] for column in columns],
        "keys": [column["key"] for column in columns],
        "rows": rows,
    }


def _cell(
    column: Mapping[str, Any],
    named: Mapping[str, str],
    texts: Mapping[str, Any],
    raw: Mapping[str, Any],
) -> str:
    question = named.get(column["key"], "")
    if column["key"] == "mark":
        return question
    found = raw if column.get("style") == "code" else texts
    return str(found.get(question) or "")


def check_url(dossier: Dossier) -> str:
    """Where everybody can check the dossier's paper; empty before it was issued."""
    result = getattr(dossier, "result", None)
    document = IssuedDocument.objects.filter(pk=(result.document_id if result else 0) or 0).first()
    if document is None or not document.verification_code:
        return ""
    return verification_address(document.verification_code)
