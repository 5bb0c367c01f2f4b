# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Two small offices with officers, in a few rows: for tests that need no law and no procedure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lienthong.core.access.api import Grant, GrantScope, Role, actor_for
from lienthong.core.accounts.api import Account
from lienthong.core.documents.api import SigningAuthority, SigningMandate
from lienthong.core.units.api import (
    Membership,
    Position,
    PositionVersion,
    Unit,
    UnitKind,
    UnitVersion,
    rebuild_closure,
)
from lienthong.kernel.actor import Actor

START = date(2025, 7, 1)
PAPERS = {
    "leader": (
        "documents.issued.sign",
        "documents.issued.initial",
        "documents.issued.draft",
        "documents.issued.revoke",
        "documents.book.view",
        "documents.file.release",
    ),
    "clerk": (
        "documents.issued.initial",
        "documents.issued.number",
        "documents.issued.seal",
        "documents.issued.issue",
        "documents.issued.draft",
        "documents.book.view",
        "documents.book.keep",
        "documents.seal.keep",
    ),
}
"""What leaders and clerks may do with documents."""
PERMISSIONS = ("cases.unit.view", "cases.step.assign", "cases.comment.add")


@dataclass(frozen=True, slots=True)
class Offices:
    """Two units of one province, and one role that both know."""

    unit: Unit
    other: Unit
    role: Role
    position: Position

    def officer(self, name: str, where: Unit | None = None, *, role: Role | None = None) -> Account:
        """An officer of the unit (the first one) who holds the role there."""
        unit = where or self.unit
        account = Account.objects.create_user(name, kind="officer", display_name=name)
        Membership.objects.create(
            account=account, unit=unit, position=self.position, valid_from=START, is_main=True
        )
        Grant.objects.create(
            account=account,
            role=role or self.role,
            unit=unit,
            scope=GrantScope.UNIT,
            valid_from=START,
        )
        return account

    def actor(self, name: str, where: Unit | None = None) -> Actor:
        """The same as an actor."""
        return acting(self.officer(name, where))


def acting(account: Account) -> Actor:
    """The account as an actor, with the rights of now."""
    account.refresh_from_db()
    return actor_for(account)


def make_offices() -> Offices:
    """Build them."""
    province = _unit("tinh", None)
    offices = Offices(
        _unit("phuong-1", province),
        _unit("phuong-2", province),
        Role.objects.create(code="officer", title="Cán bộ", permissions=list(PERMISSIONS)),
        Position.objects.create(code="chuyen-vien"),
    )
    PositionVersion.objects.create(position=offices.position, title="Chuyên viên", valid_from=START)
    rebuild_closure()
    return offices


def let_sign(position_code: str, *, for_title: str) -> SigningMandate:
    """Holders of a position sign in the place of the head (KT.), from the start on."""
    made: SigningMandate = SigningMandate.objects.create(
        authority=SigningAuthority.KT,
        position=Position.objects.get(code=position_code),
        for_title=for_title,
        legal_basis="30/2020/NĐ-CP, Điều 13",
        valid_from=START,
    )
    return made


def _unit(code: str, parent: Unit | None) -> Unit:
    made = Unit.objects.create(code=code)
    UnitVersion.objects.create(
        unit=made,
        agency=made,
        parent=parent,
        kind=UnitKind.COMMUNE,
        level="commune",
        name=f"Đơn vị {code}",
        short_name=code,
        valid_from=START,
    )
    return made
