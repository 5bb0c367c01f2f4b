# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The leader's day and the clerk: groups, review, one signature for many, number and seal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from lienthong.core.access.api import NewDelegation, actor_for, make_delegation
from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import Case, CaseEvent, inbox
from lienthong.core.deadlines.api import Deadline
from lienthong.core.documents.api import (
    IssuedDocument,
    MeansKind,
    PrintTemplateVersion,
    SigningBlock,
    SigningMandate,
    SigningMeans,
    assign_means,
)
from lienthong.core.notifications.api import Message
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.decide import sign_result
from lienthong.modules.onestop.actions.examine import propose_refusal, propose_result
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.panels.work_words import event_line
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.work import Desk, only_step, text_of
from lienthong.testing.jobs import run_jobs
from lienthong.testing.world import START, World

DAY = "onestop:officer-signing"
REVIEW = "onestop:officer-signing-review"

GROUND = "61/2018/NĐ-CP, Điều 19"


@pytest.fixture
def jobs() -> set[int]:
    return set()


def propose(world: World, answers: dict[str, Any], count: int = 1) -> list[Dossier]:
    officer = world.officer("civil_status_officer")
    made = [receive(world, answers) for _ in range(count)]
    for dossier in made:
        propose_result(only_step(dossier), comment="Đủ điều kiện.", actor=officer)
    return made


def draw(dossiers: list[Dossier]) -> list[Dossier]:
    """As if the worker had made the PDFs: each is known by the digest of its content."""
    for paper in IssuedDocument.objects.filter(owner_id__in=[one.pk for one in dossiers]):
        IssuedDocument.objects.filter(pk=paper.pk).update(drawn_from=paper.content_digest)
    return dossiers


@pytest.fixture
def leader(world: World) -> Desk:
    return Desk.of(world, "leader")


def test_day_groups_by_paper_with_number_and_checks(
    world: World, leader: Desk, answers: dict[str, Any]
) -> None:
    draw(propose(world, answers, 2))

    response = leader.client.get(reverse(DAY))
    page = text_of(response)

    assert "Hôm nay có 2 văn bản chờ ký." in page
    assert response.context["day"].groups == [
        {
            "title": "Giấy khai sinh",
            "count": 2,
            "checked": "Thẩm tra đạt, giấy tờ đủ cả 2",
            "failures": [],
        }
    ]
    assert "Ký 2 văn bản" in page


def test_paper_that_is_being_made_is_neither_ticked_nor_counted_until_it_is(
    world: World, leader: Desk, answers: dict[str, Any]
) -> None:
    ready, late = draw(propose(world, answers, 2))
    IssuedDocument.objects.filter(owner_id=late.pk).update(drawn_from="")
    steps = [only_step(dossier).pk for dossier in (ready, late)]

    response = leader.client.get(reverse(DAY))
    page = text_of(response)
    assert "Hôm nay có 1 văn bản chờ ký." in page
    assert [group["count"] for group in response.context["day"].groups] == [1]
    assert ("Đang tạo bản giấy" in page, f'value="{steps[1]}"' in page) == (True, False)
    asked: dict[str, Any] = {"nhom": "Giấy khai sinh", "step": steps}
    review = leader.client.get(reverse(REVIEW), asked)
    assert [item.step.pk for item in review.context["items"]] == steps[:1]
    refused = text_of(leader.client.post(reverse(DAY), {"step": steps[1:]}))
    assert "Bản để ký đang được lập." in refused

    busy = reverse("onestop:officer-signing-busy")
    waits = leader.client.get(busy, {"giay": steps[1:]})
    assert (waits.context["ready"], "Đang tạo bản giấy" in text_of(waits)) == ([], True)
    draw([late])
    done = text_of(leader.client.get(busy, {"giay": steps[1:]}))
    assert f'value="{steps[1]}" data-signs="1" checked' in done
    assert ("ký được" in done, "Đang tạo bản giấy" in done) == (True, False)
    chosen = leader.client.get(reverse(REVIEW), asked).context["items"]
    assert sorted(item.step.pk for item in chosen) == sorted(steps)


