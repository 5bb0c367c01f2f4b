# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Documents that belong to no dossier: kinds, drafts, what waits for a signer, what came in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.access.api import actor_for, keepers_of, may
from lienthong.core.documents.adapters.quarantine import waiting_file
from lienthong.core.documents.domain import kinds
from lienthong.core.documents.domain.authority import Capacity
from lienthong.core.documents.domain.body import LARGEST, clean_body, words_of
from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.free import DAYS, FREE_DOCUMENT, Mark, Offer, day_of
from lienthong.core.documents.domain.inspection import Limits, inspect_file
from lienthong.core.documents.domain.word_body import body_of_docx
from lienthong.core.documents.enums import PUBLISHED, REFUSALS, DocumentState
from lienthong.core.documents.models import (
    IssuedDocument,
    Recipient,
    RecipientGroup,
    RecipientGroupPlace,
    RequestAnswer,
    SigningRequest,
)
from lienthong.core.documents.permissions import KEEP_BOOKS, SIGN, VIEW_BOOKS
from lienthong.core.documents.queries.authority import (
    SigningBlock,
    authority_rules,
    capacity_of,
    signing_block,
)
from lienthong.core.documents.queries.books import leading
from lienthong.core.documents.queries.kinds import circulation_marks, offers, urgency_marks
from lienthong.core.documents.queries.part import asked_of, received_by_units, takes_part
from lienthong.core.units.api import Membership, Unit, UnitVersion, version_of
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.db import VietnameseOrder
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.kernel.permits import UploadReceipt
from lienthong.kernel.text import fold, one_line

MOST_SHOWN, MOST_REMEMBERED = 100, 100
WORD_PLACE = "documents.free-body"
"""What the edge's permits call the place for a Word file whose text becomes a body."""
WORD_LIMITS = Limits(frozenset({kinds.DOCX}), max_bytes=5 * 1024 * 1024)
ONLY_WORD = _("Chỉ lấy được nội dung từ tệp DOCX. Tệp PDF thì thêm làm phụ lục của dự thảo.")
TOO_LONG = _("Nội dung quá dài. Tách phần dài thành phụ lục.")
NO_WORDS = _("Tệp không có chữ nào lấy được. Hãy chọn tệp khác.")
TO_BE_CONFIRMED = _("cần xác nhận")
OF_A_DOSSIER = _("Văn bản này là kết quả của một hồ sơ. Hãy làm việc này ở hồ sơ.")


def free_document(actor: Actor, pk: int) -> IssuedDocument:
    """Return a free document that the actor has to do with. Raises ``OutOfScope``."""
    rows = IssuedDocument.objects.select_related("template_version__template", "file", "drafted_by")
    found: IssuedDocument | None = rows.filter(pk=pk, owner_kind=FREE_DOCUMENT).first()
    if found is None or not (may(actor, VIEW_BOOKS, found) or takes_part(actor, found)):
        raise OutOfScope
    return found


def reads_free_file(actor: Actor, _owner_id: int | None, file_id: int) -> bool:
    """Answer for files of free documents and of their drafts: who takes part reads them."""
    document = IssuedDocument.objects.filter(file_id=file_id).first()
    return document is not None and takes_part(actor, document)


def own_drafts(account_id: int) -> list[IssuedDocument]:
    """Return the free documents that somebody drafted, the newest first."""
    rows = IssuedDocument.objects.filter(owner_kind=FREE_DOCUMENT, drafted_by_id=account_id)
    return list(rows.exclude(state=DocumentState.VOID).order_by("-drafted_at", "-pk")[:MOST_SHOWN])


def waiting_for(actor: Actor) -> QuerySet[SigningRequest]:
    """Return what is laid before the actor to be signed, also in the place of another."""
    rows = SigningRequest.objects.filter(asked_of(actor), answer=RequestAnswer.WAITING)
    return rows.select_related("document", "asked_by").order_by("asked_at", "pk")


def received_by(actor: Actor) -> QuerySet[Recipient]:
    """Return what was sent to the units of the actor, the newest first."""
    rows = Recipient.objects.filter(received_by_units(actor), document__state__in=PUBLISHED)
    return rows.select_related("document", "unit").order_by("-sent_at", "-pk")


