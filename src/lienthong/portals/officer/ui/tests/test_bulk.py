# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Acts on many rows: what the preview says, what is done, how it goes on after a stop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from procrastinate.contrib.django.models import ProcrastinateJob

from lienthong.core.access.api import Role
from lienthong.core.cases.api import (
    VIEW_UNIT,
    CaseWatcher,
    Step,
    bonds_of,
    claim_step,
    queue_of_person,
)
from lienthong.core.search.api import Findable, above_token, push, unit_token
from lienthong.core.ui.api import (
    BulkRun,
    begin_bulk,
    tag_ids_of,
    tags_of,
    take_back_bulk,
    take_back_until,
)
from lienthong.kernel.bulk import MOST, BulkAct
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed
from lienthong.kernel.registry import bulk_acts
from lienthong.portals.officer.cases.tests.samples import ROLE, make_step, sign_in
from lienthong.portals.officer.ui.views import bulk as bulk_views
from lienthong.testing.jobs import run_jobs
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("8")
TRY, JOB = "lienthong.core.ui.actions.bulk._try", "lienthong.core.ui.tasks.bulk"
DONE = datetime(2026, 11, 20, tzinfo=UTC)


def act(code: str) -> BulkAct:
    return next(one for one in bulk_acts() if one.code == code)


def steps_of(world: World, count: int = 3) -> list[Step]:
    return [make_step(world.ward) for _number in range(count)]


def ask(world: World, code: str, steps: list[Step], viec: str = "lam", **more: str) -> Any:
    typed = {"lam-gi": code, "viec": viec, "ids": ",".join(str(step.pk) for step in steps)}
    return sign_in(world).post(reverse("officer:bulk"), typed | more, follow=True)


def test_preview_names_the_rows_that_will_fail_and_why(world: World) -> None:
    free, mine, theirs, done = steps_of(world, 4)
    me, other = world.officer(ROLE), world.account("clerk")
    with transaction.atomic():
        claim_step(mine, actor=me)
        Step.objects.filter(pk=theirs.pk).update(queue=queue_of_person(other.pk))
        Step.objects.filter(pk=done.pk).update(closed_at=DONE)

    page = ask(world, "cases.claim", [free, mine, theirs, done], viec="xem").context

    assert [row.pk for row in page["go"]] == [free.pk]
    assert [(row.pk, row.why) for row in page["stay"]] == [
        (mine.pk, "Việc này đã ở bạn."),
        (theirs.pk, "Việc này đang ở người khác."),
        (done.pk, "Việc này đã có người làm xong."),
    ]
    assert not BulkRun.objects.exists(), "looking changes nothing"


def test_preview_of_tagging_names_what_may_only_be_looked_at(world: World) -> None:
    step = make_step(world.ward)
    role = Role.objects.get(code=ROLE)
    role.permissions = [VIEW_UNIT.code]
    role.save()
    strange = make_step(world.other)

    for code, ids in (
        ("cases.tag", [step.pk, strange.pk]),
        ("cases.tag_case", [step.case_id, strange.case_id]),
    ):
        rows = act(code).preview(ids, world.officer(ROLE))
        assert [(row.pk, row.why) for row in rows] == [
            (ids[0], "Bạn xem được hồ sơ này nhưng không được gắn nhãn."),
            (ids[1], "Hồ sơ này ngoài phạm vi của bạn."),
        ]


def test_each_row_has_its_own_result(world: World) -> None:
    free, theirs = steps_of(world, 2)
    me, other = world.account(ROLE), world.account("clerk")
    with transaction.atomic():
        Step.objects.filter(pk=theirs.pk).update(queue=queue_of_person(other.pk))

    ask(world, "cases.claim", [free, theirs])
    run_jobs()

    run = BulkRun.objects.get()
    assert (run.position, run.done, run.finished_at is not None) == (2, 1, True)
    assert run.problems == [{"id": theirs.pk, "why": "Việc này đang ở người khác."}]
    free.refresh_from_db()
    assert free.queue.account_id == me.pk
    page = sign_in(world).get(reverse("officer:bulk-run", args=[run.pk]))
    assert [(row.pk, why) for row, why in page.context["failed"]] == [
        (theirs.pk, "Việc này đang ở người khác.")
    ]
    assert [row.pk for row in page.context["done"]] == [free.pk]
    assert "Đã làm 1 trên 2 việc" in page.content.decode()


@pytest.mark.parametrize("code", ["cases.claim", "cases.release"])
def test_result_says_of_each_row_what_the_preview_said(world: World, code: str) -> None:
    free, mine = steps_of(world, 2)
    with transaction.atomic():
        claim_step(mine, actor=world.officer(ROLE))
    foreseen = ask(world, code, [free, mine], viec="xem").context["stay"]

    ask(world, code, [free, mine])
    run_jobs()

    run = BulkRun.objects.get()
    assert len(foreseen) == run.done == 1
    assert run.problems == [{"id": row.pk, "why": row.why} for row in foreseen]


