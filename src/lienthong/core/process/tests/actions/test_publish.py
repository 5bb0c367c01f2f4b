# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Publishing: versions follow one another, the same table twice is one version."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lienthong.core.process.actions.designs import change_process, open_process
from lienthong.core.process.actions.publish import publish_version
from lienthong.core.process.domain.changes import EditHeader
from lienthong.core.process.domain.problems import TableError
from lienthong.core.process.models import ProcessDefinition, ProcessVersion
from lienthong.core.process.queries import version_on
from lienthong.core.process.tests.tables import everything, linear
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput

pytestmark = pytest.mark.django_db

JULY, SEPTEMBER = date(2026, 7, 1), date(2026, 9, 1)


def _publish(mapping: dict[str, Any], day: date = JULY) -> ProcessVersion:
    return publish_version(mapping, valid_from=day, actor=Actor.platform("test"))


def test_first_version_is_in_use_from_its_day() -> None:
    version = _publish(linear("a", "b"))

    assert (version.number, version.title, version.valid_to) == (1, "Ví dụ", None)
    assert version.legal_basis == ["61/2018/NĐ-CP, Điều 17"]
    assert version_on("example", on=JULY) == version
    assert version_on("example", on=date(2026, 6, 30)) is None
    assert version_on("other", on=JULY) is None


def test_next_version_ends_the_one_before() -> None:
    first = _publish(linear("a", "b"))
    second = _publish(linear("a", "b", "c"), SEPTEMBER)

    first.refresh_from_db()
    assert (first.valid_to, second.number) == (SEPTEMBER, 2)
    assert version_on("example", on=date(2026, 8, 31)) == first
    assert version_on("example", on=SEPTEMBER) == second


def test_same_table_again_changes_nothing() -> None:
    first = _publish(linear("a"))

    assert _publish(linear("a"), SEPTEMBER) == first
    assert ProcessVersion.objects.count() == 1


def test_equal_day_replaces_what_nothing_uses_and_an_earlier_one_is_refused() -> None:
    first = _publish(linear("a"), JULY)
    _publish(linear("b"), SEPTEMBER)
    with pytest.raises(InvalidInput), transaction.atomic():
        _publish(linear("c"), JULY)

    last = _publish(linear("c"), SEPTEMBER)

    first.refresh_from_db()
    assert list(ProcessVersion.objects.order_by("number")) == [first, last]
    assert (last.number, first.valid_to, last.valid_from) == (3, SEPTEMBER, SEPTEMBER)


def test_table_with_problems_is_refused_and_nothing_stays() -> None:
    broken = linear("a")
    broken["steps"][0]["outcomes"][0]["to"] = "nowhere"
    with pytest.raises(TableError):
        _publish(broken)

    assert not ProcessDefinition.objects.exists()


def test_published_table_cannot_be_changed() -> None:
    version = _publish(everything())

    with pytest.raises(IntegrityError), transaction.atomic():
        ProcessVersion.objects.filter(pk=version.pk).update(title="Khác")
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcessVersion.objects.filter(pk=version.pk).update(table={})
    assert ProcessVersion.objects.filter(pk=version.pk).update(valid_to=SEPTEMBER) == 1


def test_validity_of_one_definition_never_overlaps() -> None:
    version = _publish(linear("a"))
    twin = ProcessVersion.objects.get(pk=version.pk)
    twin.pk, twin.number, twin.valid_from = None, 2, SEPTEMBER

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_process_that_grew_too_large_is_refused_by_name_and_stays_as_it_was() -> None:
    actor = Actor.platform("test")
    design = open_process(_publish(linear("a", "b")).definition, actor=actor)
    before = design.content
    huge = EditHeader({"title": "x" * 400_000})

    with pytest.raises(InvalidInput, match="Quy trình này đã quá lớn"):
        change_process(design, change=huge, actor=actor)
    design.refresh_from_db()
    assert (design.content, design.edits.count()) == (before, 1)