def test_paper_that_cannot_be_drawn_is_told_with_who_mends_it_and_tried_again(
    world: World, leader: Desk, answers: dict[str, Any]
) -> None:
    (dossier,) = propose(world, answers, 1)
    step = only_step(dossier)
    paper = IssuedDocument.objects.get(owner_id=dossier.pk)
    content = dict(paper.content)
    PrintTemplateVersion.objects.update(template_name="khong/co.html")
    render = ports.tasks()["documents.render_document"]
    with pytest.raises(TemplateDoesNotExist):
        render(document_id=paper.pk)

    day = text_of(leader.client.get(reverse(DAY)))
    assert ("Không tạo được bản giấy" in day, "Đang tạo bản giấy" in day) == (True, False)
    assert str(world.account("administrator")) in day
    assert f'name="giay" value="{step.pk}"' in day
    polled = text_of(
        leader.client.get(reverse("onestop:officer-signing-busy"), {"giay": [step.pk]})
    )
    assert "Chưa ký được: máy báo lỗi khi tạo bản giấy." in polled
    refused = text_of(leader.client.post(reverse(DAY), {"step": step.pk}))
    assert "Máy chưa tạo được bản giấy để ký" in refused
    again = reverse("onestop:officer-signing-draw")
    before = set(ProcrastinateJob.objects.values_list("pk", flat=True))
    told = text_of(leader.client.post(again, {"giay": step.pk}, follow=True))
    assert ("Đang tạo lại bản giấy" in told, "Không tạo được" in told) == (True, False)
    (job,) = ProcrastinateJob.objects.exclude(pk__in=before)
    assert (job.task_name, job.lock) == ("documents.render_document", None)
    paper.refresh_from_db()
    assert (paper.content, paper.file.problem) == (content, "")
    other = Desk.of(world, "leader", ward=world.other)
    assert other.client.post(again, {"giay": step.pk}).status_code == 404


def test_refusals_are_not_preselected(world: World, leader: Desk, answers: dict[str, Any]) -> None:
    dossier = receive(world, answers)
    officer = world.officer("civil_status_officer")
    propose_refusal(
        only_step(dossier),
        reason="Không đủ căn cứ.",
        legal_basis=GROUND,
        actor=officer,
    )

    draw([dossier])
    response = leader.client.get(reverse(DAY))
    (item,) = response.context["day"].unusual

    assert response.context["day"].groups == []
    assert item.remarks == ["Từ chối giải quyết"]
    assert f'name="step" value="{item.step.pk}" data-signs="1">' in text_of(response)


def test_review_lists_exactly_what_was_chosen(
    world: World, leader: Desk, answers: dict[str, Any]
) -> None:
    made = draw(propose(world, answers, 2))

    page = text_of(leader.client.get(reverse(REVIEW), {"nhom": "Giấy khai sinh"}))
    nothing = leader.client.get(reverse(REVIEW), {"nhom": "Không có"})

    assert all(str(dossier.case.code) in page for dossier in made)
    assert "Đủ điều kiện." in page
    assert nothing.status_code == 422
    assert "Chọn ít nhất một văn bản để ký." in text_of(nothing)


def test_leader_sees_in_which_capacity_before_signing_and_why_not(
    world: World, leader: Desk, answers: dict[str, Any]
) -> None:
    (dossier,) = draw(propose(world, answers))
    chosen = {"nhom": "Giấy khai sinh"}
    for page in (
        text_of(leader.client.get(reverse(REVIEW), chosen)),
        text_of(leader.case(dossier)),
    ):
        block = page[page.index("sẽ in như sau") : page.index("KT. (ký thay cấp trưởng)")]
        assert '<p class="strong">KT. CHỦ TỊCH</p><p class="strong">PHÓ CHỦ TỊCH</p>' in block
        assert world.officer("leader").name in block
        assert "Căn cứ 30/2020/NĐ-CP, Điều 13, từ 01/07/2025." in page

    SigningMandate.objects.update(valid_to=START + timedelta(days=1))
    review = leader.client.get(reverse(REVIEW), chosen)
    case = text_of(leader.case(dossier))
    why = "Việc giao ký KT. (30/2020/NĐ-CP, Điều 13) đã hết hạn trước ngày 02/07/2025."
    assert (why in text_of(review), why in case) == (True, True)
    assert (review.context["count"], "Ký rồi không sửa được" in case) == (0, False)
    refused = leader.act("sign", only_step(dossier))
    assert why in text_of(refused)
    assert only_step(dossier).marks.get("busy") is None


