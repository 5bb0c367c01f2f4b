# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An officer begins: the account with its link, and the first post, in one act."""

from __future__ import annotations

from datetime import date

from lienthong.core.accounts.api import Account, NewOfficer, invite_officer
from lienthong.core.units.actions.posts import appoint
from lienthong.core.units.models import Position, Unit
from lienthong.core.units.permissions import APPOINT
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor


@action(APPOINT)
def take_on(
    unit: Unit, *, asked: NewOfficer, position: Position, since: date, actor: Actor
) -> Account:
    """Make the account, post the link, appoint. Raises ``InvalidInput`` for what cannot be."""
    account = invite_officer(asked, actor=actor)
    appoint(unit, account=account, position=position, since=since, actor=actor)
    return account
