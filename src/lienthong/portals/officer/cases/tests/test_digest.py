# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One letter in the morning with what waits: working days only, once, not when nothing waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from lienthong.core.cases.api import Step
from lienthong.core.notifications.api import Message, MessageDelivery
from lienthong.kernel import ports
from lienthong.portals.officer.cases.tests.samples import make_step
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("10")
FRIDAY = datetime(2026, 11, 27, 0, 30, tzinfo=UTC)  # 07:30 in Việt Nam
SATURDAY = FRIDAY + timedelta(days=1)


def send(monkeypatch: pytest.MonkeyPatch, account_id: int, at: datetime) -> list[Message]:
    monkeypatch.setattr(timezone, "now", lambda: at)
    ports.tasks()["cases.send_digest"].function(account_id=account_id)
    return list(Message.objects.filter(kind="cases.digest", account_id=account_id))


def test_digest_when_work_waits_then_one_letter_on_working_days(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = make_step(world.ward)
    Step.objects.filter(pk=step.pk).update(
        due_at=FRIDAY - timedelta(hours=1), sort_at=FRIDAY - timedelta(hours=1)
    )
    account = world.account(step.role_code)
    account.email = "can-bo@example.vn"
    account.save(update_fields=["email"])
    assert send(monkeypatch, account.pk, SATURDAY) == []

    first = send(monkeypatch, account.pk, FRIDAY)
    again = send(monkeypatch, account.pk, FRIDAY + timedelta(minutes=5))

    assert [message.pk for message in first] == [message.pk for message in again]
    (letter,) = first
    assert letter.title == "Việc của bạn hôm nay: 1 trễ, 0 tới hạn"
    assert step.case_title in letter.body
    assert letter.in_app is False
    assert not MessageDelivery.objects.filter(message=letter).exclude(channel="email").exists()
    idle = world.account("clerk")
    assert send(monkeypatch, idle.pk, FRIDAY) == []