@pytest.mark.usefixtures("signing")
def test_remote_key_signs_the_whole_list_under_one_code(
    world: World,
    leader: Desk,
    answers: dict[str, Any],
    jobs: set[int],
    partners: str,
    settings: Any,
) -> None:
    settings.LIENTHONG_CSC_URL = f"{partners}/csc/v2"
    actor = world.officer("leader")
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
    made = propose(world, answers, 2)
    run_jobs(jobs)
    steps = [only_step(dossier).pk for dossier in made]
    case = leader.client.post(reverse("onestop:officer-sign", args=[steps[0]]), {})
    assert "Bạn ký số từ xa" in text_of(case)

    review = text_of(leader.client.get(reverse(REVIEW), {"step": steps}))
    assert "Gửi mã tới điện thoại" in review
    missing = leader.client.post(reverse(DAY), {"step": steps})
    assert (missing.status_code, "Nhập mã xác nhận để ký." in text_of(missing)) == (422, True)
    sent = leader.client.post(reverse(DAY), {"step": steps, "xin-ma": "1"})
    assert "Đã gửi mã tới điện thoại của bạn." in text_of(sent)
    code = httpx.get(f"{partners}/csc/codes").json()["codes"][user]
    wrong = leader.client.post(reverse(DAY), {"step": steps, "ma": code[::-1] + "9"})
    assert (wrong.status_code, "chưa đúng hoặc đã hết hạn" in text_of(wrong)) == (422, True)
    form_of = {"step": steps, "ma": code, "_key": "r" * 22}
    done = leader.client.post(reverse(DAY), form_of)
    again = leader.client.post(reverse(DAY), form_of)
    assert (done.status_code, again.status_code) == (302, 302)
    run_jobs(jobs)
    for dossier in made:
        document = IssuedDocument.objects.get(owner_id=dossier.pk)
        assert (document.state, document.signatures.count()) == ("signed", 1)
        assert actor.name in document.signatures.get().certificate_subject
    trial(leader, partners, user)
    run_jobs(jobs)
    means = SigningMeans.objects.get(reference=user)
    assert (means.tried_failure, actor.name in means.subject) == ("", True)


def trial(leader: Desk, partners: str, user: str) -> None:
    """A trial as the browser sends it: each page with its own key, a wrong code first."""
    address = reverse("officer:means-act", args=[SigningMeans.objects.get(reference=user).pk])
    asked = {"viec": "ky-thu", "_key": "t" * 22}
    assert "Mã vừa gửi tới điện thoại" in text_of(leader.client.post(address, asked))
    code = httpx.get(f"{partners}/csc/codes").json()["codes"][user]
    wrong = leader.client.post(address, {**asked, "ma": "x", "_key": "u" * 22})
    assert "chưa đúng hoặc đã hết hạn" in text_of(wrong)
    assert leader.client.post(address, {**asked, "ma": code, "_key": "v" * 22}).status_code == 302


def test_remote_service_that_is_away_is_told(
    world: World, leader: Desk, answers: dict[str, Any], settings: Any
) -> None:
    settings.LIENTHONG_CSC_URL = "http://127.0.0.1:9/csc/v2"
    actor = world.officer("leader")
    assign_means(
        MeansKind.REMOTE,
        reference="ai-do",
        valid_from=timezone.localdate(),
        account_id=actor.account_id,
        actor=Actor.platform("quản trị"),
    )
    (dossier,) = draw(propose(world, answers))
    asked = {"step": only_step(dossier).pk, "xin-ma": "1"}
    page = leader.client.post(reverse(DAY), asked)
    assert page.status_code == 422
    assert "Dịch vụ ký số chưa trả lời." in text_of(page)


