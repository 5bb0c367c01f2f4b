# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Ending the laying of a document before its signer, whatever came of it."""

from __future__ import annotations

from django.utils import timezone

from lienthong.core.documents.models import IssuedDocument, RequestAnswer
from lienthong.kernel.actions import part_of_act


@part_of_act
def end_request(document: IssuedDocument, answer: RequestAnswer, *, reason: str = "") -> int:
    """Note what came of the request that waits; return how many there were (none or one)."""
    waiting = document.requests.filter(answer=RequestAnswer.WAITING)
    return waiting.update(answer=answer, answered_at=timezone.now(), reason=reason[:500])
