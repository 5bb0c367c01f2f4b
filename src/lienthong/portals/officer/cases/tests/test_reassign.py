# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The screens for moving an officer's work: choose, preview, do, result."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lienthong.core.access.api import Role, holders_of
from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import Reassignment, Step, claim_step
from lienthong.core.notifications.api import Message
from lienthong.portals.officer.cases.tests.samples import ROLE, make_step, sign_in
from lienthong.testing.jobs import run_jobs
from lienthong.testing.offices import acting
from lienthong.testing.world import START, World

pytestmark = pytest.mark.covers("3")


@pytest.fixture
def ill(world: World) -> Account:
    return world.account(ROLE)


@pytest.fixture
def colleague(world: World, ill: Account) -> Account:
    """Holds the same role in the same ward."""
    made = Account.objects.create_user("dong-nghiep", kind="officer", display_name="Võ Thị Nga")
    post, held = ill.memberships.get(), ill.grants.get()
    made.memberships.create(unit=post.unit, position=post.position, valid_from=START, is_main=True)
    made.grants.create(role=held.role, unit=held.unit, scope=held.scope, valid_from=START)
    return made


def take(world: World, ill: Account, count: int) -> list[Step]:
    steps = [make_step(world.ward, title=f"Việc {number}") for number in range(count)]
    for step in steps:
        claim_step(step, actor=acting(ill))
    return steps


def url(ill: Account) -> str:
    return reverse("officer:reassign-from", args=[ill.pk])


def asked(colleague: Account | None, **more: Any) -> dict[str, Any]:
    to = str(colleague.pk) if colleague else "hang-chung"
    return {"to": to, "reason": "Nghỉ ốm", **more}


def test_head_sees_who_has_how_much_and_opens_the_one(world: World, ill: Account) -> None:
    take(world, ill, 3)
    client = sign_in(world, "leader")

    counts = {
        str(account): count
        for account, _post, count in client.get(reverse("officer:reassign")).context["officers"]
    }
    page = client.get(url(ill)).content.decode()

    assert counts[str(ill)] == 3
    assert sum(counts.values()) == 3
    assert [f"Việc {n}" in page for n in range(3)] == [True] * 3
    assert "Chuyển cả 3 việc" in page


def test_work_of_another_unit_is_neither_shown_nor_counted(world: World, ill: Account) -> None:
    take(world, ill, 1)
    (elsewhere,) = take(world, ill, 1)
    Step.objects.filter(pk=elsewhere.pk).update(unit=world.other.agency)

    client = sign_in(world, "leader")
    response = client.get(url(ill))
    listed = {
        who: held
        for who, _post, held in client.get(reverse("officer:reassign")).context["officers"]
    }

    assert (response.context["total"], response.context["shown"]) == (1, 1)
    assert listed[ill] == 1, "the list counts what the page shows"


@pytest.mark.parametrize("leaving", ["locked", "post ended"])
def test_work_of_who_has_left_is_listed_and_moved(
    world: World, ill: Account, colleague: Account, leaving: str
) -> None:
    steps = take(world, ill, 2)
    if leaving == "locked":
        Account.objects.filter(pk=ill.pk).update(is_active=False)
    else:
        ill.memberships.update(valid_to=timezone.localdate())
    client = sign_in(world, "leader")

    rows = client.get(reverse("officer:reassign")).context["officers"]
    client.post(url(ill), asked(colleague, **{"tat-ca": "1", "lam": "1"}))
    run_jobs()

    assert (ill, "Không còn làm việc ở đây", 2) in rows
    holders = Step.objects.filter(pk__in=[step.pk for step in steps])
    assert set(holders.values_list("queue__account_id", flat=True)) == {colleague.pk}
    assert client.get(url(ill)).status_code == 404, "nothing of theirs is left"


