# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Why papers were not drawn or signed, and which wait for a service that gives no answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.documents.domain.judgements import JUDGEMENTS
from lienthong.core.documents.domain.places import places_words
from lienthong.core.documents.domain.signatures import (
    LONGEST_TRY,
    LONGEST_WAIT,
    failure_words,
    service_of,
    silence_words,
)
from lienthong.core.documents.domain.verdicts import all_valid, judgement_of
from lienthong.core.documents.enums import UNSIGNED, CheckState, DocumentState, SignatureState
from lienthong.core.documents.models import FileVersion, IssuedDocument, Signature
from lienthong.core.documents.queries.annexes import AnnexStanding, annexes_of

UNKNOWN_ISSUER = gettext_lazy(
    "không xác nhận được người ký; khi nơi cấp chứng thư được thêm vào danh sách tin cậy, máy tự"
    " ban hành"
)
_TEMPLATE = "document__template_version__template"


@dataclass(frozen=True, slots=True)
class Wait:
    """For what service a signature waits, in words, since when, until when at the latest.

    ``account_id`` is whose it is; ``is_asked`` says that the service is being asked right now:
    without ``words`` for the first time.
    """

    words: str
    since: datetime
    until: datetime
    account_id: int
    is_asked: bool


def last_failures(documents: Iterable[int]) -> dict[int, str]:
    """Return why the last signature asked for failed, in words, by document; all in one read."""
    rows = Signature.objects.filter(document_id__in=list(documents)).order_by("pk")
    newest = {one.document_id: one for one in rows.select_related(_TEMPLATE)}
    failed = {key: one for key, one in newest.items() if one.state == SignatureState.FAILED}
    return {key: _why(one) for key, one in failed.items()}


def _why(signature: Signature) -> str:
    title = signature.document.template_version.template.title
    return places_words(signature.failure, title) or failure_words(signature.failure)


def waits_of(documents: Iterable[int]) -> dict[int, Wait]:
    """Return for what signatures of these documents wait; all in one read."""
    rows = awaited().filter(document_id__in=list(documents)).order_by("failure", "requested_at")
    asked = ExpressionWrapper(_being_asked(), output_field=BooleanField())
    return {
        one.document_id: Wait(
            silence_words(one.failure),
            one.requested_at,
            one.requested_at + LONGEST_WAIT,
            one.account_id,
            bool(one.is_asked),
        )
        for one in rows.annotate(is_asked=asked)
    }


def awaited() -> QuerySet[Signature]:
    """Return what is being made with a service's help, from its first try on.

    Not what its signer takes to their own machine: there a page of its own tells and gives up.
    """
    asked = Signature.objects.filter(state=SignatureState.REQUESTED)
    return asked.exclude(failure="", session__isnull=False)


def waiting_for_service() -> QuerySet[Signature]:
    """Return what waits until a service answers again, asked for first first.

    Waiting is: asked for, tried once, and the service was silent. ``failure`` keeps which one, also
    while it is being asked again (``asked_at``).
    """
    waiting = Signature.objects.filter(state=SignatureState.REQUESTED).exclude(failure="")
    return waiting.select_related("document").order_by("requested_at", "pk")


def to_ask(signatures: QuerySet[Signature]) -> QuerySet[Signature]:
    """Leave those whose service is not being asked."""
    return signatures.exclude(_being_asked())


def _being_asked() -> Q:
    """Whose service may still answer: asked the first time, or again by a try that is not lost."""
    return Q(failure="") | Q(asked_at__gt=timezone.now() - LONGEST_TRY)


def first_of_each(signatures: Iterable[Signature]) -> list[Signature]:
    """Return the first that waits for each service."""
    found: dict[str, Signature] = {}
    for one in signatures:
        found.setdefault(service_of(one.failure), one)
    return list(found.values())


def silence_before(signature: Signature, services: frozenset[str]) -> str:
    """Return what others wait for that this signature would need too; empty when nobody waits.

    Those that were told to ask again say nothing: their service may have answered since.
    """
    others = waiting_for_service().filter(asked_at__isnull=True).exclude(pk=signature.pk)
    told = others.values_list("failure", flat=True)
    return next((failure for failure in told if service_of(failure) in services), "")


def is_being_checked(document: IssuedDocument) -> bool:
    """Whether signatures of a sealed document are still to be checked; then it is issued."""
    if document.state != DocumentState.SEALED:
        return False
    return _is_unchecked(document.current_version, annexes_of(document))


def _is_unchecked(version: FileVersion | None, annexes: Iterable[AnnexStanding]) -> bool:
    made = [
        one.version
        for one in annexes
        if one.signature is not None and one.signature.state == SignatureState.DONE
    ]
    return any(
        one is not None and one.check_state == CheckState.WAITING for one in (version, *made)
    )


def unissued_because(document: IssuedDocument) -> str:
    """Return why a sealed document was not issued once it was checked, in words; else empty."""
    if document.state != DocumentState.SEALED:
        return ""
    version, annexes = document.current_version, annexes_of(document)
    if version is None or _is_unchecked(version, annexes):
        return ""
    if version.check_state == CheckState.FAILED:
        return _("máy không đọc được chữ ký trên tệp")
    verdicts = version.signature_verdicts
    if all_valid(verdicts):
        is_open = not all(one.ready for one in annexes)
        return _("còn phụ lục chưa có chữ ký số hợp lệ của cơ quan") if is_open else ""
    found = judgement_of(verdicts)
    if found == "unknown_issuer":
        return str(UNKNOWN_ISSUER)
    title = str(JUDGEMENTS[found][1])
    return title[:1].lower() + title[1:]


def not_drawn(documents: Iterable[int]) -> dict[int, str]:
    """Return which drafts have no PDF of their content yet, so nobody can sign them; one read.

    Each with why its last drawing failed, in words: empty while it is being made the first time.
    """
    rows = IssuedDocument.objects.filter(pk__in=list(documents), state__in=UNSIGNED)
    drafts = rows.select_related("file", "template_version__template")
    waiting = (one for one in drafts if one.drawn_from != one.content_digest)
    return {one.pk: drawing_problem(one) for one in waiting}


def drawing_problem(document: IssuedDocument) -> str:
    """Return why the last drawing of a document failed, in words; empty when it did not."""
    problem = document.file.problem
    if not problem:
        return ""
    title = document.template_version.template.title
    return places_words(problem, title) or _("máy báo lỗi khi tạo bản giấy")
