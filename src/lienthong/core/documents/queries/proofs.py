# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Issued documents whose proof ends soon."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Max

from lienthong.core.documents.enums import PUBLISHED
from lienthong.core.documents.models import IssuedDocument

RENEW_BEFORE = timedelta(days=90)
"""So long before its proof ends a document gets one more archive time-stamp."""
MOST_A_NIGHT = 2_000


def ending_proofs(*, at: datetime) -> list[IssuedDocument]:
    """Return documents that were issued and whose newest version proves itself not much longer."""
    rows = IssuedDocument.objects.filter(state__in=PUBLISHED).select_related("file")
    newest = rows.annotate(newest=Max("file__versions__pk"))
    soon = newest.filter(
        file__versions__pk=F("newest"), file__versions__proof_until__lte=at + RENEW_BEFORE
    )
    return list(soon.order_by("pk")[:MOST_A_NIGHT])
