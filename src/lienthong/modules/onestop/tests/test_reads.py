# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Opening a dossier is noted by the hour; the person concerned sees unit and position."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lienthong.core.access.api import Grant, GrantKind
from lienthong.core.accounts.api import Account
from lienthong.core.audit.api import AuditAccess, accesses_to
from lienthong.core.documents.api import open_file, store_upload
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.tests.citizen import Citizen
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.work import Desk
from lienthong.testing.jobs import own_store
from lienthong.testing.office_files import blank_pdf
from lienthong.testing.world import START, World


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
    assert set(told) == {"subject_id", "hour", "place", "on_behalf_of_place", "count"}
    assert (row.on_behalf_of_id, row.on_behalf_of_place) == (0, "")
    assert row.unit_id == officer.unit_id


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


def lend_to_clerk(world: World) -> tuple[Account, Account, Grant]:
    """A clerk who stands in for the officer, without a role of their own."""
    lender, taker = world.account("civil_status_officer"), world.account("clerk")
    Grant.objects.filter(account=taker).delete()
    given = Grant.objects.get(account=lender)
    lent = Grant.objects.create(
        account=taker,
        role=given.role,
        unit=given.unit,
        scope=given.scope,
        valid_from=timezone.localdate(),
        from_account=lender,
        kind=GrantKind.DELEGATION,
    )
    taker.refresh_from_db()
    return lender, taker, lent


def test_stand_in_opens_case_and_file_in_the_name_of_whoever_lent_it(
    world: World, dossier: Dossier, tmp_path: Path, settings: Any
) -> None:
    own_store(tmp_path, settings)
    actor = world.officer("one_stop_officer")
    file = open_file("Đơn", owner_kind="onestop.dossier", owner_id=dossier.pk, actor=actor)
    (tmp_path / "don.pdf").write_bytes(blank_pdf())
    given = store_upload(file, path=tmp_path / "don.pdf", name="don.pdf", actor=actor)
    lender, taker, lent = lend_to_clerk(world)
    desk = Desk.of(world, "clerk")

    assert desk.case(dossier).status_code == 200
    shown = desk.client.get(reverse("officer:file", args=[given.pk]))

    officer = world.officer("civil_status_officer")
    row = AuditAccess.objects.get()
    assert shown.getvalue().startswith(b"%PDF-")
    assert (row.actor_id, row.on_behalf_of_id, row.count) == (taker.pk, lender.pk, 2)
    assert row.on_behalf_of_place == f"{officer.unit_name}, {officer.position}"
    owner = Citizen(Account.objects.get(person__personal_id="044194003812"))
    page = owner.get("/ai-da-xem/")
    assert f"mở thay {officer.unit_name}, {officer.position}" in page
    assert lender.display_name not in page

    Grant.objects.create(
        account=taker, role=lent.role, unit=lent.unit, scope=lent.scope, valid_from=START
    )
    desk.case(dossier)
    names = AuditAccess.objects.order_by("on_behalf_of_id").values_list("on_behalf_of_id", "count")
    assert list(names) == [(0, 1), (lender.pk, 2)]


def test_refused_look_is_not_noted(world: World, dossier: Dossier) -> None:
    away = Desk.of(world, "civil_status_officer", ward=world.other)
    assert away.case(dossier).status_code == 404
    assert AuditAccess.objects.count() == 0
