# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers in the making, and who may sign, do not get lost when a unit ends."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lienthong.core.documents.actions.mandates import hand_mandates
from lienthong.core.documents.queries.succession import papers_in_the_making
from lienthong.core.units.events import UnitEnding, UnitSucceeded
from lienthong.kernel import ports
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.events import project, subscribe


@project(UnitEnding)
def refuse_lost_papers(event: UnitEnding) -> None:
    """A unit with papers in the making does not end unless another takes them over."""
    left = papers_in_the_making(event.unit_id).count()
    if left:
        told = _("Còn %(papers)s văn bản đang soạn, chờ ký hoặc chờ đóng dấu. Chọn đơn vị nhận.")
        raise InvalidInput(fields={"heir": told % {"papers": left}})


@project(UnitSucceeded)
def hand_signing_over(event: UnitSucceeded) -> None:
    """Who signs in whose place goes on doing so in the agency that continues the one that ended."""
    hand_mandates(event.from_unit_id, event.to_unit_id, event.on)


@subscribe(UnitSucceeded)
def hand_papers_over(event: UnitSucceeded) -> None:
    """The papers in the making go to the unit that continues the one that ended."""
    ports.defer(
        "documents.take_over_papers",
        lock=f"papers-of-{event.from_unit_id}",
        from_id=event.from_unit_id,
        to_id=event.to_unit_id,
        on=event.on.isoformat(),
    )