def test_run_that_was_interrupted_goes_on_where_it_stopped(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = steps_of(world, 4)
    tried: list[int] = []
    run = begin_bulk(
        act("cases.watch"),
        ids=[step.pk for step in steps],
        given={},
        actor=world.officer(ROLE),
    )
    real = import_string(TRY)

    def breaks(batch: BulkRun, subject_id: int) -> None:
        if len(tried) == 2:
            raise ConnectionError
        tried.append(subject_id)
        real(batch, subject_id)

    monkeypatch.setattr(TRY, breaks)
    with pytest.raises(ConnectionError):
        import_string(JOB)(run.pk)
    monkeypatch.setattr(TRY, real)
    run.refresh_from_db()
    assert (run.position, run.done, run.finished_at) == (2, 2, None)

    sign_in(world).post(reverse("officer:bulk-run", args=[run.pk]))
    run_jobs()

    run.refresh_from_db()
    assert (run.position, run.done) == (4, 4)
    assert tried == [steps[0].pk, steps[1].pk], "nothing twice"
    assert CaseWatcher.objects.count() == 4


def test_tags_are_added_to_those_that_are_there(world: World) -> None:
    (step,) = steps_of(world, 1)
    actor = world.officer(ROLE)

    empty = ask(world, "cases.tag", [step])
    ask(world, "cases.tag", [step], tags="Khó")
    ask(world, "cases.tag", [step], tags="Ưu tiên")
    run_jobs()

    assert empty.status_code == 422
    assert "Điền chỗ này trước khi làm." in empty.content.decode()
    step.case.refresh_from_db()
    assert bonds_of(step.case, actor)["tags"] == ["Khó", "Ưu tiên"]


def test_rights_count_when_it_is_done_not_when_it_was_asked(world: World) -> None:
    (step,) = steps_of(world, 1)
    ask(world, "cases.watch", [step])
    world.account(ROLE).grants.update(valid_to="2026-01-01")

    run_jobs()

    run = BulkRun.objects.get()
    assert (run.done, [row["id"] for row in run.problems]) == (0, [step.pk])
    assert not CaseWatcher.objects.exists()


def test_whole_filtered_list_can_be_meant_and_what_is_beyond_the_most_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps_of(world, 35)
    query = {"tat-ca": "1", "danh-sach": "xem=gap"}

    page = ask(world, "cases.claim", [], viec="xem", **query)
    monkeypatch.setattr(bulk_views, "MOST", 34)
    longer = ask(world, "cases.claim", [], viec="xem", **query)

    assert page.context["go_count"] == 35
    assert "Danh sách dài hơn" not in page.content.decode()
    assert longer.context["go_count"] == 34
    assert "Danh sách dài hơn 34 việc. Lượt này làm 34 việc đầu;" in longer.content.decode()


@pytest.mark.parametrize("count", [0, MOST + 1])
def test_no_rows_and_more_than_five_thousand_are_refused(world: World, count: int) -> None:
    with pytest.raises(InvalidInput):
        begin_bulk(act("cases.claim"), ids=range(1, count + 1), given={}, actor=world.officer(ROLE))

    assert not BulkRun.objects.exists()


def test_run_is_of_whoever_asked_alone(world: World) -> None:
    ask(world, "cases.watch", steps_of(world, 1))
    address = reverse("officer:bulk-run", args=[BulkRun.objects.get().pk])

    assert sign_in(world, "clerk").get(address).status_code == 404
    assert sign_in(world, "clerk").post(address).status_code == 404


def test_preview_takes_the_same_statements_for_one_row_and_for_thirty(world: World) -> None:
    steps, actor = steps_of(world, 30), world.officer(ROLE)

    for one in bulk_acts():
        counts = []
        for size in (1, 30):
            with CaptureQueriesContext(connection) as captured:
                one.preview([step.pk for step in steps[:size]], actor)
            counts.append(len(captured))
        assert counts[0] == counts[1], one.code


def test_found_cases_are_tagged_at_once_and_then_found_by_the_tag(world: World) -> None:
    """From the list of results, all of them, though more than a page were not chosen by hand."""
    cases = [make_step(world.ward, title=f"Đăng ký khai sinh {n}").case for n in range(3)]
    foreign = make_step(world.other).case
    with transaction.atomic():
        for case in [*cases, foreign]:
            scope = (unit_token(case.agency_id), above_token(case.agency_id))
            push(Findable(1, case.pk, DONE, case.title, codes=(str(case.code),), scope=scope))
    browser, bulk = sign_in(world), reverse("officer:bulk")
    search = reverse("officer:search")
    listed = browser.get(search, {"q": "khai sinh", "nhom": "ho-so"}).content.decode()
    assert 'name="ds" value="tim"' in listed
    assert f'name="case" value="{cases[0].pk}"' in listed
    asked = {"ds": "tim", "danh-sach": "q=khai+sinh&nhom=ho-so", "tat-ca": "1"}

    shown = browser.post(bulk, asked | {"lam-gi": "cases.tag_case", "viec": "xem"}).context
    assert ([row.pk for row in shown["go"]], shown["stay"]) == (
        [case.pk for case in reversed(cases)],
        [],
    )
    ids = f"{shown['ids']},{foreign.pk}"
    done = {"ds": "tim", "lam-gi": "cases.tag_case", "viec": "lam", "ids": ids, "tags": "Chờ họp"}
    browser.post(bulk, done)
    run_jobs()

    run = BulkRun.objects.get()
    assert (run.done, [row["id"] for row in run.problems]) == (3, [foreign.pk])
    (tag_id,) = {pk for case in cases for pk in tag_ids_of("cases.case", case.pk)}
    by_tag = browser.get(search, {"nhan": tag_id}).context["rows"]
    assert {row["id"] for row in by_tag} == {case.pk for case in cases}
    inbox_rows = browser.get(reverse("officer:inbox"), {"nhan": tag_id}).context["groups"]
    assert sum(len(group["rows"]) for group in inbox_rows) == 3
    offered = browser.get(reverse("officer:inbox"), {"nhan": "chon"}).content.decode()
    assert f"nhan={tag_id}" in offered
    assert f"nhan={tag_id}" not in browser.get(reverse("officer:inbox")).content.decode()
    none = browser.get(reverse("officer:inbox"), {"nhan": 999_999}).content.decode()
    assert "Không có việc nào mang nhãn này" in none


def test_acts_on_steps_are_not_offered_for_cases_nor_the_reverse(world: World) -> None:
    step = make_step(world.ward)
    browser, bulk = sign_in(world), reverse("officer:bulk")

    for name, code in (("tim", "cases.claim"), ("viec", "cases.tag_case")):
        asked = {"ds": name, "ids": str(step.pk), "lam-gi": code, "viec": "lam", "tags": "x"}
        assert browser.post(bulk, asked).status_code == 422
    assert not BulkRun.objects.exists()


def test_run_is_taken_back_row_by_row_and_rows_that_went_on_are_told(world: World) -> None:
    steps = steps_of(world, 3)
    kept, moved, done = steps
    other = world.account("clerk")
    home = kept.queue_id
    ask(world, "cases.claim", steps)
    run_jobs()
    run = BulkRun.objects.get()
    with transaction.atomic():
        Step.objects.filter(pk=moved.pk).update(queue=queue_of_person(other.pk))
        Step.objects.filter(pk=done.pk).update(closed_at=DONE)
    client, url = sign_in(world), reverse("officer:bulk-run", args=[run.pk])
    assert "Lấy lại cả lượt" in client.get(url).content.decode()

    back = client.post(url, {"viec": "lay-lai"}, follow=True)
    run_jobs(
        set(ProcrastinateJob.objects.exclude(task_name="ui.bulk").values_list("pk", flat=True))
    )

    undo = BulkRun.objects.get(undoes=run)
    assert back.redirect_chain[-1][0] == reverse("officer:bulk-run", args=[undo.pk])
    assert (undo.position, undo.done) == (3, 1)
    assert undo.problems == [
        {"id": moved.pk, "why": "Việc này đã sang người khác."},
        {"id": done.pk, "why": "Việc này đã có người làm xong."},
    ]
    assert Step.objects.get(pk=kept.pk).queue_id == home
    assert "Lượt này đã được lấy lại" in client.get(url).content.decode()
    twice = client.post(url, {"viec": "lay-lai"}, follow=True)
    assert "không lấy lại được nữa" in twice.content.decode()
    assert BulkRun.objects.count() == 2


def test_taking_back_keeps_what_was_there_before_and_ends_after_ten_minutes(world: World) -> None:
    first, second = steps_of(world, 2)
    ask(world, "cases.tag", [first], tags="cũ")
    ask(world, "cases.watch", [first])
    run_jobs()
    done: set[int] = set(ProcrastinateJob.objects.values_list("pk", flat=True))
    ask(world, "cases.tag", [first, second], tags="cũ, gấp")
    ask(world, "cases.watch", [first, second])
    run_jobs(done)
    tags, follows = BulkRun.objects.order_by("-pk")[1], BulkRun.objects.order_by("-pk")[0]

    for run in (tags, follows):
        sign_in(world).post(reverse("officer:bulk-run", args=[run.pk]), {"viec": "lay-lai"})
    run_jobs(done)

    assert tags_of("cases.case", first.case_id) == ["cũ"]
    assert tags_of("cases.case", second.case_id) == []
    assert list(CaseWatcher.objects.values_list("case_id", flat=True)) == [first.case_id]
    late = BulkRun.objects.order_by("pk")[0]
    BulkRun.objects.filter(pk=late.pk).update(finished_at=timezone.now() - timedelta(minutes=11))
    late.refresh_from_db()
    assert take_back_until(late) is None
    with pytest.raises(IllegalState):
        take_back_bulk(late, actor=world.officer(ROLE))
    with pytest.raises(NotAllowed):
        take_back_bulk(follows, actor=world.officer("clerk"))