def test_who_left_another_agency_is_nobody_here(world: World, ill: Account) -> None:
    (step,) = take(world, ill, 1)
    Step.objects.filter(pk=step.pk).update(unit=world.other.agency)
    Account.objects.filter(pk=ill.pk).update(is_active=False)

    assert sign_in(world, "leader").get(url(ill)).status_code == 404


def test_preview_names_what_changes_and_what_fails_and_changes_nothing(
    world: World, ill: Account, colleague: Account
) -> None:
    first, busy, third = take(world, ill, 3)
    Step.objects.filter(pk=busy.pk).update(marks={"busy": "sign"})

    chosen = {"case": [first.pk, busy.pk]}
    response = sign_in(world, "leader").post(url(ill), asked(colleague, **chosen))

    assert [(step.pk, to) for step, to in response.context["move"]] == [(first.pk, colleague)]
    assert [(step.pk, "Đang ký số" in why) for step, why, _to in response.context["stay"]] == [
        (busy.pk, True)
    ]
    assert "cho Võ Thị Nga?" in response.content.decode()
    assert not Reassignment.objects.exists()
    assert Step.objects.get(pk=third.pk).queue.account_id == ill.pk


def test_all_are_moved_and_the_result_says_so(
    world: World, ill: Account, colleague: Account
) -> None:
    steps = take(world, ill, 3)
    client = sign_in(world, "leader")

    answer = client.post(url(ill), asked(colleague, **{"tat-ca": "1", "lam": "1"}))
    waiting = client.get(answer["Location"]).content.decode()
    run_jobs()
    done = client.get(answer["Location"]).content.decode()

    assert "Đã làm 0 trên 3 việc" in waiting
    assert 'hx-trigger="every 1s"' in waiting
    assert "Đã chuyển 3 trên 3 việc" in done
    assert 'hx-trigger="every' not in done
    holders = Step.objects.filter(pk__in=[s.pk for s in steps])
    assert set(holders.values_list("queue__account_id", flat=True)) == {colleague.pk}
    inbox = sign_in_as(colleague).get(reverse("officer:inbox")).content.decode()
    assert "Việc 2" in inbox


def sign_in_as(account: Account) -> Any:
    from django.test import Client  # only here

    client = Client()
    client.force_login(account)
    return client


def test_one_goes_back_to_the_common_queue(world: World, ill: Account) -> None:
    first, second = take(world, ill, 2)
    client = sign_in(world, "leader")

    client.post(url(ill), asked(None, case=[second.pk], lam="1"))
    run_jobs()

    kept = Step.objects.get(pk=second.pk)
    assert kept.queue_id == kept.home_queue_id
    assert Step.objects.get(pk=first.pk).queue.account_id == ill.pk


def test_rows_go_to_several_by_choice_and_the_rest_to_one(
    world: World, ill: Account, colleague: Account
) -> None:
    """One row to somebody else, one back to the unit, the rest to the one chosen above."""
    third = second_colleague(ill)
    own, back, *rest = take(world, ill, 4)
    client = sign_in(world, "leader")
    chosen = asked(colleague, **{"tat-ca": "1", f"to-{own.pk}": third.pk})
    chosen[f"to-{back.pk}"] = "hang-chung"

    preview = client.post(url(ill), chosen)
    answer = client.post(url(ill), chosen | {"lam": "1"})
    run_jobs()

    page = preview.content.decode()
    assert f'name="to-{own.pk}" value="{third.pk}"' in page
    assert preview.context["shares"] == {
        "Võ Thị Nga": 2,
        "Đỗ Văn Hải": 1,
        "Hàng chung của đơn vị": 1,
    }
    holders = dict(Step.objects.values_list("pk", "queue__account_id"))
    assert [holders[step.pk] for step in (own, back, *rest)] == [
        third.pk,
        None,
        colleague.pk,
        colleague.pk,
    ]
    done = client.get(answer["Location"]).content.decode()
    assert "cho nhiều người" in done
    assert "Đã chuyển 4 trên 4 việc" in done