@pytest.mark.covers("3.3")
@pytest.mark.usefixtures("signing")
def test_signature_of_a_stand_in_names_whose_place_it_was_in(
    world: World, answers: dict[str, Any], jobs: set[int]
) -> None:
    (dossier,) = propose(world, answers)
    run_jobs(jobs)
    giver, taker = world.account("leader"), world.account("clerk")
    today = timezone.localdate()
    asked = NewDelegation(taker.pk, today, today, "Đi công tác", role_id=None, instrument="")
    make_delegation(world.ward.agency, asked=asked, actor=world.officer("leader"))
    step = only_step(dossier)
    sign_result(step, actor=actor_for(Account.objects.get(pk=taker.pk)))

    run_jobs(jobs)

    step.refresh_from_db()
    told = CaseEvent.objects.get(case_id=dossier.pk, kind="signed")
    assert step.closed_by_text == f"{taker}, thay {giver}"
    assert (told.actor_id, told.on_behalf_of_id) == (taker.pk, giver.pk)
    assert event_line(told)["name"] == f"{taker}, thay {giver}"


@pytest.mark.usefixtures("signing")
def test_many_are_signed_with_one_click_and_the_clerk_gets_them(
    world: World, leader: Desk, answers: dict[str, Any], jobs: set[int]
) -> None:
    made = propose(world, answers, 2)
    run_jobs(jobs)
    steps = [only_step(dossier).pk for dossier in made]
    IssuedDocument.objects.update(state="signed")
    refused = text_of(leader.client.post(reverse(DAY), {"step": steps}))
    assert (refused.count("2 văn bản chưa ký."), "chỗ cần sửa" in refused) == (1, False)
    assert all(str(dossier.case.code) in refused for dossier in made)
    IssuedDocument.objects.update(state="draft")

    response = leader.client.post(reverse(DAY), {"step": steps, "_key": "s" * 22})
    again = leader.client.post(reverse(DAY), {"step": steps, "_key": "s" * 22})
    busy = leader.client.get(
        reverse("onestop:officer-signing-busy"), headers={"HX-Request": "true"}
    )

    assert (response.status_code, again.status_code) == (302, 302)
    assert "Đang ký 2 văn bản." in text_of(busy)
    told = (text_of(busy), text_of(leader.case(made[0])))
    assert all("Máy đang hỏi dịch vụ ký số từ" in one and "Thôi chờ" in one for one in told)
    assert not any("Hỏi lại ngay" in one for one in told)
    assert "HX-Refresh" not in busy
    run_jobs(jobs)
    done = leader.client.get(
        reverse("onestop:officer-signing-busy"), headers={"HX-Request": "true"}
    )
    assert done["HX-Refresh"] == "true"
    assert [only_step(dossier).node for dossier in made] == ["issue", "issue"]
    assert "Đã ký hết" in text_of(leader.client.get(reverse(DAY)))


@pytest.mark.usefixtures("signing")
def test_clerk_sees_the_number_seals_and_the_screen_waits(
    world: World, leader: Desk, answers: dict[str, Any], jobs: set[int]
) -> None:
    (dossier,) = propose(world, answers)
    run_jobs(jobs)
    leader.act("sign", only_step(dossier))
    run_jobs(jobs)
    clerk = Desk.of(world, "clerk")

    before = clerk.case(dossier)
    response = clerk.act("issue", only_step(dossier), version=before.context["case"].version)
    waiting = text_of(clerk.case(dossier))

    assert before.context["next_number"] == 1
    assert "Số sẽ cấp" in text_of(before)
    assert response["Location"] == reverse("onestop:officer-case", args=[dossier.pk])
    assert 'hx-trigger="every 2s"' in waiting
    run_jobs(jobs)
    document = IssuedDocument.objects.get(owner_id=dossier.pk)
    assert document.number is not None
    assert document.number.value == 1
    after = text_of(clerk.case(dossier))
    assert 'hx-trigger="every 2s"' not in after
    assert document.number_text in after


