# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What becomes of who signs in whose place when a person leaves or an agency ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext

from lienthong.core.accounts.api import Account
from lienthong.core.documents.enums import PREFIX, SigningAuthority
from lienthong.core.documents.models import SigningMandate
from lienthong.core.documents.queries.succession import mandates_left
from lienthong.core.units.api import PositionVersion, name_of, version_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import Consequence, Foresight, today

SHOWN = 20
"""So many of an agency that ends are told beforehand."""


def _left(account: Account, _actor: Actor) -> list[str]:
    rows = SigningMandate.objects.filter(account=account).exclude(valid_to__lte=today())
    told = gettext("Đang được giao ký %(authority)s: %(basis)s.")
    return [
        told % {"authority": PREFIX[SigningAuthority(row.authority)], "basis": row.legal_basis}
        for row in rows.order_by("valid_from", "pk")[:8]
    ]


def _handed(ending: Iterable[Any], into: Any, on: date) -> list[tuple[str, str, str]]:
    """What becomes of who signs in whose place in agencies that end."""
    rows = []
    for unit in ending:
        for row in mandates_left(unit.pk, on).select_related("account", "position")[:SHOWN]:
            what = f"{PREFIX[SigningAuthority(row.authority)]} {_holder(row, on)}"
            now = gettext("ở %(agency)s") % {"agency": name_of(unit.pk)}
            rows.append((what, now, _then(row, into, on)))
    return rows


def _holder(row: SigningMandate, on: date) -> str:
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
HELD_MANDATES = Consequence("people", "khoa", _left)
