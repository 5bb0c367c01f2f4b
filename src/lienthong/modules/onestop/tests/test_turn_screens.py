# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The turns on their screens: officer, leader, desk, citizen; refusals keep what was typed."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from lienthong.core.accounts.api import Account
from lienthong.modules.onestop.actions.extend import ask_extension
from lienthong.modules.onestop.actions.obligation import issue_obligation
from lienthong.modules.onestop.actions.withdraw import withdraw_dossier
from lienthong.modules.onestop.models import FinancialObligation
from lienthong.modules.onestop.tests.test_turn_extend import asked
from lienthong.modules.onestop.tests.test_turn_obligation import DEMAND
from lienthong.modules.onestop.tests.turns import DESK, LEADER, OFFICER, Turns
from lienthong.modules.onestop.tests.work import Desk, text_of


def citizen() -> Client:
    client = Client()
    account = Account.objects.get(person__personal_id="044194003812", kind="citizen")
    client.force_login(account)
    return client


def own_page(turns: Turns, name: str = "dossier") -> str:
    address = reverse(f"onestop:citizen-{name}", args=[turns.again().code])
    return text_of(citizen().get(address))


def post(desk: Desk, name: str, number: int, /, **data: Any) -> Any:
    return desk.client.post(reverse(f"onestop:officer-{name}", args=[number]), data)


def test_officer_reads_the_last_days_before_writing(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 9, 0)
    page = text_of(Desk.of(turns.world, OFFICER).case(turns.dossier))

    assert "Ngày cuối được yêu cầu bổ sung: 19/11/2026." in page
    assert "Ngày cuối được xin theo quy định: 20/11/2026." in page
    assert "override_reason" not in page
    turns.go_to(2026, 11, 23, 9, 0)
    late = text_of(Desk.of(turns.world, OFFICER).case(turns.dossier))
    assert "Đã quá ngày cuối được yêu cầu bổ sung: 19/11/2026." in late
    assert "override_reason" in late
    assert "gia-han" not in text_of(Desk.of(turns.world, DESK).case(turns.dossier))


def test_extension_from_the_officers_screen_to_the_citizens_page(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 9, 0)
    officer = Desk.of(turns.world, OFFICER)
    typed = {"day": "23/11/2026", "reason": "Chờ <script>", "apology": "Xin lỗi."}
    refused = post(officer, "extension", turns.dossier.pk, **typed)
    assert refused.status_code == 422
    assert "Ngày hẹn lại phải sau hạn hiện tại." in text_of(refused)
    assert "Chờ &lt;script&gt;" in text_of(refused)
    assert "<script>" not in text_of(refused).split("Lý do chậm")[1].split("</form>")[0]

    post(officer, "extension", turns.dossier.pk, **typed | {"day": "26/11/2026"})

    desk = Desk.of(turns.world, DESK)
    listed = text_of(desk.client.get(reverse("onestop:officer-reception")))
    step = turns.step("extend")
    assert f"?buoc={step.pk}" in listed
    shown = text_of(desk.case(turns.dossier, buoc=str(step.pk)))
    assert "17:00, 26/11/2026" in shown
    done = post(desk, "carry-out", step.pk, act="extend")
    assert done.status_code == 302
    page = own_page(turns)
    assert "Chúng tôi trễ hẹn. Lý do: Chờ &lt;script&gt;. Ngày mới: Thứ Năm 26/11/2026" in page
    assert "Văn bản xin lỗi và đề nghị gia hạn" in page


def test_leader_decides_with_a_reason_or_not_at_all(turns: Turns) -> None:
    turns.go_to(2026, 11, 23, 9, 0)
    wanted = asked(override_reason="Nơi khác chậm.")
    ask_extension(turns.again(), asked=wanted, actor=turns.actor(OFFICER))
    leader, step = Desk.of(turns.world, LEADER), turns.step("approve_extension")
    day = text_of(leader.client.get(reverse("onestop:officer-signing")))
    assert "Duyệt gia hạn ngoài lệ" in day
    assert f"?buoc={step.pk}" in day
    assert "Nơi khác chậm." in text_of(leader.case(turns.dossier))
    silent = post(leader, "decide-turn", step.pk, act="decline")
    assert silent.status_code == 422
    assert "Ghi lý do không đồng ý." in text_of(silent)
    assert post(leader, "decide-turn", step.pk, act="nothing").status_code == 409

    post(leader, "decide-turn", step.pk, act="decline", reason="Làm ngay.")

    assert turns.nodes() == ["examine"]


