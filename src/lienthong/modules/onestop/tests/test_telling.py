# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The citizen is told at each turn, the officer who leads of answers; no kind is without words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import (
    CaseEvent,
    EventAudience,
    Step,
    inbox,
    open_steps_of,
    tag_case,
    tell,
    watch_case,
)
from lienthong.core.notifications.api import Message, MessageDelivery, messages_page, send_message
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions import decide, supplement, withdraw
from lienthong.modules.onestop.actions.examine import propose_result
from lienthong.modules.onestop.actions.intake import Missing
from lienthong.modules.onestop.models import Dossier, ProcedureVersion
from lienthong.modules.onestop.notifications import OFFICER_TOLD, SILENT, TOLD
from lienthong.modules.onestop.panels.messages import citizen_message, officer_message
from lienthong.modules.onestop.tasks import render_paper, tell_citizen, tell_officer
from lienthong.modules.onestop.tests.citizen import Citizen
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.testing.jobs import own_store, run_jobs
from lienthong.testing.outbox import carry, let_time_pass
from lienthong.testing.post import PostOffice, running_post_office
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("3.5")
ACTIONS = Path(__file__).parents[1] / "actions"
PLATFORM = Actor.platform("kiểm thử")
PHONE = "0912345486"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostOffice]:
    with running_post_office(tmp_path_factory.mktemp("post")) as office:
        yield office


@pytest.fixture
def post(office: PostOffice, settings: Any, tmp_path: Path) -> PostOffice:
    own_store(tmp_path, settings)
    office.reset()
    office.connect(settings)
    return office


WRITERS = {"tell", "_cite"}
COMPUTED = {"acting.py", "decide.py", "examine.py", "forward.py", "hand_over.py", "own_step.py"}
"""Where a kind is computed; those for citizens are listed in ``CHOSEN``."""
CHOSEN = {"granted", "refused", "basis_accepted", "basis_rejected"}
INTERNAL = frozenset({"step_taken_back"})
"""Told by calls that pass the officers' audience along in a mapping."""