def test_only_who_could_take_a_row_is_offered_and_for_each_row_only_who_could_take_that(
    world: World, ill: Account, colleague: Account
) -> None:
    """The head, whose role does none of them, is not; who holds one of two roles is for that."""
    desk, other = take(world, ill, 2)
    Step.objects.filter(pk=other.pk).update(role_code="leader")
    ill.grants.create(
        role=Role.objects.get(code="leader"), unit=world.ward.agency, scope=1, valid_from=START
    )
    client = sign_in(world, "leader")

    page = client.get(url(ill))

    half = "(nhận được 1 trong 2 việc)"
    offered = dict(page.context["form"].fields["to"].choices)
    assert offered.pop("") == "Chọn người nhận"
    assert offered.pop("hang-chung") == "Hàng chung của đơn vị"
    leaders = {str(one.pk) for one in holders_of("leader", [world.ward.agency.pk])} - {str(ill.pk)}
    assert set(offered) == {str(colleague.pk), *leaders}
    assert all(name.endswith(half) for name in offered.values())
    rows = {row["id"]: dict(row["targets"]) for row in page.context["groups"][0]["rows"]}
    assert set(rows[desk.pk]) == {"hang-chung", str(colleague.pk)}
    assert set(rows[other.pk]) == {"hang-chung", *leaders}
    assert half not in "".join(rows[desk.pk].values())
    preview = client.post(url(ill), asked(colleague, **{"tat-ca": "1"}))
    assert [(step.pk, to) for step, _why, to in preview.context["stay"]] == [(other.pk, colleague)]


def test_work_that_nobody_else_could_do_can_only_go_back(world: World, ill: Account) -> None:
    (step,) = take(world, ill, 1)
    Step.objects.filter(pk=step.pk).update(role_code="nobodys")
    client = sign_in(world, "leader")

    page = client.get(url(ill))

    assert [value for value, _n in page.context["form"].fields["to"].choices] == ["", "hang-chung"]
    assert "chỉ trả được về hàng chung" in page.content.decode()
    leader = world.account("leader")
    assert client.post(url(ill), asked(leader, case=[step.pk], lam="1")).status_code == 422
    assert not Reassignment.objects.exists()


def second_colleague(ill: Account) -> Account:
    made = Account.objects.create(username="hai", kind="officer", display_name="Đỗ Văn Hải")
    post, held = ill.memberships.get(), ill.grants.get()
    made.memberships.create(unit=post.unit, position=post.position, valid_from=START, is_main=True)
    made.grants.create(role=held.role, unit=held.unit, scope=held.scope, valid_from=START)
    return made


def test_row_with_its_own_target_needs_neither_a_tick_nor_a_common_target(
    world: World, ill: Account, colleague: Account
) -> None:
    first, second = take(world, ill, 2)
    client = sign_in(world, "leader")
    own = {f"to-{first.pk}": str(colleague.pk)}

    client.post(url(ill), {"to": "", "reason": "Nghỉ ốm", "lam": "1", **own})
    missing = client.post(
        url(ill), {"to": "", "reason": "Nghỉ ốm", "lam": "1", "case": [second.pk], **own}
    )
    run_jobs()

    assert missing.status_code == 422
    assert Step.objects.get(pk=first.pk).queue.account_id == colleague.pk
    assert Step.objects.get(pk=second.pk).queue.account_id == ill.pk


@pytest.mark.parametrize("target", ["999999", "' OR 1=1", "-1"])
def test_row_target_from_outside_the_agency_is_refused(
    target: str, world: World, ill: Account, colleague: Account
) -> None:
    (step,) = take(world, ill, 1)
    data = asked(colleague, case=[step.pk], lam="1") | {f"to-{step.pk}": target}

    response = sign_in(world, "leader").post(url(ill), data)

    assert response.status_code == 422
    assert "trong đơn vị hoặc hàng chung" in response.content.decode()
    assert not Reassignment.objects.exists()