def hearers_at(unit_id: int) -> list[int]:
    """Return the accounts that hear what comes to a unit: who keeps its books.

    Where nobody does, who leads it; in a unit without a head, who serves there.
    """
    day = timezone.localdate()
    clerks = [one.pk for one in keepers_of(KEEP_BOOKS.code, [unit_id])]
    posts = leading(version_of(unit_id).agency_id, day)
    heads = [post.account_id for post in posts if post.unit_id == unit_id]
    if found := clerks or heads:
        return list(dict.fromkeys(found))
    serving = Membership.objects.filter(unit_id=unit_id, account__is_active=True).on(day)
    return list(serving.order_by("account_id").values_list("account_id", flat=True).distinct())


def units_told(document: IssuedDocument) -> list[int]:
    """Return the units of the system that have to drop a withdrawn document."""
    units = set(document.recipients.filter(told_at__isnull=False).values_list("unit_id", flat=True))
    return sorted(one for one in units if one is not None)


def sees_log(actor: Actor, pk: int) -> bool:
    """Return whether the actor may see who was told what about a free document.

    Whoever sees the books of its agency may, and who drafted it; those who received it may not.
    """
    found = IssuedDocument.objects.filter(pk=pk, owner_kind=FREE_DOCUMENT).first()
    if found is None or not actor.is_officer:
        return False
    return found.drafted_by_id == actor.account_id or may(actor, VIEW_BOOKS, found)


def open_request(document: IssuedDocument) -> SigningRequest | None:
    """Return the request that waits, None when there is none."""
    rows = document.requests.filter(answer=RequestAnswer.WAITING).select_related(
        "signer", "asked_by"
    )
    return rows.first()


def last_return(document: IssuedDocument) -> SigningRequest | None:
    """Return the last answer when the signer gave the document back, else None."""
    last = document.requests.select_related("signer").order_by("-pk").first()
    return last if last is not None and last.answer == RequestAnswer.RETURNED else None


def decides_as_body(agency_id: int) -> bool:
    """Return whether the agency decides as a body, so that papers may be signed TM."""
    day = timezone.localdate()
    return version_of(agency_id, on=day).kind in authority_rules(on=day).bodies


def kinds_offered() -> list[Offer]:
    """Return the kinds that can be drafted, each in every layout it may have."""
    return list(offers().values())


def offer_of(code: str) -> Offer | None:
    """Return what may be chosen under a code, None when there is no such kind."""
    return offers().get(code)


def marks_offered() -> tuple[list[Mark], list[Mark]]:
    """Return the marks of urgency and those of circulation."""
    return list(urgency_marks().values()), list(circulation_marks().values())


def is_collective(document: IssuedDocument) -> bool:
    """Return whether it is signed for the body (TM.): as its drafter said, else as its template."""
    said = document.collective
    return document.template_version.collective if said is None else said


def signers_of_draft(document: IssuedDocument) -> list[tuple[int, str]]:
    """Return who may sign a draft today, with how it will be signed."""
    code = document.template_version.template.code
    return signers_for(document.agency_id, code, collective=is_collective(document))


def block_of_draft(actor: Actor, document: IssuedDocument) -> SigningBlock:
    """Return how the actor's signature on a draft will be printed today."""
    return signing_block(
        actor,
        document.agency_id,
        on=timezone.localdate(),
        collective=is_collective(document),
        matter=document.template_version.template.code,
    )


def addressees(agency_id: int) -> list[tuple[int, str]]:
    """Return every unit a document of the agency can be sent to inside the system, by name."""
    rows = UnitVersion.objects.on(timezone.localdate())
    rows = rows.filter(Q(unit_id=F("agency_id")) | Q(agency_id=agency_id))
    return list(rows.order_by(VietnameseOrder("name")).values_list("unit_id", "name"))


def require_free(document: IssuedDocument) -> None:
    """Raise ``IllegalState`` in words for a document whose dossier issues it."""
    if document.owner_kind != FREE_DOCUMENT:
        raise IllegalState(OF_A_DOSSIER, code="of_a_dossier")