def told() -> Iterator[tuple[str, ast.Call]]:
    """Every call in an action that writes into the history, with its file."""
    for file in sorted(ACTIONS.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in WRITERS:
                yield file.name, node


def told_to_citizens() -> dict[str, str]:
    """Kinds that are written as they are and not for officers only, with the place."""
    internal = {"audience", "officers_only"}
    return {
        str(call.args[1].value): f"{file}:{call.lineno}"
        for file, call in told()
        if isinstance(call.args[1], ast.Constant)
        and not internal & {keyword.arg for keyword in call.keywords}
    }


def test_every_kind_told_to_citizens_has_words_or_is_silent_on_purpose() -> None:
    kinds = told_to_citizens()
    assert len(kinds) >= 15

    assert {k: at for k, at in kinds.items() if k not in {*TOLD, *SILENT, *INTERNAL}} == {}
    assert {file for file, call in told() if not isinstance(call.args[1], ast.Constant)} <= COMPUTED
    assert set(TOLD) >= CHOSEN


def test_every_kind_can_be_said_about_a_real_dossier(
    world: World, answers: dict[str, Any], post: PostOffice
) -> None:
    dossier = receive(world, answers)
    run_jobs()
    for number, kind in enumerate((*TOLD, "something_new"), 1):
        event = CaseEvent(id=-number, at=timezone.now(), case_id=dossier.pk, kind=kind, data={})
        message = citizen_message(dossier, event)
        assert message is not None
        sent = send_message(message, actor=PLATFORM)
        assert dossier.code in sent.title + sent.body, kind
        assert "{" not in sent.title + sent.short_text + sent.body
        assert sent.kind == TOLD.get(kind, "onestop.changed")


def test_a_procedure_adds_words_of_its_own_to_one_message(
    world: World, answers: dict[str, Any], post: PostOffice
) -> None:
    version = ProcedureVersion.objects.get(procedure__code="1.001193")
    added = {"kind": "accepted", "text": "Mang theo sổ tiêm.", "english": "Bring the booklet."}
    version.data["messages"] = [added]
    version.save(update_fields=["data"])
    dossier = receive(world, answers)
    run_jobs()

    bodies = {}
    for number, kind in enumerate(("accepted", "granted"), 1):
        event = CaseEvent(id=-number, at=timezone.now(), case_id=dossier.pk, kind=kind, data={})
        message = citizen_message(dossier, event)
        assert message is not None
        bodies[kind] = send_message(message, actor=PLATFORM).body
    assert bodies["accepted"].rstrip().endswith("Mang theo sổ tiêm.")
    assert "Mang theo" not in bodies["granted"]


def test_acceptance_is_told_once_with_the_slip(
    world: World, answers: dict[str, Any], post: PostOffice
) -> None:
    world.citizen()
    dossier = receive(world, answers)
    Dossier.objects.update(contact={"phone": PHONE, "email": "duyen@example.vn"})
    run_jobs()
    run_jobs()

    message = Message.objects.get(person=dossier.submitter)
    assert message.kind == "onestop.accepted"
    assert message.link == f"/ho-so/{dossier.case.code}/"
    assert [row.title for row in messages_page(world.citizen())[0]] == [message.title]
    (sms,) = post.sms(PHONE)
    assert sms["text"].startswith(f"Da tiep nhan ho so {dossier.case.code}. Hen tra: ")
    (mail,) = post.letters("duyen@example.vn")
    assert "Hẹn trả kết quả: " in mail["text"]
    ((name, size),) = mail["files"].items()
    assert name.endswith(f"{dossier.case.code}.pdf")
    assert size > 5_000


def test_letter_waits_for_its_paper(
    world: World, answers: dict[str, Any], post: PostOffice
) -> None:
    dossier = receive(world, answers)
    Dossier.objects.update(contact={"email": "duyen@example.vn"})
    event = CaseEvent.objects.get(case_id=dossier.pk, kind="accepted")
    tell_citizen(case_id=dossier.pk, event_id=event.id, at=event.at.isoformat())
    carry(partner="mail")
    delivery = MessageDelivery.objects.get(channel="email")
    assert (delivery.state, delivery.attempts) == ("waiting", 0)
    render_paper(paper_id=dossier.papers.get().pk)
    let_time_pass()
    carry(partner="mail")

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("sent", 1)


def test_nothing_is_told_when_the_act_is_undone(world: World, answers: dict[str, Any]) -> None:
    with transaction.atomic():
        receive(world, answers)
        transaction.set_rollback(True)

    assert "onestop.tell_citizen" not in run_jobs()
    assert not Message.objects.exists()


def test_supplement_is_asked_for_with_its_items_and_the_answer_is_told_to_who_leads(
    world: World, answers: dict[str, Any]
) -> None:
    citizen, officer = world.citizen(), world.officer("civil_status_officer")
    dossier = receive(world, answers)
    (step,) = open_steps_of(dossier.pk)
    missing = [Missing("birth_certificate", "Bản chụp bị mờ, chụp lại.")]
    supplement.propose_supplement(step, missing=missing, reason="Không đọc được.", actor=officer)
    (step,) = open_steps_of(dossier.pk)
    supplement.send_supplement(step, actor=world.officer("one_stop_officer"))
    run_jobs()
    asked = messages_page(citizen)[0][0]
    assert asked.kind == "onestop.supplement_requested"
    assert ": Bản chụp bị mờ, chụp lại." in asked.body
    assert "Lý do: Không đọc được." in asked.body

    dossier.refresh_from_db()
    (defect,) = dossier.supplements.get().defects.all()
    answer = supplement.Answers({defect.pk: supplement.Answer("Đây là bản rõ.")})
    supplement.answer_supplement(dossier, answers=answer, actor=citizen)
    run_jobs()

    told = messages_page(officer)[0][0]
    assert told.title == f"Trần Thị Mỹ Duyên đã bổ sung hồ sơ {dossier.case.code}"
    assert told.link == f"/can-bo/ho-so/{dossier.pk}/"
    assert messages_page(world.officer("leader"))[0] == []
    assert messages_page(citizen)[0][0].kind == "onestop.supplement_answered"


def test_failed_signature_is_told_to_who_pressed_the_button(
    world: World, answers: dict[str, Any]
) -> None:
    dossier = receive(world, answers)
    officer, leader = world.officer("civil_status_officer"), world.officer("leader")
    propose_result(inbox(officer).steps[0], comment="Đủ.", actor=officer)
    (step,) = inbox(leader).steps
    Step.objects.filter(pk=step.pk).update(marks={"busy": "sign", "by": leader.account_id})
    with transaction.atomic():
        decide.note_failure(dossier, actor=PLATFORM)
    event = CaseEvent.objects.get(case_id=dossier.pk, kind="sign_failed")
    tell_officer(case_id=dossier.pk, event_id=event.id, at=event.at.isoformat())

    assert [m.title for m in messages_page(leader)[0]] == [
        f"Chưa ký, đóng dấu được hồ sơ {dossier.case.code}"
    ]
    assert messages_page(officer)[0] == []


def test_own_act_is_not_told_to_oneself(world: World, answers: dict[str, Any]) -> None:
    dossier = receive(world, answers)
    officer = world.officer("civil_status_officer")
    propose_result(inbox(officer).steps[0], comment="Đủ.", actor=officer)
    for kind in OFFICER_TOLD:
        event = CaseEvent(id=-1, at=timezone.now(), kind=kind, data={}, actor_id=officer.account_id)
        assert officer_message(dossier, event) is None


def test_who_follows_is_told_what_happened(world: World, answers: dict[str, Any]) -> None:
    case = receive(world, answers).case
    clerk, head = world.officer("civil_status_officer"), world.officer("leader")
    watch_case(case, is_watching=True, actor=head)

    tag_case(case, names=["Chờ họp"], actor=clerk)
    run_jobs()

    told = Message.objects.get(kind="cases.watched", account_id=head.account_id or 0)
    assert told.body.strip().endswith(f"{clerk.name}: Sửa nhãn: Chờ họp")
    assert told.short_text == f"{case.code}. {clerk.name}: Sửa nhãn: Chờ họp"


def test_internal_events_are_not_told_to_the_citizen(world: World, answers: dict[str, Any]) -> None:
    dossier = receive(world, answers)
    run_jobs()
    before = Message.objects.count()
    with transaction.atomic():
        tell(dossier.case, "note", actor=PLATFORM, audience=EventAudience.OFFICER)
    run_jobs()

    assert Message.objects.count() == before


def test_person_without_account_is_led_to_the_public_look_up(
    world: World, answers: dict[str, Any]
) -> None:
    dossier = receive(world, answers)
    dossier.submitter = type(dossier.submitter).objects.create(full_name="Người Khác")
    event = CaseEvent(id=-1, at=timezone.now(), kind="accepted", data={})

    message = citizen_message(dossier, event)

    assert message is not None
    assert message.link == f"/tra-cuu/{dossier.case.code}/"


def test_online_dossier_is_told_about_from_sending_to_withdrawal(world: World) -> None:
    actor = world.citizen()
    citizen = Citizen(Account.objects.get(pk=actor.account_id or 0))
    dossier = citizen.submit()
    withdraw.withdraw_dossier(dossier, reason="Nhầm nơi.", actor=actor)
    run_jobs()

    kinds = [message.kind for message in messages_page(actor)[0]]
    assert kinds == ["onestop.withdrawn", "onestop.submitted"]
    sent = Message.objects.get(kind="onestop.submitted")
    assert dossier.submission_code in sent.body
    assert "Quầy trả lời bạn: " in sent.body
