# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Records that are really committed, as the sealer sees only those."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.db import connection

from lienthong.core.audit.actions.record import AuditRecorder
from lienthong.core.audit.api import VIEW, AuditRecord, seal_records, unsealed_count
from lienthong.core.audit.models import AuditGeneration
from lienthong.kernel.actor import Actor
from lienthong.kernel.ports import Act
from lienthong.testing.threads import until


def write(number: int, recorder: AuditRecorder | None = None) -> None:
    """One record, in a transaction of its own unless one is open."""
    actor = Actor.platform(f"dòng {number}")
    changes = {"tên": ["Hà", f"Hà {number}"]}
    act = Act(actor, VIEW, "audit.test", "audit.thing", number, changes)
    (recorder or AuditRecorder()).record(act)


def seal_all() -> None:
    """Seal until nothing waits; transactions of others on the server may take a moment."""

    def done() -> bool:
        while seal_records() is not None:
            continue
        return unsealed_count() == 0

    until(done)


def sql(statement: str, *parameters: str | int | bytes | datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def _empty() -> None:
    sql("TRUNCATE audit_auditrecord, audit_auditseal")
    AuditGeneration.objects.all().delete()
    AuditGeneration.objects.create(number=1)


@pytest.fixture
def trail(transactional_db: None) -> Iterator[Callable[[], list[AuditRecord]]]:
    """An empty audit trail that is left empty; call it for the records in order."""
    _empty()
    yield lambda: list(AuditRecord.objects.order_by("id"))
    _empty()


@pytest.fixture
def sealed(trail: Callable[[], list[AuditRecord]]) -> list[AuditRecord]:
    """Nine records under three seals."""
    for start in (0, 3, 6):
        for number in range(start, start + 3):
            write(number)
        seal_all()
    return trail()
