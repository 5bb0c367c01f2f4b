# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Processes whose steps ask for a role that ends: told before, then offered no more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lienthong.core.access.api import Role
from lienthong.core.process.api import ProcessVersion, open_process, process_problems
from lienthong.portals.administration.processes.fields import role_choices
from lienthong.testing.world import World

pytestmark = [pytest.mark.covers("13"), pytest.mark.django_db]


def test_process_is_named_before_the_role_of_its_steps_ends_and_asks_for_another_from_the_day(
    world: World, version: ProcessVersion, administrator: Client
) -> None:
    role, today = Role.objects.get(code="officer"), timezone.localdate()
    typed = {"ends": f"{today + timedelta(days=1):%d/%m/%Y}"}
    url = f"/quan-tri/danh-muc/vai-tro/{role.pk}/ket-thuc/"

    (table,) = administrator.post(url, typed).context["tables"]

    (row,) = [row for row in table["rows"] if row[0] == f"Quy trình “{version.title}”"]
    assert row[1].partition(" bước: ")[0].isdecimal()
    assert row[3] == f"/quan-tri/quy-trinh/{version.definition.code}/"
    design = open_process(version.definition, actor=world.officer("administrator"))
    found = {}
    for days in (1, 0, -1):
        Role.objects.filter(pk=role.pk).update(valid_to=today + timedelta(days=days))
        codes = {problem.code for problem in process_problems(design)}
        found[days] = ("unknown_role" in codes, "officer" in role_choices(""))
    assert found == {1: (False, True), 0: (True, False), -1: (True, False)}
    assert role_choices("officer")["officer"] == "Cán bộ", "what a step has stays, by its title"
