# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What happens to persons and accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lienthong.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(Event):
    """Somebody signed in; ``method`` is ``password``, ``second_factor``, ``passkey``, ``vneid``."""

    account_id: int
    kind: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInLocked(Event):
    """Too many wrong attempts: nobody signs in under this name until the moment given."""

    account_id: int | None
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRegistered(Event):
    """A person was seen for the first time."""

    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChanged(Event):
    """Facts about a person changed; ``fields`` names them."""

    person_id: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEnding(Event):
    """An account is about to be switched off; who cannot do without its holder refuses."""

    account_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDeactivated(Event):
    """An account was switched off."""

    account_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorChanged(Event):
    """The second factor was set up (``present``) or taken away by an administrator."""

    account_id: int
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsEnded(Event):
    """Open sessions of an account were ended before their time."""

    account_id: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AppSignInEnded(Event):
    """Somebody is no longer signed in to an application; it wants to hear at ``address``."""

    sign_in_id: int
    app_id: int
    app_name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppPasswordsChanged(Event):
    """A password of a program was made, or (``made`` false) taken back."""

    account_id: int
    name: str
    made: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeysChanged(Event):
    """A passkey was added to an account, or (``added`` false) taken away by its holder."""

    account_id: int
    name: str
    added: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateEnded(Event):
    """Somebody no longer acts for somebody else; the principal may have revoked it."""

    mandate_id: int
    by_principal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateSettled(Event):
    """A desk accepted the ground of a mandate, or did not."""

    mandate_id: int
    accepted: bool
