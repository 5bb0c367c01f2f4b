# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What becomes of who signs in whose place when a person leaves, an agency or a role ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from lienthong.core.access.api import Grant, Role
from lienthong.core.accounts.api import Account
from lienthong.core.documents.enums import PREFIX, SigningAuthority
from lienthong.core.documents.models import RequestAnswer, SigningMandate, SigningRequest
from lienthong.core.documents.permissions import CONFIGURE, SIGN
from lienthong.core.documents.queries.succession import mandates_left
from lienthong.core.units.api import Membership, PositionVersion, name_of, version_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import Consequence, Foresight, Shown, Told, today

SHOWN = 20
"""So many of an agency that ends are told beforehand."""


def _left(account: Account, _actor: Actor) -> list[str]:
    rows = SigningMandate.objects.filter(account=account).exclude(valid_to__lte=today())
    told = gettext("Đang được giao ký %(authority)s: %(basis)s.")
    mandates = [
        told % {"authority": PREFIX[SigningAuthority(row.authority)], "basis": row.legal_basis}
        for row in rows.order_by("valid_from", "pk")[:8]
    ]
    return [*mandates, *_unsigned(account)]


def _unsigned(account: Account) -> list[str]:
    """Papers that lie before somebody who leaves: whoever laid them has to take them back."""
    waiting = SigningRequest.objects.filter(signer=account, answer=RequestAnswer.WAITING)
    count = waiting.count()
    told = gettext(
        "Còn %(count)s văn bản chờ người này ký. Người trình rút lại rồi trình người khác."
    )
    return [told % {"count": count}] if count else []


def _handed(ending: Iterable[Any], into: Any, on: date) -> list[tuple[str, str, str]]:
    """What becomes of who signs in whose place in agencies that end."""
    rows = []
    for unit in ending:
        for row in mandates_left(unit.pk, on).select_related("account", "position")[:SHOWN]:
            what = f"{PREFIX[SigningAuthority(row.authority)]} {holder_of(row, on)}"
            now = gettext("ở %(agency)s") % {"agency": name_of(unit.pk)}
            rows.append((what, now, _then(row, into, on)))
    return rows


def holder_of(row: SigningMandate, on: date) -> str:
    """The person of a mandate, or the title of its position on the day."""
    if row.account is not None:
        return str(row.account)
    titles = PositionVersion.objects.filter(position=row.position).on(on)
    return titles.values_list("title", flat=True).first() or str(row.position)


def _then(row: SigningMandate, into: Any, on: date) -> str:
    if into is None:
        return gettext("không còn cơ quan để ký cho")
    if row.authority == SigningAuthority.TUQ:
        return gettext("hết từ ngày %(day)s, muốn tiếp thì giao lại") % {"day": f"{on:%d/%m/%Y}"}
    agency = name_of(version_of(into.pk).agency_id)
    return gettext("tiếp tục ở %(agency)s, chờ xác nhận") % {"agency": agency}


def _powerless(role: Role, values: Any, _actor: Actor) -> list[Told]:
    """Mandates whose holder signs through a role that is to end."""
    if SIGN.code not in role.permissions:
        return []
    day = values["ends"]
    grants = Grant.objects.filter(role=role, revoked_at=None).lasting(day)
    own = Q(account__in=grants.values("account_id")) | Q(position__in=grants.values("position_id"))
    posts = Membership.objects.filter(account__in=grants.values("account_id")).lasting(day)
    own |= Q(position__in=posts.values("position_id"))
    count = SigningMandate.objects.filter(own).lasting(day).distinct().count()
    if not count:
        return []
    now = gettext("%(count)s lần giao ký của người giữ vai trò này") % {"count": count}
    then = gettext("vẫn còn, nhưng không ký được nếu không có vai trò khác cho ký")
    what = gettext("Ủy quyền ký")
    page = "administration:directory"
    return [Shown(what, now, then, CONFIGURE, page, ("giao-ky",))]


ENDED_ROLES = Foresight("roles", "ket-thuc", _powerless)
HANDED_MANDATES = (
    Foresight(
        "units",
        "sap-nhap",
        lambda unit, values, actor: _handed(values["others"], unit, values["on"]),
    ),
    Foresight(
        "units",
        "giai-the",
        lambda unit, values, actor: _handed([unit], values["heir"], values["on"]),
    ),
)
HELD_MANDATES = (
    Consequence("people", "khoa", _left),
    Consequence("posts", "ket-thuc", lambda post, actor: _left(post.account, actor)),
    Consequence("posts", "chuyen", lambda post, actor: _unsigned(post.account)),
)
