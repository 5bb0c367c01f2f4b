# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The watermark: nothing that commits late is missed, nothing below it is folded twice in vain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from django.db import connection, connections, transaction

from lienthong.core.cases.api import Case, CaseEvent, CaseKind
from lienthong.core.indicators.actions.fold import fold_anew, fold_changes
from lienthong.core.indicators.models import Fold
from lienthong.core.indicators.queries import FigureSource, folded_at, sources
from lienthong.core.units.api import Unit

KIND = "test.kind"
AT = datetime(2026, 11, 20, tzinfo=UTC)


class Seen:
    """A source that notes what it was told to fold."""

    def __init__(self) -> None:
        self.lots: list[list[int]] = []
        self.rebuilt = 0
        self.source = FigureSource(KIND, self.refold, self.rebuild)

    def refold(self, case_ids: Sequence[int]) -> None:
        self.lots.append(list(case_ids))

    def rebuild(self) -> None:
        self.rebuilt += 1


def a_case(kind: str = KIND) -> Case:
    row, _made = CaseKind.objects.get_or_create(code=kind, defaults={"title": kind})
    unit, _made = Unit.objects.get_or_create(code="fold")
    return Case.objects.create(kind=row, title="", state="", agency=unit, unit=unit, received_at=AT)


def tell(case: Case) -> None:
    CaseEvent.objects.create(at=AT, case_id=case.pk, kind="said", audience="officer")


@pytest.mark.covers("5.3")
@pytest.mark.django_db(transaction=True)
def test_what_commits_late_is_folded_later_and_nothing_twice() -> None:
    seen = Seen()
    first, late, other = a_case(), a_case(), a_case("test.other")
    assert fold_changes(seen.source) == 0
    assert (seen.rebuilt, seen.lots) == (1, [])
    writer = connections.create_connection("default")
    writer.set_autocommit(False)
    with writer.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_caseevent (at, case_id, kind, audience, data)"
            " VALUES (%s, %s, 'said', 'officer', '{}')",
            [AT, late.pk],
        )
    tell(first)
    tell(other)
    fold_changes(seen.source)
    assert [late.pk] not in seen.lots
    writer.commit()
    writer.close()
    fold_changes(seen.source)
    fold_changes(seen.source)
    assert sorted(case for lot in seen.lots for case in lot) == [first.pk, late.pk]
    state = Fold.objects.get(kind=KIND)
    assert folded_at(KIND) == state.folded_at is not None
    assert fold_changes(seen.source) == 0


@pytest.mark.django_db(transaction=True)
def test_a_second_folder_waits_for_nobody_and_a_restore_folds_all_anew() -> None:
    seen = Seen()
    fold_changes(seen.source)
    with transaction.atomic():
        Fold.objects.select_for_update().get(kind=KIND)
        other = connections.create_connection("default")
        with other.cursor() as cursor:
            cursor.execute(
                "SELECT kind FROM indicators_fold WHERE kind = %s FOR UPDATE SKIP LOCKED", [KIND]
            )
            assert cursor.fetchall() == []
        other.close()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE indicators_fold SET generation = generation - 1")
    fold_changes(seen.source)
    assert seen.rebuilt == 2
    fold_anew(seen.source)
    assert seen.rebuilt == 3
    assert Fold.objects.get(kind=KIND).rebuilt_at == folded_at(KIND)


def test_modules_declare_what_is_folded() -> None:
    assert [source.kind for source in sources()] == ["onestop.dossier"]
