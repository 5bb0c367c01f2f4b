# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A draft on its way through initials to its signer: who may be asked, who has initialled it.

Legal basis: 30/2020/NĐ-CP, Điều 12, Điều 13.
"""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from lienthong.core.access.api import actor_for, keepers_of, may
from lienthong.core.accounts.api import Account
from lienthong.core.documents.enums import SignatureRole, SignatureState
from lienthong.core.documents.models import (
    InitialRule,
    IssuedDocument,
    RequestAnswer,
    RequestPurpose,
    Signature,
    SigningRequest,
)
from lienthong.core.documents.permissions import INITIAL
from lienthong.core.documents.queries.books import leading
from lienthong.core.documents.queries.free import kept_paper
from lienthong.core.documents.queries.part import asked_of
from lienthong.core.units.api import Membership, PositionVersion, UnitVersion
from lienthong.kernel.actor import Actor
from lienthong.kernel.counts import Count
from lienthong.kernel.text import fold

MARKS = (RequestPurpose.CONTENT, RequestPurpose.FORM)
"""What can be initialled, in the order in which it is asked for."""
FIELDS = {
    RequestPurpose.CONTENT: "initial-content",
    RequestPurpose.FORM: "initial-form",
    RequestPurpose.SECRETARY: "secretary",
    RequestPurpose.SIGN: "person",
}
"""The place on the paper where somebody signs who was asked."""
Person = tuple[int, str]


def required_marks(kind: str, agency_id: int) -> tuple[str, ...]:
    """Return what of a kind of document (its code) must be initialled: of ``content form``.

    What the agency says of the kind goes before what is said for all.
    """
    rules = InitialRule.objects.on(timezone.localdate()).filter(kind=kind.partition("@")[0])
    named = rules.filter(Q(agency_id=agency_id) | Q(agency=None)).order_by("agency_id", "pk")
    found = named.first()  # PostgreSQL sorts those of no agency last
    return found.marks if found is not None else ()


def drawn_marks(document: IssuedDocument) -> tuple[str, ...]:
    """Return for which initials the paper has a place."""
    return tuple(document.content.get("initials", ()))


def secretary_signs(document: IssuedDocument) -> bool:
    """Return whether the secretary signs it before who signs for the agency."""
    return bool(document.content.get("secretary_signs"))


def first_signatures(document: IssuedDocument) -> dict[str, Signature]:
    """Return initials and the secretary's signature that stand on the draft, by their field."""
    roles = (SignatureRole.INITIAL, SignatureRole.SECRETARY)
    rows = document.signatures.filter(role__in=roles, state=SignatureState.DONE).order_by("pk")
    return {one.field_name: one for one in rows}


def stands_on(document: IssuedDocument, purpose: str) -> bool:
    """Return whether what is asked for that purpose is on the paper already."""
    return FIELDS[RequestPurpose(purpose)] in first_signatures(document)


def laying_of(document: IssuedDocument) -> list[SigningRequest]:
    """Return everybody who was asked and whose turn comes, in their order."""
    return list(document.requests.select_related("signer", "asked_by").order_by("pk"))


def count_of_laid(actor: Actor, *, limit: int) -> Count:
    """The count of papers that wait for the actor's signature or initials, with others."""
    rows = SigningRequest.objects.filter(asked_of(actor), answer=RequestAnswer.WAITING)
    return Count.of_rows(rows, limit=limit)


def next_in_line(document: IssuedDocument) -> SigningRequest | None:
    """Return whose turn comes when the one who is asked now has signed."""
    return document.requests.filter(answer=RequestAnswer.NEXT).order_by("pk").first()


def initiallers(document: IssuedDocument) -> dict[str, list[Person]]:
    """Return who may initial content and form of a draft today, with their posts.

    The content is checked by who leads the unit that drafted it; where nobody there may, by anybody
    in the agency who may. Legal basis: 30/2020/NĐ-CP, Điều 12.
    """
    may_do = _who_may(document)
    day = timezone.localdate()
    heads = [one for one in leading(document.agency_id, day) if one.unit_id == document.unit_id]
    own = [one.account_id for one in heads if one.account_id in may_do]
    names = dict(_with_posts(document, may_do))
    content = [(one, names[one]) for one in dict.fromkeys(own)] or list(names.items())
    return {RequestPurpose.CONTENT: content, RequestPurpose.FORM: list(names.items())}


def secretaries(document: IssuedDocument) -> list[Person]:
    """Return officers of the agency whose name the minutes give as their secretary."""
    named = fold(kept_paper(document).get("details", {}).get("secretary", ""))
    serving = Membership.objects.filter(unit_id__in=_units(document), account__is_active=True)
    rows = serving.on(timezone.localdate()).select_related("account").order_by("account_id")
    found = {one.account_id: one.account for one in rows if fold(str(one.account)) in named}
    return _with_posts(document, found)


def _who_may(document: IssuedDocument) -> dict[int, Account]:
    holders = keepers_of(INITIAL.code, _units(document))
    return {one.pk: one for one in holders if may(actor_for(one), INITIAL, document)}


def _units(document: IssuedDocument) -> list[int]:
    rows = UnitVersion.objects.filter(agency_id=document.agency_id).on(timezone.localdate())
    return list(rows.order_by("unit_id").values_list("unit_id", flat=True))


def _with_posts(document: IssuedDocument, accounts: dict[int, Account]) -> list[Person]:
    """Names with the main post in the agency, by rank."""
    day = timezone.localdate()
    held = Membership.objects.filter(account_id__in=accounts, unit_id__in=_units(document)).on(day)
    posts = {one.account_id: one.position_id for one in held.order_by("is_main", "-pk")}
    rows = PositionVersion.objects.filter(position_id__in=posts.values()).on(day)
    titles = {key: (rank, title) for key, rank, title in rows.values_list(*_TITLE).order_by("pk")}
    found = [
        (titles.get(posts.get(key, 0), (_LAST, "")), key, str(account))
        for key, account in accounts.items()
    ]
    return [
        (key, f"{name} – {title}" if title else name) for (_rank, title), key, name in sorted(found)
    ]


_TITLE, _LAST = ("position_id", "rank", "title"), 10_000
