# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Opening a dossier is noted by the hour; the person concerned sees unit and position."""

from __future__ import annotations

from typing import Any

import pytest

from lienthong.core.accounts.api import Account
from lienthong.core.audit.api import AuditAccess, accesses_to
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.tests.citizen import Citizen
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.work import Desk
from lienthong.testing.world import World


@pytest.fixture
def dossier(world: World, answers: dict[str, Any]) -> Dossier:
    return receive(world, answers)


def test_opening_twice_is_one_row_with_the_place_and_no_name(
    world: World, dossier: Dossier
) -> None:
    desk = Desk.of(world, "civil_status_officer")
    desk.case(dossier)
    desk.case(dossier)
    row = AuditAccess.objects.get()
    officer = world.officer("civil_status_officer")
    assert (row.subject_kind, row.subject_id, row.count) == ("onestop.dossier", dossier.pk, 2)
    assert row.actor_id == officer.account_id
    assert row.place == f"{officer.unit_name}, {officer.position}"
    (told,) = accesses_to("onestop.dossier", [dossier.pk])
    assert set(told) == {"subject_id", "hour", "place", "count"}


def test_owner_sees_who_looked_and_a_stranger_does_not(world: World, dossier: Dossier) -> None:
    owner = Citizen(Account.objects.get(person__personal_id="044194003812"))
    assert "Chưa có ai mở hồ sơ của bạn." in owner.get("/ai-da-xem/")
    Desk.of(world, "civil_status_officer").case(dossier)
    owner.get(f"/ho-so/{dossier.code}/")
    page = owner.get("/ai-da-xem/")
    officer = world.officer("civil_status_officer")
    assert officer.position in page
    assert officer.name not in page
    assert AuditAccess.objects.count() == 1
    other = Citizen(Account.objects.get(person__personal_id="044091001234"))
    assert "Chưa có ai mở hồ sơ của bạn." in other.get("/ai-da-xem/")


def test_refused_look_is_not_noted(world: World, dossier: Dossier) -> None:
    away = Desk.of(world, "civil_status_officer", ward=world.other)
    assert away.case(dossier).status_code == 404
    assert AuditAccess.objects.count() == 0
