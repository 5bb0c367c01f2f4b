# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from lienthong.kernel import partitions

TABLES = ("cases_caseevent", "audit_auditrecord", "audit_auditaccess")
TODAY = date(2026, 11, 20)


def names(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
            " WHERE i.inhparent = %s::regclass",
            [table],
        )
        return {row[0] for row in cursor.fetchall()}


@given(first=st.dates(date(2000, 1, 1), date(2099, 12, 31)), months=st.integers(0, 60))
def test_month_starts_are_consecutive_first_days(first: date, months: int) -> None:
    starts = partitions.month_starts(first, months)

    numbers = [start.year * 12 + start.month for start in starts]
    assert numbers == [first.year * 12 + first.month + n for n in range(months)]
    assert {start.day for start in starts} <= {1}


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_partitions_when_installed_then_reach_from_2025_to_24_months_ahead(table: str) -> None:
    wanted = partitions.month_starts(date(2025, 1, 1), 12 + 11 + 24)

    assert {f"{table}_{start:%Y_%m}" for start in wanted} <= names(table)
    assert f"{table}_rest" in names(table)
    assert partitions.months_ahead(table, TODAY) >= partitions.MONTHS_AHEAD


@pytest.mark.django_db
def test_ensure_partitions_when_time_has_passed_then_adds_only_what_is_missing() -> None:
    before = names("cases_caseevent")

    partitions.ensure_partitions("cases_caseevent", date(2030, 2, 17), months=2)
    partitions.ensure_partitions("cases_caseevent", date(2030, 2, 17), months=2)

    assert names("cases_caseevent") - before == {
        "cases_caseevent_2030_02",
        "cases_caseevent_2030_03",
        "cases_caseevent_2030_04",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "partition"),
    [
        (datetime(2025, 1, 1, tzinfo=UTC), "cases_caseevent_2025_01"),
        (datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC), "cases_caseevent_2026_11"),
        (datetime(2026, 12, 1, tzinfo=UTC), "cases_caseevent_2026_12"),
        (datetime(2024, 12, 31, tzinfo=UTC), "cases_caseevent_rest"),
        (datetime(2099, 1, 1, tzinfo=UTC), "cases_caseevent_rest"),
    ],
)
def test_row_when_written_then_lies_in_the_partition_of_its_month(
    at: datetime, partition: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_caseevent (at, case_id, kind, audience)"
            " VALUES (%s, 1, 'k', 'officer') RETURNING tableoid::regclass::text",
            [at],
        )
        assert cursor.fetchone()[0] == partition
