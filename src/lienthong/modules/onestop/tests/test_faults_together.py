# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Two tabs and two officers: sign, issue, extend, stop; the second is refused, nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from lienthong.core.access.api import Grant, GrantScope, Role
from lienthong.core.documents.api import IssuedDocument, Signature
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import DomainError
from lienthong.modules.onestop.actions.decide import issue_result, sign_result
from lienthong.modules.onestop.actions.examine import propose_result
from lienthong.modules.onestop.actions.extend import ask_extension, extend_dossier
from lienthong.modules.onestop.actions.stop import approve_stop, propose_stop, send_stop
from lienthong.modules.onestop.models import Dossier, DossierPaper, ExtensionNotice, StopNotice
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.test_turn_extend import ask, asked
from lienthong.modules.onestop.tests.test_turn_stop import ASK, BACK, propose
from lienthong.modules.onestop.tests.turns import DESK, LEADER, OFFICER, Turns
from lienthong.modules.onestop.tests.work import Desk, only_step, text_of, version_in
from lienthong.testing.jobs import run_jobs
from lienthong.testing.matrix import fingerprint
from lienthong.testing.threads import together
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("3.6")

CHANGED = "Người khác vừa thay đổi hồ sơ này"
WANTED = {"day": "26/11/2026", "reason": "Chờ trích lục.", "apology": "Xin lỗi."}
STOPPED = {"ground": "applicant", "reason": "Có đơn xin dừng.", "legal_basis": "61/2018/NĐ-CP"}


def second_tab_is_refused(desk: Desk, url: str, version: str, **typed: str) -> None:
    """A form shown before somebody else's act: refused, nothing changes, what was typed stays."""
    before = fingerprint()
    answer = desk.client.post(url, typed | {"version": version})

    assert answer.status_code == 409
    assert CHANGED in text_of(answer)
    assert all(words in text_of(answer) for name, words in typed.items() if name == "reason")
    assert fingerprint() == before


def test_extension_and_stop_when_the_screen_is_stale(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 9, 0)
    desk = Desk.of(turns.world, OFFICER)
    shown = version_in(desk.case(turns.dossier))
    extension = reverse("onestop:officer-extension", args=[turns.dossier.pk])
    stop = reverse("onestop:officer-stop", args=[turns.step("examine").pk])
    assert desk.client.post(extension, WANTED | {"version": shown}).status_code == 302

    second_tab_is_refused(desk, extension, shown, **WANTED)
    second_tab_is_refused(desk, stop, shown, **STOPPED)
    assert ExtensionNotice.objects.count() == 1
    assert not StopNotice.objects.exists()


def test_carrying_out_when_the_screen_is_stale(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 9, 0)
    ask(turns)
    desk, step = Desk.of(turns.world, DESK), turns.step("extend")
    shown = version_in(desk.case(turns.dossier, buoc=str(step.pk)))
    url = reverse("onestop:officer-carry-out", args=[step.pk])
    propose_stop(turns.step("examine"), asked=ASK, actor=turns.actor(OFFICER))

    second_tab_is_refused(desk, url, shown, act="extend")
    assert turns.due == "2026-11-23 17:00"


def test_deciding_a_stop_when_the_screen_is_stale(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 9, 0)
    propose(turns)
    leader, step = Desk.of(turns.world, LEADER), turns.step("approve_stop")
    shown = version_in(leader.case(turns.dossier, buoc=str(step.pk)))
    approve_stop(step, actor=turns.actor(LEADER))

    url = reverse("onestop:officer-decide-turn", args=[step.pk])
    before = fingerprint()
    answer = leader.client.post(url, {"act": "decline", "reason": "Không.", "version": shown})
    assert answer.status_code == 409
    assert fingerprint() == before
    assert turns.nodes() == ["examine", "send_stop"]


