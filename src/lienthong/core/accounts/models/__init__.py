# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Persons, legal entities, the accounts they sign in with, and for whom they may act."""

from __future__ import annotations

from lienthong.core.accounts.models.account import (
    Account,
    AccountManager,
    LegalEntity,
    Person,
    SignInAttempts,
    SignInAttemptsManager,
    SignInSession,
)
from lienthong.core.accounts.models.connected import (
    AppPassword,
    AppPasswordManager,
    AppSignIn,
    ConnectedApp,
)
from lienthong.core.accounts.models.family import Child
from lienthong.core.accounts.models.mandate import Mandate

__all__ = [
    "Account",
    "AccountManager",
    "AppPassword",
    "AppPasswordManager",
    "AppSignIn",
    "Child",
    "ConnectedApp",
    "LegalEntity",
    "Mandate",
    "Person",
    "SignInAttempts",
    "SignInAttemptsManager",
    "SignInSession",
]
