# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.db.models import Q
from pytest_django import DjangoAssertNumQueries

from lienthong.kernel.counts import Count, count_together

FIRST = Count("SELECT ARRAY[%(many)s::int, 2]", {"many": 5})
SECOND = Count("SELECT ARRAY[count(*)] FROM generate_series(1, %(many)s::int) n", {"many": 3})


@pytest.mark.django_db
def test_counts_asked_together_are_those_asked_alone(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        together = count_together(FIRST, SECOND)

    assert together == [[5, 2], [3]] == [FIRST.alone(), SECOND.alone()]


@pytest.mark.django_db
def test_rows_are_counted_with_their_conditions_and_no_further_than_asked() -> None:
    for name in ("a%s", "b%", "c"):
        Group.objects.create(name=name)
    named = Group.objects.filter(Q(name__contains="%") | Q(name="c"))

    counts = [Count.of_rows(rows, limit=2) for rows in (named, named.filter(name="a%s"))]

    assert count_together(*counts) == [[2], [1]]
