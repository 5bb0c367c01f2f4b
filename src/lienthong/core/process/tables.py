# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What acts of administrators do to processes: a role that is to end, an instrument."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.access.api import Role
from lienthong.core.process.models import ProcessVersion
from lienthong.core.process.permissions import EDIT
from lienthong.core.process.queries import steps_asking_for
from lienthong.kernel.actor import Actor
from lienthong.kernel.citations import Citation
from lienthong.kernel.directories import Foresight, Ground, Resting, Shown, Told, defined_rows

SHOWN = 20
"""So many processes are told by name."""


def _asking(role: Role, values: Any, _actor: Actor) -> list[Told]:
    found = steps_asking_for(role.code, on=values["ends"])
    told = [_row(version.title, version.definition.code, steps) for version, steps in found[:SHOWN]]
    if len(found) > SHOWN:
        now = _("%(count)s quy trình") % {"count": len(found) - SHOWN}
        told.append((_("Quy trình khác"), now, _then()))
    return told


def _row(title: str, code: str, steps: list[str]) -> Told:
    now = _("%(count)s bước: %(steps)s") % {"count": len(steps), "steps": ", ".join(steps)}
    what = _("Quy trình “%(title)s”") % {"title": title}
    return Shown(what, now, _then(), EDIT, "administration:process", (code,))


def _then() -> str:
    return _("không ai nhận bước này; hãy chọn vai trò khác cho bước")


FORESIGHTS = (Foresight("roles", "ket-thuc", _asking),)


def _grounded(citation: Citation, day: date) -> list[Resting]:
    rows = ProcessVersion.objects.all().lasting(day).select_related("definition")
    return defined_rows(
        citation,
        rows.order_by("definition__code"),
        "table",
        day,
        lambda row: ("administration:process", (row.definition.code,)),
    )


GROUNDS = (Ground(gettext_lazy("Quy trình giải quyết"), EDIT, _grounded),)
