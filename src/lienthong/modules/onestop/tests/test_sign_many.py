# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Many papers under one confirmation: the request only notes them, the worker asks for each."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lienthong.core.documents.api import (
    IssuedDocument,
    MeansKind,
    Signature,
    assign_means,
)
from lienthong.core.ui.api import BulkRun, stop_bulk
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import NotAllowed
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.tests.test_work_signing import propose
from lienthong.modules.onestop.tests.work import Desk, only_step, text_of
from lienthong.modules.onestop.views.work.signing import AT_ONCE
from lienthong.testing.jobs import run_jobs
from lienthong.testing.snapshot import once
from lienthong.testing.world import World

DAY, REVIEW = "onestop:officer-signing", "onestop:officer-signing-review"
MANY = AT_ONCE + 1


@pytest.fixture
def jobs() -> set[int]:
    return set()


@pytest.fixture
def drawn(world: World, answers: dict[str, Any], signing: str) -> list[Dossier]:
    """Papers that wait for the leader, one more than are asked for at once."""
    return once("many that wait for the leader", lambda: _drawn(world, answers))


def _drawn(world: World, answers: dict[str, Any]) -> list[Dossier]:
    made = propose(world, answers, MANY)
    run_jobs()
    return made


def states(dossiers: list[Dossier]) -> list[str]:
    papers = IssuedDocument.objects.filter(owner_id__in=[one.pk for one in dossiers])
    return list(papers.order_by("owner_id").values_list("state", flat=True))


def test_request_costs_the_same_for_many_and_the_worker_signs_each_once(
    world: World, drawn: list[Dossier], jobs: set[int]
) -> None:
    leader = Desk.of(world, "leader")
    steps = [only_step(dossier).pk for dossier in drawn]
    IssuedDocument.objects.filter(owner_id=drawn[0].pk).update(state="signed")
    asked = {"step": steps, "_key": "m" * 22}
    with CaptureQueriesContext(connection) as few:
        assert leader.client.post(reverse(DAY), asked).status_code == 302
    assert leader.client.post(reverse(DAY), asked).status_code == 302
    assert (BulkRun.objects.count(), Signature.objects.count()) == (1, 0)
    with CaptureQueriesContext(connection) as many:
        made_up = [10**9 + number for number in range(200)]
        leader.client.post(reverse(DAY), {"step": made_up, "_key": "n" * 22})
    assert len(few) == len(many) < 25

    day = leader.client.get(reverse(DAY))
    assert (day.context["day"].busy, day.context["day"].waiting) == (MANY, [])
    run_jobs(jobs)
    assert states(drawn) == ["signed"] * MANY
    assert Signature.objects.filter(state="done").count() == MANY - 1
    left = leader.client.get(reverse(DAY))
    (item,) = left.context["day"].waiting
    assert item.step.pk == steps[0]
    assert "Lần ký trước chưa được: Việc này không còn làm được" in text_of(left)


def test_what_a_run_has_not_come_to_is_given_up_with_what_is_being_asked(
    world: World, drawn: list[Dossier], jobs: set[int]
) -> None:
    leader, stop = Desk.of(world, "leader"), reverse("onestop:officer-signing-draw")
    steps = [only_step(dossier).pk for dossier in drawn]
    leader.client.post(reverse(DAY), {"step": steps, "_key": "t" * 22})
    leader.client.post(reverse(DAY), {"step": steps[:1]})
    run = BulkRun.objects.get()
    with pytest.raises(NotAllowed):
        stop_bulk(run, why="x", actor=world.officer("clerk"))
    page = text_of(leader.client.get(reverse(DAY)))
    assert ("Thôi chờ, ký sau" in page, "Hỏi lại ngay" in page) == (True, False)

    leader.client.post(stop, {"cho": "thoi-cho"})
    run_jobs(jobs)
    assert list(Signature.objects.values_list("state", flat=True)) == ["failed"]
    assert states(drawn) == ["draft"] * MANY
    day = leader.client.get(reverse(DAY))
    assert (day.context["day"].busy, len(day.context["day"].waiting)) == (0, MANY)
    why = [item.failure for item in day.context["day"].waiting]
    assert sorted(set(why)) == [
        "Lần ký trước chưa được: đã thôi chờ khi dịch vụ ký số chưa trả lời",
        "Lần ký trước chưa được: đã thôi khi chưa hỏi đến dịch vụ ký số",
    ]
    run.refresh_from_db()
    assert (run.position, run.done, len(run.problems)) == (0, 0, MANY)


