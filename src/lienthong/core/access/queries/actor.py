# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The actor in one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from lienthong.core.access.enums import GrantScope
from lienthong.core.accounts.api import Account
from lienthong.core.units.api import Membership
from lienthong.kernel.actor import Actor, ActorKind, Holding, Post
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.permissions import Scope
from lienthong.kernel.registry import permissions

POST_KEY = "lt_post"
_SCOPES = {
    GrantScope.OWN: Scope.OWN,
    GrantScope.UNIT: Scope.UNIT,
    GrantScope.SUBTREE: Scope.SUBTREE,
    GrantScope.ALL: Scope.ALL,
}
_SQL = """
WITH post AS (
  SELECT m.id, m.account_id, m.unit_id, m.position_id, m.is_main, v.short_name, v.agency_id,
         p.title
  FROM units_membership m
  JOIN units_unitversion v ON v.unit_id = m.unit_id
   AND v.valid_from <= %(day)s AND (v.valid_to IS NULL OR v.valid_to > %(day)s)
  JOIN units_positionversion p ON p.position_id = m.position_id
   AND p.valid_from <= %(day)s AND (p.valid_to IS NULL OR p.valid_to > %(day)s)
  WHERE m.account_id = {who}
    AND m.valid_from <= %(day)s AND (m.valid_to IS NULL OR m.valid_to > %(day)s)
), held AS (
  SELECT g.id, COALESCE(g.account_id, post.account_id) AS account_id, g.role_id,
         COALESCE(g.unit_id, post.unit_id) AS unit_id, g.scope, g.from_account_id, g.valid_to
  FROM access_grant g
  LEFT JOIN post ON post.position_id = g.position_id
   AND (g.unit_id IS NULL OR g.unit_id IN (post.unit_id, post.agency_id))
  WHERE g.revoked_at IS NULL
    AND g.valid_from <= %(day)s AND (g.valid_to IS NULL OR g.valid_to > %(day)s)
    AND (g.account_id = {who} OR (g.position_id IS NOT NULL AND post.id IS NOT NULL))
    AND (g.from_account_id IS NULL OR EXISTS (
      SELECT 1 FROM access_grant d
      JOIN accounts_account lender ON lender.id = g.from_account_id AND lender.is_active
      LEFT JOIN units_membership m ON m.position_id = d.position_id
       AND m.account_id = g.from_account_id
       AND m.valid_from <= %(day)s AND (m.valid_to IS NULL OR m.valid_to > %(day)s)
      WHERE d.kind = 'direct' AND d.role_id = g.role_id AND d.revoked_at IS NULL
        AND d.valid_from <= %(day)s AND (d.valid_to IS NULL OR d.valid_to > %(day)s)
        AND (d.account_id = g.from_account_id OR m.id IS NOT NULL)))
)
SELECT 'post', post.id, post.unit_id, post.agency_id, post.short_name, post.title,
       post.is_main, NULL, NULL, NULL, NULL, NULL, NULL, post.account_id
FROM post
UNION ALL
SELECT 'held', held.role_id, held.unit_id, v.agency_id, r.code, COALESCE(a.display_name, ''),
       NULL, r.permissions, held.scope, held.from_account_id,
       LEAST(held.valid_to, r.valid_to), held.id,
       CASE WHEN held.from_account_id IS NOT NULL THEN (
         SELECT concat_ws(', ', mv.short_name, mp.title)
         FROM units_membership m
         JOIN units_unitversion mv ON mv.unit_id = m.unit_id
          AND mv.valid_from <= %(day)s AND (mv.valid_to IS NULL OR mv.valid_to > %(day)s)
         JOIN units_positionversion mp ON mp.position_id = m.position_id
          AND mp.valid_from <= %(day)s AND (mp.valid_to IS NULL OR mp.valid_to > %(day)s)
         WHERE m.account_id = held.from_account_id
           AND m.valid_from <= %(day)s AND (m.valid_to IS NULL OR m.valid_to > %(day)s)
         ORDER BY (m.unit_id = held.unit_id) IS TRUE DESC, m.is_main DESC, m.id LIMIT 1) END,
       held.account_id
FROM held
JOIN access_role r ON r.id = held.role_id AND (r.valid_to IS NULL OR r.valid_to > %(day)s)
LEFT JOIN accounts_account a ON a.id = held.from_account_id
LEFT JOIN units_unitversion v ON v.unit_id = held.unit_id
 AND v.valid_from <= %(day)s AND (v.valid_to IS NULL OR v.valid_to > %(day)s)
ORDER BY 1 DESC, 7 DESC NULLS LAST, 2
"""
_ONE = _SQL.format(who="%(account)s")
_SEVERAL = _SQL.format(who="ANY(%(accounts)s::bigint[])")
_KEPT = 300
"""Seconds for which rights are remembered."""


@dataclass(frozen=True, slots=True)
class Rights:
    """Posts (by membership) and holdings of one account on one day, each with its agency."""

    posts: tuple[tuple[int, Post], ...]
    holdings: tuple[tuple[int | None, Holding], ...]