def test_money_is_asked_paid_and_said(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 9, 0)
    officer = Desk.of(turns.world, OFFICER)
    typed = {"kind": "charge", "name": "Lệ phí", "amount": "120.000", "place": "Quầy"}
    assert post(officer, "obligation", turns.step("examine").pk, **typed).status_code == 422
    post(officer, "obligation", turns.step("examine").pk, **typed | {"legal_basis": "85/2019"})
    assert FinancialObligation.objects.get().amount == 120_000
    assert "Chờ người nộp thực hiện nghĩa vụ tài chính." in text_of(officer.case(turns.dossier))
    assert "Đạt, trình ký" not in text_of(officer.case(turns.dossier))
    page = own_page(turns)
    assert "Bạn cần nộp 120.000\u00a0đ: Lệ phí" in page
    assert "Một trăm hai mươi nghìn đồng" in own_page(turns, "obligation")

    desk, step = Desk.of(turns.world, DESK), turns.step("collect_obligation")
    wrong = post(desk, "carry-out", step.pk, act="paid", method="cash", amount="12.000")
    assert wrong.status_code == 422
    assert "Số tiền không khớp với khoản phải nộp." in text_of(wrong)
    assert 'value="12.000"' in text_of(wrong)
    assert post(desk, "carry-out", step.pk, act="paid", amount="x").status_code == 422
    post(desk, "carry-out", step.pk, act="paid", method="cash", amount="120.000")

    assert turns.state == "in_process"
    assert "Đã ghi nhận bạn nộp đủ tiền" in own_page(turns)


def test_citizen_sends_the_number_of_the_treasury_paper(turns: Turns) -> None:
    issue_obligation(turns.step("examine"), demand=DEMAND, actor=turns.actor(OFFICER))
    address = reverse("onestop:citizen-obligation", args=[turns.again().code])
    empty = citizen().post(address, {"_key": "a", "number": " "})
    assert empty.status_code == 422
    assert "Chụp giấy nộp tiền, hoặc ghi số của giấy đó." in text_of(empty)

    citizen().post(address, {"_key": "b", "number": "C1-02/NS 17"})

    assert "Bạn đã gửi chứng từ, quầy đang xem." in own_page(turns, "obligation")
    shown = text_of(Desk.of(turns.world, DESK).case(turns.dossier))
    assert "C1-02/NS 17" in shown
    assert "Yêu cầu gửi lại chứng từ" in shown
    assert '<option value="treasury" selected>' in shown


def test_stop_and_go_on_by_the_screens(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 9, 0)
    officer, leader = Desk.of(turns.world, OFFICER), Desk.of(turns.world, LEADER)
    typed = {"ground": "applicant", "reason": "Có đơn.", "legal_basis": "60/2014/QH13"}
    post(officer, "stop", turns.step("examine").pk, **typed, article="Điều 16")
    shown = text_of(officer.case(turns.dossier))
    assert "Đang chờ: duyệt dừng giải quyết." in shown
    assert "Trình dừng giải quyết hồ sơ này?" not in shown
    assert "Duyệt dừng" in text_of(leader.case(turns.dossier))
    assert "60/2014/QH13, Điều 16" in text_of(leader.case(turns.dossier))
    post(leader, "decide-turn", turns.step("approve_stop").pk, act="approve")
    desk = Desk.of(turns.world, DESK)
    post(desk, "carry-out", turns.step("send_stop").pk, act="send", returned_papers="Giấy A")
    page = own_page(turns)
    assert "Hồ sơ đang dừng giải quyết" in page
    assert "Có đơn." in page

    assert post(officer, "resume", turns.dossier.pk).status_code == 422
    post(officer, "resume", turns.dossier.pk, reason="Rút đơn.")

    assert turns.state == "in_process"
    assert "Hồ sơ được giải quyết tiếp" in own_page(turns)


def test_desk_answers_a_withdrawal(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 9, 0)
    withdraw_dossier(turns.again(), reason="Đổi ý.", actor=turns.world.citizen())
    assert own_page(turns).count("Thứ Tư 18/11/2026, 09:00") == 2
    desk, step = Desk.of(turns.world, DESK), turns.step("confirm_withdrawal")
    assert "Đổi ý." in text_of(desk.case(turns.dossier))
    kept = post(desk, "carry-out", step.pk, act="confirm")
    assert kept.status_code == 422
    assert "Đánh dấu khi đã trả lại bản chính." in text_of(kept)

    post(desk, "carry-out", step.pk, act="confirm", originals_returned="on")

    assert turns.state == "withdrawn"
    page = own_page(turns)
    assert "Thông báo dừng giải quyết hồ sơ" in page
    assert "Chúng tôi không xem tiếp." in page
    assert "Hẹn trả kết quả" not in page


def test_control_slip_shows_every_change_of_the_date(turns: Turns) -> None:
    turns.go_to(2026, 11, 18, 9, 0)
    ask_extension(turns.again(), asked=asked(), actor=turns.actor(OFFICER))
    desk = Desk.of(turns.world, DESK)
    post(desk, "carry-out", turns.step("extend").pk, act="extend")
    issue_obligation(turns.step("examine"), demand=DEMAND, actor=turns.actor(OFFICER))

    address = reverse("onestop:officer-paper-control", args=[turns.dossier.pk])
    slip = text_of(desk.client.get(address))

    assert "Xin lỗi và hẹn lại" in slip
    assert "61/2018/NĐ-CP" in slip
    assert "17:00 26/11/2026" in slip
    assert "Chờ nộp phí" in slip
