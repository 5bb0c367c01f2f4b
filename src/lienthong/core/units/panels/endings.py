# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What becomes of units that are merged or dissolved, as administrators see it beforehand."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.units.actions.merge import what_moves
from lienthong.core.units.actions.units import require_left
from lienthong.core.units.models import Unit
from lienthong.core.units.queries import heirless_units, name_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import Preview
from lienthong.kernel.directories.declare import Values


def merging(unit: Unit, values: Values, _actor: Actor) -> Preview:
    """Who comes along with each unit that ends."""
    told = _(
        "Từ ngày %(day)s, %(into)s kế tục các đơn vị dưới đây. Tên cũ còn nguyên trên giấy tờ cũ."
    )
    rows = []
    for other in values["others"]:
        moved = what_moves(other, values["on"])
        text = _(
            "%(posts)s vị trí, %(parts)s đơn vị trực thuộc, %(competences)s thẩm quyền chuyển theo"
        )
        counted = {"posts": moved.posts, "parts": moved.parts, "competences": moved.competences}
        rows.append((name_of(other.pk), _("đang hoạt động"), text % counted))
    words = {"day": f"{values['on']:%d/%m/%Y}", "into": name_of(unit.pk)}
    return Preview(told % words, rows)


def dissolving(unit: Unit, values: Values, _actor: Actor) -> Preview:
    """Refused beforehand while people or parts are left; what goes where is told by other apps."""
    require_left(unit, values["on"])
    day = {"day": f"{values['on']:%d/%m/%Y}", "heir": ""}
    if values["heir"] is None:
        told = _("Từ ngày %(day)s đơn vị không còn. Không đơn vị nào nhận việc của nó.")
        return Preview(told % day)
    told = _("Từ ngày %(day)s đơn vị không còn. %(heir)s nhận việc, sổ và thẩm quyền của nó.")
    return Preview(told % (day | {"heir": name_of(values["heir"].pk)}))


def inheriting(unit: Unit, values: Values, _actor: Actor) -> Preview:
    """Since when the heir has what lies in a unit that ends without one."""
    on = dict(heirless_units()).get(unit.pk, timezone.localdate())
    words = {"day": f"{on:%d/%m/%Y}", "heir": name_of(values["heir"].pk)}
    if on > timezone.localdate():
        told = _("Từ ngày %(day)s %(heir)s nhận việc, sổ và thẩm quyền của đơn vị này.")
    else:
        told = _("Đơn vị đã kết thúc từ ngày %(day)s. %(heir)s nhận việc và sổ của nó ngay.")
    return Preview(told % words)
