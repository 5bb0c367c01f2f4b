# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A draft on its way through initials to its signer: who may be asked, who has initialled it.

Legal basis: 30/2020/NĐ-CP, Điều 12, Điều 13.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.core.cache import caches
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.access.api import actor_for, keepers_of, may
from lienthong.core.accounts.api import Account
from lienthong.core.documents.domain.free import FREE_DOCUMENT
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
from lienthong.core.documents.queries import template_in_force
from lienthong.core.documents.queries.authority import COPIES, matter_of, matter_titles
from lienthong.core.documents.queries.books import leading
from lienthong.core.documents.queries.free import free_document, kept_paper, signers_of_draft
from lienthong.core.documents.queries.kinds import free_kinds
from lienthong.core.documents.queries.part import asked_of, was_asked
from lienthong.core.units.api import Membership, PositionVersion, UnitVersion
from lienthong.kernel.actor import Actor
from lienthong.kernel.clock import midnight
from lienthong.kernel.counts import Count
from lienthong.kernel.errors import IllegalState, OutOfScope
from lienthong.kernel.prepared import Prepared
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
AWAITS_INITIALS = _("Văn bản đang chờ ký nháy. Ký nháy xong thì ký được.")
_TO_COME = (RequestAnswer.NEXT, RequestAnswer.WAITING)


def _rules_of(day: date, kind: str, agency_id: int) -> QuerySet[InitialRule]:
    """Those for the agency, then those for all: PostgreSQL sorts those of no agency last."""
    rules = InitialRule.objects.on(day).filter(kind=kind)
    named = rules.filter(Q(agency_id=agency_id) | Q(agency=None))
    return named.order_by("agency_id", "pk")[:1]


_RULES = Prepared(_rules_of)


def required_marks(kind: str, agency_id: int) -> tuple[str, ...]:
    """Return what of a kind of document must be initialled: of ``content form``.

    The kind is its code, of a result of a dossier the code of its template. What the
    agency says of the kind goes before what is said for all.
    """
    found = _RULES.first(timezone.localdate(), kind.partition("@")[0], agency_id)
    return found.marks if found is not None else ()


def has_served(rule: InitialRule) -> bool:
    """Return whether a paper of the kind was laid before who initials since the rule began."""
    free = free_kinds().get(rule.kind)
    code = free.template if free else rule.kind
    asked = SigningRequest.objects.filter(
        purpose__in=MARKS,
        asked_at__gte=midnight(rule.valid_from),
        document__template_version__template__code__startswith=code,
        **({"document__agency_id": rule.agency_id} if rule.agency_id else {}),
    )
    codes = asked.values_list("document__template_version__template__code", flat=True)
    return any(matter_of(each) == code for each in codes.distinct())


def kinds_to_initial() -> dict[str, str]:
    """Return what a rule may be made for, by code: free documents, then results of dossiers."""
    free = free_kinds()
    drawn = {COPIES, *(kind.template for kind in free.values()), *free}
    results = {code: title for code, title in matter_titles().items() if code not in drawn}
    return {code: kind.title for code, kind in free.items()} | results


def kind_of(document: IssuedDocument) -> str:
    """Return by which kind it is asked whether a draft must be initialled."""
    if document.owner_kind == FREE_DOCUMENT:
        return str(kept_paper(document)["kind"])
    return matter_of(document.template_version.template.code)


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


def stands_on(signed: Collection[str], purpose: str) -> bool:
    """Return whether what is asked for that purpose is among the fields signed already."""
    return FIELDS[RequestPurpose(purpose)] in signed


def laid_document(actor: Actor, pk: int) -> IssuedDocument:
    """Return a free document that the actor has to do with, or a result laid before the actor.

    Raises ``OutOfScope``.
    """
    rows = IssuedDocument.objects.select_related("template_version__template", "file", "drafted_by")
    found: IssuedDocument | None = rows.filter(pk=pk).first()
    if found is not None and found.owner_kind == FREE_DOCUMENT:
        return free_document(actor, pk)
    if found is None or not was_asked(actor, found):
        raise OutOfScope
    return found


def require_initialled(document: IssuedDocument) -> None:
    """Raise ``IllegalState`` while somebody has still to initial the draft."""
    asked = document.requests.filter(purpose__in=MARKS, answer__in=_TO_COME)
    if drawn_marks(document) and asked.exists():
        raise IllegalState(AWAITS_INITIALS, code="awaits_initials")


