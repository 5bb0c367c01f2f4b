# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""To whom an officer's work can go: who holds a role that does at least one step of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from lienthong.core.cases.models import Step
from lienthong.core.cases.queries.held import kinds_held_in, takers_among
from lienthong.core.units.api import Membership, named_officers

Choices = list[tuple[str, str]]


class Takers:
    """Who of some officers could go on with what somebody has in hand in the units (None: all).

    The choices are numbers of accounts with names and positions.
    """

    def __init__(
        self, officers: Iterable[Membership], holder_id: int, *, unit_ids: Iterable[int] | None
    ) -> None:
        self._kinds = kinds_held_in(holder_id, unit_ids=unit_ids)
        others = {one.account_id: one for one in officers if one.account_id != holder_id}
        found = takers_among(one.account for one in others.values())
        able = [one for one in found if one.count_of(self._kinds)]
        self._able = {str(one.account.pk): one for one in able}
        self._names = named_officers(others[one.account.pk] for one in able)

    def __bool__(self) -> bool:
        return bool(self._able)

    def for_all(self) -> Choices:
        """Everybody who could take a step; of whoever could not take all, how many they could."""
        total = sum(self._kinds.values())
        told = _("%(name)s (nhận được %(count)s trong %(total)s việc)")
        named = []
        for value, name in self._names:
            count = self._able[value].count_of(self._kinds)
            some = told % {"name": name, "count": count, "total": total}
            named.append((value, name if count == total else some))
        return named

    def for_one(self, step: Step) -> Choices:
        """Who could take this step."""
        role, unit = step.role_code, step.unit_id
        return [one for one in self._names if self._able[one[0]].holds(role, unit)]