def signers_for(agency_id: int, template: str, *, collective: bool) -> list[tuple[int, str]]:
    """Return who may sign such a paper today, with how it will be signed.

    Both are needed: the authority by post or mandate, and a role with the right to sign there.
    Where the law leaves open whether it may be signed so, that is marked (``TO_BE_CONFIRMED``).
    """
    day, agency, found = timezone.localdate(), Unit.objects.get(pk=agency_id), {}
    for post in leading(agency_id, day):
        if not may(actor_for(post.account, post=post.pk, day=day), SIGN, agency):
            continue
        actor = Actor(kind=ActorKind.OFFICER, account_id=post.account_id, unit_id=post.unit_id)
        capacity = capacity_of(actor, agency_id, on=day, collective=collective, matter=template)
        if isinstance(capacity, Capacity):
            found[post.account_id] = _signs_so(str(post.account), capacity)
    return list(found.items())


def _signs_so(name: str, capacity: Capacity) -> str:
    lines = " / ".join(capacity.lines)
    return f"{name} – {TO_BE_CONFIRMED}: {lines}" if capacity.unconfirmed else f"{name} – {lines}"


def body_of_upload(actor: Actor, receipt: UploadReceipt) -> str:
    """Return the text of a Word file that waits at the edge as a body, for its sender to go over.

    Raises ``NotAllowed`` for somebody else's receipt, ``InvalidInput`` for a file that cannot be
    taken. Nothing of the file is kept but what is saved with the draft.
    """
    if receipt.account != str(actor.account_id) or receipt.draft != WORD_PLACE:
        raise NotAllowed
    path = waiting_file(receipt.stored)
    if not path.is_file():
        raise InvalidInput(REFUSALS["broken"], code="broken")
    seen = inspect_file(
        path, name=receipt.name, declared_type=receipt.media_type, limits=WORD_LIMITS
    )
    if seen.refusal:
        code = seen.refusal.code
        raise InvalidInput(ONLY_WORD if code == "kind_not_taken" else REFUSALS[code], code=code)
    try:
        body = clean_body(body_of_docx(path))
    except UnreadableFileError as error:
        raise InvalidInput(REFUSALS["broken"], code="broken") from error
    if len(body) > LARGEST:
        raise InvalidInput(TOO_LONG, code="too_long")
    if not words_of(body):
        raise InvalidInput(NO_WORDS, code="empty")
    return body


def kept_days(document: IssuedDocument) -> dict[str, date | None]:
    """Return the days among what was said of the document."""
    details = kept_paper(document).get("details", {})
    return {name: day_of(details[name]) for name in DAYS if name in details}


def kept_paper(document: IssuedDocument) -> dict[str, Any]:
    """Return what the officer said of the document, as it was kept."""
    kept: dict[str, Any] = document.content["said"]
    return kept


def groups_of(agency_id: int) -> list[RecipientGroup]:
    """Return the groups of an agency by title, with their places."""
    places = Prefetch("places", RecipientGroupPlace.objects.order_by("pk"))
    rows = RecipientGroup.objects.filter(agency_id=agency_id).select_related("unit")
    return list(rows.prefetch_related(places).order_by(VietnameseOrder("title"), "pk"))


def names_in(group: RecipientGroup) -> list[str]:
    """Return the names of its places: a unit is called as it is today."""
    found = [
        version_of(one.unit_id).name if one.unit_id else one.name for one in group.places.all()
    ]
    return list(dict.fromkeys(found))


def group_name(group: RecipientGroup) -> str:
    """Return how a group is named among recipients: ``Nhóm: Lãnh đạo phường``."""
    return gettext("Nhóm: %(title)s") % {"title": group.title}


def without_groups(agency_id: int, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names with every group of the agency that is named replaced by its places."""
    asked = list(names)
    mark = fold(gettext("Nhóm: %(title)s") % {"title": ""}).strip()
    if not any(fold(name).startswith(mark) for name in asked):
        return tuple(asked)
    known = {fold(group_name(group)): names_in(group) for group in groups_of(agency_id)}
    found = [place for name in asked for place in known.get(fold(one_line(name)), [name])]
    return tuple(dict.fromkeys(found))


def written_to(agency_id: int) -> list[str]:
    """Return places outside the system that the agency wrote to, the latest first."""
    rows = Recipient.objects.filter(document__agency_id=agency_id, unit=None)
    names = rows.order_by("-pk").values_list("name", flat=True)[: 5 * MOST_REMEMBERED]
    return list(dict.fromkeys(names))[:MOST_REMEMBERED]
