# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The case screen: who sees it, what every act does, what a refusal keeps."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lienthong.core.access.api import Grant, GrantScope, Role
from lienthong.core.accounts.api import Account
from lienthong.core.cases.api import CaseComment, CaseData, Step, claim_step
from lienthong.modules.onestop.models import Defect, Dossier, Result, SupplementNotice
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.work import Desk, only_step, text_of, version_in
from lienthong.testing.world import START, World

ROLE = "civil_status_officer"


@pytest.fixture
def dossier(world: World, answers: dict[str, Any]) -> Dossier:
    return receive(world, answers)


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk.of(world, ROLE)


def test_screen_shows_data_draft_steps_and_decision(desk: Desk, dossier: Dossier) -> None:
    response = desk.case(dossier)
    page = text_of(response)

    assert response.status_code == 200
    assert str(dossier.case.code) in page
    assert "Lê Nguyễn Khánh Vy" in page
    assert "LÊ NGUYỄN KHÁNH VY" in page
    assert 'aria-current="step"' in page
    assert "Đạt, trình ký" in page
    assert "Vì sao hẹn trả" in page
    assert version_in(response) == str(dossier.case.version)


def test_comparison_names_the_source_of_what_the_account_says_too(
    desk: Desk, dossier: Dossier
) -> None:
    stored = CaseData.objects.get(pk=dossier.pk)
    stored.data |= {"submitter_relation": "mother"}
    stored.data |= {"mother_full_name": dossier.submitter.full_name}
    stored.origins = {"mother_full_name": {"title": "Cơ sở dữ liệu dân cư"}}
    stored.save()

    rows = {row["key"]: row for row in desk.case(dossier).context["comparison"]}

    assert rows["mother_full_name"]["state"] == "same"
    assert rows["mother_full_name"]["source"] == "Cơ sở dữ liệu dân cư"


def test_opening_marks_the_step_seen(desk: Desk, dossier: Dossier) -> None:
    assert only_step(dossier).seen_at is None

    desk.case(dossier)

    assert only_step(dossier).seen_at is not None


def test_other_participants_only_read(world: World, dossier: Dossier) -> None:
    page = text_of(Desk.of(world, "one_stop_officer").case(dossier))

    assert "Bạn chỉ xem" in page
    assert "Thẩm tra, soạn giấy khai sinh" in page
    assert "Đạt, trình ký" not in page


@pytest.mark.parametrize("name", ["case", "busy"])
def test_others_find_nothing(world: World, dossier: Dossier, name: str) -> None:
    url = reverse(f"onestop:officer-{name}", args=[dossier.pk])
    elsewhere = Desk.of(world, ROLE, ward=world.other).client
    citizen = Client()
    citizen.force_login(Account.objects.get(person__personal_id="044194003812", kind="citizen"))

    assert elsewhere.get(url).status_code == 404
    assert citizen.get(url).status_code == 403
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize(
    "name", ["propose", "refuse", "supplement", "verify", "send-back", "sign", "issue"]
)
def test_officers_elsewhere_cannot_act(world: World, dossier: Dossier, name: str) -> None:
    step = only_step(dossier)
    answered = set()
    for role in (ROLE, "leader", "clerk", "one_stop_officer"):
        response = Desk.of(world, role, ward=world.other).act(name, step, reason="x", comment="x")
        answered.add(response.status_code)

    assert answered <= {403, 404}
    assert only_step(dossier).pk == step.pk


def test_propose_sends_it_to_the_leader_with_corrected_lines(desk: Desk, dossier: Dossier) -> None:
    version = version_in(desk.case(dossier))
    response = desk.act(
        "propose",
        only_step(dossier),
        comment="Đủ điều kiện.",
        version=version,
        line_child_full_name="LÊ NGUYỄN KHÁNH VI",
        line_child_ethnicity="",
    )

    assert response.status_code == 302
    assert response["Location"] == reverse("officer:inbox")
    assert only_step(dossier).node == "sign"
    result = Result.objects.get(dossier=dossier)
    lines = {line["key"]: line["text"] for line in result.document_lines()}
    assert lines["child_full_name"] == "LÊ NGUYỄN KHÁNH VI"
    done = Step.objects.get(case_id=dossier.pk, node="examine")
    assert done.comment == "Đủ điều kiện."


def test_supplement_names_every_item(desk: Desk, dossier: Dossier) -> None:
    response = desk.act(
        "supplement",
        only_step(dossier),
        missing=["birth_certificate"],
        what_birth_certificate="Ảnh mờ, chụp lại rõ dấu.",
        reason="Không đọc được giấy chứng sinh.",
    )

    assert response.status_code == 302
    assert only_step(dossier).node == "send_supplement"
    notice = SupplementNotice.objects.get(dossier=dossier)
    assert notice.reason == "Không đọc được giấy chứng sinh."
    assert Defect.objects.get(notice=notice).what == "Ảnh mờ, chụp lại rõ dấu."


def test_supplement_of_a_dossier_without_papers_asks_for_other_answers(
    desk: Desk, dossier: Dossier
) -> None:
    dossier.components.all().delete()
    shown = text_of(desk.client.get(f"/can-bo/ho-so/{dossier.pk}/?viec=bo-sung"))
    assert 'name="missing" value="content"' in shown

    desk.act("supplement", only_step(dossier), missing=["content"], what_content="Ghi số nhà.",
             reason="Thiếu số nhà.")  # fmt: skip

    assert only_step(dossier).node == "send_supplement"
    asked = Defect.objects.get(notice__dossier=dossier)
    assert (asked.name, asked.what) == ("Nội dung kê khai", "Ghi số nhà.")


