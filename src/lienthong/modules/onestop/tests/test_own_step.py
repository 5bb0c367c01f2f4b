# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A step that a province put into its table is done on the case screen by the ways it has."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.urls import reverse
from django.utils import timezone

from lienthong.core.cases.api import Case, Step, move_case_process, open_steps_of
from lienthong.core.process.api import publish_version, version_on
from lienthong.modules.onestop.tests.test_desk_counter import sign_in
from lienthong.modules.onestop.tests.test_desk_steps import accept, check_url, online
from lienthong.testing.world import World

__all__ = ["online"]
OWN = {
    "node": "call", "title": "Gọi hỏi lại", "kind": "task", "role": "civil_status_officer",
    "of": "competent", "outcomes": [
        {"code": "reached", "title": "Đã gọi được", "to": "examine"},
        {"code": "lost", "title": "Không gọi được", "to": "examine"},
    ],
}  # fmt: skip


@pytest.mark.covers("4.3")
def test_step_of_a_province_is_finished_by_one_of_its_own_ways(world: World, online: Step) -> None:
    today, boss = timezone.localdate(), world.officer("administrator")
    now = version_on("birth_registration", on=today)
    assert now is not None
    table = deepcopy(dict(now.table))
    table["steps"].insert(1, OWN)
    table["steps"][0]["outcomes"][0]["to"] = "call"
    made = publish_version(table, valid_from=today, actor=boss)
    move_case_process(Case.objects.get(pk=online.case_id), version=made, actor=boss)
    sign_in(world).post(check_url(online), accept())
    (call,) = open_steps_of(online.case_id)
    officer = sign_in(world, "civil_status_officer")
    act = reverse("onestop:officer-own-step", args=[call.pk])

    page = officer.get(reverse("onestop:officer-case", args=[call.case_id])).content.decode()
    long = officer.post(act, {"outcome": "reached", "comment": "x" * 2_001, "_key": "o1"})
    other = officer.post(act, {"outcome": "accept", "_key": "o2"})
    officer.post(act, {"outcome": "lost", "comment": "Máy bận", "_key": "o3"})

    assert "Không gọi được" in page
    assert "Mở ở quầy" not in page
    assert (long.status_code, other.status_code) == (422, 409)
    call.refresh_from_db()
    assert (call.node, call.outcome, call.comment) == ("call", "lost", "Máy bận")
    assert [step.node for step in open_steps_of(online.case_id)] == ["examine"]
