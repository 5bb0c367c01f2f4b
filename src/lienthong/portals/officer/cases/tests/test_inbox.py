# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The inbox: order, groups, views, places, the panel, and the same reads for 1 and 30 rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lienthong.core.cases.api import Step
from lienthong.portals.officer.cases.tests.samples import make_step, sign_in
from lienthong.testing.world import World

INBOX = "officer:inbox"


def page_of(response: Any) -> str:
    return str(response.content.decode())


def groups_of(response: Any) -> list[tuple[str, list[str]]]:
    groups = response.context["groups"]
    return [(group["title"], [row["title"] for row in group["rows"]]) for group in groups]


def test_late_stands_before_today_and_days_have_names(world: World) -> None:
    now = timezone.now()
    make_step(world.ward, title="Sau", due=now + timedelta(days=40))
    make_step(world.ward, title="Trễ", due=now - timedelta(days=3))

    response = sign_in(world).get(reverse(INBOX))

    later = timezone.localdate(now + timedelta(days=40))
    groups = groups_of(response)
    assert groups[0] == ("Trễ hạn", ["Trễ"])
    assert groups[1][1] == ["Sau"]
    assert f"{later:%d/%m}" in groups[1][0]
    assert response.context["range_text"] == "1–2 trên 2"


def test_views_narrow_and_the_address_says_it(world: World) -> None:
    now = timezone.now()
    make_step(world.ward, title="Sau", due=now + timedelta(days=40))
    make_step(world.ward, title="Trễ", due=now - timedelta(days=3))
    client = sign_in(world)

    late = client.get(reverse(INBOX), {"xem": "tre"})
    later = client.get(reverse(INBOX), {"xem": "sau"})
    odd = client.get(reverse(INBOX), {"xem": "la", "sau": "x|y", "chon": "z", "buoc": ""})

    assert [rows for _, rows in groups_of(late)] == [["Trễ"]]
    assert [rows for _, rows in groups_of(later)] == [["Sau"]]
    assert len(groups_of(odd)) == 2
    assert [tab["count"] for tab in late.context["tabs"][:4]] == ["2", "1", "0", "1"]


def test_step_filter_and_its_empty_state(world: World) -> None:
    make_step(world.ward)
    client = sign_in(world)

    found = client.get(reverse(INBOX), {"buoc": "examine"})
    nothing = client.get(reverse(INBOX), {"buoc": "sign"})

    assert len(groups_of(found)) == 1
    assert "Không có việc nào ở bước này" in page_of(nothing)
    assert "Xem mọi bước" in page_of(nothing)


def test_next_page_goes_on_where_the_first_ended(world: World) -> None:
    for number in range(32):
        make_step(world.ward, title=f"Việc {number:02d}")
    client = sign_in(world)

    first = client.get(reverse(INBOX))
    second = client.get(reverse(INBOX) + first.context["next_url"])

    rows = [
        row for response in (first, second) for _, found in groups_of(response) for row in found
    ]
    assert sorted(rows) == [f"Việc {number:02d}" for number in range(32)]
    assert second.context["range_text"] == "2 việc tiếp theo"
    assert second.context["next_url"] == ""
    assert "Về đầu" in page_of(second)


def test_only_own_queues_are_seen(world: World) -> None:
    step = make_step(world.ward)
    other = sign_in(world, ward=world.other)

    assert groups_of(other.get(reverse(INBOX))) == []
    assert other.get(reverse("officer:step", args=[step.pk])).status_code == 404
    assert other.get(reverse("officer:panel", args=[step.pk])).status_code == 404
    assert Client().get(reverse(INBOX)).status_code == 302


def test_panel_is_a_fragment_for_the_page_and_an_inbox_without_script(world: World) -> None:
    make_step(world.ward, title="Một")
    step = make_step(world.ward, title="Hai", due=timezone.now() + timedelta(days=9))
    client = sign_in(world)
    url = reverse("officer:panel", args=[step.pk])

    fragment = client.get(url, headers={"HX-Request": "true"})
    whole = client.get(url, follow=True)

    assert page_of(fragment).lstrip().startswith("<section")
    assert step.case_code in page_of(fragment)
    assert whole.context["panel"]["id"] == step.pk
    assert 'id="panel"' in page_of(whole)


def test_reads_are_the_same_for_one_row_and_thirty(world: World) -> None:
    make_step(world.ward)
    client = sign_in(world)
    client.get(reverse(INBOX))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(INBOX))
    for _ in range(29):
        make_step(world.ward)
    with CaptureQueriesContext(connection) as thirty:
        response = client.get(reverse(INBOX))

    assert sum(len(rows) for _, rows in groups_of(response)) == 30
    assert len(thirty) == len(one)
    assert len(one) <= 26


def test_taking_work_hides_it_from_the_others_and_back(world: World) -> None:
    step = make_step(world.ward)
    client = sign_in(world)
    url = reverse("officer:take")

    response = client.post(url, {"case": [step.pk], "viec": "nhan"}, follow=True)

    assert "Đã nhận 1 việc về mình." in page_of(response)
    taken = Step.objects.select_related("queue").get(pk=step.pk)
    assert taken.queue.account_id == world.account("civil_status_officer").pk
    assert taken.home_queue_id == step.queue_id
    assert "đã nhận" in page_of(client.get(reverse(INBOX)))
    client.post(url, {"case": [step.pk], "viec": "tra"})
    assert Step.objects.get(pk=step.pk).queue_id == step.queue_id


def test_taking_what_a_colleague_has_is_named(world: World) -> None:
    step = make_step(world.ward)
    sign_in(world).post(reverse("officer:take"), {"case": [step.pk], "viec": "nhan"})

    response = sign_in(world, "leader").post(
        reverse("officer:take"),
        {"case": [step.pk], "viec": "nhan", "ve": str(step.pk)},
        follow=True,
    )
    elsewhere = sign_in(world, ward=world.other).post(
        reverse("officer:take"), {"case": [step.pk], "viec": "nhan"}
    )

    assert "Việc này đang ở người khác." in page_of(response)
    assert response.redirect_chain[-1][0] != reverse("officer:step", args=[step.pk])
    assert elsewhere.status_code == 404


def test_taking_nothing_is_said(world: World) -> None:
    response = sign_in(world).post(reverse("officer:take"), {}, follow=True)

    assert "Chọn ít nhất một việc." in page_of(response)


@pytest.mark.parametrize("role", ["civil_status_officer", "leader", "clerk"])
def test_empty_inbox_says_what_comes(world: World, role: str) -> None:
    client = sign_in(world, role)

    assert "Chưa có việc nào đang chờ" in page_of(client.get(reverse(INBOX)))
    assert "Không còn việc nào trễ" in page_of(client.get(reverse(INBOX), {"xem": "tre"}))


def test_menu_shows_what_the_role_may_do(world: World) -> None:
    make_step(world.ward)
    menu = sign_in(world).get(reverse(INBOX)).context["menu"]
    administrator = sign_in(world, "administrator").get(reverse(INBOX)).context["menu"]

    assert menu[0]["count"] == 1
    assert "Nhật ký" not in [entry["title"] for entry in menu]
    assert "Nhật ký" in [entry["title"] for entry in administrator]


def test_shortcuts_are_listed(world: World) -> None:
    assert "Xem tóm tắt bên cạnh" in page_of(sign_in(world).get(reverse("officer:shortcuts")))
