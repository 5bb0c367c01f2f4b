# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Five procedures walked whole: citizen, desk, steps, result."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lienthong.core.cases.api import ServiceCall
from lienthong.core.deadlines.api import Deadline, LimitUnit
from lienthong.core.documents.api import verdicts_of
from lienthong.core.forms.api import holds
from lienthong.core.numbering.api import take_number, void_number
from lienthong.kernel.registry import list_exports
from lienthong.modules.onestop.actions.examine import propose_refusal
from lienthong.modules.onestop.domain.procedure import Holds, ProcedureSpec
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Dossier, ProcedureVersion
from lienthong.modules.onestop.queries.certification import (
    SERIES,
    CertifiedRow,
    certified_numbers,
    certified_rows,
)
from lienthong.modules.onestop.queries.register import Span
from lienthong.modules.onestop.tests.five import (
    ALLOWANCE,
    COPIES,
    DESK,
    ENVIRONMENT,
    LICENCE,
    MARITAL,
    Walk,
    lines_of,
)
from lienthong.modules.onestop.tests.test_whole_life import GROUND, reread
from lienthong.modules.onestop.tests.work import Desk, text_of
from lienthong.modules.onestop.views.desk.certification import fee_words
from lienthong.testing.jobs import run_jobs
from lienthong.testing.world import World

TODAY = date(2026, 11, 26)
pytestmark = pytest.mark.covers("4.1")
BY_PAGE = [
    ([(1, 1)], 2_000),
    ([(2, 1)], 4_000),
    ([(3, 1)], 5_000),
    ([(1, 3), (12, 2)], 6_000 + 28_000),
    ([(300, 1)], 200_000),
    ([(300, 3)], 600_000),
    ([], 0),
    ([(0, 5)], 0),
]


def decider(answers: dict[str, Any]) -> Holds:
    """Whether a condition holds for these answers."""
    return lambda condition: holds(condition, answers, TODAY)


def spec_of(code: str) -> ProcedureSpec:
    version: ProcedureVersion = ProcedureVersion.objects.electronic().get(procedure__code=code)
    return version.spec


def limit_of(dossier: Dossier) -> tuple[str, int]:
    found = Deadline.objects.get(pk=dossier.case.deadline_id or 0)
    return LimitUnit(found.unit).name.lower(), found.amount


def fees_of(dossier: Dossier) -> list[int]:
    return [fee.amount for fee in dossier.fees.order_by("key")]


@pytest.mark.usefixtures("signing")
def test_marital_status_when_walked_then_a_certificate_for_one_purpose(world: World) -> None:
    walk = Walk(world, "xac-nhan-tinh-trang-hon-nhan", MARITAL, "civil_status_officer")
    dossier = walk.accept(walk.submit())
    assert (dossier.variant, limit_of(dossier), fees_of(dossier)) == (
        "first",
        ("working_day", 3),
        [10_000],
    )
    (call,) = ServiceCall.objects.filter(step__case=dossier.pk)
    assert (call.step.node, call.service, call.state) == ("look_up", "ask_residence", "to_do")

    run_jobs()
    call.refresh_from_db()
    assert (call.state, call.error) == (
        "failed",
        "Bản cài đặt này chưa nối với cơ sở dữ liệu dân cư.",
    )
    document = walk.finish(dossier)

    lines = lines_of(document)
    assert document.number_text.startswith("1/")
    assert document.number_text.endswith("-XNTTHN")
    assert lines["marital_state"] == "Chưa đăng ký kết hôn với ai"
    assert lines["partner_full_name"] == "Lê Quang Thắng"
    assert "ended_number" not in lines
    assert document.content["validity"].startswith("Giấy này có giá trị 6 tháng")
    assert all(verdict.intact and verdict.trusted for verdict in verdicts_of(document))
    assert walk.hand_out(dossier).case.state == DossierState.RETURNED


@pytest.mark.parametrize(
    ("answers", "asked", "amount"),
    [
        ({"marital_state": "divorced", "ended_number_known": False}, {"ended_marriage"}, 10_000),
        ({"marital_state": "divorced", "ended_number_known": True}, set(), 10_000),
        ({"earlier_certificate": True, "old_certificate_kept": True}, {"old_certificate"}, 10_000),
        ({"exempt_kind": "poor"}, set(), 0),
        ({"submitter_role": "representative"}, {"mandate"}, 10_000),
    ],
)
def test_marital_status_when_the_case_differs_then_its_papers_and_fee(
    world: World, answers: dict[str, Any], asked: set[str], amount: int
) -> None:
    spec = spec_of("1.004873")
    decide = decider(answers)

    found = {
        component.key
        for component in spec.asked_components(decide, "online")
        if component.required == "conditional" and not component.replaced(decide)
    }
    fees = spec.fees(decide, channel="online", on=TODAY, answers=answers)
    assert found == asked
    assert [line.amount for line in fees] == [amount]


