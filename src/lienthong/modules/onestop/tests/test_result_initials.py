# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A result whose kind has to be initialled waits for it before its signer can sign."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lienthong.core.access.api import Grant, GrantScope, Role
from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import CaseEvent, Step
from lienthong.core.documents.api import IssuedDocument, drafts, initials, laying, verdicts_of
from lienthong.kernel.errors import IllegalState
from lienthong.modules.onestop.actions.decide import issue_result, send_back_unsigned, sign_result
from lienthong.modules.onestop.actions.examine import propose_refusal, propose_result
from lienthong.modules.onestop.actions.restitution import GivenBack
from lienthong.modules.onestop.actions.withdraw import confirm_withdrawal, withdraw_dossier
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.work import Desk, only_step, text_of
from lienthong.testing.jobs import run_jobs
from lienthong.testing.snapshot import once
from lienthong.testing.world import World

pytestmark = [pytest.mark.covers("7"), pytest.mark.usefixtures("signing")]
DAY = "onestop:officer-signing"


@pytest.fixture
def jobs() -> set[int]:
    return set()


@pytest.fixture
def dossier(world: World, answers: dict[str, Any]) -> Dossier:
    """A birth registration proposed where certificates are initialled for content and form."""
    return once("proposed, to be initialled", lambda: _to_be_initialled(world, answers))


def _to_be_initialled(world: World, answers: dict[str, Any]) -> Dossier:
    rule = {
        "kind": "birth_certificate",
        "marks": ["content", "form"],
        "agency": world.ward.agency.code,
        "since": f"{timezone.localdate():%d/%m/%Y}",
        "legal_basis": "Quy chế làm việc",
    }
    administrator = Desk.of(world, "administrator").client
    assert administrator.post("/quan-tri/danh-muc/ky-nhay/them/dat/", rule).status_code == 302
    made = receive(world, answers)
    propose(world, made)
    run_jobs()
    return made


def propose(world: World, dossier: Dossier) -> None:
    officer = world.officer("civil_status_officer")
    propose_result(only_step(dossier), comment="Đủ điều kiện.", actor=officer)


def paper_of(dossier: Dossier) -> IssuedDocument:
    return IssuedDocument.objects.get(owner_kind="onestop.dossier", owner_id=dossier.pk)


def asked(paper: IssuedDocument) -> list[tuple[str, str, str]]:
    return [(one.purpose, one.signer.username, one.answer) for one in initials.laying_of(paper)]


def test_result_waits_for_its_initials_and_is_signed_after_them(
    world: World, dossier: Dossier, jobs: set[int]
) -> None:
    paper, leader, clerk = paper_of(dossier), world.officer("leader"), world.officer("clerk")
    who = world.account("clerk").username
    assert initials.drawn_marks(paper) == ("content", "form")
    assert asked(paper) == [("content", who, "waiting"), ("form", who, "next")], "not who signs"
    with pytest.raises(IllegalState, match="đang chờ ký nháy"):
        sign_result(only_step(dossier), actor=leader)
    day = Desk.of(world, "leader").client.get(reverse(DAY))
    assert [item.initialled_by for item in day.context["day"].uninitialled] == [
        str(world.account("clerk"))
    ]
    assert day.context["day"].waiting == []
    assert "Ký nháy xong thì văn bản sang danh sách chờ ký." in text_of(day)

    laying.initial_free(paper, actor=clerk)
    run_jobs(jobs)
    desk = Desk.of(world, "clerk")
    page = text_of(desk.client.get(reverse("officer:draft", args=[paper.pk])))
    assert ("Ký nháy thể thức" in page, dossier.code in page) == (True, True)
    assert desk.client.post(reverse("officer:draft-sign", args=[paper.pk])).status_code == 302
    run_jobs(jobs)
    paper.refresh_from_db()
    assert paper.state == "initialled"
    assert drafts.waiting_for(clerk).count() == 0

    sign_result(only_step(dossier), actor=leader)
    run_jobs(jobs)
    issue_result(only_step(dossier), actor=clerk)
    run_jobs(jobs)
    paper.refresh_from_db()
    assert (paper.state, only_step(dossier).node) == ("issued", "return_result")
    assert [(one.field_name, one.valid) for one in verdicts_of(paper)] == [
        ("initial-content", True), ("initial-form", True), ("person", True),
        ("agency", True),
    ]  # fmt: skip


def test_paper_that_is_not_initialled_goes_back_to_the_officer_with_the_reason(
    world: World, dossier: Dossier, jobs: set[int]
) -> None:
    paper = paper_of(dossier)
    refused = {"viec": "tra", "ly-do": "Sai tên người mẹ."}
    desk = Desk.of(world, "clerk").client
    desk.post(reverse("officer:draft-act", args=[paper.pk]), refused)
    run_jobs(jobs)

    step = only_step(dossier)
    assert step.node == "examine"
    sent = CaseEvent.objects.filter(case_id=dossier.pk, kind="sent_back").latest("id")
    assert "Sai tên người mẹ." in str(sent.data)
    assert [answer for _purpose, _who, answer in asked(paper)] == ["returned"]

    propose(world, dossier)
    run_jobs(jobs)
    assert [answer for _purpose, _who, answer in asked(paper)] == ["returned", "waiting", "next"]