def test_rows_after_the_first_page_have_their_own(
    world: World, ill: Account, colleague: Account
) -> None:
    (step,) = take(world, ill, 1)
    _copy(step, 54)
    client = sign_in(world, "leader")

    first = client.get(url(ill))
    second = client.get(url(ill) + first.context["next_url"])

    shown = [[row["id"] for row in page.context["groups"][0]["rows"]] for page in (first, second)]
    assert [len(rows) for rows in shown] == [50, 5]
    assert not set(shown[0]) & set(shown[1])
    assert (second.context["next_url"], second.context["total"]) == ("", 55)
    last = shown[1][-1]
    client.post(url(ill), {"to": "", "reason": "Nghỉ", "lam": "1", f"to-{last}": colleague.pk})
    run_jobs()
    assert Step.objects.get(pk=last).queue.account_id == colleague.pk


def test_everybody_who_got_work_is_told_once_how_much_whose_and_why(
    world: World, ill: Account, colleague: Account
) -> None:
    third = second_colleague(ill)
    own, *_rest = take(world, ill, 3)
    data = asked(colleague, **{"tat-ca": "1", "lam": "1", f"to-{own.pk}": third.pk})
    sign_in(world, "leader").post(url(ill), data)
    run_jobs()

    told = Message.objects.filter(kind="cases.reassigned").order_by("title")
    assert {(m.account_id, m.title) for m in told} == {
        (colleague.pk, f"2 việc của {ill} chuyển cho bạn"),
        (third.pk, f"1 việc của {ill} chuyển cho bạn"),
    }
    assert {m.link for m in told} == {reverse("officer:inbox")}
    assert all("Lý do: Nghỉ ốm" in m.body for m in told)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"case": []}, "Chọn ít nhất một việc"),
        ({"case": ["x", "-1", "' OR 1=1"]}, "Chọn ít nhất một việc"),
        ({"to": ""}, "Chọn người nhận"),
        ({"to": "999999"}, "trong đơn vị"),
        ({"reason": ""}, "Viết lý do"),
        ({"reason": "x" * 20_000}, "Viết lý do"),
    ],
)
def test_what_is_missing_is_said_and_kept(
    changes: dict[str, Any], words: str, world: World, ill: Account, colleague: Account
) -> None:
    (step,) = take(world, ill, 1)
    data = asked(colleague, case=[step.pk], lam="1") | changes

    response = sign_in(world, "leader").post(url(ill), data)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Reassignment.objects.exists()


def test_officer_of_another_ward_is_not_there(world: World, ill: Account) -> None:
    (step,) = take(world, ill, 1)
    stranger = sign_in(world, "leader", ward=world.other)

    assert stranger.get(url(ill)).status_code == 404
    answer = stranger.post(url(ill), asked(None, case=[step.pk], lam="1"))

    assert answer.status_code == 404
    assert Step.objects.get(pk=step.pk).queue.account_id == ill.pk


def test_five_thousand_rows_are_one_light_request(
    world: World, ill: Account, colleague: Account
) -> None:
    """The steps are copies of one: only how many there are matters."""
    (step,) = take(world, ill, 1)
    _copy(step, 4_999)
    client = sign_in(world, "leader")
    client.get(url(ill))

    with CaptureQueriesContext(connection) as shown:
        page = client.get(url(ill))
    with CaptureQueriesContext(connection) as begun:
        client.post(url(ill), asked(colleague, **{"tat-ca": "1", "lam": "1"}))

    assert page.context["total"] == 5000
    assert len(page.content) < 150_000
    assert len(shown) <= 16
    assert len(begun) <= 22
    assert len(Reassignment.objects.get().step_ids) == 5000


def _copy(step: Step, count: int) -> None:
    values = {f.attname: getattr(step, f.attname) for f in step._meta.concrete_fields}
    queue = Step.objects.get(pk=step.pk).queue_id
    values |= {"id": None, "engine_task": None, "queue_id": queue}
    Step.objects.bulk_create([Step(**values) for _number in range(count)])
