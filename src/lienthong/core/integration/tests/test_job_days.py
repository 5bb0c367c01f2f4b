# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What was noted of jobs goes after its days, which administrators can set; the newest stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lienthong.core.integration.models import JobDay
from lienthong.core.references.api import Setting, SettingVersion
from lienthong.kernel import ports

pytestmark = [pytest.mark.covers("13"), pytest.mark.django_db]


def sweep() -> dict[str, list[int]]:
    """Run the job; how many days ago what is left was noted, by job."""
    ports.tasks()["integration.forget_job_days"]()
    left: dict[str, list[int]] = {}
    for turn in JobDay.objects.order_by("job", "day"):
        left.setdefault(turn.job, []).append((timezone.localdate() - turn.day).days)
    return left


def settle(kept_days: object) -> None:
    setting = Setting.objects.create(key="integration.jobs", title="Việc nền")
    value = {"kept_days": kept_days}
    SettingVersion.objects.create(setting=setting, value=value, valid_from=date(2025, 1, 1))


def test_turns_older_than_kept_go_but_never_the_newest_of_a_job() -> None:
    for job, days in (("a", (500, 401, 400, 50, 0)), ("b", (900, 800))):
        for ago in days:
            at = timezone.now() - timedelta(days=ago)
            JobDay.objects.note(job, at=at, is_well=True, seconds=1)

    assert sweep() == {"a": [400, 50, 0], "b": [800]}
    settle(30)
    assert sweep() == {"a": [0], "b": [800]}


@pytest.mark.parametrize("kept_days", [0, -1, "x"])
def test_a_setting_that_is_no_number_of_days_removes_nothing(kept_days: object) -> None:
    for ago in (900, 0):
        at = timezone.now() - timedelta(days=ago)
        JobDay.objects.note("a", at=at, is_well=True, seconds=1)
    settle(kept_days)

    with pytest.raises(ValueError, match=str(kept_days)):
        sweep()

    assert JobDay.objects.count() == 2
