# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Officers hear of work that comes to them in person, and only of that."""

from __future__ import annotations

import pytest
from django.db import transaction

from lienthong.core.cases.api import Step, assign_step, claim_step, queue_of_person
from lienthong.core.cases.events import StepOpened
from lienthong.core.cases.tests.conftest import MakeStep
from lienthong.core.notifications.api import Message, messages_page
from lienthong.kernel.events import publish
from lienthong.testing.jobs import run_jobs
from lienthong.testing.offices import Offices, acting

pytestmark = [pytest.mark.django_db, pytest.mark.covers("3.5")]


def test_assigned_step_is_told_to_whom_it_was_given(offices: Offices, make_step: MakeStep) -> None:
    step, leader, colleague = make_step(), offices.actor("an"), offices.officer("binh")
    with transaction.atomic():
        assign_step(step, account_id=colleague.pk, reason="Gấp", actor=leader)
    run_jobs()

    ((message,), more) = messages_page(acting(colleague))
    assert not more
    assert step.case_code == "", "not accepted yet"
    assert message.title == f"Giao việc: {step.title}, {step.case_title}"
    assert message.link == f"/can-bo/buoc/{step.pk}/"
    assert messages_page(leader) == ([], False)


def test_step_that_opens_in_a_persons_queue_is_told(offices: Offices, make_step: MakeStep) -> None:
    step, account = make_step(), offices.officer("binh")
    with transaction.atomic():
        queue = queue_of_person(account.pk)
        Step.objects.filter(pk=step.pk).update(queue=queue)
        told = StepOpened(
            step_id=step.pk, case_id=step.case_id, queue_id=queue.pk, holder_id=account.pk
        )
        publish(told)
    run_jobs()

    assert [message.kind for message in messages_page(acting(account))[0]] == ["cases.step_mine"]


def test_own_claim_and_common_queue_are_told_to_nobody(
    offices: Offices, make_step: MakeStep
) -> None:
    step, actor = make_step(), offices.actor("an")
    with transaction.atomic():
        claim_step(step, actor=actor)
    run_jobs()

    assert not Message.objects.exists()


def test_step_that_went_on_meanwhile_is_not_told(offices: Offices, make_step: MakeStep) -> None:
    step, colleague = make_step(), offices.officer("binh")
    with transaction.atomic():
        assign_step(step, account_id=colleague.pk, reason="Gấp", actor=offices.actor("an"))
    Step.objects.filter(pk=step.pk).update(closed_at="2026-11-25T00:00:00Z")
    run_jobs()

    assert not Message.objects.exists()
