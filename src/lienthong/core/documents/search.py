# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Documents that can be found, pushed again from their own table."""

from __future__ import annotations

from django.db import transaction

from lienthong.core.documents.actions.findable import make_document_findable
from lienthong.core.documents.models import IssuedDocument

AT_ONCE = 200


def index_documents() -> int:
    """Push every document that has a number, two hundred in a transaction; how many."""
    numbered = IssuedDocument.objects.exclude(number_text="").order_by("pk")
    last = done = 0
    while documents := list(numbered.filter(pk__gt=last)[:AT_ONCE]):
        with transaction.atomic():
            for document in documents:
                make_document_findable(document)
        last, done = documents[-1].pk, done + len(documents)
    return done


ALL = (index_documents,)
