# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Sealing: what is committed, once, in order, whoever seals."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise

import pytest
from django.db import transaction

from lienthong.core.audit.api import VIEW, AuditRecord, AuditSeal, hash_of, seal_records, verify
from lienthong.core.audit.models import AuditGeneration
from lienthong.core.audit.queries.trail import unsealed_count
from lienthong.core.audit.tests.conftest import seal_all, write
from lienthong.kernel.actor import Actor
from lienthong.kernel.ports import Act
from lienthong.kernel.together import long_run, one_row, tell
from lienthong.testing.threads import PATIENCE, together, values

Trail = Callable[[], list[AuditRecord]]


def covered() -> int:
    return sum(AuditSeal.objects.values_list("count", flat=True))


def test_seals_form_a_chain_over_all_records(sealed: list[AuditRecord]) -> None:
    seals = list(AuditSeal.objects.order_by("seq"))

    assert covered() == len(sealed) == 9
    assert bytes(seals[0].previous) == b""
    for before, after in pairwise(seals):
        assert bytes(after.previous) == hash_of(before)
        assert (after.from_xid, after.from_id) == (before.to_xid, before.to_id)
    assert list(verify()) == []


def test_nothing_new_makes_no_seal(sealed: list[AuditRecord]) -> None:
    before = AuditSeal.objects.count()

    assert seal_records() is None
    assert AuditSeal.objects.count() == before


@pytest.mark.covers("7")
def test_several_sealers_at_once_cover_every_record_once(trail: Trail) -> None:
    for number in range(20):
        write(number)

    values(together([seal_records for _ in range(6)]))
    seal_all()

    assert covered() == 20
    assert list(verify()) == []


@pytest.mark.covers("6")
def test_record_of_an_unfinished_older_transaction_is_never_skipped(trail: Trail) -> None:
    """The younger record is committed first: neither it nor the older may be lost."""
    written, may_end = threading.Event(), threading.Event()

    def older() -> None:
        with transaction.atomic():
            write(1)
            written.set()
            assert may_end.wait(PATIENCE)

    def younger() -> int:
        assert written.wait(PATIENCE)
        write(2)
        while seal_records() is not None:
            continue
        waiting = unsealed_count()
        may_end.set()
        return waiting

    _, waiting = values(together([older, younger]))
    seal_all()

    assert waiting == 1, "the younger must wait for the older"
    assert [record.subject_id for record in trail()] == [1, 2]
    assert covered() == 2
    assert list(verify()) == []


def tell_one(number: int) -> None:
    tell(Act(Actor.platform("nhập"), VIEW, "audit.test", "audit.thing", number, {}))


@pytest.mark.covers("13")
def test_long_run_when_it_lasts_then_others_are_sealed_and_its_rows_follow(trail: Trail) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def importing() -> None:
        with long_run():
            tell_one(1)
            with suppress(ValueError), one_row():
                tell_one(7)
                raise ValueError
            begun.set()
            assert may_end.wait(PATIENCE)
            tell_one(2)

    def others() -> int:
        assert begun.wait(PATIENCE)
        for number in (3, 4):
            write(number)
        seal_all()
        sealed = covered()
        may_end.set()
        return sealed

    _, sealed = values(together([importing, others]))
    write(5)
    seal_all()

    assert sealed == 2, "nobody waits for the run"
    ordered = AuditRecord.objects.extra(order_by=["xid", "id"])
    assert [record.subject_id for record in ordered] == [3, 4, 1, 2, 5]
    assert covered() == 5
    assert list(verify()) == []


def test_long_run_when_undone_or_inside_another_transaction_then_tells_nothing(
    trail: Trail,
) -> None:
    with suppress(ValueError), long_run():
        tell_one(1)
        raise ValueError
    with long_run():
        tell_one(2)
        transaction.set_rollback(True)
    with transaction.atomic(), pytest.raises(RuntimeError), long_run():
        tell_one(3)

    assert trail() == []


def test_generation_when_raised_then_older_records_are_sealed_first(trail: Trail) -> None:
    write(1)
    seal_all()
    write(2)
    AuditGeneration.objects.update(number=2)
    write(3)

    seal_all()

    seals = AuditSeal.objects.order_by("seq").values_list("generation", "count")
    assert list(seals) == [(1, 1), (1, 1), (2, 1)]
    assert list(verify()) == []
