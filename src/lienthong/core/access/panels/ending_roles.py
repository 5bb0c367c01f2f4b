# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who holds a role that is to end, and what they lose, told before it happens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lienthong.core.access.enums import GrantKind
from lienthong.core.access.models import Delegation, Grant, Role
from lienthong.core.access.permissions import GRANT
from lienthong.core.access.queries.keeping import require_can_end
from lienthong.core.accounts.api import MANAGE_APPS, Account, AccountKind
from lienthong.core.units.api import Membership, PositionVersion
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import Preview, Shown, Told, today
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.registry import permissions
from lienthong.kernel.text import first_names

_LATER = gettext_lazy(
    "Từ ngày %(day)s không ai còn quyền của vai trò này và không giao được nó nữa. Trước ngày"
    " đó mọi thứ như cũ và bỏ được việc kết thúc; từ ngày đó thì không."
)
_NOW = gettext_lazy(
    "Ngay khi xác nhận, không ai còn quyền của vai trò này, không giao được nó nữa và không bỏ"
    " được việc kết thúc."
)
LIST = "administration:directory"


def foreseen(role: Role, values: Values, actor: Actor) -> Preview:
    """Holders from the day on, people with nothing left, and the rights that go.

    Raises ``InvalidInput`` for a day on which the role cannot end.
    """
    day = values["ends"]
    require_can_end(role, day)
    grants = Grant.objects.filter(role=role, revoked_at=None, kind=GrantKind.DIRECT).lasting(day)
    found = (_people(role, grants), _posts(role, grants, day), _systems(grants))
    rows: list[Told] = [row for row in (*found, _lent(role, day)) if row is not None]
    told = _NOW if day <= today() else _LATER
    return Preview(told % {"day": f"{day:%d/%m/%Y}"}, [*rows, _rights(role)], _warned(role, day))


def _people(role: Role, grants: Any) -> Told | None:
    rows = grants.filter(account__isnull=False).exclude(account__kind=AccountKind.PARTNER)
    return _row(_("Giao cho người"), _names(rows), "phan-quyen", {"tim": role.code})


def _names(grants: Any) -> list[str]:
    """Each holder once, also of grants in several units."""
    held = Account.objects.filter(pk__in=grants.values("account_id"))
    return list(held.order_by("pk").values_list("display_name", flat=True))


def _posts(role: Role, grants: Any, day: date) -> Told | None:
    ids = list(grants.filter(position__isnull=False).values_list("position_id", flat=True))
    if not ids:
        return None
    titles = PositionVersion.objects.filter(position_id__in=ids).on(day)
    return _row(
        _("Giao cho chức vụ"),
        list(titles.order_by("title").values_list("title", flat=True)),
        "phan-quyen",
        {"tim": role.code},
        count=len(ids),
    )


def _systems(grants: Any) -> Told | None:
    names = _names(grants.filter(account__kind=AccountKind.PARTNER))
    if not names:
        return None
    what = _("Giao cho hệ thống khác")
    return Shown(what, _said(names, len(names)), _gone(), MANAGE_APPS, "administration:apps")


def _lent(role: Role, day: date) -> Told | None:
    lent = Delegation.objects.filter(grants__role=role, revoked_at=None).lasting(day).distinct()
    rows = lent.select_related("from_account", "to_account").order_by("valid_from", "pk")
    names = [f"{row.from_account} → {row.to_account}" for row in rows]
    return _row(_("Đang giao cho người làm thay"), names, "uy-quyen", {})


def _row(
    what: str, names: list[str], slug: str, asked: dict[str, str], *, count: int | None = None
) -> Told | None:
    if not names:
        return None
    said = _said(names, len(names) if count is None else count)
    return Shown(what, said, _gone(), GRANT, LIST, (slug,), asked)


def _gone() -> str:
    return _("không còn quyền")


def _said(names: Sequence[str], count: int) -> str:
    return f"{count}: {first_names(names, count=count)}"


def _rights(role: Role) -> Told:
    known = permissions()
    titles = [str(known[code].title) if code in known else code for code in role.permissions]
    return (_("Quyền của vai trò"), _said(titles, len(titles)), _("hết, trừ khi có vai trò khác"))


def _warned(role: Role, day: date) -> list[str]:
    """Officers for whom it is the only role."""
    names = list(_only(role, day).order_by("pk").values_list("display_name", flat=True))
    if not names:
        return []
    told = ngettext(
        "%(count)s người không còn vai trò nào: %(names)s.",
        "%(count)s người không còn vai trò nào: %(names)s.",
        len(names),
    )
    return [told % {"count": len(names), "names": first_names(names)}]


def _only(role: Role, day: date) -> Any:
    grants = Grant.objects.filter(revoked_at=None).on(day)
    with_it, others = (_holding(rows, day) for rows in (
        grants.filter(role=role), grants.exclude(role=role)
    ))  # fmt: skip
    people = Account.objects.filter(kind=AccountKind.OFFICER, is_active=True)
    return people.filter(with_it).exclude(others)


def _holding(grants: Any, day: date) -> Q:
    """Accounts that hold one of the grants by name or by a post of the day."""
    positions = grants.filter(position__isnull=False).values("position_id")
    posts = Membership.objects.filter(position_id__in=positions).on(day)
    named = grants.filter(account__isnull=False).values("account_id")
    return Q(pk__in=named) | Q(pk__in=posts.values("account_id"))