@pytest.mark.usefixtures("signing")
def test_signing_and_issuing_when_the_screen_is_stale(
    world: World, answers: dict[str, Any]
) -> None:
    dossier, jobs = receive(world, answers), set[int]()
    propose_result(only_step(dossier), comment="Đủ.", actor=world.officer(OFFICER))
    run_jobs(jobs)
    for role, act in ((LEADER, "sign"), ("clerk", "issue")):
        desk, step = Desk.of(world, role), only_step(dossier)
        stale = str(int(version_in(desk.case(dossier))) - 1)
        url = reverse(f"onestop:officer-{act}", args=[step.pk])
        second_tab_is_refused(desk, url, stale)
        assert "busy" not in step.marks
        assert desk.client.post(url, {"version": version_in(desk.case(dossier))}).status_code == 302
        waiting = fingerprint()
        again = desk.client.post(url, {})
        assert again.status_code == 409
        assert fingerprint() == waiting
        run_jobs(jobs)

    assert only_step(dossier).node == "return_result"
    assert Signature.objects.count() == 2
    assert IssuedDocument.objects.count() == 1


def deputy(world: World, role: str) -> Actor:
    """The clerk holds the role too."""
    for unit in (world.ward.agency, world.ward.desk):
        Grant.objects.create(
            account=world.account("administrator"),
            role=Role.objects.get(code=role),
            unit=unit,
            scope=GrantScope.UNIT,
            valid_from=date(2025, 7, 1),
        )
    return world.officer("administrator")


def at_once(act: Callable[..., Any], *subject: Any, actors: list[Actor], **given: Any) -> int:
    """Both do it together: one holds, the other is refused in words; which one held."""
    outcomes = together([partial(act, *subject, actor=actor, **given) for actor in actors])
    errors = [outcome.error for outcome in outcomes if outcome.error is not None]
    assert len(errors) == 1, errors
    assert isinstance(errors[0], DomainError)
    assert str(errors[0])
    return [outcome.error is None for outcome in outcomes].index(True)


@pytest.mark.django_db(transaction=True)
def test_signature_when_two_leaders_press_at_once_then_is_asked_once(
    world: World, answers: dict[str, Any], signing: None
) -> None:
    jobs = set(ProcrastinateJob.objects.values_list("pk", flat=True))  # of tests that committed
    dossier = receive(world, answers)
    propose_result(only_step(dossier), comment="Đủ.", actor=world.officer(OFFICER))
    run_jobs(jobs)
    step, version = only_step(dossier), Dossier.objects.get().case.version
    two = [world.officer(LEADER), deputy(world, LEADER)]
    held = at_once(sign_result, step, version=version, actors=two)

    assert Signature.objects.count() == 1
    assert only_step(dossier).marks["by"] == two[held].account_id
    run_jobs(jobs)
    clerks = [world.officer("clerk"), deputy(world, "clerk")]
    step, version = only_step(dossier), Dossier.objects.get().case.version
    at_once(issue_result, step, version=version, actors=clerks)
    run_jobs(jobs)
    assert Signature.objects.count() == 2
    assert IssuedDocument.objects.get().state == "issued"


def ask_again(number: int, *, version: int, actor: Actor) -> ExtensionNotice:
    """Each with a dossier read for itself."""
    dossier = Dossier.objects.select_related("case", "procedure_version").get(pk=number)
    made: ExtensionNotice = ask_extension(dossier, asked=asked(), version=version, actor=actor)
    return made


@pytest.mark.django_db(transaction=True)
def test_extension_and_stop_when_two_officers_act_at_once_then_one_holds(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 9, 0)
    world, dossier = turns.world, turns.dossier
    two = [turns.actor(OFFICER), deputy(world, OFFICER)]
    version, step = turns.again().case.version, turns.step("examine")
    at_once(ask_again, dossier.pk, actors=two, version=version)
    assert ExtensionNotice.objects.count() == 1

    desks = [turns.actor(DESK), deputy(world, DESK)]
    extending = turns.step("extend")
    at_once(extend_dossier, extending, actors=desks)
    assert DossierPaper.objects.filter(dossier=dossier, kind="04").count() == 1
    assert turns.deadline.adjustments.count() == 1

    at_once(propose_stop, step, asked=ASK, actors=two)
    leaders = [turns.actor(LEADER), deputy(world, LEADER)]
    deciding = turns.step("approve_stop")
    at_once(approve_stop, deciding, actors=leaders)
    sending = turns.step("send_stop")
    at_once(send_stop, sending, back=BACK, actors=desks)
    assert turns.state == "stopped"
    assert StopNotice.objects.count() == 1
    assert DossierPaper.objects.filter(dossier=dossier, kind="05").count() == 1
