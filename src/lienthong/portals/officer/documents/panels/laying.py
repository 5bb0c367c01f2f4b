# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A draft before those who initial and sign it: what is asked of the reader, who was asked."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.access.api import may
from lienthong.core.documents.api import (
    INITIAL,
    SIGN,
    IssuedDocument,
    RequestAnswer,
    RequestPurpose,
    SigningBlock,
    SigningRequest,
    drafts,
    initials,
    remote_means,
)
from lienthong.kernel.actor import Actor


def signing_of(
    actor: Actor, document: IssuedDocument, asked: SigningRequest
) -> dict[str, Any] | None:
    """What the actor is asked to put on the paper and where it will stand; who initialled it.

    None without the right. ``with_code``: a remote key asks for a code first.
    """
    purpose = RequestPurpose(asked.purpose)
    needs = {RequestPurpose.SIGN: SIGN}.get(purpose, INITIAL)
    if purpose != RequestPurpose.SECRETARY and not may(actor, needs, document):
        return None
    signs = purpose == RequestPurpose.SIGN
    title, verb, place = _asked_words(purpose)
    return {
        "block": drafts.block_of_draft(actor, document) if signs else SigningBlock(),
        "is_printed": signs,
        "title": title,
        "verb": verb,
        "place": place,
        "note": asked.note,
        "who_asked": str(asked.asked_by),
        "with_code": remote_means(actor.account_id) is not None,
    }


def _asked_words(purpose: RequestPurpose) -> tuple[str, str, str]:
    """Heading, button, and where the signature will stand with what it means."""
    words = {
        RequestPurpose.CONTENT: (
            _("Ký nháy nội dung"),
            _("Ký nháy"),
            _("Chữ ký nháy nằm ở cuối nội dung: bạn đã kiểm tra và chịu trách nhiệm về nội dung."),
        ),
        RequestPurpose.FORM: (
            _("Ký nháy thể thức"),
            _("Ký nháy"),
            _("Chữ ký nháy nằm ở cuối phần Nơi nhận: bạn đã kiểm tra thể thức trình bày."),
        ),
        RequestPurpose.SECRETARY: (
            _("Ký biên bản với tư cách thư ký"),
            _("Ký biên bản"),
            _("Chữ ký nằm bên trái, dưới chữ THƯ KÝ. Chủ tọa ký sau bạn."),
        ),
    }
    return words.get(purpose, (_("Ký văn bản"), _("Ký văn bản"), ""))


def laid_rows(document: IssuedDocument) -> list[dict[str, Any]]:
    """Before whom it was laid and for what, what came of it, whose turn comes; in their order."""
    chips = {
        RequestAnswer.NEXT: "paused",
        RequestAnswer.WAITING: "soon",
        RequestAnswer.SIGNED: "ok",
        RequestAnswer.RETURNED: "late",
        RequestAnswer.WITHDRAWN: "paused",
    }
    return [
        {
            "who": str(one.signer),
            "what": one.get_purpose_display(),
            "at": None if one.answer == RequestAnswer.NEXT else one.answered_at or one.asked_at,
            "chip": {"text": one.get_answer_display(), "kind": chips[RequestAnswer(one.answer)]},
            "reason": one.reason,
        }
        for one in initials.laying_of(document)
    ]
