# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Figures of an agency that a desk receives for open for its people; no other agency's do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from lienthong.core.access.api import Grant, GrantScope
from lienthong.core.units.api import version_of
from lienthong.kernel.errors import OutOfScope
from lienthong.modules.onestop.models import DossierFact
from lienthong.modules.onestop.queries.figure_lists import count_behind
from lienthong.modules.onestop.queries.figures import ask, numbers, numbers_by
from lienthong.modules.onestop.reports.resolving import resolving_report
from lienthong.modules.onestop.tests.lives import unrelated
from lienthong.testing.world import World


def received(world: World, case_id: int, *, desk: int) -> None:
    """A running dossier that the land office decides and a desk received yesterday."""
    at = timezone.now() - timedelta(days=1)
    DossierFact.objects.create(
        case_id=case_id,
        agency_id=world.land.pk,
        desk_id=desk,
        procedure_id=1,
        channel="desk",
        accepted_at=at,
        accepted_on=timezone.localdate(at),
        late_during=[],
        held_during=[],
        supplemented=False,
        digitised=False,
        charged=False,
        paid_online=False,
    )


@pytest.mark.covers("5.3")
def test_agency_that_a_desk_received_for_opens_with_that_desks_dossiers_only(world: World) -> None:
    with unrelated():
        received(world, 901, desk=world.ward.agency.pk)
        received(world, 902, desk=world.other.agency.pk)
    leader, today = world.officer("leader"), timezone.localdate()
    since = today - timedelta(days=30)
    table = numbers_by(ask(leader, since, today), "agency")

    one = ask(leader, since, today, unit_id=world.land.pk)

    assert table[world.land.pk].received == numbers(one).received == 1
    assert count_behind(one, "received") == 1


@pytest.mark.covers("5.3")
def test_agency_that_no_desk_within_reach_received_for_is_refused(world: World) -> None:
    with unrelated():
        received(world, 903, desk=world.other.agency.pk)
    today = timezone.localdate()

    with pytest.raises(OutOfScope):
        ask(world.officer("leader"), today, today, unit_id=world.land.pk)


@pytest.mark.covers("5.3")
def test_report_of_the_whole_province_is_headed_by_the_province(world: World) -> None:
    def agency(*, unit_id: int | None = None) -> str:
        reader, today = world.officer("leader"), timezone.localdate()
        return resolving_report(ask(reader, today, today, unit_id=unit_id), reader).agency

    own, whole = (version_of(unit.pk).name for unit in (world.ward.agency, world.province))

    assert agency() == own
    Grant.objects.filter(account=world.account("leader")).update(scope=GrantScope.ALL)
    assert agency() == whole
    assert agency(unit_id=world.ward.agency.pk) == own
