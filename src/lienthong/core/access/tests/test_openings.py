# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How long openings are kept: for ever until a time is set, then older ones go, recorded."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from lienthong.core.access.api import openings_kept
from lienthong.core.audit.api import REMOVE_READS, AuditAccess, AuditRecord
from lienthong.core.references.api import Instrument, Setting, SettingVersion
from lienthong.kernel import ports
from lienthong.kernel.errors import IllegalState

pytestmark = pytest.mark.django_db
KEY = "access.openings"
AGES = (900, 500, 400, 366, 364, 30)


@pytest.fixture
def opened() -> None:
    """Somebody opened a dossier so many days ago; all hours are in the trail."""
    AuditAccess.objects.all().delete()
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    for age in AGES:
        AuditAccess.objects.create(
            actor_id=11, subject_kind="onestop.dossier", subject_id=age, hour=now - timedelta(age)
        )
    ports.tasks()["audit.seal_reads"]()


def forget() -> list[int]:
    """Run the job of the night; the ages of what is left."""
    ports.tasks()["access.forget_openings"]()
    return sorted(AuditAccess.objects.values_list("subject_id", flat=True), reverse=True)


def removals() -> list[AuditRecord]:
    return list(AuditRecord.objects.filter(permission=REMOVE_READS.code).order_by("id"))


def settle(days: Any, instrument: Instrument | None = None) -> None:
    setting, _made = Setting.objects.get_or_create(key=KEY, defaults={"title": "Lượt mở"})
    setting.versions.all().delete()
    SettingVersion.objects.create(
        setting=setting, value={"kept_days": days}, valid_from=date(2025, 1, 1),
        instrument=instrument, to_be_confirmed=False,
    )  # fmt: skip


def test_openings_are_kept_for_ever_until_a_time_is_set(opened: None) -> None:
    kept = openings_kept()
    assert (kept.days, kept.legal_basis, kept.to_be_confirmed) == (0, "116/2025/QH15", True)
    assert forget() == list(AGES)
    assert removals() == []


def test_openings_older_than_the_time_go_are_recorded_and_the_trail_stays_whole(
    opened: None,
) -> None:
    law = Instrument.objects.create(
        key="91/2025/QH15", kind="law", title="Luật", in_force_from=date(2026, 1, 1)
    )
    settle(365, law)
    assert forget() == [364, 30]
    (act,) = removals()
    assert act.changes["rows"] == [4, 0]
    assert act.purpose == "Hết hạn giữ 365 ngày. 91/2025/QH15"
    call_command("audit", "verify")
    assert forget() == [364, 30]
    assert len(removals()) == 1, "a night on which nothing goes says nothing"


def test_openings_that_were_tampered_with_stay(opened: None) -> None:
    settle(365)
    AuditAccess.objects.filter(subject_id=500).update(count=9)
    with pytest.raises(IllegalState, match="làm chứng"):
        forget()
    assert AuditAccess.objects.count() == len(AGES)


@pytest.mark.parametrize("days", [364, 1, -1, "x"])
def test_time_that_is_too_short_or_none_removes_nothing(days: Any, opened: None) -> None:
    settle(days)
    with pytest.raises(ValueError, match=str(days)):
        forget()
    assert AuditAccess.objects.count() == len(AGES)
