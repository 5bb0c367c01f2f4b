# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What is asked about annexes that stand in files of their own."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from lienthong.core.documents.domain.verdicts import SignatureVerdict
from lienthong.core.documents.enums import UNSIGNED, SignatureRole, SignatureState
from lienthong.core.documents.models import (
    Annex,
    FileVersion,
    IssuedDocument,
    RequestAnswer,
    Signature,
)
from lienthong.kernel.prepared import Prepared

LIVE = (SignatureState.REQUESTED, SignatureState.DONE)


@dataclass(frozen=True, slots=True)
class AnnexStanding:
    """An annex, its newest PDF, the last signature asked for and what the check says of it."""

    annex: Annex
    version: FileVersion | None
    signature: Signature | None
    verdict: SignatureVerdict | None

    @property
    def ready(self) -> bool:
        """Whether the agency's signature is there and good."""
        return self.verdict is not None and self.verdict.valid


def takes_annexes(document: IssuedDocument) -> bool:
    """Return whether annexes may come and go: on a draft that is laid before nobody."""
    laid = document.requests.filter(answer=RequestAnswer.WAITING)
    return document.state in UNSIGNED and not laid.exists()


def annexes_of(document: IssuedDocument) -> list[AnnexStanding]:
    """Return the annexes of a document in order, with how far the agency's signature is."""
    asked = Signature.objects.filter(document=document, role=SignatureRole.ANNEX).order_by("pk")
    newest = {one.annex_id: one for one in asked}
    rows = document.annexes.select_related("file", "added_by").order_by("position")
    return [_standing(one, newest.get(one.pk)) for one in rows]


def _standing(annex: Annex, signature: Signature | None) -> AnnexStanding:
    version = annex.file.current
    verdicts = version.signature_verdicts if version else ()
    own = [one for one in verdicts if one.field_name == annex.field_name]
    return AnnexStanding(annex, version, signature, own[0] if own else None)


def unsigned_annexes(document: IssuedDocument) -> list[Annex]:
    """Return annexes without a signature of the agency, made or asked for."""
    found = _UNSIGNED.all(document.pk)
    for annex in found:
        annex.document = document
    return found


def _unsigned(document_id: int) -> QuerySet[Annex]:
    live = Signature.objects.filter(role=SignatureRole.ANNEX, state__in=LIVE)
    rows = Annex.objects.filter(document_id=document_id).select_related("file")
    return rows.exclude(signatures__in=live).order_by("position")


_UNSIGNED = Prepared(_unsigned)


def annexes_ready(document: IssuedDocument) -> bool:
    """Return whether every annex carries a good signature of the agency; True without annexes."""
    return all(one.ready for one in annexes_of(document))
