# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Openings under the seal: whole hours, once; what is touched afterwards is found by name."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from lienthong.core.audit.actions.seal_reads import remove_reads
from lienthong.core.audit.api import AuditAccess, AuditRecord, note_access, verify
from lienthong.core.audit.domain.reads import hour_number
from lienthong.core.audit.permissions import REMOVE_READS, SEAL
from lienthong.core.audit.queries.reads import settled_until, verify_reads
from lienthong.core.audit.tasks import tell_reads
from lienthong.core.audit.tests.conftest import seal_all, sql
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.errors import IllegalState
from lienthong.testing.threads import PATIENCE, together, values

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
ONE, TWO = 11, 12
Trail = Callable[[], list[AuditRecord]]


def read(reader: int, subject: int, hour: datetime = NOON, count: int = 1) -> None:
    AuditAccess.objects.create(
        actor_id=reader, subject_kind="onestop.dossier", subject_id=subject, hour=hour, count=count
    )


@pytest.fixture
def reads(trail: Trail) -> Iterator[Trail]:
    """Two readers at noon, one of them again two hours later; sealed. The trail, in order."""
    sql("TRUNCATE audit_auditaccess")
    read(ONE, 1, count=3)
    read(ONE, 2)
    read(TWO, 1)
    read(TWO, 9, NOON + timedelta(hours=2))
    tell_reads()
    seal_all()
    yield trail
    sql("TRUNCATE audit_auditaccess")


def found() -> list[tuple[str, int | None, int | None]]:
    told = [(one.what, one.hour, one.reader) for one in verify_reads()]
    assert list(verify()) == []
    return told


def test_each_hour_with_openings_is_told_once_and_untouched_ones_are_whole(reads: Trail) -> None:
    tell_reads()

    told = reads()
    hours = [hour_number(NOON), hour_number(NOON) + 2, told[-1].subject_id]
    assert [(one.permission, one.subject_id) for one in told] == [(SEAL.code, h) for h in hours]
    assert [one.changes["count"][1] for one in told] == [5, 1, 0]
    assert [one.changes["rows"][1] for one in told] == [3, 1, 0]
    assert hour_number(timezone.now()) - 2 <= (told[-1].subject_id or 0), "the hour before this"
    assert found() == []


def test_row_put_into_a_past_hour_after_the_newest_opening_is_found(reads: Trail) -> None:
    newest = reads()[-1].subject_id or 0
    at = datetime.fromtimestamp(newest * 3600, UTC)
    for hour in (NOON + timedelta(days=9), at):
        sql(
            "INSERT INTO audit_auditaccess (actor_id, subject_kind, subject_id, hour)"
            " VALUES (13, 'onestop.dossier', 4, %s)",
            hour,
        )
    tell_reads()

    assert found() == [
        ("reads_unsealed", hour_number(NOON) + 9 * 24, 13),
        ("reads_added", newest, 13),
    ]


def test_row_put_into_an_hour_to_come_is_found(reads: Trail) -> None:
    ahead = timezone.now() + timedelta(hours=30)
    read(TWO, 4, ahead.replace(minute=0, second=0, microsecond=0))

    assert found() == [("reads_ahead", hour_number(ahead), TWO)]


@pytest.mark.parametrize(
    ("statement", "what", "reader"),
    [
        ("UPDATE audit_auditaccess SET count = 1 WHERE count = 3", "changed", ONE),
        ("UPDATE audit_auditaccess SET place = 'x' WHERE subject_id = 2", "changed", ONE),
        ("UPDATE audit_auditaccess SET unit_id = 5 WHERE subject_id = 2", "changed", ONE),
        ("UPDATE audit_auditaccess SET subject_id = 7 WHERE subject_id = 2", "changed", ONE),
        ("DELETE FROM audit_auditaccess WHERE subject_id = 2", "gone", ONE),
        ("DELETE FROM audit_auditaccess WHERE actor_id = 12 AND subject_id = 1", "gone", TWO),
        (
            "INSERT INTO audit_auditaccess (actor_id, subject_kind, subject_id, hour)"
            " SELECT 13, subject_kind, 4, hour FROM audit_auditaccess WHERE count = 3",
            "added",
            13,
        ),
    ],
)
def test_row_when_touched_then_hour_and_reader_are_named(
    reads: Trail, statement: str, what: str, reader: int
) -> None:
    sql(statement)

    assert found() == [(f"reads_{what}", hour_number(NOON), reader)]