@pytest.mark.usefixtures("signing")
def test_the_drawn_paper_opens_for_its_unit_only(
    world: World, leader: Desk, answers: dict[str, Any], jobs: set[int]
) -> None:
    (dossier,) = propose(world, answers)
    run_jobs(jobs)
    sheet = leader.case(dossier).context["desk"].right

    shown = leader.client.get(sheet.url)
    saved = leader.client.get(sheet.download_url)
    elsewhere = Desk.of(world, "leader", ward=world.other).client.get(sheet.url)

    assert sheet.kind == "pdf"
    assert b"".join(shown).startswith(b"%PDF")
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert shown["Content-Disposition"].startswith("inline")
    assert saved["Content-Disposition"].startswith("attachment")
    assert elsewhere.status_code == 404
    shown.close()
    saved.close()


def test_late_cases_stand_apart(world: World, leader: Desk, answers: dict[str, Any]) -> None:
    dossier = receive(world, answers)
    past = timezone.now() - timedelta(days=3)
    Case.objects.filter(pk=dossier.pk).update(due_at=past)
    Deadline.objects.filter(pk=dossier.case.deadline_id or 0).update(due_at=past)

    page = text_of(leader.client.get(reverse(DAY)))
    other = Desk.of(world, "leader", ward=world.other).client.get(reverse(DAY))

    assert "Cần quyết định" in page
    assert dossier.case.title in page
    assert "Cần quyết định" not in text_of(other)


def test_another_leader_signs_nothing_here(world: World, answers: dict[str, Any]) -> None:
    (dossier,) = draw(propose(world, answers))
    step = only_step(dossier)
    other = Desk.of(world, "leader", ward=world.other)

    response = other.client.post(reverse(DAY), {"step": [step.pk]})

    assert response.status_code == 404
    assert "busy" not in only_step(dossier).marks
    assert inbox(world.officer("leader")).steps[0].pk == step.pk
    for role in ("civil_status_officer", "one_stop_officer", "clerk"):
        assert Desk.of(world, role).client.get(reverse(DAY)).status_code == 403


def test_statements_are_the_same_for_one_and_many(
    world: World, leader: Desk, answers: dict[str, Any], django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    propose(world, answers)
    leader.client.get(reverse(DAY))
    with CaptureQueriesContext(connection) as one:
        leader.client.get(reverse(DAY))
    propose(world, answers, 5)

    with django_assert_num_queries(len(one)):
        leader.client.get(reverse(DAY))


def test_template_that_lacks_places_is_named_to_the_signer_and_to_who_mends_it(
    world: World, leader: Desk, answers: dict[str, Any], signing: None
) -> None:
    (dossier,) = propose(world, answers)
    paper = IssuedDocument.objects.get(owner_id=dossier.pk)
    PrintTemplateVersion.objects.update(template_name="documents/trial.html")
    with pytest.raises(ValueError, match="no place: agency, number, date"):
        ports.tasks()["documents.render_document"](document_id=paper.pk)
    title = paper.template_version.template.title
    words = f"mẫu in “{title}” không có chỗ cho dấu số của cơ quan, số, ngày, tháng, năm"

    assert f"Chưa ký được: {words}." in text_of(leader.client.get(reverse(DAY)))
    told = ProcrastinateJob.objects.get(task_name="notifications.tell_template")
    for _twice in range(2):
        ports.tasks()["notifications.tell_template"](**told.args)
    told_of = Message.objects.filter(kind="notifications.template_incomplete")
    message = told_of.get(account=world.account("administrator"))
    assert words[1:] in message.body


def test_signature_that_the_law_leaves_open_is_told_to_be_confirmed() -> None:
    block = SigningBlock(("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), "Lê Thị Hà", "thừa lệnh", "Quy chế")
    sure, unsure = (
        render_to_string("onestop/work/block.html", {"as_printed": one, "count": 0})
        for one in (block, replace(block, unconfirmed=True))
    )
    assert ("cần xác nhận" in sure, "cần xác nhận" in unsure) == (False, True)
