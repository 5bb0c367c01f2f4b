# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the system does by itself: once, again after a pause, given up, told, done by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lienthong.core.cases.actions.serving import (
    answer_service,
    pass_service,
    retry_service,
)
from lienthong.core.cases.adapters import hosts
from lienthong.core.cases.api import (
    Case,
    Host,
    NewCase,
    Places,
    ServiceCall,
    Term,
    cancel_process,
    events_of,
    finish_step,
    open_case,
    open_steps_of,
    register_host,
    start_process,
)
from lienthong.core.cases.domain.patience import LEASE, MOST, PAUSES, lease_after
from lienthong.core.cases.tasks.steps import serve, serve_due
from lienthong.core.process.api import Of, TableError, publish_version
from lienthong.kernel import registry
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.step_services import NotYet, Served, StepService
from lienthong.testing.jobs import run_jobs
from lienthong.testing.offices import Offices
from lienthong.testing.tables import end, source, task

pytestmark = pytest.mark.covers("3.3")
KIND = "sample.case"
PLATFORM = Actor.platform("thử")
DUE = datetime(2026, 12, 1, tzinfo=UTC)


class Service:
    """A service that does what a test says next and counts what stayed done."""

    def __init__(self) -> None:
        self.answers: list[Served | Exception | None] = []
        self.tried = 0

    def serve(self, _step: Any, _actor: Actor) -> Served | None:
        self.tried += 1
        said = self.answers.pop(0) if self.answers else Served("Xong.", {"checked": True})
        if isinstance(said, Exception):
            raise said
        return said


@pytest.fixture
def service(offices: Offices, monkeypatch: pytest.MonkeyPatch) -> Service:
    """One service for the sample kind of case, and where its steps go."""
    made = Service()
    declared = StepService(
        "check", "Kiểm tra", "", KIND, made.serve, {"checked": "flag"}, timedelta(hours=2)
    )
    monkeypatch.setattr(registry, "step_services", lambda: {"check": declared})
    for name in ("lienthong.core.cases.actions.serving", "lienthong.core.process.queries"):
        monkeypatch.setattr(f"{name}.step_services", lambda: {"check": declared})
    monkeypatch.setattr(hosts, "_hosts", {})
    register_host(KIND, Host(lambda case: places(offices), lambda case: case.state == "rests"))
    return made


def places(offices: Offices) -> Places:
    units = {of.value: offices.unit.pk for of in Of}
    return Places(units, "officer", lambda unit, task: Term(None, DUE), lambda unit, limit: DUE)


def table(**more: Any) -> dict[str, Any]:
    """The system checks, then an officer looks; what fails goes to somebody else."""
    step = {"node": "check", "title": "Tự kiểm tra", "kind": "service", "service": "check"}
    mapping = source(
        [task("ask", ok="check"), step | {"to": "look"} | more, task("look", ok="finished")]
        + ([task("by_hand", ok="finished")] if "late" in more else [])
        + [end()]
    )
    mapping["code"] = f"served_{'_'.join(more) or 'plain'}"
    mapping["data"] = {"checked": {"type": "flag"}}
    return mapping


@pytest.fixture
def asked(offices: Offices, service: Service) -> Callable[..., tuple[Case, ServiceCall]]:
    """A case whose system step has just opened."""

    def begin(**more: Any) -> tuple[Case, ServiceCall]:
        unit = offices.unit.pk
        version = publish_version(table(**more), valid_from=date(2026, 7, 1), actor=PLATFORM)
        case = open_case(NewCase(KIND, "Việc", "new", unit, unit))
        start_process(case, version, data={}, places=places(offices), actor=PLATFORM)
        (step,) = open_steps_of(case.pk)
        finish_step(case, step, "ok", places=places(offices), actor=PLATFORM)
        return case, ServiceCall.objects.get(step__case=case)

    return begin


def nodes(case: Case) -> list[str]:
    return [step.node for step in open_steps_of(case.pk)]


def make_due() -> None:
    ServiceCall.objects.update(next_at=timezone.now() - timedelta(seconds=1))


def test_step_is_served_once_and_the_process_goes_on(
    asked: Callable[..., tuple[Case, ServiceCall]], service: Service
) -> None:
    case, call = asked()
    assert (nodes(case), call.state) == (["check"], "to_do")

    assert "cases.serve" in run_jobs()
    serve(call_id=call.pk)
    make_due()
    serve_due()
    run_jobs()

    call.refresh_from_db()
    assert (service.tried, nodes(case)) == (1, ["look"])
    assert (call.state, call.told, call.attempts) == ("done", "Xong.", 1)
    (step,) = case.steps.filter(node="check")
    assert (step.outcome, step.comment, step.closed_by_id) == ("served", "Xong.", None)
    told = events_of(case.pk)[-1]
    assert (told.kind, told.audience) == ("service_done", "officer")
    assert told.data["comment"] == "Tự kiểm tra. Xong."


def test_what_is_too_early_or_rests_waits_without_being_given_up(
    asked: Callable[..., tuple[Case, ServiceCall]], service: Service
) -> None:
    case, call = asked()
    service.answers = [NotYet("chưa có giấy")] * 2
    for _ in range(2):
        make_due()
        serve(call_id=call.pk)
    Case.objects.filter(pk=case.pk).update(state="rests")
    make_due()
    serve(call_id=call.pk)
    call.refresh_from_db()
    assert (call.state, call.attempts, service.tried) == ("to_do", 0, 2)
    assert call.error == "Hồ sơ đang dừng hoặc đang chờ người."
    assert call.next_at > timezone.now()

    Case.objects.filter(pk=case.pk).update(state="new")
    make_due()
    serve(call_id=call.pk)

    assert nodes(case) == ["look"]


