# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows of hand-overs for the screens and the printed sheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.units.api import names_of, version_of
from lienthong.kernel.money import dong
from lienthong.modules.onestop.enums import Delivery, HandOverPurpose, PaymentState, ResultKind
from lienthong.modules.onestop.models import Dossier, HandOver, HandOverSheet
from lienthong.modules.onestop.queries.hand_overs import lines_of
from lienthong.modules.onestop.queries.papers import clock_day

SHORT = "%H:%M %d/%m/%Y"


def waiting_groups(lines: Iterable[HandOver]) -> list[dict[str, Any]]:
    """Lines to be given, one group for each place and purpose: one sheet each."""

    def key(line: HandOver) -> tuple[int, int, str]:
        return (line.from_unit_id, line.to_unit_id, line.purpose)

    found = sorted(lines, key=key)
    names = names_of({line.from_unit_id for line in found} | {line.to_unit_id for line in found})
    groups = []
    for (from_unit, to_unit, purpose), rows in groupby(found, key=key):
        entries = sorted((_waiting(line) for line in rows), key=lambda row: row["due_at"])
        groups.append(
            {
                "from_unit": from_unit,
                "title": HandOverPurpose(purpose).label,
                "from_name": names.get(from_unit, ""),
                "to_name": names.get(to_unit, ""),
                "rows": entries,
                "late": sum(1 for row in entries if row["late"]),
            }
        )
    return groups


def _waiting(line: HandOver) -> dict[str, Any]:
    now = timezone.now()
    due_at = line.due_at or now
    return line_row(line) | {
        "id": line.pk,
        "due_at": due_at,
        "late": due_at < now,
        "today": timezone.localdate(due_at) <= timezone.localdate(now),
        "missing_before": line.note,
    }


def line_row(line: HandOver) -> dict[str, Any]:
    """One line: what passes, for whom, with which papers, when and how it was given and taken."""
    dossier = line.dossier
    return {
        "line": line,
        "code": dossier.code,
        "case_id": dossier.pk,
        "content": dossier.case.title,
        "owner": dossier.applicant.get("name") or dossier.submitter.full_name,
        "address": dossier.contact.get("address", ""),
        "papers": _papers(dossier),
        "result": _result(dossier),
        "fee": _("Có") if dossier.payment_state != PaymentState.NONE else _("Không"),
        "post": _("Có") if dossier.delivery == Delivery.POST else _("Không"),
        "due": _short(line.due_at),
        "outcome": outcome_of(line),
        "note": line.note,
        "missing": line.refused_at is not None,
    }


def _papers(dossier: Dossier) -> str:
    rows = [row for row in dossier.components.all() if not row.present_only]
    counts = (
        (_("%(n)s bản chính"), sum(row.originals for row in rows)),
        (_("%(n)s bản sao"), sum(row.certified_copies for row in rows)),
        (_("%(n)s bản chụp"), sum(row.photocopies for row in rows)),
    )
    return ", ".join(words % {"n": n} for words, n in counts if n)


def _result(dossier: Dossier) -> str:
    kind = dossier.result_kind
    return str(ResultKind(kind).label) if kind else ""


def outcome_of(line: HandOver) -> str:
    """Early, on time or late against the latest moment; empty while it waits or without one."""
    if line.due_at is None or line.given_at is None:
        return ""
    if line.is_late:
        return _("trễ hạn")
    same = timezone.localdate(line.due_at) == timezone.localdate(line.given_at)
    return _("đúng hạn") if same else _("sớm hạn")


def _short(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime(SHORT) if moment else ""


def sheet_rows(sheets: Iterable[HandOverSheet]) -> list[dict[str, Any]]:
    """Sheets of a list."""
    found = list(sheets)
    names = names_of({s.from_unit_id for s in found} | {s.to_unit_id for s in found})
    return [
        {
            "sheet": sheet,
            "title": HandOverPurpose(sheet.purpose).label,
            "from_name": names.get(sheet.from_unit_id, ""),
            "to_name": names.get(sheet.to_unit_id, ""),
            "count": sheet.lines.count(),
            "missing": sheet.lines.exclude(refused_at=None).count(),
        }
        for sheet in found
    ]


def sheet_page(sheet: HandOverSheet) -> dict[str, Any]:
    """Everything one sheet says, on the screen and on paper."""
    agency = version_of(version_of(sheet.from_unit_id).agency_id)
    rows = [line_row(line) for line in lines_of(sheet)]
    given = timezone.localtime(sheet.given_at)
    return {
        "sheet": sheet,
        "code": sheet.code,
        "purpose": sheet.purpose,
        "title": HandOverPurpose(sheet.purpose).label,
        "superior": version_of(agency.parent_id).name if agency.parent_id else "",
        "agency": agency.name,
        "receiving": version_of(sheet.from_unit_id).name,
        "place": agency.details.get("place", agency.short_name),
        "date": f"ngày {given:%d} tháng {given:%m} năm {given:%Y}",
        "from_name": version_of(sheet.from_unit_id).name,
        "to_name": version_of(sheet.to_unit_id).name,
        "rows": rows,
        "given": clock_day(sheet.given_at),
        "received": clock_day(sheet.received_at),
        "cash_total": dong(int(sheet.cash.get("total", 0))) if sheet.cash else "",
        "receipts": sheet.cash.get("receipts", []),
        "made_at": clock_day(timezone.now()),
        "late": [row for row in rows if row["line"].is_late],
    }