def test_supplement_without_reason_keeps_what_was_typed(desk: Desk, dossier: Dossier) -> None:
    response = desk.act(
        "supplement",
        only_step(dossier),
        missing=["birth_certificate"],
        what_birth_certificate="Ảnh mờ, chụp lại rõ dấu.",
    )
    page = text_of(response)

    assert response.status_code == 422
    assert "Ghi lý do để người nộp hiểu cần làm gì." in page
    assert 'href="#id_bo-sung_reason"' in page
    assert 'value="Ảnh mờ, chụp lại rõ dấu."' in page
    assert 'value="birth_certificate" checked' in page
    assert not SupplementNotice.objects.exists()


@pytest.mark.parametrize(
    ("name", "form", "field"),
    [("refuse", "tu-choi", "reason"), ("send-back", "tra-lai", "reason")],
)
def test_reason_is_needed(desk: Desk, dossier: Dossier, name: str, form: str, field: str) -> None:
    response = desk.act(name, only_step(dossier), reason="  ")

    assert response.status_code == 422
    assert f'href="#id_{form}_{field}"' in text_of(response)
    assert only_step(dossier).node == "examine"


def test_stale_screen_keeps_the_words_and_shows_the_new_version(
    desk: Desk, dossier: Dossier
) -> None:
    response = desk.act(
        "propose", only_step(dossier), comment="Tôi đã xem kỹ.", version=dossier.case.version - 1
    )
    page = text_of(response)

    assert response.status_code == 409
    assert "Người khác vừa thay đổi hồ sơ này" in page
    assert "Tôi đã xem kỹ." in page
    assert version_in(response) == str(dossier.case.version)
    again = desk.act(
        "propose", only_step(dossier), comment="Tôi đã xem kỹ.", version=version_in(response)
    )
    assert again.status_code == 302


def colleague_of(world: World) -> Desk:
    """The clerk also serves as civil-status officer: a second one in the same unit."""
    Grant.objects.create(
        account=world.account("clerk"),
        role=Role.objects.get(code=ROLE),
        unit=world.ward.agency,
        scope=GrantScope.UNIT,
        valid_from=START,
    )
    return Desk.of(world, "clerk")


def test_what_a_colleague_took_is_not_done_twice(
    world: World, desk: Desk, dossier: Dossier
) -> None:
    step = only_step(dossier)
    colleague = colleague_of(world)
    assert "Đạt, trình ký" in text_of(colleague.case(dossier))
    claim_step(step, actor=world.officer(ROLE))

    response = colleague.act("propose", step, comment="Tôi đã xem ngày sinh.")
    page = text_of(response)

    assert response.status_code == 403
    assert "Việc này đang ở người khác." in page
    assert "Tôi đã xem ngày sinh." in page
    assert world.account(ROLE).display_name in page
    assert only_step(dossier).node == "examine"
    assert "(bạn)" in text_of(desk.case(dossier))


def test_done_twice_is_said_plainly(desk: Desk, dossier: Dossier) -> None:
    step = only_step(dossier)
    desk.act("propose", step, comment="Một")

    response = desk.act("propose", step, comment="Hai")

    assert response.status_code in {403, 409}
    assert "Hai" in text_of(response)


def test_same_form_twice_is_one_act(desk: Desk, dossier: Dossier) -> None:
    step = only_step(dossier)
    first = desk.act("propose", step, comment="Đạt", _key="k" * 22)
    second = desk.act("propose", step, comment="Đạt", _key="k" * 22)

    assert (first.status_code, second.status_code) == (302, 302)
    assert only_step(dossier).node == "sign"


def test_talk_is_kept_and_empty_talk_is_refused(desk: Desk, dossier: Dossier) -> None:
    url = reverse("onestop:officer-comment", args=[dossier.pk])

    assert desk.client.post(url, {"text": "Đã gọi cho chị Duyên."}).status_code == 302
    refused = desk.client.post(url, {"text": " "})

    assert CaseComment.objects.get().text == "Đã gọi cho chị Duyên."
    assert refused.status_code == 422
    assert "Viết từ 1 đến 5.000 ký tự." in text_of(refused)


def test_papers_open_side_by_side_as_the_address_says(desk: Desk, dossier: Dossier) -> None:
    both = desk.case(dossier).context["desk"]
    one = desk.case(dossier, trai="du-thao", phai="0").context["desk"]
    odd = desk.case(dossier, trai="khong-co", phai="khong-co").context["desk"]

    assert [pane["sheet"].key for pane in both.panes] == ["to-khai", "du-thao"]
    assert [pane["sheet"].key for pane in one.panes] == ["du-thao"]
    assert [pane["sheet"].key for pane in odd.panes] == ["to-khai", "du-thao"]


@pytest.mark.parametrize("form", ["bo-sung", "tu-choi", "xac-minh", "tra-lai"])
def test_every_form_opens_without_javascript(desk: Desk, dossier: Dossier, form: str) -> None:
    page = text_of(desk.case(dossier, viec=form))
    foot = page.partition('id="quyet-dinh"')[2].partition("</section>")[0]

    assert '<form class="act"' in foot
    assert f'<dialog class="dialog" id="{form}"' not in page


def test_statements_do_not_grow_with_history(
    desk: Desk, dossier: Dossier, django_assert_max_num_queries: Any
) -> None:
    url = reverse("onestop:officer-comment", args=[dossier.pk])
    for number in range(8):
        desk.client.post(url, {"text": f"Ý kiến {number}"})
    desk.case(dossier)

    with django_assert_max_num_queries(34):
        desk.case(dossier)