def initials_awaited(document_ids: Iterable[int]) -> dict[int, str]:
    """Return who has to initial a draft now, by document; those that wait for nobody are absent."""
    rows = SigningRequest.objects.filter(document_id__in=list(document_ids), purpose__in=MARKS)
    waiting = rows.filter(answer=RequestAnswer.WAITING).select_related("signer")
    return {one.document_id: str(one.signer) for one in waiting}


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


def initiallers(
    document: IssuedDocument,
    *,
    units: list[int] | None = None,
    unit_id: int | None = None,
    besides: Collection[int] = (),
) -> dict[str, list[Person]]:
    """Return who may initial content and form of a draft today, with their posts, by rank.

    The content is checked by who leads the unit that drafted it (``unit_id``: another one did);
    where nobody there may, by anybody in the agency who may. ``units`` are those of the agency
    where they are known; ``besides`` are accounts that are left out while somebody else may.
    Legal basis: 30/2020/NĐ-CP, Điều 12.
    """
    inside = units_of_agency(document) if units is None else units
    may_do = _who_may(document, inside)
    may_do = {pk: one for pk, one in may_do.items() if pk not in besides} or may_do
    drafting = unit_id or document.unit_id
    heads = [
        one for one in leading(document.agency_id, timezone.localdate()) if one.unit_id == drafting
    ]
    own = [one.account_id for one in heads if one.account_id in may_do]
    names = dict(_with_posts(inside, may_do))
    content = [(one, names[one]) for one in dict.fromkeys(own)] or list(names.items())
    return {RequestPurpose.CONTENT: content, RequestPurpose.FORM: list(names.items())}


def result_initiallers(
    document: IssuedDocument, unit_id: int | None
) -> dict[RequestPurpose, list[Person]]:
    """Return whom a result may be laid before, for each initial; who is asked unless said otherwise
    stands first.

    Who may sign it is not asked to initial it while somebody else may. The content is for who leads
    the unit that prepared it (``unit_id``), the form for the lowest in rank.
    """
    signers = {account_id for account_id, _post in signers_of_draft(document)}
    offered = initiallers(document, unit_id=unit_id, besides=signers)
    return {
        RequestPurpose.CONTENT: offered[RequestPurpose.CONTENT],
        RequestPurpose.FORM: offered[RequestPurpose.FORM][::-1],
    }


def offered_for(
    agency_id: int, template: str, unit_id: int | None
) -> dict[RequestPurpose, list[Person]]:
    """Return whom a result of the kind would be laid before today, for each initial it needs."""
    if template.partition("@")[0] not in _kinds_with_rules(agency_id):
        return {}
    marks = required_marks(template, agency_id)
    drawn = IssuedDocument(
        agency_id=agency_id,
        unit_id=unit_id or agency_id,
        template_version=template_in_force(template),
    )
    offered = result_initiallers(drawn, unit_id) if marks else {}
    return {mark: people for mark, people in offered.items() if mark in marks}


def _kinds_with_rules(agency_id: int) -> frozenset[str]:
    """Kinds that must be initialled in the agency today, remembered for a minute: for screens."""
    day = timezone.localdate()
    key = f"initialled:{agency_id}:{day}"
    known: frozenset[str] | None = caches["process"].get(key)
    if known is None:
        rules = InitialRule.objects.on(day).filter(Q(agency_id=agency_id) | Q(agency=None))
        known = frozenset(rules.values_list("kind", flat=True))
        caches["process"].set(key, known, 60)
    return known


def secretaries(document: IssuedDocument, *, units: list[int] | None = None) -> list[Person]:
    """Return officers of the agency whose name the minutes give as their secretary."""
    named = fold(kept_paper(document).get("details", {}).get("secretary", ""))
    inside = units_of_agency(document) if units is None else units
    serving = Membership.objects.filter(unit_id__in=inside, account__is_active=True)
    rows = serving.on(timezone.localdate()).select_related("account").order_by("account_id")
    found = {one.account_id: one.account for one in rows if fold(str(one.account)) in named}
    return _with_posts(inside, found)


def _who_may(document: IssuedDocument, units: list[int]) -> dict[int, Account]:
    holders = keepers_of(INITIAL.code, units)
    return {one.pk: one for one in holders if may(actor_for(one), INITIAL, document)}


def units_of_agency(document: IssuedDocument) -> list[int]:
    """Return the agency of a draft and its units of today."""
    rows = UnitVersion.objects.filter(agency_id=document.agency_id).on(timezone.localdate())
    return list(rows.order_by("unit_id").values_list("unit_id", flat=True))


def _with_posts(units: list[int], accounts: dict[int, Account]) -> list[Person]:
    """Names with the main post in the agency, by rank."""
    day = timezone.localdate()
    held = Membership.objects.filter(account_id__in=accounts, unit_id__in=units).on(day)
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
