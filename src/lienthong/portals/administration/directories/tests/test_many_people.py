# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Many people in one sheet: as well told and kept as one by one, at a cost that is counted."""

from __future__ import annotations

from collections import Counter
from threading import Thread
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from lienthong.core.accounts.api import Account, Person
from lienthong.core.audit.api import AuditRecord
from lienthong.core.notifications.api import Message
from lienthong.core.units.api import Membership
from lienthong.kernel.directories import Brought, Fate, bring, directory
from lienthong.testing.world import World

pytestmark = [pytest.mark.covers("13"), pytest.mark.django_db]
STATEMENTS = 15
"""A new person with account, post, letter, history and trail may cost so many."""


def rows(world: World, count: int) -> list[Brought]:
    """New people of the ward, each with a number of their own."""
    unit, position = world.ward.agency.code, "one_stop_officer"
    return [
        Brought(
            str(number + 2),
            {
                "full_name": f"Nguyễn Văn {number}",
                "username": f"moi.{number}",
                "email": f"moi.{number}@example.vn",
                "personal_id": f"0440950{number:05d}",
                "unit": unit,
                "position": position,
                "since": "2026-01-05",
            },
        )
        for number in range(count)
    ]


def test_each_new_person_costs_few_statements_and_is_on_record(world: World) -> None:
    kind, actor = directory("people"), world.officer("administrator")
    told, posts = AuditRecord.objects.count(), Membership.objects.count()
    bring(kind, rows(world, 1), actor)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        verdicts = bring(kind, rows(world, 21)[1:], actor)

    assert {v.fate for v in verdicts} == {Fate.NEW}
    assert len(asked) <= 20 * STATEMENTS + 10, Counter(q["sql"][:70] for q in asked).most_common()
    assert Account.objects.filter(username__startswith="moi.").count() == 21
    assert Person.objects.filter(personal_id__startswith="0440950").count() == 21
    assert Membership.objects.count() - posts == 21
    assert Message.objects.filter(kind="notifications.letter").count() == 21
    account = Account.objects.get(username="moi.7")
    kinds = AuditRecord.objects.filter(subject_kind="accounts.account", subject_id=account.pk)
    assert kinds.count() == 2, "the invitation and the whole act"
    assert AuditRecord.objects.count() - told == 4 * 21
    carried = ProcrastinateJob.objects.filter(task_name="integration.carry")
    assert carried.count() <= 2, "one of each file carries all its letters"


def test_a_refused_row_leaves_no_trail_and_no_letter_and_the_others_theirs(world: World) -> None:
    kind, actor = directory("people"), world.officer("administrator")
    sheet = rows(world, 3)
    taken = world.account("leader").username
    wrong = {**sheet[1].values, "since": "1999-01-01", "username": f"{taken}.x"}
    told = AuditRecord.objects.count()

    with transaction.atomic():
        verdicts = bring(kind, [sheet[0], Brought("3", wrong), sheet[2]], actor)

    assert [v.fate for v in verdicts] == [Fate.NEW, Fate.REFUSED, Fate.NEW]
    assert AuditRecord.objects.count() - told == 8
    assert Message.objects.filter(kind="notifications.letter").count() == 2
    assert not Account.objects.filter(username=f"{taken}.x").exists()
    subjects = AuditRecord.objects.filter(subject_kind="accounts.account").order_by("-pk")
    kept = set(Account.objects.values_list("pk", flat=True))
    assert set(subjects.values_list("subject_id", flat=True)[:4]) <= kept


def test_a_refused_row_of_many_languages_is_told_in_each(world: World) -> None:
    kind, actor = directory("people"), world.officer("administrator")
    sheet = [Brought("2", {**rows(world, 1)[0].values, "personal_id": "12"})]

    (verdict,) = bring(kind, sheet, actor, in_all_languages=True)

    assert verdict.told["vi"] == {"personal_id": "Số định danh cá nhân có 12 chữ số."}
    assert set(verdict.told["en"]) == {"personal_id"}
    assert verdict.told["en"] != verdict.told["vi"]


def test_a_row_that_somebody_else_makes_at_the_same_moment_is_refused_in_words(
    world: World,
) -> None:
    values = {"code": "cung-luc", "title": "Cùng lúc", "rank": "10", "since": "2026-01-05"}
    other, watch = (connection.copy() for _each in range(2))
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("INSERT INTO units_position (code) VALUES ('cung-luc')")
    watch.ensure_connection()
    later = Thread(target=_commit_when_awaited, args=(other.connection, watch.connection))
    later.start()
    told, actor = AuditRecord.objects.count(), world.officer("administrator")
    try:
        (verdict,) = bring(directory("positions"), [Brought("2", values)], actor)
    finally:
        later.join()
        with other.cursor() as cursor:
            cursor.execute("DELETE FROM units_position WHERE code = 'cung-luc'")
        other.commit()
        for each in (other, watch):
            each.close()

    assert verdict.fate is Fate.REFUSED
    assert verdict.errors[""].startswith("Người khác vừa lập hoặc đổi đúng mục này.")
    assert AuditRecord.objects.count() == told


def _commit_when_awaited(writer: Any, watch: Any) -> None:
    """Commit as soon as somebody in this database waits, at the latest in a minute."""
    asked = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    for _turn in range(600):
        if watch.execute(asked).fetchone()[0]:
            break
        sleep(0.1)
    writer.commit()
