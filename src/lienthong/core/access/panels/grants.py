# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who holds which role, where, from when to when, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.access.actions.grant import NewGrant, grant_role, revoke_grant
from lienthong.core.access.enums import GrantKind, GrantScope
from lienthong.core.access.models import Grant
from lienthong.core.access.permissions import GRANT
from lienthong.core.access.queries.actor import given_in
from lienthong.core.access.queries.delegations import not_revoked_on
from lienthong.core.access.queries.keeping import (
    require_can_lock,
    require_can_revoke,
    why_refused,
)
from lienthong.core.accounts.api import Account, AccountKind
from lienthong.core.units.api import PositionVersion, UnitVersion
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import VietnameseOrder
from lienthong.kernel.directories import (
    INSTRUMENT,
    WHY,
    Act,
    Column,
    Consequence,
    Directory,
    Exchange,
    Field,
    FieldKind,
    Filter,
    for_reason,
    since,
    today,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import RIGHTS
from lienthong.kernel.permissions import Scope
from lienthong.kernel.registry import permissions as declared


def _rows(_actor: Actor, day: date) -> Any:
    """What people and positions hold; what systems hold is kept with the connected ones."""
    units = UnitVersion.objects.filter(unit_id=OuterRef("unit_id")).on(day)
    titles = PositionVersion.objects.filter(position_id=OuterRef("position_id")).on(day)
    rows = Grant.objects.filter(not_revoked_on(day), kind=GrantKind.DIRECT).on(day)
    rows = rows.exclude(account__kind=AccountKind.PARTNER)
    rows = rows.select_related("account", "position", "role", "unit", "instrument")
    return rows.annotate(
        unit_name=Subquery(units.values("short_name")[:1]),
        holder=Coalesce("account__display_name", Subquery(titles.values("title")[:1])),
    )


def _give(_subject: Any, values: Values, _seen: str, actor: Actor) -> Grant:
    until = values["until"]
    asked = NewGrant(
        role=values["role"],
        scope=GrantScope(int(values["scope"])),
        account=values["account"],
        position=values["position"],
        valid_from=values["since"],
        valid_to=until + timedelta(days=1) if until else None,
        instrument=values["instrument"],
    )
    return grant_role(values["unit"], asked=asked, actor=for_reason(actor, values))


def _revoke(grant: Grant, values: Values, seen: str, actor: Actor) -> Grant:
    return revoke_grant(grant, seen=seen, actor=for_reason(actor, values))


def _values(row: Grant) -> Values:
    return {
        "account": row.account,
        "position": row.position,
        "role": row.role,
        "unit": row.unit,
        "scope": str(row.scope),
        "instrument": row.instrument,
        "since": row.valid_from,
        "until": row.last_day,
    }


def _scopes(_row: Any, _actor: Actor) -> Sequence[tuple[str, str]]:
    return [(str(value), str(title)) for value, title in GrantScope.choices]


def _facts(grant: Grant, _actor: Actor) -> Sequence[tuple[object, object]]:
    """What of the role is not given here, because it concerns everything."""
    scope, known = Scope[GrantScope(grant.scope).name], declared()
    given = given_in(scope, grant.role.permissions)
    without = [str(known[code].title) for code in grant.role.permissions if code not in given]
    title = gettext("Chỉ có khi giao ở phạm vi “tất cả”")
    return ((title, "; ".join(without)),) if without else ()


def _by(row: Grant) -> str:
    return gettext("chức vụ") if row.position_id else gettext("người")


GRANTS = Directory(
    code="grants",
    slug="phan-quyen",
    title=_("Phân quyền"),
    one=_("quyền"),
    explanation=_(
        "Ai giữ vai trò gì, ở đâu, từ ngày nào, theo văn bản nào. Vai trò giao cho hệ thống khác"
        " xem ở mục Ứng dụng kết nối."
    ),
    first_step=_("Giao vai trò đầu tiên cho một người hoặc một chức vụ."),
    permission=GRANT,
    rows=_rows,
    subjects=lambda: Grant.objects.filter(kind=GrantKind.DIRECT).select_related("account", "role"),
    within=lambda rows, ids: rows.filter(unit_id__in=ids),
    key="role__code",
    name="holder",
    order=VietnameseOrder("holder"),
    search=("holder", "account__username", "role__title", "role__code", "unit_name"),
    columns=(
        Column("holder", _("Người, chức vụ")),
        Column(
            "by",
            _("Giao cho"),
            _by,
        ),
        Column("role.title", _("Vai trò")),
        Column("unit_name", _("Đơn vị")),
        Column("scope", _("Phạm vi"), lambda row: row.get_scope_display()),
        Column("valid_from", _("Từ ngày"), is_code=True),
        Column("valid_to", _("Đến trước ngày"), is_code=True),
        Column("instrument.key", _("Căn cứ"), is_code=True),
    ),
    filters=(Filter("pham-vi", _("Phạm vi"), lambda actor: _scopes(None, actor), path="scope"),),
    acts=(
        Act(
            "giao",
            _("Giao vai trò"),
            GRANT,
            _give,
            (
                Field("account", _("Cho người"), FieldKind.PICK, required=False, of="people"),
                Field(
                    "position",
                    _("Hoặc cho chức vụ"),
                    FieldKind.PICK,
                    hint=_("Ai giữ chức vụ này ở đơn vị thì có quyền."),
                    required=False,
                    of="positions",
                ),
                Field("role", _("Vai trò"), FieldKind.PICK, of="roles"),
                Field("unit", _("Đơn vị"), FieldKind.PICK, of="units"),
                Field(
                    "scope", _("Phạm vi"), FieldKind.CHOICE, options=_scopes, default=lambda: "1"
                ),
                since(_("Từ ngày")),
                Field("until", _("Đến hết ngày"), FieldKind.DATE, required=False),
                INSTRUMENT,
                WHY,
            ),
            icon="plus",
            makes=True,
            done=_("Đã giao vai trò."),
        ),
        Act(
            "thu-hoi",
            _("Thu hồi"),
            GRANT,
            _revoke,
            (WHY,),
            explanation=_("Quyền hết ngay. Lịch sử còn nguyên."),
            icon="circle-x",
            is_grave=True,
            applies=lambda grant: grant.revoked_at is None,
            done=_("Đã thu hồi. Quyền hết ngay."),
        ),
    ),
    facts=_facts,
    exchange=Exchange(
        "giao",
        _values,
        same=tuple((name, name) for name in ("account", "position", "role", "unit")),
        travels=False,
    ),
    is_dated=True,
    icon="key",
    group=RIGHTS,
    place=20,
)


def _last(grant: Grant, _actor: Actor) -> list[str]:
    """Why the role cannot be taken back, when nobody else administers the platform."""
    return why_refused(lambda: require_can_revoke(grant))


def _left(account: Account, _actor: Actor) -> list[str]:
    rows = Grant.objects.filter(account=account, revoked_at=None, kind=GrantKind.DIRECT)
    found = rows.on(today()).select_related("role").order_by("role__title")
    titles = ", ".join(row.role.title for row in found[:8])
    told = gettext("Đang giữ vai trò: %(roles)s. Hãy giao cho người kế nhiệm.")
    said = [told % {"roles": titles}] if titles else []
    return said + why_refused(lambda: require_can_lock(account.pk))


HELD_ROLES = Consequence("people", "khoa", _left)
LAST_GRANT = Consequence("grants", "thu-hoi", _last)
