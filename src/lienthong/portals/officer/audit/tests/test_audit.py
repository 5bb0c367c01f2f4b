# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The trail: only for those who may, narrowed by person, act and day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lienthong.portals.officer.cases.tests.samples import make_step, sign_in
from lienthong.testing.world import World

URL = "officer:audit"


def rows(response: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = response.context["rows"]
    return found


def leave_a_trace(world: World) -> None:
    step = make_step(world.ward)
    sign_in(world).post(reverse("officer:take"), {"case": [step.pk], "viec": "nhan"})


def test_acts_are_listed_in_words(world: World) -> None:
    leave_a_trace(world)

    found = rows(sign_in(world, "administrator").get(reverse(URL)))
    taken = next(row for row in found if row["subject"].startswith("bước xử lý"))

    assert "hàng việc" in taken["changes"]
    assert "Công chức tư pháp" in taken["record"].actor_text


def test_the_address_narrows(world: World) -> None:
    leave_a_trace(world)
    client = sign_in(world, "administrator")
    today = timezone.localdate()

    by_name = rows(client.get(reverse(URL), {"ai": "tư pháp"}))
    nobody = client.get(reverse(URL), {"ai": "không ai"})
    on_day = rows(client.get(reverse(URL), {"ngay": f"{today:%d%m%Y}"}))
    before = rows(client.get(reverse(URL), {"ngay": f"{today - timedelta(days=2):%d/%m/%Y}"}))
    wrong = client.get(reverse(URL), {"ngay": "45/13/2026"})

    assert {row["record"].actor_text.startswith("Công chức tư pháp") for row in by_name} == {True}
    assert "Không có dòng nào khớp" in nobody.content.decode()
    assert on_day
    assert before == []
    assert "Ngày ghi như 20/11/2026" in wrong.content.decode()


def test_others_may_not_read_it(world: World) -> None:
    for role in ("civil_status_officer", "leader", "clerk", "one_stop_officer"):
        assert sign_in(world, role).get(reverse(URL)).status_code == 403
