# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Count as Counted
from django.db.models import F, Q
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from lienthong.core.units.api import Unit, UnitVersion
from lienthong.kernel.prepared import NotPreparable, Prepared


def _versions(unit_id: int, least: int = 0) -> Any:
    rows = UnitVersion.objects.select_related("unit", "parent", "instrument", "division")
    rows = rows.annotate(known=Counted("unit__codes"), code=F("unit__code"))
    return rows.filter(unit_id=unit_id, pk__gte=least).order_by("-valid_from")


@pytest.fixture
def unit() -> Unit:
    unit = Unit.objects.create(code="prepared")
    for year, parent in ((2024, None), (2026, unit)):
        UnitVersion.objects.create(
            unit=unit,
            parent=parent,
            agency=unit,
            name=f"Sở {year}",
            short_name="Sở",
            kind="department",
            details={"place": "Đồng Hới"},
            valid_from=date(year, 1, 1),
            valid_to=date(2026, 1, 1) if year == 2024 else None,
        )
    return unit


def told_of(row: Any) -> dict[str, Any]:
    """All that an object holds, and what Django knows of it."""
    state = row._state
    return {**vars(row), "_state": (state.adding, state.db, sorted(state.fields_cache))}


@pytest.mark.django_db
def test_what_is_read_is_what_the_query_set_gives(
    unit: Unit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    read, plain = Prepared(_versions), list(_versions(unit.pk, 0))
    read.all(unit.pk, 0)

    with django_assert_num_queries(1):
        found = read.all(unit.pk, 0)
        told = [(row.unit.code, row.parent and row.parent.code, row.instrument) for row in found]

    assert [model_to_dict(row) for row in found] == [model_to_dict(row) for row in plain]
    assert [told_of(row) for row in found] == [told_of(row) for row in plain]
    assert [vars(row)["known"] for row in found] == [0, 0]
    assert told == [("prepared", "prepared", None), ("prepared", None, None)]
    assert read.first(unit.pk, found[0].pk) == plain[0]
    assert read.first(unit.pk + 1, 0) is None


@pytest.mark.django_db
def test_texts_and_days_take_their_places(unit: Unit) -> None:
    named = Prepared(
        lambda name, day: UnitVersion.objects.filter(
            Q(valid_to=None) | Q(valid_to__gt=day), unit=unit, name=name, valid_from__lte=day
        )
    )

    found = [
        [row.name for row in named.all(f"Sở {year}", day)]
        for year, day in [(2024, date(2025, 12, 31)), (2024, date(2026, 1, 1)), (2026, date.max)]
    ]

    assert found == [["Sở 2024"], [], ["Sở 2026"]]


@pytest.mark.django_db
def test_what_stays_stands_in_the_text_and_the_server_keeps_the_plan(unit: Unit) -> None:
    read = Prepared(lambda pk: UnitVersion.objects.filter(unit=pk).exclude(name="100%'s"))
    read.all(unit.pk)

    with CaptureQueriesContext(connection) as captured:
        found = [len(read.all(number)) for number in (unit.pk, unit.pk, unit.pk)]
    told = {query["sql"] for query in captured.captured_queries}

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT parameter_types::text[], custom_plans + generic_plans"
            " FROM pg_prepared_statements WHERE statement LIKE %s",
            ["%= '100%%''s'%"],
        )
        ((types, times),) = cursor.fetchall()
    assert found == [2, 2, 2]
    assert (len(types), times) == (1, 3), "one place, planned by the server and used again"
    assert len(told) == 1
    assert f"= {unit.pk}" in told.pop(), "what was run is told with its values"


@pytest.mark.django_db
def test_a_read_that_would_stay_what_it_was_is_refused() -> None:
    unused = Prepared(lambda _pk: ContentType.objects.all())
    dated = Prepared(lambda pk: UnitVersion.objects.filter(pk=pk, valid_from=date(2026, 1, 1)))

    with pytest.raises(NotPreparable):
        unused.all(1)
    with pytest.raises(NotPreparable):
        dated.all(1)
