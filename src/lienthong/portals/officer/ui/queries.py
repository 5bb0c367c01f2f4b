# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Shared views that nobody looks after any more, who can, and who did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import actors_for, keepers_of
from lienthong.core.accounts.api import Account
from lienthong.core.audit.api import records_of
from lienthong.core.ui.api import SHARE, Receiver, SavedView, refusal_of, shared_within
from lienthong.core.units.api import Membership, above_each
from lienthong.kernel.actor import Actor

MOST = 50


def left_views(actor: Actor) -> QuerySet[SavedView]:
    """Shared views that the actor may look after and whose owner no longer works there."""
    posts = Membership.objects.all().on(timezone.localdate())
    posts = posts.filter(account_id=OuterRef("owner_id"), account__is_active=True)
    there = posts.filter(unit__above__ancestor_id=OuterRef("unit_id"))
    everywhere = Q(unit_id=None)
    return shared_within(actor).filter(
        (everywhere & ~Exists(posts)) | (~everywhere & ~Exists(there))
    )


def heirs_of(view: SavedView) -> list[tuple[str, str]]:
    """Who can look after a shared view, as choices: account and name with position, by name."""
    units = above_each([view.unit_id])[view.unit_id] if view.unit_id else ()
    known = {one.pk: one for one in [*keepers_of(SHARE.code, units), *keepers_of(SHARE.code)]}
    found = [
        (str(actor.account_id), f"{actor.name}, {actor.position}".strip(", "))
        for actor in actors_for(known.values()).values()
        if not refusal_of(view, Receiver(actor, is_active=True))
    ]
    return sorted(found, key=lambda one: one[1])


def keepers_told(view: SavedView) -> Iterator[dict[str, Any]]:
    """The history of a view, the newest first: when, who, what."""
    records = list(records_of("ui.savedview", view.pk)[:MOST])
    owners = {pk for one in records for pk in one.changes.get("owner_id", ()) if pk}
    names = Account.objects.in_bulk(owners)
    for one in records:
        yield {"at": one.at, "who": one.actor_text, "what": _what(one, names)}


def _what(record: Any, names: dict[int, Account]) -> str:
    before, after = record.changes.get("owner_id", (None, None))
    if not before:
        return _("Lưu lần đầu") if after else _("Sửa cách xem")
    if after == record.actor_id:
        return _("Nhận quản lý từ %(before)s") % {"before": names.get(before, "–")}
    told = {"before": names.get(before, "–"), "after": names.get(after, "–")}
    return _("Giao quản lý từ %(before)s cho %(after)s") % told
