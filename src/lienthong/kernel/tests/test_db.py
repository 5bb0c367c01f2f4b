# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import OperationalError, connection, transaction

from lienthong.kernel import db
from lienthong.testing.threads import together

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("moment", [db.FAR, db.EARLY, datetime(2026, 11, 20, 7, 30, tzinfo=UTC)])
def test_moment_when_sent_to_the_database_then_comes_back(moment: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [moment])
        assert cursor.fetchone()[0] == moment


def test_far_and_early_enclose_every_moment_that_can_be_stored() -> None:
    assert db.EARLY < datetime(1900, 1, 1, tzinfo=UTC) < datetime(2170, 1, 1, tzinfo=UTC) < db.FAR


def test_fold_and_order_when_used_in_a_query_then_find_and_sort() -> None:
    person: Any = apps.get_model("accounts", "Person")
    for name in ("Đặng Thị Ẩn", "Dang Thi An", "Ân"):
        person.objects.create(full_name=name)

    found = person.objects.annotate(f=db.Fold("full_name")).filter(f="dang thi an")
    ordered = person.objects.order_by(db.VietnameseOrder("full_name"))

    assert {one.full_name for one in found} == {"Đặng Thị Ẩn", "Dang Thi An"}
    assert [one.full_name for one in ordered] == ["Ân", "Dang Thi An", "Đặng Thị Ẩn"]


def test_dated_rows_when_asked_on_a_day_then_the_end_is_exclusive() -> None:
    model: Any = apps.get_model("references", "SettingVersion")
    setting = apps.get_model("references", "Setting")._default_manager.create(key="k", title="t")
    start, end = date(2026, 1, 1), date(2026, 7, 1)
    model.objects.create(setting=setting, value=1, valid_from=start, valid_to=end)

    def on(day: date) -> int:
        return int(model.objects.on(day).count())

    days = (start - timedelta(days=1), start, end - timedelta(days=1), end)
    assert [on(day) for day in days] == [0, 1, 1, 0]


def test_after_commit_when_rolled_back_then_nothing_runs(
    django_capture_on_commit_callbacks: Any,
) -> None:
    ran: list[str] = []
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            db.after_commit(lambda: ran.append("kept"))
        try:
            with transaction.atomic():
                db.after_commit(lambda: ran.append("undone"))
                raise LookupError
        except LookupError:
            ran.append("refused")

    assert ran == ["refused", "kept"]


@pytest.mark.django_db(transaction=True)
def test_lock_timeout_when_somebody_holds_the_row_then_gives_up() -> None:
    def second() -> None:
        with transaction.atomic(), db.lock_timeout(0.05), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(77)")

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(77)")
        outcome = together([second])[0]

    assert isinstance(outcome.error, OperationalError)
    assert "lock timeout" in str(outcome.error)


def test_read_your_writes_when_inside_then_sees_own_rows() -> None:
    person: Any = apps.get_model("accounts", "Person")
    made = person.objects.create(full_name="Lê Thị Hà")

    with db.read_your_writes():
        assert person.objects.get(pk=made.pk).full_name == "Lê Thị Hà"


def test_who_says_that_nothing_lasts_is_not_waited_for_and_others_are() -> None:
    numbers: list[int] = []
    writer, reader = (connection.copy() for _each in range(2))
    writer.set_autocommit(False)

    def unfinished() -> set[int]:
        with reader.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")  # a later one that is through
            cursor.execute(f"SELECT found.writer::text::bigint FROM ({db.UNFINISHED}) found")
            return {row[0] for row in cursor.fetchall()}

    for each in (connection, writer):
        with each.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text::bigint")
            numbers.append(cursor.fetchone()[0])
    ours, theirs = numbers
    assert {ours, theirs} <= unfinished()
    db.nothing_lasts()

    found = unfinished()

    assert (ours in found, theirs in found) == (False, True)
    with reader.cursor() as cursor:
        cursor.execute(f"SELECT {db.WATERMARK}::text::bigint")
        assert cursor.fetchone()[0] <= theirs
    for each in (writer, reader):
        each.close()
