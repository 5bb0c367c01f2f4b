# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What hangs on a case: links, tags, followers; whom a comment may name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lienthong.core.access.api import reach, reachable_unit_ids
from lienthong.core.accounts.api import Account
from lienthong.core.cases.enums import Capacity, LinkKind
from lienthong.core.cases.models import (
    Case,
    CaseEvent,
    CaseLink,
    CaseWatcher,
    Participation,
)
from lienthong.core.cases.permissions import VIEW_UNIT
from lienthong.core.cases.queries.codes import first_codes
from lienthong.core.cases.queries.details import note_of
from lienthong.core.ui.api import tags_of
from lienthong.core.units.api import Membership, UnitClosure
from lienthong.kernel.actor import Actor
from lienthong.kernel.permissions import Permission
from lienthong.kernel.registry import modules, resolve
from lienthong.kernel.text import fold, nfc

TAGGED = "cases.case"
MOST_NAMED = 300
EVENT_SLOT = "officer.event"
"""Where a module says what an event of its cases is in words."""


def address_of(kind: str, case_id: int) -> str:
    """The screen of a case of a kind, as its module declares it; empty without one."""
    for module in modules():
        if kind in module.case_kinds:
            return reverse(module.case_kinds[kind], args=[case_id])
    return ""


def said_of(event: CaseEvent, kind: str) -> str:
    """What happened to a case of a kind, as its module says it to officers."""
    for module in modules():
        if kind in module.case_kinds and EVENT_SLOT in module.panels:
            return str(resolve(module, module.panels[EVENT_SLOT])(event))
    return str(event.data.get("comment") or "")


def bonds_of(case: Case, actor: Actor) -> dict[str, Any]:
    """Links, tags and followers as the actor may see them; as many statements for any number.

    A case on which nothing hangs costs none.
    """
    watchers = watchers_of(case) if case.is_watched else set()
    tags = tags_of(TAGGED, case.pk) if case.has_bonds else []
    return {
        "edit_url": reverse("officer:case-edit", args=[case.pk]),
        "priority": case.get_priority_display() if case.priority else "",
        "link_url": reverse("officer:case-link", args=[case.pk]),
        "tags_url": reverse("officer:case-tags", args=[case.pk]),
        "watch_url": reverse("officer:case-watch", args=[case.pk]),
        "note": note_of(case) if case.has_bonds else "",
        "links": _links(case, actor) if case.has_bonds else [],
        "link_kinds": LinkKind.choices,
        "tags": tags,
        "tags_text": ", ".join(tags),
        "is_watching": actor.account_id in watchers,
        "watchers": len(watchers),
    }


def _links(case: Case, actor: Actor) -> list[dict[str, Any]]:
    """Both directions; of a case beyond the actor's scope only that there is one."""
    rows = CaseLink.objects.filter(Q(from_case=case) | Q(to_case=case)).order_by("pk")
    links = list(rows.select_related("from_case__kind", "to_case__kind"))
    others = [link.to_case if link.from_case_id == case.pk else link.from_case for link in links]
    seen = visible_among([other.pk for other in others], actor)
    first = first_codes(other.pk for other in others if other.pk in seen and not other.code)
    return [
        {
            "id": link.pk if link.from_case_id == case.pk else 0,
            "kind": _relation(link, case),
            "title": other.title if other.pk in seen else "",
            "code": (other.code or first.get(other.pk, "")) if other.pk in seen else "",
            "url": address_of(other.kind.code, other.pk) if other.pk in seen else "",
        }
        for link, other in zip(links, others, strict=True)
    ]


def _relation(link: CaseLink, case: Case) -> str:
    kind = LinkKind(link.kind)
    return str(kind.label) if link.from_case_id == case.pk else kind.seen_from_the_other


def visible_among(
    case_ids: Iterable[int], actor: Actor, permission: Permission = VIEW_UNIT
) -> set[int]:
    """Which of the cases lie within the actor's reach of a permission; one statement."""
    units = reachable_unit_ids(reach(actor, permission))
    if units is None:
        return set(Case.objects.filter(pk__in=list(case_ids)).values_list("pk", flat=True))
    rows = Participation.objects.filter(case_id__in=list(case_ids), unit_id__in=units)
    rows = rows.exclude(capacity=Capacity.FORMER)
    return set(rows.values_list("case_id", flat=True))


def mentionable(case: Case) -> list[Account]:
    """Officers who serve today in the units that take part or below them, at most 300."""
    part = case.participations.exclude(capacity=Capacity.FORMER).values("unit_id")
    below = UnitClosure.objects.filter(ancestor_id__in=part).values("unit_id")
    serving = Membership.objects.filter(unit_id__in=below).on(timezone.localdate())
    rows = Account.objects.filter(is_active=True, pk__in=serving.values("account_id"))
    return list(rows.order_by("display_name", "pk")[:MOST_NAMED])


def named_in(text: str, people: Iterable[Account]) -> list[Account]:
    """Those whose name stands in the text after an @, marks or not; the longest name wins."""
    said = fold(nfc(text))
    found = []
    for person in sorted(people, key=lambda one: -len(str(one))):
        name = f"@{fold(nfc(str(person)))}"
        if name in said:
            said = said.replace(name, "")
            found.append(person)
    return found


def watchers_of(case: Case) -> set[int | None]:
    """The accounts of those who follow the case."""
    return set(CaseWatcher.objects.filter(case=case).values_list("account_id", flat=True))
