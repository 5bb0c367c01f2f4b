# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The satisfaction form: handed out, answered once without a name, counted for the head."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from lienthong.core.accounts.api import Account
from lienthong.core.audit.api import AuditRecord
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.modules.onestop.actions.satisfaction import Opinion, answer_form
from lienthong.modules.onestop.models import (
    Dossier,
    DossierPaper,
    SatisfactionAnswer,
    SatisfactionForm,
)
from lienthong.modules.onestop.queries.papers import codes_on
from lienthong.modules.onestop.queries.satisfaction import by_officer, by_unit, comments_of
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.work import Desk, text_of
from lienthong.testing.world import World

GOOD = Opinion(attitude=2, punctuality=1, clarity=2, trips=1, comment="Tốt")
TICKED = {"attitude": "2", "punctuality": "1", "clarity": "0", "trips": "3"}


@pytest.fixture
def dossier(world: World, answers: dict[str, Any]) -> Dossier:
    return receive(world, answers)


@pytest.fixture
def form(dossier: Dossier) -> SatisfactionForm:
    found: SatisfactionForm = SatisfactionForm.objects.get(paper__dossier=dossier)
    return found


def answer(form: SatisfactionForm, **changes: Any) -> SatisfactionAnswer:
    return answer_form(form, opinion=replace(GOOD, **changes), actor=Actor.anonymous())


def copies(form: SatisfactionForm, officer: str, number: int) -> None:
    """More answered forms about an officer of the same desk."""
    for place in range(number):
        paper = DossierPaper.objects.create(dossier_id=form.paper.dossier_id, kind="01", data={})
        made = SatisfactionForm.objects.create(
            paper=paper,
            code=f"{officer}-{place}",
            stage="01",
            unit_id=form.unit_id,
            officer_id=place,
            officer_text=officer,
        )
        answer(made, comment="")


def test_slip_brings_a_form_about_desk_and_officer_with_its_code(
    world: World, dossier: Dossier, form: SatisfactionForm
) -> None:
    slip = DossierPaper.objects.get(dossier=dossier, kind="01")
    desk = world.officer("one_stop_officer")
    assert (form.paper, form.stage, form.unit) == (slip, "01", world.ward.desk)
    assert (form.officer_id, form.officer_text) == (desk.account_id, desk.name)
    assert slip.data["rating_url"].endswith(f"/danh-gia/{form.code}/")
    page = render_to_string(
        "onestop/print/acceptance_slip.html", {"paper": slip.data, **codes_on(slip.data)}
    )
    assert "PHIẾU LẤY Ý KIẾN VỀ SỰ PHỤC VỤ" in page
    assert form.code in page
    assert page.count("<svg") > 1


def test_anybody_with_the_code_answers_once_and_leaves_no_trace_of_who(
    world: World, form: SatisfactionForm
) -> None:
    client = Client()
    client.force_login(world.account("one_stop_officer"))
    address = f"/danh-gia/{form.code}/"
    shown = client.get(address)
    assert "Chúng tôi không hỏi bạn là ai" in text_of(shown)
    done = client.post(address, TICKED | {"comment": "Ghế chờ ít quá"})
    assert "Cảm ơn bạn" in text_of(done)
    kept = SatisfactionAnswer.objects.get()
    assert (kept.attitude, kept.punctuality, kept.clarity, kept.trips) == (2, 1, 0, 3)
    assert (kept.comment, kept.channel) == ("Ghế chờ ít quá", "online")
    assert kept.on == timezone.localdate()
    again = client.post(address, TICKED)
    assert again.status_code == 409
    assert "Mỗi phiếu trả lời một lần" in text_of(again)
    assert SatisfactionAnswer.objects.count() == 1
    record = AuditRecord.objects.filter(subject_kind="onestop.satisfactionanswer").get()
    assert (record.actor_id, record.unit_id, record.on_behalf_of_id) == (None, None, None)
    assert record.changes["comment"] == ["•", "•"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Chọn một mức cho thái độ phục vụ."),
        (TICKED | {"attitude": "9"}, "Chọn một mức cho thái độ phục vụ."),
        (TICKED | {"trips": "-1"}, "Chọn số lần bạn phải đi lại."),
        (TICKED | {"comment": "x" * 20_000}, "Góp ý dài quá 2.000 ký tự."),
    ],
)
def test_wrong_answers_are_said_and_nothing_is_kept(
    form: SatisfactionForm, typed: dict[str, str], words: str
) -> None:
    response = Client().post(f"/danh-gia/{form.code}/", typed)
    assert response.status_code == 422
    assert words in text_of(response)
    assert SatisfactionAnswer.objects.count() == 0


