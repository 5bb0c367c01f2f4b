# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The paper of a result, read together with whether annexes stand beside it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from lienthong.core.documents.api import Annex, AnnexStanding, IssuedDocument, annexes_of
from lienthong.kernel.prepared import Prepared

_BESIDE = Exists(Annex.objects.filter(document=OuterRef("pk")))
ISSUED: Prepared[IssuedDocument] = Prepared(
    lambda pk: IssuedDocument.objects.annotate(has_annexes=_BESIDE).filter(pk=pk)
)


def annexes_beside(document: IssuedDocument) -> list[AnnexStanding]:
    """The annexes in files of their own; nothing is read for a paper that has none."""
    if not getattr(document, "has_annexes", False):
        return []
    return [one for one in annexes_of(document) if one.version is not None]
