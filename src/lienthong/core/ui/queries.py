# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The ways of looking at a list that somebody has: own, of the unit, everybody's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.ui.enums import ViewAudience
from lienthong.core.ui.models import BulkRun, DefaultView, SavedView, Tag, Tagged
from lienthong.core.ui.permissions import SHARE
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import NotAllowed, OutOfScope
from lienthong.kernel.lists import VIEW, ListSpec
from lienthong.kernel.prepared import Prepared

MOST_TAGS = 200
OWN = Q(audience=ViewAudience.OWN)
ICONS = {ViewAudience.UNIT: "building-community", ViewAudience.EVERYONE: "world"}


def views_of(actor: Actor) -> QuerySet[SavedView]:
    """Every kept view that the actor finds, own ones first; ``is_default`` marks how lists open."""
    return _found_by(*_finder(actor))


def _finder(actor: Actor) -> tuple[int, list[int]]:
    """The account and the units by which an actor finds views: those of posts and the agency."""
    here = {actor.unit_id or 0, actor.agency_id or 0}
    units = here.union(*((post.unit_id, post.agency_id or 0) for post in actor.posts))
    return actor.account_id or 0, sorted(units)


def _found_by(account: int, units: list[int]) -> QuerySet[SavedView]:
    mine = OWN & Q(owner_id=account)
    unit = Q(audience=ViewAudience.UNIT, unit_id__any=units)
    chosen = DefaultView.objects.filter(account_id=account, view=OuterRef("pk"))
    rows = SavedView.objects.filter(mine | unit | Q(audience=ViewAudience.EVERYONE))
    rows = rows.annotate(is_default=Exists(chosen), is_own=ExpressionWrapper(OWN, BooleanField()))
    return rows.order_by("-is_own", "audience", "name", "pk")


def shared_within(actor: Actor) -> QuerySet[SavedView]:
    """The shared views that the actor may look after: of units in which they may share."""
    units = ports.authoriser().unit_ids(actor, SHARE)
    rows = SavedView.objects.exclude(audience=ViewAudience.OWN).order_by("name", "pk")
    return rows if units is None else rows.filter(unit_id__in=units)


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is to look after a view: as whom they act today, and whether they can sign in."""

    actor: Actor
    is_active: bool


def refusal_of(view: SavedView, to: Receiver) -> str:
    """Why somebody cannot look after a shared view, in a sentence; empty when they can.

    They work where it is used and may share there in their own right: what was lent to them ends.
    """
    who, told = to.actor, {"who": to.actor.name}
    if view.owner_id == who.account_id:
        return _("%(who)s đang quản lý cách xem này rồi.") % told
    if not to.is_active:
        return _("Tài khoản của %(who)s đang bị khóa.") % told
    if not who.posts or (view.unit_id and view.unit_id not in _finder(who)[1]):
        return _("%(who)s không làm việc ở đơn vị của cách xem này.") % told
    own = [held for held in who.holdings if held.from_account_id is None]
    try:
        ports.authoriser().authorise(who.acting(holdings=tuple(own)), SHARE, view)
    except (NotAllowed, OutOfScope):
        return _("%(who)s không có quyền chia sẻ cách xem này.") % told
    return ""


_OF_LIST = Prepared(lambda who, units, code: _found_by(who, units).filter(list_code=code))


@dataclass(frozen=True, slots=True)
class Look:
    """How a list is looked at: the tabs of kept views, what is hidden, the order.

    ``jump`` is where the list leads when nothing was asked and a view opens it; ``save_url`` where
    this way of looking is kept.
    """

    tabs: list[dict[str, Any]]
    hidden: frozenset[str]
    order: str
    jump: str
    save_url: str
    current: int


def look_of(spec: ListSpec, data: Mapping[str, str], actor: Actor) -> Look:
    """How the actor looks at the list, as its address says it; one statement."""
    views: list[Any] = _OF_LIST.all(*_finder(actor), spec.code)
    path = reverse(spec.url_name)
    asked = str(data.get(VIEW, ""))
    current = next((view.pk for view in views if str(view.pk) == asked), 0)
    default = next((view for view in views if view.is_default), None)
    save = urlencode({"ds": spec.code} | spec.kept(data) | ({VIEW: asked} if current else {}))
    return Look(
        tabs=[
            {
                "title": view.name,
                "url": path + spec.query(view.asked, view=view.pk),
                "count": "",
                "current": view.pk == current,
                "icon": ICONS.get(ViewAudience(view.audience), ""),
                "is_named": True,
            }
            for view in views
        ],
        hidden=spec.hidden(data),
        order=spec.order(data),
        jump=path + spec.query(default.asked, view=default.pk) if default and not data else "",
        save_url=f"{reverse('officer:views')}?{save}",
        current=current,
    )


def tag_ids_of(kind: str, subject_id: int) -> list[int]:
    """The numbers of the tags on a subject."""
    rows = Tagged.objects.filter(subject_kind=kind, subject_id=subject_id)
    return list(rows.values_list("tag_id", flat=True))


def tags_of_units(unit_ids: Iterable[int]) -> list[tuple[int, str]]:
    """The tags that agencies use, as (number, name), by name."""
    rows = Tag.objects.filter(unit_id__in=list(unit_ids)).order_by("folded", "pk")
    return list(rows.values_list("pk", "name")[:MOST_TAGS])


def tags_of(kind: str, subject_id: int) -> list[str]:
    """The tags on a subject, by name."""
    rows = Tagged.objects.filter(subject_kind=kind, subject_id=subject_id)
    return list(rows.order_by("tag__folded").values_list("tag__name", flat=True))


def runs_of(account_id: int, *, since: datetime, act: str = "") -> list[BulkRun]:
    """Return the runs that somebody asked for since a moment, oldest first; of one act if named."""
    rows = BulkRun.objects.filter(asked_by_id=account_id, made_at__gte=since)
    return list((rows.filter(act=act) if act else rows).order_by("made_at", "pk"))
