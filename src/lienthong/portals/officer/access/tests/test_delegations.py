# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Screens of standing in: giving, taking back, what each side sees, what ends at the act."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienthong.core.access.api import Delegation, GrantKind, Role
from lienthong.core.accounts.api import Account
from lienthong.core.audit.api import AuditRecord
from lienthong.core.cases.api import Step, claim_step
from lienthong.portals.officer.cases.tests.samples import make_step
from lienthong.testing.offices import acting
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("3")
LIST, NEW = "officer:delegations", "officer:delegation-new"


def desk_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def leader(world: World) -> Account:
    return world.account("leader")


@pytest.fixture
def clerk(world: World) -> Account:
    return world.account("clerk")


def typed(world: World, taker: Account, **changes: str) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "what": f"{world.ward.agency.pk}:vi-tri",
        "to": str(taker.pk),
        "first": f"{today:%d%m%Y}",
        "last": f"{today + timedelta(days=3):%d/%m/%Y}",
        "reason": "Đi học ở tỉnh",
        "instrument": "",
        **changes,
    }


def give(world: World, leader: Account, taker: Account, **changes: str) -> Any:
    return desk_of(leader).post(reverse(NEW), typed(world, taker, **changes), follow=True)


def let_it_end() -> None:
    """Midnight after the last day has passed."""
    today = timezone.localdate()
    Delegation.objects.get().grants.update(valid_from=today - timedelta(days=3), valid_to=today)


def test_leader_gives_the_post_and_both_see_it(
    world: World, leader: Account, clerk: Account
) -> None:
    page = give(world, leader, clerk).content.decode()

    made = Delegation.objects.get()
    assert (made.kind, made.to_account_id) == (GrantKind.SUBSTITUTION, clerk.pk)
    assert "Đã giao cho" in page
    assert "Đang hiệu lực" in page
    received = desk_of(clerk).get(reverse(LIST)).content.decode()
    assert "Trực thay: Phó Chủ tịch" in received
    assert "Đi học ở tỉnh" in received


def test_one_role_needs_the_written_instrument(
    world: World, leader: Account, clerk: Account
) -> None:
    role = Role.objects.get(code="leader")
    what = f"{world.ward.agency.pk}:{role.pk}"

    refused = give(world, leader, clerk, what=what)
    made = give(world, leader, clerk, what=what, instrument="12/GUQ-UBND, 20/11/2026")

    assert refused.status_code == 422
    assert "Ủy quyền phải bằng văn bản" in refused.content.decode()
    assert "12/GUQ-UBND" in made.content.decode()
    assert Delegation.objects.get().kind == GrantKind.DELEGATION


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("first", "01012020", "Ngày bắt đầu đã qua"),
        ("first", "32132026", "Hãy nhập ngày có thật"),
        ("last", "", "Nhập ngày cuối cùng"),
        ("last", "01012020", "Ngày cuối phải từ ngày bắt đầu"),
        ("to", "", "Chọn người được giao"),
        ("to", "999999", "cùng cơ quan"),
        ("to", "1 OR 1=1", "cùng cơ quan"),
        ("reason", "", "Viết lý do"),
        ("reason", "x" * 20_000, "tối đa 500 ký tự"),
        ("instrument", "x" * 201, "tối đa 200 ký tự"),
        ("what", "1:999", ""),
        ("what", "", "Chọn cả vị trí"),
    ],
)
def test_what_cannot_be_stands_at_its_field(
    field: str, value: str, words: str, world: World, leader: Account, clerk: Account
) -> None:
    page = give(world, leader, clerk, **{field: value})

    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert words in page.content.decode()
    assert not Delegation.objects.exists()


def test_officer_of_another_ward_and_oneself_cannot_be_chosen(
    world: World, leader: Account
) -> None:
    other = world.account("clerk", ward=world.other)

    for taker in (other, leader):
        page = give(world, leader, taker)
        assert page.context["form"].errors["to"] == ["Chỉ giao được cho cán bộ cùng cơ quan."]

    assert not Delegation.objects.exists()


