# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who acts: an officer for a unit, a citizen, a partner system, the platform itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from lienthong.kernel.permissions import Scope


class ActorKind(StrEnum):
    """The five kinds of actor."""

    ANONYMOUS = "anonymous"
    CITIZEN = "citizen"
    OFFICER = "officer"
    PARTNER = "partner"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Holding:
    """One granted role: its permission codes, where and how far they hold, and for whom.

    ``until`` is the first day (ISO) on which it no longer holds, empty when it is open.
    ``from_place`` is where the lender serves: position and unit, by display text of the day.
    """

    role: str
    permissions: frozenset[str]
    scope: Scope
    unit_id: int | None = None
    role_id: int | None = None
    from_account_id: int | None = None
    from_name: str = ""
    from_place: str = ""
    until: str = ""

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; None when it is open."""
        return date.fromisoformat(self.until) - timedelta(days=1) if self.until else None


@dataclass(frozen=True, slots=True)
class Post:
    """One place in which an officer serves: unit and position, by display text of the day."""

    unit_id: int
    unit_name: str
    position: str
    is_main: bool = False
    agency_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """The one type of actor that actions, rules and queries take.

    ``unit_id`` is the post acted from; ``on_behalf_of_id`` the account whose delegation is used.
    ``ancestors`` maps every unit the actor's grants name to nothing: reach is answered by
    :mod:`lienthong.core.access`.
    """

    kind: ActorKind
    account_id: int | None = None
    person_id: int | None = None
    name: str = ""
    unit_id: int | None = None
    unit_name: str = ""
    agency_id: int | None = None
    position: str = ""
    on_behalf_of_id: int | None = None
    on_behalf_of_name: str = ""
    on_behalf_of_place: str = ""
    on_behalf_until: date | None = None
    holdings: tuple[Holding, ...] = ()
    posts: tuple[Post, ...] = ()
    queue_keys: tuple[int, ...] = ()
    request_id: str = ""
    idempotency_key: str = ""
    purpose: str = ""
    address: str = ""
    extra: dict[str, str] = field(default_factory=dict, compare=False)

    @classmethod
    def anonymous(cls) -> Actor:
        """Somebody who has not signed in."""
        return cls(kind=ActorKind.ANONYMOUS, name="Khách")

    @classmethod
    def platform(cls, purpose: str) -> Actor:
        """The platform itself, acting for the named purpose (timer, job, import)."""
        return cls(kind=ActorKind.PLATFORM, name="Hệ thống", purpose=purpose)

    @property
    def is_signed_in(self) -> bool:
        """Whether the actor is a person with an account."""
        return self.account_id is not None

    @property
    def is_officer(self) -> bool:
        """Whether the actor serves in a unit."""
        return self.kind is ActorKind.OFFICER

    @property
    def is_platform(self) -> bool:
        """Whether the platform itself acts."""
        return self.kind is ActorKind.PLATFORM

    def holdings_with(self, code: str) -> Iterator[Holding]:
        """The holdings that contain the permission code."""
        return (held for held in self.holdings if code in held.permissions)

    def holds(self, code: str) -> bool:
        """Whether any holding contains the permission code, wherever it reaches."""
        return any(code in held.permissions for held in self.holdings)

    def only(self, codes: Iterable[str]) -> Actor:
        """The actor with no more than these permissions."""
        kept = frozenset(codes)
        holdings = tuple(
            replace(held, permissions=held.permissions & kept) for held in self.holdings
        )
        return self.acting(holdings=holdings)

    def using(self, code: str) -> Actor:
        """The actor as one who uses the permission: in another's name only if it is lent to them.

        Somebody who holds the permission themselves acts for themselves, whatever else was
        delegated to them.
        """
        held = list(self.holdings_with(code))
        lent = {holding.from_account_id: holding for holding in held}
        if not held or (self.on_behalf_of_id in lent and None not in lent):
            return self
        if None not in lent:
            return self.for_holding(next(iter(lent.values())))
        if any(holding.from_account_id == self.on_behalf_of_id for holding in self.holdings):
            return self.for_oneself()
        return self

    def for_holding(self, held: Holding) -> Actor:
        """The actor as one who uses what somebody else lent."""
        return self.acting(
            on_behalf_of_id=held.from_account_id,
            on_behalf_of_name=held.from_name,
            on_behalf_of_place=held.from_place,
            on_behalf_until=held.last_day,
        )

    def for_oneself(self) -> Actor:
        """The actor as one who acts in nobody else's name."""
        return self.acting(
            on_behalf_of_id=None,
            on_behalf_of_name="",
            on_behalf_of_place="",
            on_behalf_until=None,
        )

    @property
    def stands_in_for(self) -> tuple[Holding, ...]:
        """For whom the actor may act today: one lent holding for each lender."""
        lent = {held.from_account_id: held for held in self.holdings if held.from_account_id}
        return tuple(lent.values())

    def acting(self, **changes: object) -> Actor:
        """A copy with the given fields replaced (idempotency key, purpose, on behalf of)."""
        return replace(self, **changes)  # type: ignore[arg-type]


def in_whose_name(actor: Actor, opens: Callable[[Actor], bool]) -> Actor:
    """The actor as one who reads something, given who ``opens`` it.

    Whoever may open it without what was lent to them reads for themselves; else they read in the
    name of the first lender whose holdings open it. What only the holdings of several lenders
    open together is read in the first one's name.
    """
    lenders = actor.stands_in_for
    if not lenders or opens(_with_lent_by(None, actor).for_oneself()):
        return actor.for_oneself()
    used = (held for held in lenders if opens(_with_lent_by(held.from_account_id, actor)))
    return actor.for_holding(next(used, lenders[0]))


def _with_lent_by(account_id: int | None, actor: Actor) -> Actor:
    kept = {None, account_id}
    return actor.acting(holdings=tuple(h for h in actor.holdings if h.from_account_id in kept))
