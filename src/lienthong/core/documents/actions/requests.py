# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Ending the laying of a document before its signer, whatever came of it; the next has his turn."""

from __future__ import annotations

from django.utils import timezone

from lienthong.core.documents.events import SigningAsked
from lienthong.core.documents.models import IssuedDocument, RequestAnswer, SigningRequest
from lienthong.core.documents.queries.laying import next_in_line
from lienthong.kernel.actions import part_of_act
from lienthong.kernel.events import publish


@part_of_act
def end_request(document: IssuedDocument, answer: RequestAnswer, *, reason: str = "") -> int:
    """Note what came of the request that waits; return how many there were (none or one).

    Once it is signed the next has his turn; else nobody behind is asked any more.
    """
    waiting = document.requests.filter(answer=RequestAnswer.WAITING)
    ended = waiting.update(answer=answer, answered_at=timezone.now(), reason=reason[:500])
    if answer == RequestAnswer.SIGNED:
        open_next(document)
    else:
        document.requests.filter(answer=RequestAnswer.NEXT).delete()
    return ended


@part_of_act
def open_next(document: IssuedDocument) -> SigningRequest | None:
    """Lay the document before the next in line, who is told; None when there is nobody."""
    asked = next_in_line(document)
    if asked is None:
        return None
    asked.answer, asked.asked_at = RequestAnswer.WAITING, timezone.now()
    asked.save(update_fields=["answer", "asked_at"])
    publish(
        SigningAsked(
            document_id=document.pk,
            owner_kind=document.owner_kind,
            owner_id=document.owner_id,
            account_id=asked.signer_id,
        )
    )
    return asked
