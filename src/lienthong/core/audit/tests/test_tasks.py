# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from lienthong.core.audit.api import AuditRecord
from lienthong.core.audit.queries.trail import unsealed_count
from lienthong.core.audit.tasks import prepare_partitions, seal
from lienthong.core.audit.tests.conftest import write
from lienthong.kernel.partitions import MONTHS_AHEAD, months_ahead
from lienthong.testing.threads import until


@pytest.mark.django_db
def test_partitions_when_months_have_passed_then_are_made_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = datetime(2031, 3, 1, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: later)

    prepare_partitions()

    for table in ("audit_auditrecord", "audit_auditaccess"):
        assert months_ahead(table, later.date()) == MONTHS_AHEAD


def test_sealing_job_seals_everything_that_waits(trail: Callable[[], list[AuditRecord]]) -> None:
    write(1)
    write(2)

    def sealed() -> bool:
        seal()
        return unsealed_count() == 0

    until(sealed)

    assert len(trail()) == 2