@pytest.mark.usefixtures("signing")
def test_certified_copies_when_walked_then_fee_by_page_and_a_number_of_the_book(
    world: World,
) -> None:
    walk = Walk(world, "chung-thuc-ban-sao", COPIES, "civil_status_officer")
    address, review = walk.review()
    assert "34.000" in review
    response = walk.citizen.send(address)
    dossier = Dossier.objects.get(submission_code=response["Location"].split("/")[2])
    dossier = walk.accept(dossier)
    assert (dossier.variant, limit_of(dossier), fees_of(dossier)) == (
        "ordinary",
        ("same_day", 1),
        [34_000],
    )

    document = walk.finish(dossier)

    assert document.number_text == f"1/{document.number_text[2:6]}-SCT/BS"
    (papers,) = document.content["tables"]
    assert papers["rows"] == [["Bằng tốt nghiệp đại học", "1", "3"], ["Học bạ", "12", "2"]]
    assert walk.hand_out(dossier).case.state == DossierState.RETURNED


@pytest.mark.parametrize(("papers", "amount"), BY_PAGE)
def test_certified_copies_when_counted_then_each_copy_by_its_pages_up_to_the_cap(
    world: World, papers: list[tuple[int, int]], amount: int
) -> None:
    rows = [{"paper_pages": pages, "paper_copies": copies} for pages, copies in papers]
    answers = {"papers": rows}

    (line,) = spec_of("2.000815").fees(decider(answers), channel="desk", on=TODAY, answers=answers)

    assert line.amount == amount
    assert line.to_be_confirmed


def test_certified_copies_when_many_then_two_working_days(world: World) -> None:
    changes = {"many_papers": "yes"}
    walk = Walk(world, "chung-thuc-ban-sao", COPIES, "civil_status_officer", changes=changes)

    dossier = walk.accept(walk.submit())

    assert (dossier.variant, limit_of(dossier)) == ("many", ("working_day", 2))


@pytest.mark.usefixtures("signing")
def test_allowance_when_walked_then_a_decision_without_fee(world: World) -> None:
    walk = Walk(world, "tro-cap-xa-hoi-hang-thang", ALLOWANCE, "social_officer")
    dossier = walk.accept(walk.submit())
    assert (dossier.variant, limit_of(dossier), fees_of(dossier)) == (
        "start",
        ("working_day", 10),
        [],
    )
    assert dossier.components.get(key="disability").source == "national"

    document = walk.finish(dossier)

    lines = lines_of(document)
    assert document.number_text.endswith("/QĐ-UBND")
    assert lines["group"] == "Người khuyết tật nặng hoặc đặc biệt nặng"
    assert lines["bank_account"] == "3800205123456"
    assert walk.hand_out(dossier).case.state == DossierState.RETURNED


@pytest.mark.usefixtures("signing")
def test_allowance_when_refused_then_a_notice_with_the_reason(world: World) -> None:
    walk = Walk(world, "tro-cap-xa-hoi-hang-thang", ALLOWANCE, "social_officer")
    dossier = walk.accept(walk.submit())
    office = walk.office
    propose_refusal(
        office.step("social_officer"),
        reason="Đang hưởng lương hưu.",
        legal_basis=GROUND,
        actor=office.actor("social_officer"),
    )
    office.work()
    office.sign()
    office.issue()

    assert reread(dossier).case.state == DossierState.REFUSED


@pytest.mark.usefixtures("signing")
def test_environment_when_walked_then_a_permit_with_its_limits(world: World) -> None:
    files = ("report_file",)
    walk = Walk(world, "giay-phep-moi-truong", ENVIRONMENT, "environment_officer", files)
    dossier = walk.accept(walk.submit())
    assert (dossier.variant, limit_of(dossier), fees_of(dossier)) == (
        "no_trial",
        ("day", 15),
        [6_000_000],
    )
    assert dossier.components.get(key="report").files

    document = walk.finish(dossier)

    lines = lines_of(document)
    assert lines["facility_name"] == "XƯỞNG GỖ BÌNH MINH"
    assert lines["wastewater"].startswith("12,5")
    assert document.content["validity"].startswith("Giấy phép này có thời hạn 10 năm")
    assert walk.hand_out(dossier).case.state == DossierState.RETURNED