def test_row_put_into_an_hour_without_any_is_found(reads: Trail) -> None:
    read(TWO, 4, NOON + timedelta(hours=1))

    assert found() == [("reads_unsealed", hour_number(NOON) + 1, TWO)]


def test_record_of_an_hour_when_told_again_over_changed_rows_then_is_found(reads: Trail) -> None:
    sql("UPDATE audit_auditaccess SET count = 1 WHERE count = 3")
    first = reads()[0]
    sql(
        "INSERT INTO audit_auditrecord (at, generation, actor_text, permission, subject_kind,"
        " subject_id, changes, hash) SELECT now(), generation, actor_text, permission,"
        " subject_kind, subject_id, changes, hash FROM audit_auditrecord WHERE id = %s",
        first.id,
    )

    assert ("reads_twice", first.subject_id, None) in [
        (one.what, one.hour, one.reader) for one in verify_reads()
    ]


def test_hour_that_somebody_may_still_add_to_is_not_told(trail: Trail) -> None:
    """An opening noted by a transaction that lasts beyond its hour is told with its hour."""
    sql("TRUNCATE audit_auditaccess")
    noted, may_end = threading.Event(), threading.Event()
    reader = Actor(kind=ActorKind.OFFICER, account_id=ONE)

    def opening() -> None:
        with transaction.atomic():
            note_access(reader, kind="onestop.dossier", subject_id=1, opens=lambda _actor: True)
            noted.set()
            assert may_end.wait(PATIENCE)

    def telling() -> datetime:
        assert noted.wait(PATIENCE)
        tell_reads()
        settled = settled_until()
        may_end.set()
        return settled

    _, settled = values(together([opening, telling]))

    (row,) = AuditAccess.objects.all()
    assert settled <= row.hour
    assert all((told.subject_id or 0) < hour_number(row.hour) for told in trail())
    sql("TRUNCATE audit_auditaccess")


def test_old_openings_when_removed_lawfully_then_nothing_is_found_and_the_act_is(
    reads: Trail,
) -> None:
    out = StringIO()
    call_command(
        "audit", "remove-reads", "--before=2026-03-03", "--reason", "Hết hạn giữ", stdout=out
    )
    seal_all()

    act = reads()[-1]
    assert (act.permission, act.purpose) == (REMOVE_READS.code, "Hết hạn giữ")
    assert act.changes["rows"] == [4, 0]
    assert "Đã bỏ 4 dòng lượt mở trước ngày 03/03/2026" in out.getvalue()
    assert found() == []
    read(ONE, 5)
    assert found() == [("reads_unsealed", hour_number(NOON), ONE)]


def test_removal_keeps_what_was_touched_what_is_not_sealed_and_needs_a_reason(
    reads: Trail,
) -> None:
    day = NOON + timedelta(days=1)
    with pytest.raises(IllegalState, match="đã niêm phong"):
        remove_reads(timezone.now() + timedelta(days=1), reason="Hết hạn giữ")
    until_two = NOON + timedelta(hours=1, minutes=20)
    with pytest.raises(IllegalState, match="căn cứ"):
        remove_reads(until_two, reason=" ")
    sql("UPDATE audit_auditaccess SET count = 1 WHERE count = 3")
    with pytest.raises(CommandError, match="làm chứng"):
        call_command("audit", "remove-reads", f"--before={day:%Y-%m-%d}", "--reason=x")

    assert AuditAccess.objects.count() == 4
    assert remove_reads(NOON - timedelta(days=1), reason="Hết hạn giữ") == 0
    assert {one.permission for one in reads()} == {SEAL.code}, "where nothing goes nothing is said"


def test_command_names_hour_and_reader(reads: Trail) -> None:
    sql("DELETE FROM audit_auditaccess WHERE subject_id = 2")
    out = StringIO()

    with pytest.raises(SystemExit):
        call_command("audit", "verify", stdout=out)

    record = reads()[0]
    assert out.getvalue().strip() == (
        f"SAI  giờ 12:00, 02/03/2026, tài khoản 11, dòng {record.id}: thiếu lượt mở đã niêm phong"
    )


@pytest.mark.django_db
def test_hours_are_found_by_a_summarised_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT min(hour) FROM audit_auditaccess WHERE hour >= '2026-03-02'")
        plan = " ".join(line for (line,) in cursor.fetchall())

    assert "Bitmap Index Scan" in plan, plan
