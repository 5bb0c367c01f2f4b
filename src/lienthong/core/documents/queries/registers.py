# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The registers beside the books: what went by post, who used a kept original.

Legal basis: 30/2020/NĐ-CP, Phụ lục IV.
"""

from __future__ import annotations

from lienthong.core.documents.enums import SendingMeans
from lienthong.core.documents.models import OriginalUse, Recipient


def posted_in(agency_id: int, year: int) -> list[Recipient]:
    """Return what an agency sent by post in a year, in the order of sending."""
    rows = Recipient.objects.filter(
        document__agency_id=agency_id, means=SendingMeans.POST, sent_at__year=year
    )
    return list(rows.select_related("document").order_by("sent_at", "pk"))


def originals_used_in(agency_id: int, year: int) -> list[OriginalUse]:
    """Return the uses of kept originals of an agency that began in a year."""
    rows = OriginalUse.objects.filter(document__agency_id=agency_id, taken_on__year=year)
    return list(rows.select_related("document").order_by("taken_on", "pk"))
