# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Changed rows by kept texts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, DataError, transaction
from django.db.models import F, Value
from django.db.models.functions import Upper

from lienthong.conf.postgres import compiler
from lienthong.core.accounts.api import Person

pytestmark = [pytest.mark.covers("5"), pytest.mark.django_db]
AWKWARD = "O'Brien “100 %” %s $1 \\"


@pytest.fixture(autouse=True)
def texts(monkeypatch: pytest.MonkeyPatch) -> dict[Any, Any]:
    known: dict[Any, Any] = {}
    monkeypatch.setattr(compiler, "_CHANGES", known)
    return known


@pytest.fixture
def two() -> tuple[Person, Person]:
    born = date(1990, 1, 1)
    return (
        Person.objects.create(full_name="Mai", date_of_birth=born),
        Person.objects.create(full_name="Lan", date_of_birth=born),
    )


def test_rows_changed_by_one_text_keep_each_its_own_values(
    texts: dict[Any, Any], two: tuple[Person, Person]
) -> None:
    mai, lan = two
    mai.full_name, mai.date_of_birth = AWKWARD, None
    mai.save(update_fields=["full_name", "date_of_birth"])
    lan.full_name, lan.date_of_birth = "Lan Anh", date(1991, 2, 3)
    lan.save(update_fields=["full_name", "date_of_birth"])

    assert len(texts) == 1
    assert list(Person.objects.order_by("pk").values_list("full_name", "date_of_birth")) == [
        (AWKWARD, None),
        ("Lan Anh", date(1991, 2, 3)),
    ]


def test_a_change_answers_how_many_rows_it_met(two: tuple[Person, Person]) -> None:
    born = date(1990, 1, 1)

    assert Person.objects.filter(date_of_birth=born).update(full_name="Hai") == len(two)
    assert Person.objects.filter(pk=0).update(full_name="Không ai") == 0
    assert Person.objects.filter(pk=2**70).update(full_name="Không ai") == 0
    gone = Person(pk=two[1].pk + 1, full_name="Không ai")
    with pytest.raises(DatabaseError, match="did not affect any rows"), transaction.atomic():
        gone.save(update_fields=["full_name"])


@pytest.mark.parametrize(
    "value", [F("date_of_birth"), Value(None), Upper(Value("mai"))], ids=["column", "value", "made"]
)
def test_what_the_database_works_out_is_left_to_django(
    texts: dict[Any, Any], two: tuple[Person, Person], value: Any
) -> None:
    name = isinstance(value, Upper)
    changed = {"full_name" if name else "date_of_birth": value}
    Person.objects.filter(pk=two[0].pk).update(**changed)

    assert texts == {}
    assert Person.objects.get(pk=two[1].pk).full_name == "Lan"


def test_other_conditions_than_one_column_change_what_they_say(
    texts: dict[Any, Any], two: tuple[Person, Person]
) -> None:
    mai, lan = two
    Person.objects.filter(pk=mai.pk, full_name="Lan").update(full_name="cả hai")
    Person.objects.exclude(pk=mai.pk).update(full_name="không phải Mai")
    Person.objects.filter(pk__in=[mai.pk]).update(date_of_birth=None)
    Person.objects.filter(date_of_birth=None).update(full_name="không rõ ngày")

    assert texts == {}
    assert list(Person.objects.order_by("pk").values_list("full_name", flat=True)) == [
        "không rõ ngày",
        "không phải Mai",
    ]
    assert lan.pk > mai.pk


def test_a_refused_change_raises_as_ever_and_the_next_is_written(
    two: tuple[Person, Person],
) -> None:
    with pytest.raises(DataError), transaction.atomic():
        Person.objects.filter(pk=two[0].pk).update(full_name="n" * 5000)

    assert Person.objects.filter(pk=two[0].pk).update(full_name="Mai Anh") == 1
