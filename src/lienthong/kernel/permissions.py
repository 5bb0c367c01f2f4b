# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Permissions as objects: declared once, granted in a scope, asked for by views and actions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Scope(StrEnum):
    """How far a grant reaches: own things, one unit, the unit and all below it, everything."""

    OWN = "own"
    UNIT = "unit"
    SUBTREE = "subtree"
    ALL = "all"


class Audience(StrEnum):
    """Who can hold a permission: anybody, the signed-in, citizens, all officers, those granted."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    CITIZEN = "citizen"
    STAFF = "staff"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Permission:
    """The right to do one thing, ``module.noun.verb``.

    A citizen permission needs no grant: every signed-in citizen has it for what is their own.
    An officer permission needs a grant in one of ``scopes``.
    """

    code: str
    title: object
    explanation: object
    audience: Audience = Audience.OFFICER
    scopes: tuple[Scope, ...] = (Scope.UNIT, Scope.SUBTREE, Scope.ALL)
    read_only: bool = False

    def holds_in(self, scope: Scope) -> bool:
        """Whether a grant that reaches so far gives it.

        What concerns everything is not given by a unit; what is given in a unit can be narrowed
        to one's own there.
        """
        return scope in self.scopes or (scope is Scope.OWN and Scope.UNIT in self.scopes)

    @property
    def module(self) -> str:
        """The label of the app that declares the permission."""
        return self.code.split(".", 1)[0]


@dataclass(frozen=True, slots=True)
class ApiScope:
    """What a system of others may ask for in one go: the rights a token with it can use.

    A right counts only where the system holds it too: a scope narrows, it never gives.
    """

    code: str
    title: object
    permissions: tuple[Permission, ...]


PUBLIC = Permission(
    "kernel.page.read",
    _("Trang công khai"),
    _("Ai cũng xem được, không cần đăng nhập."),
    audience=Audience.PUBLIC,
    scopes=(),
    read_only=True,
)
SIGNED_IN = Permission(
    "kernel.account.use",
    _("Đã đăng nhập"),
    _("Mọi người đã đăng nhập."),
    audience=Audience.SIGNED_IN,
    scopes=(Scope.OWN,),
)
OFFICER_DESK = Permission(
    "kernel.desk.use",
    _("Bàn làm việc của cán bộ"),
    _("Mọi cán bộ đã đăng nhập, với việc của chính mình."),
    audience=Audience.STAFF,
    scopes=(Scope.OWN,),
)
