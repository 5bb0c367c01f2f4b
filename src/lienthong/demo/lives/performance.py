# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A life that is led: its clock, its people, its dossier so far."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Self, cast

from django.utils import timezone

from lienthong.core.access.api import actor_for
from lienthong.core.accounts.api import Account, CitizenClaims, receive_citizen
from lienthong.core.cases.api import Step, open_steps_of
from lienthong.demo.lives.life import Life
from lienthong.demo.lives.work import Desk
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.models import Dossier, ProcedureVersion

PURPOSE = "Nạp tỉnh mẫu"


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Inside, the platform's clock shows the moment."""

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cast("Self", moment.astimezone(tz))

    vars(timezone)["datetime"] = Stopped
    try:
        yield
    finally:
        vars(timezone)["datetime"] = datetime


@dataclass
class Performance:
    """One life on stage: its dossier so far and the desk that does its jobs."""

    life: Life
    desk: Desk
    dossier: Dossier | None = None

    @property
    def found(self) -> Dossier:
        """The dossier as it is now. Raises ``LookupError`` before the first act."""
        if self.dossier is None:
            raise LookupError("nothing was filed yet")
        rows = Dossier.objects.select_related("case", "procedure_version")
        return rows.get(pk=self.dossier.pk)

    def officer(self, post: str) -> Actor:
        """The officer of the life's office in that post, with the rights of the moment."""
        return officer_of(self.life.team[post].account_id)

    def citizen(self) -> Actor:
        """Whoever files, signed in by VNeID as often as they come."""
        return sign_in(self.life)

    def step(self, node: str) -> Step:
        """The open step at a node."""
        return next(step for step in open_steps_of(self.found.pk) if step.node == node)

    def version(self) -> ProcedureVersion:
        """The version of the procedure that is in force at the moment."""
        versions = ProcedureVersion.objects.on(timezone.localdate())
        found: ProcedureVersion = versions.get(procedure__code=self.life.procedure)
        return found


def sign_in(life: Life) -> Actor:
    """Whoever files a life, as VNeID brings them."""
    claims = CitizenClaims(subject=life.filer.subject, facts=life.facts(), identity_level=2)
    return actor_for(receive_citizen(claims, actor=Actor.platform(PURPOSE)))


def officer_of(account_id: int) -> Actor:
    """An officer as an actor."""
    return actor_for(Account.objects.get(pk=account_id))
