# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from lienthong.core.cases.tasks.steps import prepare_partitions
from lienthong.kernel.partitions import MONTHS_AHEAD, months_ahead


@pytest.mark.django_db
def test_partitions_when_months_have_passed_then_are_made_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = datetime(2031, 3, 1, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert months_ahead("cases_caseevent", later.date()) == 0

    prepare_partitions()

    assert months_ahead("cases_caseevent", later.date()) == MONTHS_AHEAD
