# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Holders of accounts hear what happened to them; the port of accounts is bound."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from lienthong.core.accounts.api import Account, Letter, post_letter
from lienthong.core.accounts.events import SecondFactorChanged, SignInLocked
from lienthong.core.notifications.api import Message, MessageDelivery
from lienthong.kernel.events import publish
from lienthong.testing.jobs import run_jobs
from lienthong.testing.post import PostOffice

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


def test_letter_is_gone_when_the_act_is_undone(post: PostOffice) -> None:
    with transaction.atomic():
        post_letter(Letter("ha@example.vn", "Thư", "Lời."))
        transaction.set_rollback(True)
    run_jobs()

    assert not MessageDelivery.objects.exists()
    assert post.letters("ha@example.vn") == []
