# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The book of certified copies: every number taken, with whose papers it certifies.

Legal basis: 23/2015/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.cases.api import CaseData
from lienthong.core.documents.api import IssuedDocument
from lienthong.core.numbering.api import Number, NumberState
from lienthong.kernel import clock
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.models import FeeDemand, Result
from lienthong.modules.onestop.permissions import REGISTER
from lienthong.modules.onestop.queries.register import Span

SERIES = "certification_register"
PIECE = 1_000
"""So many numbers are read at a time."""


@dataclass(frozen=True, slots=True)
class CertifiedRow:
    """One line of the book; a void number keeps its place with the reason.

    ``waived`` when a fee is demanded and nobody has to pay it.
    """

    number: str
    day: date
    requester: str = ""
    papers: tuple[str, ...] = ()
    copies: int = 0
    fee: int = 0
    waived: bool = False
    signer: str = ""
    dossier_code: str = ""
    note: str = ""


def certified_numbers(actor: Actor, span: Span) -> QuerySet[Number]:
    """Numbers taken in the days (inclusive) from books within reach, in the order of the book."""
    rows = Number.objects.filter(
        book__series=SERIES,
        at__gte=clock.midnight(span.since),
        at__lt=clock.midnight(span.until + timedelta(days=1)),
    )
    allowed = reachable_unit_ids(reach(actor, REGISTER))
    if allowed is not None:
        rows = rows.filter(Q(book__unit_id__in=allowed) | Q(pk__in=_received_at(allowed)))
    if span.unit_id is not None:
        rows = rows.filter(book__unit_id=span.unit_id)
    return rows.order_by("book_id", "value", "suffix")


def certified_rows(numbers: QuerySet[Number]) -> Iterator[CertifiedRow]:
    """The lines of the book, however many, read piece by piece."""
    keys = list(numbers.values_list("pk", flat=True))
    for start in range(0, len(keys), PIECE):
        part = keys[start : start + PIECE]
        found = Number.objects.in_bulk(part)
        yield from _rows([found[key] for key in part if key in found])


def _received_at(units: Collection[int]) -> QuerySet[IssuedDocument, int | None]:
    """Numbers of the papers of dossiers that these desks received."""
    results = Result.objects.filter(dossier__case__unit_id__in=units)
    documents = IssuedDocument.objects.filter(pk__in=results.values("document_id"))
    return documents.filter(series=SERIES).values_list("number_id", flat=True)


_SHOWN = (
    *("document_id", "decided_by_text", "revoked_at"),
    *("dossier__applicant", "dossier__submission_code", "dossier__case__code"),
)
"""What the book shows of a result and its dossier."""


def _rows(numbers: list[Number]) -> list[CertifiedRow]:
    documents = {
        document.number_id: document
        for document in IssuedDocument.objects.filter(
            number_id__in=[one.pk for one in numbers]
        ).only("number_id", "number_text", "dated_on")
    }
    results = {
        result.document_id: result
        for result in Result.objects.select_related("dossier__case")
        .filter(document_id__in=[document.pk for document in documents.values()])
        .only(*_SHOWN)
    }
    ids = [result.dossier_id for result in results.values()]
    answers = dict(CaseData.objects.filter(pk__in=ids).values_list("pk", "data__papers"))
    fees = dict(
        FeeDemand.objects.filter(dossier_id__in=ids)
        .values_list("dossier_id")
        .annotate(total=Sum("amount"))
        .order_by()
    )
    return [_row(number, documents.get(number.pk), results, answers, fees) for number in numbers]


def _row(
    number: Number,
    document: IssuedDocument | None,
    results: Mapping[int | None, Result],
    answers: Mapping[int, Any],
    fees: Mapping[int, int],
) -> CertifiedRow:
    day = timezone.localdate(number.at)
    result = results.get(document.pk) if document else None
    if document is None or result is None:
        note = number.reason if number.state == NumberState.VOID else ""
        return CertifiedRow(number=str(number), day=day, note=note)
    papers = answers.get(result.dossier_id) or ()
    return CertifiedRow(
        number=document.number_text,
        day=document.dated_on or day,
        requester=str(result.dossier.applicant.get("name") or ""),
        papers=tuple(str(paper["paper_name"]) for paper in papers),
        copies=sum(int(paper["paper_copies"] or 0) for paper in papers),
        fee=fees.get(result.dossier_id, 0),
        waived=fees.get(result.dossier_id) == 0,
        signer=result.decided_by_text,
        dossier_code=result.dossier.code or "",
        note=_revoked(result),
    )


def _revoked(result: Result) -> str:
    if result.revoked_at is None:
        return ""
    return _("Đã thu hồi %(day)s") % {"day": f"{timezone.localdate(result.revoked_at):%d/%m/%Y}"}


def totals(rows: Iterable[CertifiedRow]) -> tuple[int, int]:
    """Copies and đồng of the rows."""
    found = list(rows)
    return sum(row.copies for row in found), sum(row.fee for row in found)
