# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Holders of accounts hear what happened to them; the port of accounts is bound."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lienthong.core.access.api import Grant, GrantScope, Role
from lienthong.core.access.events import RoleEnding
from lienthong.core.accounts.api import Account, Letter, post_letter
from lienthong.core.accounts.events import SecondFactorChanged, SignInLocked
from lienthong.core.documents.api import MeansKind, SigningMeans
from lienthong.core.notifications.api import Message, MessageDelivery
from lienthong.core.units.api import Membership, Position, PositionVersion, end_post, name_of
from lienthong.core.units.events import DayBegun
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.events import Event, publish
from lienthong.testing.jobs import run_jobs
from lienthong.testing.offices import make_offices
from lienthong.testing.post import PostOffice

START = date(2025, 7, 1)
pytestmark = [pytest.mark.django_db, pytest.mark.covers("3.5")]


@pytest.fixture
def officer() -> Account:
    return Account.objects.create_user(
        "can.bo", kind="officer", display_name="Lê Thị Hà", email="ha@example.vn"
    )


def test_lock_is_told_to_the_holder_once_by_mail_and_on_the_page(
    post: PostOffice, officer: Account
) -> None:
    until = timezone.now() + timedelta(minutes=15)
    with transaction.atomic():
        for _ in range(2):
            publish(SignInLocked(account_id=officer.pk, until=until))
    run_jobs()

    message = Message.objects.get()
    assert message.account_id == officer.pk
    assert f"{timezone.localtime(until):%H:%M, %d/%m/%Y}" in message.body
    (letter,) = post.letters("ha@example.vn")
    assert letter["subject"] == "Tài khoản bị khóa tạm vì nhập sai nhiều lần"


def test_lock_of_a_name_that_nobody_has_is_told_to_nobody() -> None:
    with transaction.atomic():
        publish(SignInLocked(account_id=None, until=timezone.now()))
    run_jobs()

    assert not Message.objects.exists()


@pytest.mark.parametrize(("present", "word"), [(True, "đã được đặt"), (False, "đã bị gỡ")])
def test_change_of_the_second_factor_is_told(present: bool, word: str, officer: Account) -> None:
    with transaction.atomic():
        publish(SecondFactorChanged(account_id=officer.pk, present=present))
    run_jobs()

    assert word in Message.objects.get().body


def test_end_of_a_post_is_told_to_its_holder_and_not_to_who_was_locked(officer: Account) -> None:
    unit, today = make_offices().unit, timezone.localdate()
    title = Position.objects.create(code="pho-van-phong")
    PositionVersion.objects.create(position=title, title="Phó Văn phòng", valid_from=START)
    post = Membership.objects.create(
        account=officer, unit=unit, position=title, valid_from=START, is_main=True
    )
    platform = Actor.platform("kiểm thử")
    end_post(post, last_day=today + timedelta(days=9), actor=platform)
    done: set[int] = set()
    run_jobs(done)

    message = Message.objects.get()
    day = f"{today + timedelta(days=9):%d/%m/%Y}"
    assert message.account_id == officer.pk
    assert f"giữ vị trí Phó Văn phòng ở {name_of(unit.pk)} đến hết ngày {day}" in message.body

    Account.objects.filter(pk=officer.pk).update(is_active=False)
    end_post(post, last_day=today, actor=platform)
    run_jobs(done)
    assert Message.objects.count() == 1


def test_end_of_a_role_is_told_before_it_when_withdrawn_and_on_the_day(officer: Account) -> None:
    unit, today = make_offices().unit, timezone.localdate()
    role = Role.objects.create(code="tham-dinh", title="Thẩm định", permissions=[])
    Grant.objects.create(
        account=officer, role=role, unit=unit, scope=GrantScope.UNIT, valid_from=START
    )
    done: set[int] = set()

    def told(event: Event) -> list[str]:
        before = Message.objects.count()
        with transaction.atomic():
            publish(event)
        run_jobs(done)
        found = Message.objects.filter(account_id=officer.pk).order_by("pk")
        return list(found.values_list("short_text", flat=True))[before:]

    def ends(on: date | None) -> RoleEnding:
        Role.objects.filter(pk=role.pk).update(valid_to=on)
        return RoleEnding(role_id=role.pk, on=on)

    day = today + timedelta(days=9)
    soon = [f"Vai trò Thẩm định của bạn kết thúc từ ngày {day:%d/%m/%Y}."]
    gone = [f"Vai trò Thẩm định của bạn đã kết thúc từ ngày {day:%d/%m/%Y}."]
    assert told(ends(day)) == soon
    assert told(ends(None)) == ["Vai trò Thẩm định của bạn dùng tiếp như trước."]
    assert told(ends(day)) == soon, "again: it was withdrawn meanwhile"
    assert told(DayBegun(day=day - timedelta(days=1))) == []
    assert told(DayBegun(day=day)) == gone
    assert told(DayBegun(day=day)) == [], "once"
    assert told(ends(today)) == [gone[0].replace(f"{day:%d/%m/%Y}", f"{today:%d/%m/%Y}")]
    assert Message.objects.exclude(account_id=officer.pk).count() == 0


def test_letter_is_gone_when_the_act_is_undone(post: PostOffice) -> None:
    with transaction.atomic():
        post_letter(Letter("ha@example.vn", "Thư", "Lời."))
        transaction.set_rollback(True)
    run_jobs()

    assert not MessageDelivery.objects.exists()
    assert post.letters("ha@example.vn") == []


def test_ends_of_certificates_are_told_once_a_stage_to_who_can_act(officer: Account) -> None:
    role = Role.objects.create(code="q", title="Q", permissions=["documents.template.manage"])
    keeper = Account.objects.create_user("quan.tri", kind="officer", display_name="Quản trị")
    unit = make_offices().unit
    Grant.objects.create(
        account=keeper, role=role, unit=unit, scope=GrantScope.ALL, valid_from=date(2025, 7, 1)
    )
    now = timezone.now()
    for owner, name, days in (
        ({"account": officer}, "Lê Thị Hà", 20),
        ({"unit": unit}, "UBND", 5),
        ({"account": officer}, "Còn lâu", 90),
    ):
        SigningMeans.objects.create(
            kind=MeansKind.PLUGIN, reference=name, subject=f"CN={name},O=UBND", **owner,
            valid_from=now.date() - timedelta(days=1), expires_at=now + timedelta(days=days),
        )  # fmt: skip
    job = ports.tasks()["documents.tell_endings"].function
    assert [job(), job()] == [2, 2]
    run_jobs()
    told = Message.objects.order_by("title").values_list("account__username", "title", "link")
    assert list(told) == [
        ("can.bo", "Chứng thư số Lê Thị Hà sắp hết hạn", reverse("officer:means")),
        ("quan.tri", "Chứng thư số UBND sắp hết hạn", reverse("administration:trust")),
    ]
    SigningMeans.objects.filter(account=officer).update(expires_at=now + timedelta(days=6))
    job()
    run_jobs()
    assert Message.objects.filter(account=officer).count() == 3
