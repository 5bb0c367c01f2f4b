# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What changed meanwhile: screens, versions of the procedure, delegations, calendars, clocks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lienthong.core.access.api import Grant, GrantScope, Role
from lienthong.core.accounts.api import Account
from lienthong.core.deadlines.api import CalendarRevision, Deadline, WorkCalendar
from lienthong.kernel import clock
from lienthong.kernel.errors import DomainError
from lienthong.modules.onestop.actions.examine import propose_result, request_verification
from lienthong.modules.onestop.models import Dossier, Result
from lienthong.modules.onestop.tests.citizen import Citizen
from lienthong.modules.onestop.tests.test_citizen_draft_changes import publish_again
from lienthong.modules.onestop.tests.test_desk_counter import URL as COUNTER
from lienthong.modules.onestop.tests.test_desk_counter import form, sign_in
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.turns import Watch, five_days, set_time_rules
from lienthong.modules.onestop.tests.work import Desk, only_step, text_of
from lienthong.testing.threads import together
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("3.6")

EXAMINER = "civil_status_officer"


@pytest.fixture
def mother(world: World) -> Citizen:
    return Citizen(Account.objects.get(person__personal_id="044194003812"))


def forget_the_year(year: int) -> None:
    """A newest revision of every calendar that ends before the year."""
    for calendar in WorkCalendar.objects.all():
        last = calendar.revisions.latest("made_at")
        days = last.days | {
            "years": [each for each in last.days["years"] if each["year"] < year],
            "days": [each for each in last.days["days"] if each["date"] < str(year)],
        }
        CalendarRevision.objects.create(
            calendar=calendar,
            made_at=last.made_at + timedelta(seconds=1),
            days=days,
            instrument=last.instrument,
        )


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        ("refuse", {"reason": "Tôi đã đọc kỹ.", "legal_basis": "61/2018/NĐ-CP, Điều 19"}),
        ("supplement", {"missing": "birth_certificate", "reason": "Tôi đã đọc kỹ.",
                        "what_birth_certificate": "Chụp lại."}),
        ("verify", {"comment": "Tôi đã đọc kỹ."}),
        ("send-back", {"reason": "Tôi đã đọc kỹ."}),
    ],
)  # fmt: skip
def test_act_when_the_screen_is_stale_then_is_refused_with_the_words_kept(
    world: World, answers: dict[str, Any], act: str, typed: dict[str, str]
) -> None:
    dossier = receive(world, answers)
    officer = Desk.of(world, EXAMINER)
    stale = str(dossier.case.version - 1)
    answer = officer.act(act, only_step(dossier), version=stale, **typed)

    assert answer.status_code == 409
    assert "Người khác vừa thay đổi hồ sơ này" in text_of(answer)
    assert "Tôi đã đọc kỹ." in text_of(answer)
    assert only_step(dossier).node == "examine"


def test_dossier_when_a_new_version_begins_before_acceptance_then_keeps_its_own(
    world: World, mother: Citizen
) -> None:
    sent = mother.submit()
    filed_under = sent.procedure_version_id
    publish_again(timezone.localdate())
    desk = sign_in(world)
    page = reverse("onestop:officer-check", args=[only_step(sent).pk])
    verdicts = {f"v_{row.key}": "accepted" for row in sent.components.all()}

    assert desk.post(page, {"act": "accept", "_key": "k1", **verdicts}).status_code == 302
    accepted = Dossier.objects.select_related("case").get()
    assert accepted.procedure_version_id == filed_under
    deadline = Deadline.objects.get(pk=accepted.case.deadline_id or 0)
    assert deadline.amount != 5


def test_signature_when_the_substitution_ended_with_the_screen_open_then_is_refused(
    world: World, answers: dict[str, Any]
) -> None:
    dossier = receive(world, answers)
    propose_result(only_step(dossier), comment="Đủ.", actor=world.officer(EXAMINER))
    today = timezone.localdate()
    lent = Grant.objects.create(
        account=world.account("clerk"),
        role=Role.objects.get(code="leader"),
        unit=world.ward.agency,
        scope=GrantScope.UNIT,
        valid_from=today - timedelta(days=3),
        valid_to=today + timedelta(days=1),
    )
    deputy = Desk.of(world, "clerk")
    assert reverse("onestop:officer-sign", args=[only_step(dossier).pk]) in text_of(
        deputy.case(dossier)
    )
    Grant.objects.filter(pk=lent.pk).update(valid_to=today)

    answer = deputy.act("sign", only_step(dossier))

    assert answer.status_code == 403
    assert "busy" not in only_step(dossier).marks
    assert only_step(dossier).node == "sign"


def test_acceptance_when_the_year_has_no_calendar_then_is_refused_and_the_page_stays(
    world: World, watch: Watch, mother: Citizen
) -> None:
    set_time_rules(five_days)
    forget_the_year(2027)
    watch.go_to(2026, 12, 31, 10)
    answer = sign_in(world).post(COUNTER, form(child_date_of_birth="20122026"))

    assert answer.status_code == 422
    assert "vượt quá năm 2026, năm cuối đã có lịch làm việc." in str(answer.context["errors"])
    assert 'value="Lê Nguyễn Khánh Vy"' in answer.content.decode()
    assert not Dossier.objects.exists()
    assert not Deadline.objects.exists()
    page = mother.get("/thu-tuc/dang-ky-khai-sinh/")
    assert "Đăng ký khai sinh" in page
    assert "undefined" not in page


def test_promise_when_the_clock_of_the_browser_is_wrong_then_is_the_servers(
    world: World, watch: Watch
) -> None:
    set_time_rules(five_days)
    typed = form(accepted_at="2019-01-01T08:00", due_at="2031-01-01", received_at="2019-01-01")
    headers = {"Date": "Tue, 01 Jan 2019 01:00:00 GMT", "If-Modified-Since": "x"}
    assert sign_in(world).post(COUNTER, typed, headers=headers).status_code == 302

    dossier = Dossier.objects.select_related("case").get()
    due = clock.to_local(Deadline.objects.get(pk=dossier.case.deadline_id or 0).due_at)
    assert dossier.accepted_at == watch.moment
    assert f"{due:%Y-%m-%d %H:%M}" == "2026-11-23 17:00"


@pytest.mark.django_db(transaction=True)
def test_decision_when_two_officers_decide_at_once_then_one_holds(
    world: World, answers: dict[str, Any]
) -> None:
    Grant.objects.create(
        account=world.account("clerk"),
        role=Role.objects.get(code=EXAMINER),
        unit=world.ward.agency,
        scope=GrantScope.UNIT,
        valid_from=date(2025, 7, 1),
    )
    dossier = receive(world, answers)
    step, version = only_step(dossier), dossier.case.version
    first, second = world.officer(EXAMINER), world.officer("clerk")
    outcomes = together(
        [
            lambda: propose_result(step, comment="Đủ.", version=version, actor=first),
            lambda: request_verification(step, comment="Hỏi.", version=version, actor=second),
        ]
    )

    refused = [outcome.error for outcome in outcomes if outcome.error is not None]
    assert len(refused) == 1
    assert isinstance(refused[0], DomainError)
    proposed = outcomes[0].error is None
    assert only_step(dossier).node == ("sign" if proposed else "verify_marriage")
    assert Result.objects.count() == int(proposed)
