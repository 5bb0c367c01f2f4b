# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""In what capacity somebody may sign for an agency on a day, from dated posts and mandates.

Legal basis: 30/2020/NĐ-CP, Điều 13.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import cast

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import Delegation
from lienthong.core.documents.domain.authority import (
    TUQ,
    UNCONFIRMED,
    AuthorityRules,
    Capacity,
    Ground,
    Post,
    Question,
    Refused,
    derive,
    standing,
)
from lienthong.core.documents.domain.refusals import NO_AUTHORITY
from lienthong.core.documents.enums import PREFIX, SigningAuthority
from lienthong.core.documents.models import PrintTemplate, SigningMandate
from lienthong.core.documents.permissions import SIGN
from lienthong.core.documents.queries import delegation_in_force
from lienthong.core.documents.queries.kinds import free_kinds
from lienthong.core.documents.queries.packaged import slips
from lienthong.core.references.api import packaged_setting
from lienthong.core.units.api import Membership, PositionVersion, version_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import not_ended
from lienthong.kernel.prepared import Prepared
from lienthong.kernel.text import sort_key

COPIES = "copies"
"""The matter of who certifies copies, beside the codes of the print templates."""
_LAYOUT = re.compile(r"_v\d+$")
_RULES = Path(__file__).parents[1] / "reference" / "authority.yaml"


def authority_rules(*, on: date) -> AuthorityRules:
    """Return the rules in force on a day."""
    value = packaged_setting("documents.authority", _RULES, on=on)
    return AuthorityRules(
        tuple(value["heads"]),
        tuple(value["deputy_prefixes"]),
        tuple(value["acting_prefixes"]),
        dict(value["bodies"]),
        dict(value["basis"]),
        tuple(value.get("not_delegated", ())),
        value.get("body_by_order", UNCONFIRMED),
    )


def matter_titles() -> dict[str, str]:
    """Return what signing may be given for: the kinds of paper by template, and copies."""
    signed = PrintTemplate.objects.exclude(code__in=slips()).order_by("title")
    rows = signed.values_list("code", "title")
    titles = {matter_of(code): title for code, title in rows}
    for kind in free_kinds().values():
        titles.setdefault(kind.template, kind.heading)
    titles = dict(sorted(titles.items(), key=lambda one: sort_key(one[1])))
    return {**titles, COPIES: _("Bản sao (sao y, sao lục, trích sao)")}


def matters_in_words(matters: Sequence[str]) -> str:
    """Return the names of some kinds of paper; empty for none."""
    titles = matter_titles() if matters else {}
    return "; ".join(titles.get(code, code) for code in matters)


def matter_of(template_code: str) -> str:
    """Return the kind of paper of a template: its code without the version of its layout."""
    return _LAYOUT.sub("", template_code)


def capacity_of(
    actor: Actor,
    agency_id: int,
    *,
    on: date,
    collective: bool = False,
    wanted: str = "",
    matter: str = "",
) -> Capacity | Refused:
    """Return how the actor signs that kind of paper for the agency on that day, or why not.

    ``matter`` is the code of its template. Who stands in for another signs with the delegation he
    uses, TUQ.
    """
    rules = authority_rules(on=on)
    posts = _posts(actor, agency_id, on)
    question = Question(
        day=on,
        posts=posts,
        grounds=_grounds(actor, agency_id, on),
        agency_kind=version_of(agency_id, on=on).kind,
        collective=collective,
        stands_in=actor.on_behalf_of_id is not None,
        head_title=_head_title(agency_id, rules, on),
        matter=matter_of(matter),
    )
    return derive(question, rules, wanted)


@dataclass(frozen=True, slots=True)
class SigningBlock:
    """How a signature will be printed: lines above, name beneath, what it rests on; or why not.

    ``since`` and ``until`` (last day) are those of the mandate or delegation, if there is one.
    ``unconfirmed``: the law does not tell whether this paper may be signed so.
    """

    lines: tuple[str, ...] = ()
    name: str = ""
    title: str = ""
    basis: str = ""
    since: date | None = None
    until: date | None = None
    refusal: str = ""
    unconfirmed: bool = False


def signing_block(
    actor: Actor, agency_id: int, *, on: date, collective: bool = False, matter: str = ""
) -> SigningBlock:
    """Return how the actor's signature on a paper of the agency will be printed that day.

    The same question as when it is signed: what is shown here is what will stand on the paper.
    Legal basis: 30/2020/NĐ-CP, Điều 13.
    """
    actor = actor.using(SIGN.code)
    found = capacity_of(actor, agency_id, on=on, collective=collective, matter=matter)
    if isinstance(found, Refused):
        return SigningBlock(name=actor.name, refusal=refusal_words(found, on))
    ground = found.ground
    last = ground.valid_to - timedelta(days=1) if ground and ground.valid_to else None
    return SigningBlock(
        lines=found.lines,
        name=actor.name,
        title=str(SigningAuthority(found.authority).label),
        basis=found.basis,
        since=ground.valid_from if ground else None,
        until=last,
        unconfirmed=found.unconfirmed,
    )


