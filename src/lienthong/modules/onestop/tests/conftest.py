# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A small world with birth registration published, and answers that are complete."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from lienthong.modules.onestop.actions.counter import receive_at_counter
from lienthong.modules.onestop.enums import Delivery
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.tests.test_life import entry, receive
from lienthong.modules.onestop.tests.test_whole_life import Office, reread
from lienthong.modules.onestop.tests.turns import Turns, Watch, five_days, set_time_rules
from lienthong.testing.jobs import own_store
from lienthong.testing.simulators import running_simulators
from lienthong.testing.snapshot import once
from lienthong.testing.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    """The world, with procedures."""
    return once("world with procedures", _with_procedures)


def _with_procedures() -> World:
    made = make_world()
    call_command("load_procedures", verbosity=0)
    return made


@pytest.fixture
def answers() -> dict[str, Any]:
    """Complete answers of an ordinary birth with an electronic certificate."""
    place = {"division": "18880", "division_text": "Phường Đồng Hới", "detail": "Tổ dân phố 6"}
    return {
        "submitter_relation": "mother",
        "birth_situation": "ordinary",
        "registry_place": place,
        "submitter_full_name": "Trần Thị Mỹ Duyên",
        "submitter_personal_id": "044194003812",
        "submitter_residence": place,
        "child_full_name": "Lê Nguyễn Khánh Vy",
        "child_date_of_birth": "2026-11-15",
        "child_sex": "female",
        "birth_place_kind": "facility",
        "birth_facility": "Bệnh viện Hữu nghị Việt Nam – Cuba Đồng Hới",
        "birth_place": place,
        "birth_proof_kind": "electronic_certificate",
        "child_ethnicity": "01",
        "child_nationality": "VN",
        "child_hometown": place,
        "mother_full_name": "Trần Thị Mỹ Duyên",
        "mother_date_of_birth": "1994-03-08",
        "mother_personal_id": "044194003812",
        "mother_residence": place,
        "parents_marriage": "registered_in_country",
        "father_full_name": "Lê Quang Thắng",
        "father_date_of_birth": "1991-02-01",
        "father_personal_id": "044091001234",
        "father_residence": place,
        "mother_ethnicity": "01",
        "mother_nationality": "VN",
        "father_ethnicity": "01",
        "father_nationality": "VN",
        "contact_phone": "0912345486",
        "result_delivery": "store",
    }


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """The time of the test, Monday 16/11/2026 09:00 at first."""
    return Watch(monkeypatch)


@pytest.fixture
def turns(watch: Watch, world: World, answers: dict[str, Any]) -> Turns:
    """A dossier received on that Monday under a limit of five working days: due Monday 23/11."""
    return Turns(world, once("turns", lambda: _received_under_five_days(world, answers)), watch)


def _received_under_five_days(world: World, answers: dict[str, Any]) -> Dossier:
    set_time_rules(five_days)
    return receive(world, answers)


@pytest.fixture(scope="session")
def partners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The simulated certification and time-stamp authorities, over real HTTP."""
    with running_simulators(tmp_path_factory.mktemp("partners")) as address:
        yield address


@pytest.fixture
def signing(tmp_path: Path, settings: Any, partners: str) -> None:
    """Papers can be drawn and signed in this test."""
    own_store(tmp_path, settings, partners=partners)


POST_ADDRESS = "12 Trần Hưng Đạo, phường Đồng Hới, tỉnh Quảng Trị"


@pytest.fixture
def by_post(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers of somebody who wants the result by post."""
    return answers | {"result_delivery": "post", "delivery_address": POST_ADDRESS}


@pytest.fixture
def granted(world: World, by_post: dict[str, Any]) -> Dossier:
    """A result that waits for the carrier."""
    return once("granted, by post", lambda: _granted(world, by_post))


def _granted(world: World, answers: dict[str, Any]) -> Dossier:
    office = Office(world)
    asked = replace(entry(answers), delivery=Delivery.POST)
    desk = world.officer("one_stop_officer")
    dossier = receive_at_counter(world.ward.desk, entry=asked, actor=desk)
    office.propose()
    office.sign()
    office.issue()
    return reread(dossier)
