# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""New rows written by a text that is made once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.forms.models import model_to_dict
from pytest_django import DjangoAssertNumQueries

from lienthong.core.units.api import Unit, UnitVersion
from lienthong.kernel.inserts import insert
from lienthong.kernel.prepared import NotPreparable

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return insert(Unit(code="inserted"))


def version_of(unit: Unit, year: int, **more: Any) -> UnitVersion:
    named = {"name": f"Sở %s {year}", "short_name": "Sở", "kind": "department"}
    told = {"details": {"place": "Đồng Hới %"}, "valid_from": date(year, 1, 1)}
    return UnitVersion(unit=unit, agency=unit, **{**named, **told, **more})


def test_row_is_what_create_writes(
    unit: Unit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        spans = [(year, date(year + 1, 1, 1)) for year in (2024, 2025)]
        made = [insert(version_of(unit, year, valid_to=end)) for year, end in spans]
        assert [row.unit.code for row in made] == ["inserted", "inserted"]

    read = {row.pk: model_to_dict(row) for row in UnitVersion.objects.filter(unit=unit)}
    assert read == {row.pk: model_to_dict(row) for row in made}
    assert [row.details for row in made] == [{"place": "Đồng Hới %"}] * 2


def test_row_that_was_written_is_changed_by_saving_it_again(unit: Unit) -> None:
    row = insert(version_of(unit, 2026))

    row.short_name = "Sở mới"
    row.save(update_fields=["short_name"])

    assert [one.short_name for one in UnitVersion.objects.filter(unit=unit)] == ["Sở mới"]


def test_row_that_the_database_refuses_is_refused_as_django_says_it(unit: Unit) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Unit(code=unit.code))

    assert Unit.objects.filter(code=unit.code).count() == 1


def test_expression_is_refused_and_nothing_written(unit: Unit) -> None:
    with pytest.raises(NotPreparable):
        insert(version_of(unit, 2026, short_name=F("name")))

    assert not UnitVersion.objects.filter(unit=unit).exists()