def test_forged_code_is_not_found(form: SatisfactionForm) -> None:
    assert Client().get("/danh-gia/AAAA-BBBB-CCCC/").status_code == 404
    assert Client().post("/danh-gia/AAAA-BBBB-CCCC/", TICKED).status_code == 404


def test_old_form_is_closed(form: SatisfactionForm) -> None:
    old = timezone.now() - timedelta(days=91)
    SatisfactionForm.objects.update(made_at=old)
    assert "Phiếu này đã quá hạn" in text_of(Client().get(f"/danh-gia/{form.code}/"))
    with pytest.raises(IllegalState):
        answer(form)


def test_remark_with_markup_is_shown_as_text(
    world: World, form: SatisfactionForm, settings: Any
) -> None:
    copies(form, "Phạm Thu Trang", 4)
    answer(form, comment="<script>alert(1)</script>")
    page = text_of(Desk.of(world, "leader").client.get("/can-bo/muc-hai-long/"))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_head_sees_counts_of_enough_answers_only(world: World, form: SatisfactionForm) -> None:
    answer(form)
    copies(form, "Phạm Thu Trang", 3)
    leader = Desk.of(world, "leader").client
    assert text_of(leader.get("/can-bo/muc-hai-long/")).count("chưa đủ phiếu để hiện") == 3
    copies(form, "Nguyễn Văn Lực", 5)
    page = text_of(leader.get("/can-bo/muc-hai-long/"))
    assert "9 phiếu được trả lời" in page
    assert "100 %" in page
    code = form.paper.dossier.code
    assert code not in page
    assert form.code not in page


def test_hidden_officer_cannot_be_told_by_subtraction(form: SatisfactionForm) -> None:
    copies(form, "Hai Phiếu", 2)
    copies(form, "Sáu Phiếu", 6)
    copies(form, "Chín Phiếu", 9)
    found = list(SatisfactionAnswer.objects.select_related("form"))
    hidden = {row.name: row.hidden for row in by_officer(found)}
    assert hidden == {"Chín Phiếu": False, "Hai Phiếu": True, "Sáu Phiếu": True}
    (unit,) = by_unit(found)
    assert (unit.answers, unit.hidden, unit.share("attitude")) == (17, False, 100)


def test_remarks_of_few_are_kept_back_and_others_lose_their_order(form: SatisfactionForm) -> None:
    answer(form, comment="Góp ý")
    assert comments_of(SatisfactionAnswer.objects.all()) == []
    copies(form, "Phạm Thu Trang", 4)
    SatisfactionAnswer.objects.filter(comment="").update(comment="Ấm áp")
    assert comments_of(SatisfactionAnswer.objects.all()) == ["Góp ý", "Ấm áp"]


def test_results_stay_inside_the_unit(world: World, form: SatisfactionForm) -> None:
    answer(form)
    copies(form, "Phạm Thu Trang", 9)
    away = text_of(Desk.of(world, "leader", ward=world.other).client.get("/can-bo/muc-hai-long/"))
    assert "0 phiếu được trả lời" in away
    assert "Phạm Thu Trang" not in away


def test_tablet_leads_to_the_form_of_this_desk_and_counts_as_tablet(
    world: World, form: SatisfactionForm
) -> None:
    desk = Desk.of(world, "one_stop_officer").client
    page = text_of(desk.get("/can-bo/mot-cua/lay-y-kien/"))
    address = f"/danh-gia/{form.code}/?noi=quay"
    assert address in page
    assert desk.get("/can-bo/mot-cua/lay-y-kien/", {"ma": form.code.lower()})["Location"] == address
    assert "Không có phiếu nào" in text_of(desk.get("/can-bo/mot-cua/lay-y-kien/", {"ma": "ABC"}))
    assert "Người tiếp theo" in text_of(desk.post(address, TICKED))
    assert SatisfactionAnswer.objects.get().channel == "tablet"
    assert address not in text_of(desk.get("/can-bo/mot-cua/lay-y-kien/"))
    other = Desk.of(world, "one_stop_officer", ward=world.other).client
    assert "Chưa có phiếu nào" in text_of(other.get("/can-bo/mot-cua/lay-y-kien/"))


def test_levels_outside_the_scale_are_refused(form: SatisfactionForm) -> None:
    with pytest.raises(InvalidInput) as refused:
        answer(form, attitude=3, clarity=-1, trips=7)
    assert set(refused.value.fields) == {"attitude", "clarity", "trips"}


def test_tracking_reminds_of_the_form_until_it_is_answered(
    dossier: Dossier, form: SatisfactionForm
) -> None:
    owner = Client()
    owner.force_login(Account.objects.get(person__personal_id="044194003812"))
    address = f"/danh-gia/{form.code}/"
    assert address in text_of(owner.get(f"/ho-so/{dossier.code}/"))
    answer(form)
    assert address not in text_of(owner.get(f"/ho-so/{dossier.code}/"))
