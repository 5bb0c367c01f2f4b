# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Merge units: others end and one continues them, with their people, parts and competences.

Legal basis: 72/2025/QH15 (organisation of local government; two tiers since 1 July 2025).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from lienthong.core.references.api import Instrument
from lienthong.core.units.actions.units import (
    end_unit,
    hand_competences,
    newest_version,
    settle_tree,
    succeed,
)
from lienthong.core.units.models import Competence, Membership, Unit, UnitClosure, UnitVersion
from lienthong.core.units.permissions import KEEP
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import hold, reopened
from lienthong.kernel.errors import InvalidInput

MOST = 30


@dataclass(frozen=True, slots=True)
class Moved:
    """How much goes with a unit that ends: parts, posts, competences."""

    parts: int
    posts: int
    competences: int


@action(KEEP)
def merge_units(
    into: Unit,
    *,
    others: Sequence[Unit],
    on: date,
    instrument: Instrument | None,
    seen: str = "",
    actor: Actor,
) -> Unit:
    """The others end on the day and ``into`` continues them; everything of before stays.

    Raises ``InvalidInput`` for itself and for a unit that does not exist on that day.
    """
    locked = hold(into, seen=seen)
    _refuse(locked, others, on)
    ending = {other.pk for other in others}
    for other in sorted(others, key=lambda unit: unit.pk):
        _move_parts(hold(other), locked, on, ending)
    for other in sorted(others, key=lambda unit: unit.pk):
        _continue(other, locked, on, instrument)
    settle_tree({locked.pk, *(other.pk for other in others)})
    return locked


def what_moves(other: Unit, on: date) -> Moved:
    """How much would go with the unit on the day."""
    return Moved(
        UnitVersion.objects.filter(parent=other).on(on).count(),
        Membership.objects.filter(unit=other).on(on).count(),
        Competence.objects.filter(unit=other).on(on).count(),
    )


def _refuse(into: Unit, others: Sequence[Unit], on: date) -> None:
    if not others or len(others) > MOST:
        raise InvalidInput(fields={"others": _("Chọn từ 1 đến 30 đơn vị.")})
    if into in others:
        told = _("Đơn vị kế tục không nằm trong số đơn vị kết thúc.")
        raise InvalidInput(fields={"others": told})
    if UnitClosure.objects.filter(unit=into, ancestor__in=others).exists():
        told = _(
            "Đơn vị kế tục đang thuộc đơn vị kết thúc. Hãy chuyển nó sang cấp trên khác trước."
        )
        raise InvalidInput(fields={"others": told})
    for unit in (into, *others):
        version = newest_version(unit)
        if version.valid_from >= on or (version.valid_to and version.valid_to <= on):
            told = _("%(name)s chưa có hoặc không còn vào ngày %(day)s, hoặc đổi sau ngày đó.")
            words = {"name": version.short_name, "day": f"{on:%d/%m/%Y}"}
            raise InvalidInput(fields={"on": told % words})


@part_of_act
def _continue(other: Unit, into: Unit, on: date, instrument: Instrument | None) -> None:
    _move_posts(other, into, on)
    hand_competences(other, into, on)
    end_unit(other, on, instrument)
    succeed(other, into, on, instrument)


def _move_parts(other: Unit, into: Unit, on: date, ending: Collection[int]) -> None:
    """What stood below the unit or belonged to it as its agency; what ends as well stays put."""
    agency_id = newest_version(into).agency_id
    below = UnitVersion.objects.filter(Q(parent=other) | Q(agency=other))
    for row in _open_on(below.exclude(unit_id__in=ending), on):
        own = agency_id if row.agency_id == other.pk else row.agency_id
        parent_id = into.pk if row.parent_id == other.pk else row.parent_id
        reopened(row, on, parent_id=parent_id, agency_id=own)


def _move_posts(other: Unit, into: Unit, on: date) -> None:
    for row in _open_on(Membership.objects.filter(unit=other), on):
        same = Membership.objects.filter(
            account_id=row.account_id, unit=into, position_id=row.position_id
        )
        reopened(row, on, skip=same.on(on).exists(), unit_id=into.pk)


def _open_on(rows: Any, on: date) -> list[Any]:
    return list(rows.on(on).select_for_update(of=("self",)).order_by("pk"))
