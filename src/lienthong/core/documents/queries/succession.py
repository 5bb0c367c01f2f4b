# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers in the making: what lies in a unit that ends, what was taken over from one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from lienthong.core.documents.enums import PUBLISHED, DocumentState
from lienthong.core.documents.models import IssuedDocument, SigningMandate

IN_THE_MAKING = frozenset(set(DocumentState) - set(PUBLISHED) - {DocumentState.VOID})
MOST_SHOWN = 50


def papers_in_the_making(unit_id: int) -> QuerySet[IssuedDocument]:
    """Papers that a unit drafts or its agency will issue, and that are not issued yet."""
    of_unit = Q(unit_id=unit_id) | Q(agency_id=unit_id)
    return IssuedDocument.objects.filter(of_unit, state__in=sorted(IN_THE_MAKING)).order_by("pk")


def mandates_left(agency_id: int, on: date) -> QuerySet[SigningMandate]:
    """What is given in an agency of signing on a day, or from a later one on."""
    rows: QuerySet[SigningMandate] = SigningMandate.objects.lasting(on).filter(agency_id=agency_id)
    return rows.order_by("pk")


def taken_over(agency_ids: Iterable[int] | None) -> list[IssuedDocument]:
    """Papers taken over from units that ended and still in the making, of these agencies."""
    rows = IssuedDocument.objects.filter(taken_from__isnull=False)
    if agency_ids is not None:
        rows = rows.filter(agency_id__in=list(agency_ids))
    found = rows.filter(state__in=sorted(IN_THE_MAKING)).order_by("pk")
    return list(found[:MOST_SHOWN])
