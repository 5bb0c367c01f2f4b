# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Household business registration: from the counter to the certificate, refused, supplemented."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lienthong.core.deadlines.api import Deadline, LimitUnit
from lienthong.core.documents.api import IssuedDocument, verdicts_of
from lienthong.modules.onestop.actions.examine import propose_refusal
from lienthong.modules.onestop.actions.give_back import Taker
from lienthong.modules.onestop.actions.intake import Missing
from lienthong.modules.onestop.actions.supplement import (
    Answer,
    Answers,
    accept_supplement,
    answer_supplement,
    propose_supplement,
    send_supplement,
)
from lienthong.modules.onestop.domain.procedure import ProcedureSpec
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Dossier, ProcedureVersion
from lienthong.modules.onestop.queries.results import result_lines, result_tables
from lienthong.modules.onestop.tests.samples import BUSINESS, business_answers
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.test_whole_life import Office, reread
from lienthong.testing.world import World

ROLE = "business_officer"

GROUND = "61/2018/NĐ-CP, Điều 19"


@pytest.fixture
def office(world: World) -> Office:
    return Office(world, examiner=ROLE)


def filed(world: World, **changes: Any) -> Dossier:
    return receive(world, business_answers(**changes), procedure=BUSINESS)


def spec() -> ProcedureSpec:
    version: ProcedureVersion = ProcedureVersion.objects.get(procedure__code=BUSINESS)
    return version.spec


@pytest.mark.usefixtures("signing")
def test_life_when_granted_then_a_certificate_with_two_signatures_and_its_industries(
    world: World, office: Office
) -> None:
    dossier = filed(world)
    assert dossier.case.title == "Đăng ký hộ kinh doanh Bánh Mì Cô Ba"
    assert dossier.applicant == {"name": "Trần Thị Mỹ Duyên", "personal_id": "044194003812"}
    assert dossier.data_subject == {}
    assert (dossier.variant, dossier.payment_state) == ("individual", "due")

    office.propose()
    office.sign()
    office.issue()

    granted = reread(dossier)
    document = IssuedDocument.objects.get(pk=granted.result.document_id or 0)
    assert granted.case.state == DossierState.GRANTED
    assert document.number_text.startswith("1/")
    assert document.abstract == "Giấy chứng nhận đăng ký hộ kinh doanh: Bánh Mì Cô Ba"
    lines = {line["key"]: line["text"] for line in document.content["lines"]}
    assert lines["business_code"] == "044194003812"
    assert lines["business_name"] == "HỘ KINH DOANH BÁNH MÌ CÔ BA"
    (industries,) = document.content["tables"]
    assert [row[2:] for row in industries["rows"]] == [["5610", "Chính"], ["4711", ""]]
    assert all(verdict.intact and verdict.trusted for verdict in verdicts_of(document))
    taker = Taker("Trần Thị Mỹ Duyên", "", "M0 0L9 9")
    office.hand_out(method="desk", taker=taker, originals_returned=True)
    assert reread(dossier).case.state == DossierState.RETURNED


@pytest.mark.usefixtures("signing")
def test_life_when_refused_then_the_notice_goes_to_the_owner(world: World, office: Office) -> None:
    dossier = filed(world)
    reason = "Tên trùng với hộ kinh doanh đã đăng ký trong phường."
    propose_refusal(
        office.step(ROLE),
        reason=reason,
        legal_basis=GROUND,
        actor=office.actor(ROLE),
    )
    office.work()
    office.sign()
    office.issue()

    refused = reread(dossier)
    document = IssuedDocument.objects.get(pk=refused.result.document_id or 0)
    assert refused.case.state == DossierState.REFUSED
    assert document.template_version.template.code == "household_business_refusal"
    assert document.content["reason"] == reason
    assert document.content["applicant"]["name"] == "Trần Thị Mỹ Duyên"


def test_supplement_when_complete_then_three_working_days_start_again(
    world: World, office: Office
) -> None:
    dossier = filed(world)
    before = Deadline.objects.get(pk=dossier.case.deadline_id or 0)
    assert (before.unit, before.amount) == (LimitUnit.WORKING_DAY, 3)
    missing = [Missing("request", "Ghi rõ ngành, nghề kinh doanh.")]
    propose_supplement(
        office.step(ROLE), missing=missing, reason="Ngành chưa rõ.", actor=office.actor(ROLE)
    )
    desk = "one_stop_officer"
    notice = send_supplement(office.step(desk), actor=office.actor(desk))
    defect = notice.defects.get()
    answers = Answers({defect.pk: Answer("Bán bánh mì và nước uống.")})
    answer_supplement(reread(dossier), answers=answers, actor=world.citizen())
    accept_supplement(office.step(desk), actor=office.actor(desk))

    after = Deadline.objects.get(pk=before.pk)
    assert reread(dossier).case.state == DossierState.IN_PROCESS
    assert [row.kind for row in after.adjustments.all()] == ["restart"]


def test_family_when_declared_then_its_variant_its_paper_and_its_table(world: World) -> None:
    member = {
        "member_full_name": "Lê Quang Thắng",
        "member_date_of_birth": "1991-02-01",
        "member_personal_id": "044091001234",
        "member_share": 20_000_000,
    }
    dossier = filed(world, business_kind="family", family_members=[member])

    assert dossier.variant == "family"
    assert dossier.components.get(key="family_mandate").is_required
    tables = {table["key"]: table for table in result_tables(dossier)}
    assert tables["members"]["rows"] == [
        ["Lê Quang Thắng", "01/02/1991", "044091001234", "20.000.000\u00a0đ"]
    ]
    lines = {line["key"]: line["text"] for line in result_lines(dossier)}
    assert lines["business_kind"] == "Các thành viên hộ gia đình"


@pytest.mark.parametrize(
    ("day", "channel", "amounts"),
    [
        (date(2025, 6, 30), "online", []),
        (date(2025, 7, 1), "desk", [50_000]),
        (date(2026, 11, 25), "online", [50_000]),
    ],
)
def test_fee_when_asked_for_a_day_then_the_row_of_that_day(
    world: World, day: date, channel: str, amounts: list[int]
) -> None:
    lines = spec().fees(lambda _condition: True, channel=channel, on=day, answers={})

    assert [line.amount for line in lines] == amounts
    assert all(line.to_be_confirmed for line in lines)


def test_fee_when_the_council_decides_anew_then_each_day_has_its_own_row() -> None:
    row = {"key": "old", "amount": 100_000, "channels": ["desk"], "legal_basis": []}
    old = row | {"valid_from": "2025-07-01", "valid_to": "2027-01-01"}
    new = row | {"key": "new", "amount": 0, "valid_from": "2027-01-01"}
    item = {"key": "registration", "kind": "charge", "name": "Lệ phí", "rules": [old, new]}
    dated = ProcedureSpec({"fees": [item]})

    found = [
        dated.fees(lambda _condition: True, channel="desk", on=day, answers={})[0]
        for day in (date(2026, 12, 31), date(2027, 1, 1))
    ]

    assert [(line.rule_key, line.amount) for line in found] == [("old", 100_000), ("new", 0)]