def test_environment_when_a_trial_is_needed_then_thirty_days(world: World) -> None:
    changes = {"trial_needed": "yes"}
    walk = Walk(
        world,
        "giay-phep-moi-truong",
        ENVIRONMENT,
        "environment_officer",
        ("report_file",),
        changes,
    )

    dossier = walk.accept(walk.submit())

    assert (dossier.variant, limit_of(dossier)) == ("other", ("day", 30))


@pytest.mark.usefixtures("signing")
def test_licence_when_walked_then_issued_again(world: World) -> None:
    walk = Walk(world, "cap-lai-giay-phep-lai-xe", LICENCE, "licence_officer", ("photo_file",))
    dossier = walk.accept(walk.submit())
    assert (dossier.variant, limit_of(dossier), fees_of(dossier)) == (
        "lost",
        ("working_day", 5),
        [135_000],
    )

    document = walk.finish(dossier)

    lines = lines_of(document)
    assert (lines["licence_class"], lines["licence_number"]) == ("A1", "440123456789")
    assert walk.hand_out(dossier).case.state == DossierState.RETURNED


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({"reason": "lost", "licence_class": "a1"}, {"request", "photo"}),
        ({"reason": "damaged", "licence_class": "a1"}, {"request", "photo", "old_licence"}),
        ({"reason": "lost", "licence_class": "c"}, {"request", "photo", "health"}),
        (
            {"reason": "lost", "licence_class": "c", "health_electronic": True},
            {"request", "photo"},
        ),
        (
            {"reason": "lost", "licence_class": "b1", "is_foreigner": True},
            {"request", "photo", "passport"},
        ),
    ],
)
def test_licence_when_class_and_reason_differ_then_its_papers(
    world: World, answers: dict[str, Any], asked: set[str]
) -> None:
    decide = decider(answers)

    found = spec_of("3.000348").asked_components(decide, "online")

    assert {one.key for one in found if not one.replaced(decide)} == asked


@pytest.mark.usefixtures("signing")
def test_certification_book_when_opened_then_number_papers_copies_and_fee(world: World) -> None:
    walk = Walk(world, "chung-thuc-ban-sao", COPIES, "civil_status_officer")
    dossier = walk.accept(walk.submit())
    document = walk.finish(dossier)
    url = reverse("onestop:officer-certification")

    page = text_of(Desk.of(world, DESK).client.get(url))
    printed = text_of(Desk.of(world, DESK).client.get(url + "in/"))
    elsewhere = text_of(Desk.of(world, DESK, ward=world.other).client.get(url))
    spec = list_exports()["onestop.certification"]
    (taken,) = spec.rows(world.officer("leader"), {})

    assert spec.count(world.officer("leader"), {}) == 1
    assert (taken["number"], taken["copies"]) == (document.number_text, 5)
    assert (taken["papers"], taken["fee"]) == ("Bằng tốt nghiệp đại học, Học bạ", 34_000)
    assert list(taken) == [key for key, _title in spec.columns({})]
    for shown in (page, printed):
        assert document.number_text in shown
        assert "Bằng tốt nghiệp đại học, Học bạ" in shown
        assert "34.000\u00a0đ" in shown
        assert "Trần Thị Mỹ Duyên" in shown
    assert dossier.code in page
    assert document.number_text not in elsewhere


@pytest.mark.django_db
def test_certification_book_when_a_number_is_void_then_it_stays_with_its_reason(
    world: World,
) -> None:
    with transaction.atomic():
        taken = take_number(
            world.ward.agency.pk, SERIES, "2026", subject_kind="thử", subject_id=None
        )
        void_number(taken, reason="Máy in hỏng.")
    day = timezone.localdate(taken.at)

    (row,) = certified_rows(certified_numbers(world.officer("leader"), Span(day, day, None)))

    assert (row.number, row.requester, row.note) == ("1", "", "Máy in hỏng.")
    address = reverse("onestop:officer-certification")
    for book in (address, f"{address}in/"):
        page = text_of(Desk.of(world, DESK).client.get(book))
        assert "0\u00a0đ" in page
        assert "Miễn phí" not in page


def test_fee_in_the_book_when_nothing_is_paid_then_free_only_by_a_waiver() -> None:
    row = CertifiedRow("7/2026", TODAY)

    assert fee_words(row) == "–"
    assert fee_words(replace(row, waived=True)) == "Miễn phí"
    assert fee_words(replace(row, fee=2_000)) == "2.000\u00a0đ"