def test_attempt_that_breaks_keeps_nothing_and_is_given_up_after_the_last_pause(
    asked: Callable[..., tuple[Case, ServiceCall]], service: Service
) -> None:
    case, call = asked()
    service.answers = [RuntimeError("hỏng")] * MOST
    for number in range(1, MOST + 1):
        make_due()
        with pytest.raises(RuntimeError):
            serve(call_id=call.pk)
        serve(call_id=call.pk)
        call.refresh_from_db()
        assert (call.state, call.attempts) == ("to_do", number)
        pause = call.next_at - timezone.now()
        assert pause > PAUSES[number - 1] - timedelta(seconds=30)
    make_due()
    serve(call_id=call.pk)

    call.refresh_from_db()
    assert (call.state, service.tried, nodes(case)) == ("dead", MOST, ["check"])
    assert call.error == "Đã thử nhiều lần, không xong."


def test_failure_takes_its_own_way_when_the_table_has_one(
    asked: Callable[..., tuple[Case, ServiceCall]], service: Service
) -> None:
    case, call = asked(late="by_hand")
    service.answers = [InvalidInput("Không có số định danh.")]

    serve(call_id=call.pk)

    call.refresh_from_db()
    assert (call.state, nodes(case)) == ("failed", ["by_hand"])
    (step,) = case.steps.filter(node="check")
    assert (step.outcome, step.comment) == ("failed", "Không có số định danh.")
    assert events_of(case.pk)[-1].kind == "service_failed"


def test_failure_without_a_way_stands_until_somebody_retries_or_did_it_by_hand(
    asked: Callable[..., tuple[Case, ServiceCall]], service: Service
) -> None:
    case, call = asked()
    service.answers = [InvalidInput("Không có số định danh."), InvalidInput("Vẫn không.")]
    serve(call_id=call.pk)
    with pytest.raises(InvalidInput):
        retry_service(call, reason=" ", actor=PLATFORM)

    retry_service(call, reason="Đã bổ sung số.", actor=PLATFORM)
    with pytest.raises(IllegalState):
        retry_service(call, reason="Bấm hai lần.", actor=PLATFORM)
    serve(call_id=call.pk)
    call.refresh_from_db()
    assert (call.state, call.error, call.replays) == ("dead", "Vẫn không.", 1)

    pass_service(call, reason="Đã gọi điện hỏi.", actor=PLATFORM)

    call.refresh_from_db()
    assert (call.state, call.told, nodes(case)) == ("done", "Đã gọi điện hỏi.", ["look"])
    with pytest.raises(IllegalState):
        pass_service(call, reason="Lần nữa thôi.", actor=PLATFORM)


def test_answer_that_is_awaited_finishes_the_step_once_or_time_does(
    asked: Callable[..., tuple[Case, ServiceCall]], service: Service
) -> None:
    case, call = asked()
    service.answers = [None]
    serve(call_id=call.pk)
    call.refresh_from_db()
    assert (call.state, nodes(case)) == ("asked", ["check"])
    assert timedelta(minutes=119) < call.next_at - timezone.now() <= timedelta(hours=2)

    for said in ("Khớp.", "Lần hai."):
        answer_service(call, served=Served(said, {"checked": True, "other": 1}), actor=PLATFORM)
    call.refresh_from_db()
    assert (call.state, call.told, nodes(case)) == ("done", "Khớp.", ["look"])

    silent, waiting = asked(late="by_hand")
    service.answers = [None]
    serve(call_id=waiting.pk)
    make_due()
    serve_due()
    run_jobs()

    waiting.refresh_from_db()
    assert (waiting.state, nodes(silent)) == ("failed", ["by_hand"])
    assert waiting.error == "Quá hạn mà chưa có trả lời."


def test_case_that_ended_meanwhile_needs_nothing_done(
    asked: Callable[..., tuple[Case, ServiceCall]], service: Service, offices: Offices
) -> None:
    case, call = asked()
    cancel_process(case, places=places(offices), actor=PLATFORM)

    serve(call_id=call.pk)

    call.refresh_from_db()
    assert (call.state, service.tried, nodes(case)) == ("dropped", 0, [])


def test_service_that_nobody_offers_is_refused_by_the_name_of_its_step(service: Service) -> None:
    other, wrong = table(service="fly"), table()
    wrong["data"] = {"checked": {"type": "text"}}
    for mapping, code in ((other, "unoffered_service"), (wrong, "service_type")):
        with pytest.raises(TableError) as refused:
            publish_version(mapping, valid_from=date(2026, 7, 1), actor=PLATFORM)
        (problem,) = refused.value.problems
        assert (problem.code, problem.where) == (code, "check")


def test_pauses_grow_and_stay_at_the_longest() -> None:
    assert [lease_after(n) for n in (1, 2, MOST, MOST + 3)] == [
        LEASE,
        timedelta(minutes=5),
        timedelta(hours=3),
        timedelta(hours=3),
    ]