def test_overlapping_days_are_refused_with_the_name(
    world: World, leader: Account, clerk: Account
) -> None:
    give(world, leader, clerk)

    page = give(world, leader, world.account("civil_status_officer"))

    assert "đã giao cho Văn thư" in page.content.decode()
    assert Delegation.objects.count() == 1


def test_scripts_in_the_reason_stay_text(world: World, leader: Account, clerk: Account) -> None:
    page = give(world, leader, clerk, reason="<script>alert(1)</script>").content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_delegate_sees_the_frame_the_roles_and_the_personal_queue_for_the_days_only(
    world: World, leader: Account, clerk: Account
) -> None:
    waiting = make_step(world.ward, role="leader", title="Chờ chung")
    taken = make_step(world.ward, role="leader", title="Đã cầm")
    claim_step(taken, actor=acting(leader))
    desk = desk_of(clerk)
    before = desk.get(reverse("officer:inbox")).content.decode()
    give(world, leader, clerk)

    during = desk.get(reverse("officer:inbox")).content.decode()
    last = timezone.localdate() + timedelta(days=3)
    let_it_end()
    after = desk.get(reverse("officer:inbox")).content.decode()

    for title in (waiting.case_title, taken.case_title):
        assert [title in page for page in (before, during, after)] == [False, True, False]
    assert during.count(f"của {leader}") == 1, "the taken one alone is in the leader's hands"
    frame = f"Thay {leader} đến {last:%d/%m}"
    assert [frame in page for page in (before, during, after)] == [False, True, False]


def test_delegation_that_ends_while_a_screen_is_open_refuses_at_the_act(
    world: World, leader: Account, clerk: Account
) -> None:
    step = make_step(world.ward, role="leader", title="Chờ chung")
    give(world, leader, clerk)
    desk = desk_of(clerk)
    assert step.case_title in desk.get(reverse("officer:inbox")).content.decode()
    let_it_end()

    taken = {"case": str(step.pk), "viec": "nhan"}
    answer = desk.post(reverse("officer:take"), taken, follow=True)

    assert "Việc này đang ở người khác" in answer.content.decode()
    step.refresh_from_db()
    assert step.queue_id == step.home_queue_id


def test_act_of_the_delegate_says_in_whose_place_in_the_trail(
    world: World, leader: Account, clerk: Account
) -> None:
    give(world, leader, clerk)
    step = make_step(world.ward, role="leader")

    desk_of(clerk).post(reverse("officer:take"), {"case": str(step.pk), "viec": "nhan"})

    assert Step.objects.get(pk=step.pk).queue.account_id == clerk.pk
    record = AuditRecord.objects.filter(actor_id=clerk.pk).latest("id")
    assert record.on_behalf_of_id == leader.pk
    assert f"thay {leader}" in record.actor_text


def test_taking_back_ends_it_at_once_and_only_for_ones_own(
    world: World, leader: Account, clerk: Account
) -> None:
    give(world, leader, clerk)
    made = Delegation.objects.get()
    url = reverse("officer:delegation-revoke", args=[made.pk])
    stranger = desk_of(world.account("leader", ward=world.other))

    assert stranger.post(url).status_code == 404
    assert desk_of(clerk).post(url).status_code in {403, 404}
    made.refresh_from_db()
    assert made.revoked_at is None

    page = desk_of(leader).post(url, follow=True).content.decode()

    assert "Quyền hết ngay" in page
    assert f"Thay {leader}" not in desk_of(clerk).get(reverse("officer:inbox")).content.decode()
    assert desk_of(leader).post(url).status_code == 409


def test_delegate_cannot_give_on_what_was_given(
    world: World, leader: Account, clerk: Account
) -> None:
    give(world, leader, clerk)
    third = world.account("civil_status_officer")

    assert desk_of(clerk).get(reverse(NEW)).status_code == 403
    assert give(world, clerk, third).status_code == 403
    assert "Giao việc cho người khác" not in desk_of(clerk).get(reverse(LIST)).content.decode()
    assert Delegation.objects.count() == 1