def test_leader_who_sends_it_back_calls_the_initials_off(world: World, dossier: Dossier) -> None:
    send_back_unsigned(only_step(dossier), reason="Xem lại.", actor=world.officer("leader"))

    assert [answer for _purpose, _who, answer in asked(paper_of(dossier))] == ["withdrawn"]


def test_dossier_that_is_withdrawn_calls_the_initials_off(
    world: World, dossier: Dossier, jobs: set[int]
) -> None:
    withdraw_dossier(dossier, reason="Nộp nhầm.", actor=world.citizen())
    assert [answer for _purpose, _who, answer in asked(paper_of(dossier))] == ["waiting", "next"]

    step = Step.objects.get(case_id=dossier.pk, node="confirm_withdrawal", closed_at=None)
    given = GivenBack(originals_returned=True)
    confirm_withdrawal(step, back=given, actor=world.officer("one_stop_officer"))
    run_jobs(jobs)

    dossier.case.refresh_from_db()
    assert dossier.case.state == "withdrawn"
    assert [answer for _purpose, _who, answer in asked(paper_of(dossier))] == ["withdrawn"]


def test_nobody_else_sees_or_withdraws_a_result_laid_before_an_initialler(
    world: World, dossier: Dossier
) -> None:
    paper, officer = paper_of(dossier), Desk.of(world, "civil_status_officer").client
    page = reverse("officer:draft", args=[paper.pk])
    assert officer.get(page).status_code == 404
    clerk = Desk.of(world, "clerk").client
    assert (
        clerk.post(reverse("officer:draft-act", args=[paper.pk]), {"viec": "rut"}).status_code
        == 404
    )
    assert [answer for _purpose, _who, answer in asked(paper)] == ["waiting", "next"]


def test_other_kinds_are_not_initialled_and_a_kind_nobody_may_initial_is_refused(
    world: World, dossier: Dossier, answers: dict[str, Any], jobs: set[int]
) -> None:
    officer, other = world.officer("civil_status_officer"), receive(world, answers)
    propose_refusal(only_step(other), reason="Thiếu.", legal_basis="61/2018/NĐ-CP", actor=officer)
    assert asked(paper_of(other)) == []
    third = receive(world, answers)
    for role in ("leader", "clerk"):
        world.account(role).grants.update(revoked_at=timezone.now())
    with pytest.raises(IllegalState, match="chưa ai ký nháy được"):
        propose_result(only_step(third), comment="Đủ.", actor=officer)
    assert Step.objects.filter(case_id=third.pk, closed_at=None).get().node == "examine"


@pytest.fixture
def second(world: World) -> Account:
    """A second officer of the ward who may initial but not sign."""
    account = world.account("one_stop_head")
    role = Role.objects.get(code="clerk")
    Grant.objects.create(account=account, role=role, unit=world.ward.agency,
                         scope=GrantScope.UNIT, valid_from="2025-07-01")  # fmt: skip
    return account


def test_who_proposes_chooses_who_initials_among_those_who_may(
    world: World, dossier: Dossier, second: Account, answers: dict[str, Any], jobs: set[int]
) -> None:
    other, clerk, leader = receive(world, answers), world.account("clerk"), world.account("leader")
    desk = Desk.of(world, "civil_status_officer").client
    url = reverse("onestop:officer-case", args=[other.pk])
    offered = desk.get(url).context["initials_of"]
    assert offered["propose_refusal"] == []
    (content, form) = offered["propose"]
    assert (content["name"], form["name"]) == ("initial_content", "initial_form")
    assert {int(pk) for pk, _who in content["people"]} == {clerk.pk, second.pk}
    default = int(content["people"][0][0])
    chosen = second.pk if default == clerk.pk else clerk.pk
    step = only_step(other)
    propose_url = reverse("onestop:officer-propose", args=[step.pk])

    for wrong in (leader.pk, world.account("clerk", ward=world.other).pk, "x", 10**18, "9" * 30):
        typed = {"comment": "Đủ.", "initial_content": wrong, "initial_form": clerk.pk}
        refused = desk.post(propose_url, typed)
        assert refused.status_code == 422
        assert "Người này không ký nháy được văn bản này." in text_of(refused)
        assert only_step(other).node == "examine"
        assert not IssuedDocument.objects.filter(owner_id=other.pk).exists()
    typed = {"comment": "Đủ.", "initial_content": chosen, "initial_form": clerk.pk}
    assert desk.post(propose_url, typed).status_code == 302

    rows = [(one.purpose, one.signer_id, one.answer) for one in initials.laying_of(paper_of(other))]
    assert rows == [("content", chosen, "waiting"), ("form", clerk.pk, "next")]


def test_leader_initials_only_where_nobody_else_can(
    world: World, dossier: Dossier, answers: dict[str, Any]
) -> None:
    world.account("clerk").grants.update(revoked_at=timezone.now())
    other = receive(world, answers)

    propose(world, other)

    leader = world.account("leader").username
    assert asked(paper_of(other)) == [("content", leader, "waiting"), ("form", leader, "next")]