def rights_of(account_id: int, epoch: int, day: date) -> Rights:
    """Posts and holdings, in one query; remembered under the account's access epoch and the day.

    What was lent holds only as long as the lender works and holds it in their own right; nothing
    of a role holds from the day on that ends it.
    """
    key = _key(account_id, epoch, day)
    cache = caches["process"]
    rights = cache.get(key)
    if rights is None:
        rights = _rights(_read(_ONE, account=account_id, day=day))
        cache.set(key, rights, _KEPT)
    return rights  # type: ignore[no-any-return]


def actors_for(accounts: Iterable[Account]) -> dict[int, Actor]:
    """The actors that officers make today from their main posts, by account, in one query."""
    day, cache, wanted = timezone.localdate(), caches["process"], list(accounts)
    keys = {one.pk: _key(one.pk, one.access_epoch, day) for one in wanted}
    kept = cache.get_many(keys.values())
    missing = [pk for pk, key in keys.items() if key not in kept]
    read: dict[int, list[tuple[Any, ...]]] = {pk: [] for pk in missing}
    for row in _read(_SEVERAL, accounts=missing, day=day) if missing else ():
        read[row[-1]].append(row)
    cache.set_many({keys[pk]: _rights(rows) for pk, rows in read.items()}, _KEPT)
    return {one.pk: actor_for(one, day=day) for one in wanted}


def _key(account_id: int, epoch: int, day: date) -> str:
    return f"rights:{account_id}:{epoch}:{day}"


def _read(sql: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _rights(rows: list[tuple[Any, ...]]) -> Rights:
    posts = tuple((row[1], _post(row)) for row in rows if row[0] == "post")
    return Rights(posts, tuple((row[3], _holding(row)) for row in rows if row[0] == "held"))


def given_in(scope: Scope, codes: Iterable[str]) -> frozenset[str]:
    """Of the permissions of a role, those that a grant reaching so far gives."""
    known = permissions()
    return frozenset(code for code in codes if code not in known or known[code].holds_in(scope))


def _post(row: tuple[Any, ...]) -> Post:
    return Post(
        unit_id=row[2], unit_name=row[4], position=row[5], is_main=bool(row[6]), agency_id=row[3]
    )


def _holding(row: tuple[Any, ...]) -> Holding:
    scope = _SCOPES[GrantScope(row[8])]
    return Holding(
        role=row[4],
        permissions=given_in(scope, row[7]),
        scope=scope,
        unit_id=row[2],
        role_id=row[1],
        from_account_id=row[9],
        from_name=row[5] if row[9] else "",
        from_place=row[12] or "",
        until=row[10].isoformat() if row[10] else "",
    )


def load_actor(request: HttpRequest) -> Actor:
    """The actor of a request: anonymous, a citizen, or an officer acting from the chosen post."""
    account = request.user
    if not account.is_authenticated:
        return Actor.anonymous()
    actor = actor_for(account, post=request.session.get(POST_KEY))
    return actor.acting(
        request_id=getattr(request, "request_id", ""),
        address=request.META.get("REMOTE_ADDR", ""),
        idempotency_key=request.POST.get("_key", "") if request.method == "POST" else "",
    )


def actor_for(account: Any, *, post: int | None = None, day: date | None = None) -> Actor:
    """The actor that an account makes today, from the given post (membership id) or the main.

    A system of others has no post: all roles given to it count, wherever they were given.
    """
    base = Actor(
        kind=ActorKind(account.kind),
        account_id=account.pk,
        person_id=account.person_id,
        name=account.get_full_name(),
    )
    if base.kind not in {ActorKind.OFFICER, ActorKind.PARTNER}:
        return base
    rights = rights_of(account.pk, account.access_epoch, day or timezone.localdate())
    if base.kind is ActorKind.PARTNER:
        return base.acting(holdings=tuple(held for _owner, held in rights.holdings))
    return _at_post(base, rights, post)


def _at_post(base: Actor, rights: Rights, chosen: int | None) -> Actor:
    current = next((post for key, post in rights.posts if key == chosen), None)
    if current is None and rights.posts:
        current = rights.posts[0][1]
    agency = current.agency_id if current else None
    holdings = tuple(
        held
        for owner, held in rights.holdings
        if owner is None or owner == agency or held.scope is Scope.ALL
    )
    standing_in = next((held for held in holdings if held.from_account_id), None)
    acting = base.for_holding(standing_in) if standing_in else base
    return acting.acting(
        unit_id=current.unit_id if current else None,
        unit_name=current.unit_name if current else "",
        agency_id=agency,
        position=current.position if current else "",
        posts=tuple(post for _, post in rights.posts),
        holdings=holdings,
        extra={"post_ids": ",".join(str(key) for key, _ in rights.posts)},
    )


def asker(account_id: int, unit_id: int | None, purpose: str) -> Actor:
    """Whoever asked, with the rights of now, at the post it was asked from.

    Raises ``OutOfScope`` for an account that is gone.
    """
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        raise OutOfScope
    return officer_in(account, unit_id or 0, timezone.localdate()).acting(purpose=purpose[:200])


def officer_in(account: Account, unit_id: int, day: date) -> Actor:
    """The actor an officer makes on a day at the post in a unit, else at the main post."""
    posts = Membership.objects.filter(account=account, unit_id=unit_id)
    held = posts.on(day).order_by("-is_main", "pk")
    return actor_for(account, post=held.values_list("pk", flat=True).first(), day=day)
