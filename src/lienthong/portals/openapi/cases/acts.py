# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Answers: cases, one of them, what is said about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Header, Path, Query, Status

from lienthong.core.access.api import may
from lienthong.core.audit.api import note_access
from lienthong.core.cases.api import (
    COMMENT,
    VIEW_UNIT,
    Case,
    CaseComment,
    add_comment,
    cases_within,
    events_of,
    participating_units,
)
from lienthong.core.units.api import names_of
from lienthong.kernel.rest import must_match, page_of, read_cursor, tag_of, write_cursor
from lienthong.kernel.views import actor_of, get_or_404
from lienthong.portals.openapi.cases.answers import (
    CaseAnswer,
    CasePage,
    CaseRow,
    CommentAnswer,
    CommentRequest,
    EventAnswer,
    UnitAnswer,
)

LARGEST_ID = 2**63 - 1
Number = Annotated[int, Path(ge=1, le=LARGEST_ID)]
Cursor = Annotated[str, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=100)]
Text = Annotated[str, Query(max_length=60)]
IfMatch = Annotated[str, Header(alias="If-Match", max_length=200)]
_START = datetime(1970, 1, 1, tzinfo=UTC)


def list_cases(
    request: HttpRequest,
    state: Text = "",
    kind: Text = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> CasePage:
    """Cases in which units within the caller's reach take part."""
    rows = cases_within(
        actor_of(request), after=_place(cursor), state=state, kind=kind, limit=limit + 1
    )
    kept, following = page_of(rows, limit, _cursor)
    names = names_of({u for case in kept for u in (case.agency_id, case.unit_id)})
    return CasePage(items=[CaseRow(**_row(case, names)) for case in kept], next=following)


def one_case(request: HttpRequest, response: HttpResponse, number: Number) -> CaseAnswer:
    """One case; that it was read is noted for the person it is about."""
    actor = actor_of(request)
    rows = Case.objects.select_related("kind")
    case = get_or_404(actor, VIEW_UNIT, rows, pk=number)
    with transaction.atomic():
        note_access(
            actor,
            kind=case.kind.code,
            subject_id=case.pk,
            opens=lambda one: may(one, VIEW_UNIT, case),
        )
    response["ETag"] = tag_of(case.pk, case.version)
    names = names_of({case.agency_id, case.unit_id})
    return CaseAnswer(
        **_row(case, names),
        subject=case.subject_name,
        version=case.version,
        units=[UnitAnswer(name=n, capacity=c) for n, c in participating_units(case)],
        events=[EventAnswer(at=e.at, kind=e.kind) for e in events_of(case.pk, for_citizen=True)],
    )


def comment_case(
    request: HttpRequest, number: Number, body: CommentRequest, if_match: IfMatch = ""
) -> Status[CommentAnswer]:
    """Say something to the officers who work on the case, once for each idempotency key."""
    actor = actor_of(request)
    case = get_or_404(actor, COMMENT, Case.objects.all(), pk=number)
    must_match(if_match, tag_of(case.pk, case.version))
    return Status(201, _comment(add_comment(case, text=body.text, actor=actor)))


def _comment(comment: CaseComment) -> CommentAnswer:
    return CommentAnswer(
        id=comment.pk,
        case=comment.case_id,
        author=comment.author_text,
        text=comment.text,
        at=comment.at,
    )


def _row(case: Case, names: dict[int, str]) -> dict[str, Any]:
    return {
        "id": case.pk,
        "code": case.code,
        "kind": case.kind.code,
        "title": case.title,
        "state": case.state,
        "agency": names.get(case.agency_id, ""),
        "unit": names.get(case.unit_id, ""),
        "received_at": case.received_at,
        "due_at": case.due_at,
        "closed_at": case.closed_at,
    }


def _cursor(case: Case) -> str:
    """Whole microseconds: a moment as a number of the database comes back exactly."""
    return write_cursor((case.received_at - _START) // timedelta(microseconds=1), case.pk)


def _place(cursor: str) -> tuple[datetime, int] | None:
    found = read_cursor(cursor, int, int)
    if found is None:
        return None
    micros, number = found
    most = 253_402_300_799_000_000  # the last second of the year 9999
    at = _START + timedelta(microseconds=min(max(micros, 0), most))
    return at, min(max(number, 0), LARGEST_ID)
