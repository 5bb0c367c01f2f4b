# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases with one open step in the queue of a ward's civil-status officers."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.test import Client
from django.utils import timezone

from lienthong.core.cases.api import NewCase, NewStep, Step, open_case, open_step
from lienthong.core.deadlines.api import Deadline, start_deadline
from lienthong.kernel import clock
from lienthong.testing.world import Ward, World

ROLE = "civil_status_officer"
KIND = "onestop.dossier"


def make_step(
    ward: Ward,
    *,
    title: str = "Đăng ký khai sinh",
    code: str = "",
    due: datetime | None = None,
    role: str = ROLE,
) -> Step:
    """One case and its open step, due tomorrow when nothing else is said."""
    agency = ward.agency.pk
    with transaction.atomic():
        deadline = start_deadline(clock.Limit(clock.TimeUnit.WORKING_DAY, 3), unit_id=agency)
        new = NewCase(
            kind=KIND,
            title=title,
            state="in_process",
            agency_id=agency,
            unit_id=agency,
            subject_name="Đỗ Thị Huyền Ẵm",
            capacities={agency: "lead"},
        )
        case = open_case(new)
        if due is not None:
            Deadline.objects.filter(pk=deadline.pk).update(due_at=due)
        case.code = code or f"H50.12-261120-{case.pk:04d}"
        case.deadline_id = deadline.pk
        case.save(update_fields=["code", "deadline_id"])
        step = NewStep(
            node="examine",
            title="Thẩm tra, soạn giấy",
            unit_id=agency,
            role=role,
            due_at=due or timezone.now() + timedelta(days=1),
            deadline_id=deadline.pk,
        )
        return open_step(case, step)


def sign_in(world: World, role: str = ROLE, *, ward: Ward | None = None) -> Client:
    """The browser of an officer."""
    client = Client()
    client.force_login(world.account(role, ward=ward))
    return client
