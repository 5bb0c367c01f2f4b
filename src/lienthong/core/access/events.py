# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What happens to rights, for those who must be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lienthong.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationMade(Event):
    """Somebody is to act for somebody else; ``until`` is the last day."""

    delegation_id: int
    from_account_id: int
    to_account_id: int
    since: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationRevoked(Event):
    """Somebody no longer acts for somebody else."""

    delegation_id: int
    from_account_id: int
    to_account_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEnding(Event):
    """Nobody holds a role any more from the day on; without a day the end was withdrawn."""

    role_id: int
    on: date | None
