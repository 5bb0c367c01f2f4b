# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Answers: the catalogue of procedures, and tracking by code."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query

from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.rest import page_of, read_cursor, write_cursor
from lienthong.modules.onestop.queries.dossiers import completion, find_by_code
from lienthong.modules.onestop.queries.procedures import catalogue_on, search_among
from lienthong.modules.onestop.rest.answers import (
    ProcedureAnswer,
    ProcedurePage,
    TrackingAnswer,
)
from lienthong.modules.onestop.rest.reading import row_of, version_in_force, whole

Code = Annotated[str, Path(min_length=1, max_length=60, description="1.001193")]
Words = Annotated[str, Query(max_length=100)]
Cursor = Annotated[str, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=100)]


def list_procedures(
    request: HttpRequest, q: Words = "", cursor: Cursor = "", limit: Limit = 50
) -> ProcedurePage:
    """Procedures in force today, by code; with words, those that contain every one of them."""
    begin = read_cursor(cursor, str)
    after = begin[0] if begin else ""
    found = catalogue_on()
    if q.strip():
        found = search_among(found, q, limit=len(found))
    rows = sorted((v for v in found if v.procedure.code > after), key=lambda v: v.procedure.code)
    kept, following = page_of(rows[: limit + 1], limit, lambda v: write_cursor(v.procedure.code))
    return ProcedurePage(items=[row_of(version) for version in kept], next=following)


def one_procedure(request: HttpRequest, code: Code) -> ProcedureAnswer:
    """What is in force today of one procedure."""
    return whole(version_in_force(code))


def track(request: HttpRequest, code: Code) -> TrackingAnswer:
    """How far the dossier with either of its codes is."""
    found = find_by_code(code)
    if found is None:
        raise OutOfScope
    return TrackingAnswer(
        code=found.code,
        completed_percent=completion(found.case),
        is_closed=not found.case.is_open,
    )