def test_service_that_dies_among_many_is_waited_for_and_all_go_on_when_it_is_back(
    world: World, drawn: list[Dossier], jobs: set[int], partners: str, settings: Any
) -> None:
    settings.LIENTHONG_CSC_URL = f"{partners}/csc/v2"
    leader, actor = Desk.of(world, "leader"), world.officer("leader")
    user = f"account-{actor.account_id}"
    form = {"user": user, "common_name": actor.name, "organisation": "UBND"}
    httpx.post(f"{partners}/csc/enrol", data=form).raise_for_status()
    assign_means(
        MeansKind.REMOTE,
        reference=user,
        valid_from=timezone.localdate(),
        account_id=actor.account_id,
        actor=Actor.platform("quản trị"),
    )
    steps = [only_step(dossier).pk for dossier in drawn]
    leader.client.post(reverse(DAY), {"step": steps, "xin-ma": "1"})
    code = httpx.get(f"{partners}/csc/codes").json()["codes"][user]
    before = httpx.get(f"{partners}/csc/codes").json()["made"]
    misbehave(partners, "error")
    asked = {"step": steps, "ma": code, "_key": "d" * 22}
    assert leader.client.post(reverse(DAY), asked).status_code == 302
    run_jobs(jobs)
    assert set(Signature.objects.values_list("state", flat=True)) == {"requested"}
    page = text_of(leader.client.get(reverse(DAY)))
    told = f"{MANY} văn bản chưa ký được vì dịch vụ ký số từ xa không trả lời, chờ từ"
    assert (told in page, f"Còn {MANY} văn bản đang ký." in page) == (True, True)
    assert "Chờ ký" not in page.partition(told)[2]
    busy = leader.client.get(reverse("onestop:officer-busy", args=[drawn[0].pk]))
    assert "dịch vụ ký số từ xa không trả lời" in text_of(busy)

    again = ports.tasks()["documents.ask_services"].function
    assert again() == 1
    page = text_of(leader.client.get(reverse(DAY)))
    assert (told in page, "Đang hỏi lại…" in page) == (True, True)
    assert ("Hỏi lại ngay" in page, "Thôi chờ, ký sau" in page) == (False, True)
    leader.client.post(reverse("onestop:officer-signing-draw"), {"cho": "hoi-lai"})
    assert Signature.objects.filter(asked_at__isnull=False).count() == 1
    run_jobs(jobs)
    assert set(Signature.objects.values_list("state", flat=True)) == {"requested"}

    page, given_up = text_of(leader.case(drawn[0])), drawn[-1]
    assert "Chưa ký được vì dịch vụ ký số từ xa không trả lời" in page
    assert ("Hỏi lại ngay" in page, "Thôi chờ, làm sau" in page) == (True, True)
    of_case = reverse("onestop:officer-busy", args=[given_up.pk])
    Desk.of(world, "clerk").client.post(of_case, {"cho": "thoi-cho"})
    assert set(Signature.objects.values_list("state", flat=True)) == {"requested"}
    stopped = leader.client.post(of_case, {"cho": "thoi-cho"}, follow=True)
    page, opening = text_of(stopped), "Đã dừng. Bước này đang được mở lại"
    assert ("Đã thôi chờ." in page, opening in page, "Đang ký số." in page) == (True, True, False)
    run_jobs(jobs)
    assert "Lần ký trước không thành công" in text_of(leader.case(given_up))
    misbehave(partners, "off")
    assert again() == 1
    run_jobs(jobs)
    assert states(drawn) == ["signed"] * (MANY - 1) + ["draft"]
    made = Signature.objects.filter(state="done").values_list("failure", "asked_at")
    assert list(made) == [("", None)] * (MANY - 1)
    assert httpx.get(f"{partners}/csc/codes").json()["made"] == before + MANY - 1
    assert again() == 0


def test_sealed_paper_that_was_not_issued_says_why_instead_of_turning_on(
    world: World, drawn: list[Dossier]
) -> None:
    step = only_step(drawn[0])
    step.marks = step.marks | {"busy": "issue"}
    step.save()
    papers = IssuedDocument.objects.filter(owner_id=drawn[0].pk)
    papers.update(state="sealed", dated_on=timezone.localdate())
    leader, place = Desk.of(world, "leader"), reverse("onestop:officer-busy", args=[drawn[0].pk])
    why = "Đã đóng dấu nhưng chưa ban hành được: máy không đọc được chữ ký trên tệp."
    for state, told in (("waiting", False), ("failed", True)):
        papers.get().file.versions.update(check_state=state)
        shown = text_of(leader.client.get(place))
        assert (why in shown, "Đang cấp số và đóng dấu" in shown) == (told, not told)
    asked = leader.client.post(place, {"cho": "hoi-lai"})
    assert asked["Location"].endswith("#dang-chay")


def misbehave(partners: str, mode: str) -> None:
    """The service answers so from now on."""
    fault = {"channel": "csc.sign", "mode": mode, "count": "0"}
    assert httpx.post(f"{partners}/faults", data=fault).is_redirect
