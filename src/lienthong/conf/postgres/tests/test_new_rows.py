# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""New rows by kept texts, and moments read by Python's own parser."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import Value
from django.db.models.functions import Upper
from django.db.models.sql.subqueries import InsertQuery
from django.utils import timezone

from lienthong.conf.postgres import compiler
from lienthong.core.accounts.api import Person
from lienthong.core.documents.api import File
from lienthong.kernel.text import one_line

pytestmark = [pytest.mark.covers("5"), pytest.mark.django_db]
NAMES = ("Trần Thị Mai", "O'Brien “100 %” %s $1 \\")


@pytest.fixture(autouse=True)
def texts(monkeypatch: pytest.MonkeyPatch) -> dict[Any, Any]:
    known: dict[Any, Any] = {}
    monkeypatch.setattr(compiler, "_KINDS", known)
    return known


def written(kinds: dict[Any, Any]) -> list[str]:
    """The tables that texts are kept for."""
    return [table for (table, _columns), kind in kinds.items() if kind.texts]


def test_rows_by_one_text_keep_each_its_own_values(texts: dict[Any, Any]) -> None:
    made = [
        Person.objects.create(full_name=name, date_of_birth=date(1990, 1, day) if day else None)
        for day, name in enumerate(NAMES)
    ]

    assert written(texts) == ["accounts_person"]
    kept = Person.objects.order_by("pk")
    assert [(one.pk, one.full_name, one.date_of_birth) for one in kept] == [
        (made[0].pk, one_line(NAMES[0]), None),
        (made[1].pk, one_line(NAMES[1]), date(1990, 1, 1)),
    ]


def test_a_value_that_the_database_makes_stands_in_no_kept_text(texts: dict[Any, Any]) -> None:
    (made,) = Person.objects.bulk_create([Person(full_name=Upper(Value("mai")))])

    assert written(texts) == []
    assert Person.objects.get(pk=made.pk).full_name == "MAI"


def test_a_row_that_may_be_there_already_is_left_to_django(texts: dict[Any, Any]) -> None:
    for name in NAMES:
        twin = Person(full_name=name, personal_id="044195990074")
        Person.objects.bulk_create([twin], ignore_conflicts=True)

    assert written(texts) == []
    assert Person.objects.get().full_name == NAMES[0]


def test_values_are_sent_as_django_prepares_them_however_often_they_come(
    texts: dict[Any, Any],
) -> None:
    told: list[Any] = [
        {"title": "a", "unit_id": None, "person_id": None, "internal": True, "owner_id": 7},
        {"title": "", "unit_id": 2, "person_id": 3, "internal": False, "owner_id": 8},
        {"title": 12, "unit_id": "4", "person_id": True, "internal": 1, "owner_id": "9"},
    ]
    given = [File(owner_kind="a.b", **each) for each in told]
    fields: list[Any] = [f for f in File._meta.local_concrete_fields if not f.primary_key]

    for one in (*given, *given):
        query = InsertQuery(File)
        query.insert_values(fields, [one])
        made: Any = query.get_compiler(connection=connection)
        row = made._row(made._kind())
        for field, value in zip(fields, row.values, strict=True):
            if field.name == "created_at":  # set while it is saved
                assert abs(value - timezone.now()) < timedelta(minutes=1)
                continue
            usual = field.get_db_prep_save(field.pre_save(one, True), connection)
            assert (type(value), value) == (type(usual), usual)
        assert row.marks == ("%s",) * len(fields)


def test_a_refused_row_raises_as_ever_and_the_next_is_written() -> None:
    mai = Person.objects.create(full_name=NAMES[0], personal_id="044195990074")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(full_name=NAMES[1], personal_id=mai.personal_id)

    assert Person.objects.create(full_name=NAMES[1]).pk > mai.pk


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("2026-11-27 15:38:09.12+07", datetime(2026, 11, 27, 8, 38, 9, 120_000, UTC)),
        ("0001-01-02 00:00:00+00", datetime(1, 1, 2, tzinfo=UTC)),
        ("9999-12-31 23:59:59.999999+00", datetime(9999, 12, 31, 23, 59, 59, 999_999, UTC)),
    ],
)
def test_moments_are_read_as_they_are(told: str, read: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [told])
        assert cursor.fetchone() == (read,)


@pytest.mark.parametrize("told", ["infinity", "0044-03-15 00:00:00+00 BC"])
def test_a_moment_beyond_python_is_refused_in_the_words_of_the_driver(told: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [told])
        with pytest.raises(DataError, match="timestamp"):
            cursor.fetchone()
