# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Documents and files that can be found, pushed again from their own tables."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef

from lienthong.core.documents.actions.findable import (
    make_document_findable,
    make_file_findable,
)
from lienthong.core.documents.models import FileText, IssuedDocument

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


def index_files() -> int:
    """Push the words of every file, each in a transaction of its own for its case's lock."""
    later = FileText.objects.filter(
        version__file=OuterRef("version__file"), version__number__gt=OuterRef("version__number")
    )
    newest = FileText.objects.filter(~Exists(later)).order_by("pk")
    last = done = 0
    while keys := list(newest.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        done += sum(map(_index_words, keys))
        last = keys[-1]
    return done


def _index_words(key: int) -> bool:
    with transaction.atomic():
        words = FileText.objects.select_related("version__file").filter(pk=key).first()
        if words is not None:
            make_file_findable(words.version, words.text)
    return words is not None


ALL = (index_documents, index_files)