def refusal_words(refused: Refused, day: date) -> str:
    """Return the sentence that says why somebody may not sign that day."""
    ground = refused.ground
    authority = PREFIX[SigningAuthority(ground.authority)] if ground else ""
    end = ground.valid_to if ground else None
    source = f"{authority} ({ground.source})" if ground and ground.source else authority
    words = {
        "day": f"{day:%d/%m/%Y}",
        "title": refused.title,
        "authority": source,
        "start": f"{ground.valid_from:%d/%m/%Y}" if ground else "",
        "end": f"{end:%d/%m/%Y}" if end else "",
        "matters": matters_in_words(ground.matters) if ground else "",
    }
    return str(NO_AUTHORITY[refused.code]) % words


def _posts(actor: Actor, agency_id: int, day: date) -> tuple[Post, ...]:
    """The posts held on the day in the agency or a unit of it, the one in use first."""
    if actor.account_id is None:
        return ()
    found = _POSTS.all(actor.account_id, agency_id, day)
    found.sort(key=lambda row: row.unit_id != actor.unit_id)
    return tuple(Post(vars(row)["post_title"], row.unit_id == agency_id) for row in found)


def _posts_of(account_id: int, agency_id: int, day: date) -> QuerySet[Membership]:
    """Posts in the agency or a unit of it, with their title of the day."""
    inside = Q(unit__versions__agency_id=agency_id) & _valid("unit__versions", day)
    rows = Membership.objects.filter(account_id=account_id).on(day)
    return cast(
        "QuerySet[Membership]",
        rows.filter(inside & _valid("position__versions", day))
        .annotate(post_title=F("position__versions__title"))
        .order_by("-is_main", "pk"),
    )


def _valid(versions: str, day: date) -> Q:
    """Joined rows that are valid on the day."""
    begun = Q((f"{versions}__valid_from__lte", day))
    return begun & not_ended(day, f"{versions}__valid_to")


_POSTS = Prepared(_posts_of)


def _grounds(actor: Actor, agency_id: int, day: date) -> tuple[Ground, ...]:
    """Mandates of the account and of its posts, whenever they hold; and the delegation used."""
    if actor.account_id is None:
        return ()
    rows = _MANDATES.all(actor.account_id, agency_id, day)
    return tuple(map(_ground_of, rows)) + _delegated(actor, day)


def _mandates_of(account_id: int, agency_id: int, day: date) -> QuerySet[SigningMandate]:
    held = Membership.objects.filter(account_id=account_id).on(day)
    holder = Q(account_id=account_id) | Q(position_id__in=held.values("position_id"))
    rows = SigningMandate.objects.filter(holder, Q(agency_id=agency_id) | Q(agency__isnull=True))
    return rows.order_by("agency_id", "-valid_from")


_MANDATES = Prepared(_mandates_of)


def signed_by(mandate: SigningMandate) -> bool:
    """Return whether somebody signed, or is signing, in the capacity that the mandate gives."""
    return bool(mandate.signature_set.exists())


def _ground_of(row: SigningMandate) -> Ground:
    return Ground(
        row.authority,
        row.valid_from,
        row.valid_to,
        row.for_title,
        row.legal_basis,
        id=row.pk,
        matters=tuple(row.templates),
    )


def _delegated(actor: Actor, day: date) -> tuple[Ground, ...]:
    """What the person stood in for gave, by the paper it was given by."""
    if actor.on_behalf_of_id is None:
        return ()
    given = Delegation.objects.filter(
        to_account_id=actor.account_id, from_account_id=actor.on_behalf_of_id
    ).order_by("-valid_from")
    grounds = tuple(
        Ground(
            TUQ,
            one.valid_from,
            one.valid_to,
            source=one.instrument_text,
            revoked=one.revoked_at is not None,
        )
        for one in given
    )
    if not grounds and delegation_in_force(actor, on=day):
        return (Ground(TUQ, day, day + timedelta(days=1)),)
    return grounds


def head_title(agency_id: int) -> str:
    """Return the title of the head of an agency today, empty when nobody leads it."""
    day = timezone.localdate()
    return _head_title(agency_id, authority_rules(on=day), day)


def _head_title(agency_id: int, rules: AuthorityRules, day: date) -> str:
    """The title of the head of the agency, for the line of who signs by order or delegation."""
    for version in _LEADING.all(agency_id, day):
        kind, behind = standing(version.title, rules)
        if kind != "other":
            return behind
    return ""


def _posts_at(agency_id: int, day: date) -> QuerySet[PositionVersion]:
    """The posts that somebody holds in the agency, the highest first."""
    held = Membership.objects.filter(unit_id=agency_id).on(day).values("position_id")
    rows = PositionVersion.objects.filter(position_id__in=held).on(day).order_by("rank", "pk")
    return cast("QuerySet[PositionVersion]", rows)


_LEADING = Prepared(_posts_at)
