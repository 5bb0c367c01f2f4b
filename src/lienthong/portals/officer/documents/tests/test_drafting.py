# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Documents outside any dossier on the screen; the registers beside the books."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from lienthong.core.access.api import Grant
from lienthong.core.documents.api import (
    IssuedDocument,
    MeansKind,
    SigningAuthority,
    SigningBlock,
    SigningMandate,
    assign_means,
    drafts,
)
from lienthong.core.notifications.api import Message
from lienthong.core.numbering.api import Number
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.portals.officer.documents.tests.test_books import client, issue, paper
from lienthong.testing.jobs import own_store, run_jobs, store_in
from lienthong.testing.office_files import body, docx
from lienthong.testing.uploads import send_file
from lienthong.testing.world import World

TYPED = {
    "kind": "notice",
    "abstract": "lịch tiếp công dân",
    "collective": "tap-the",
    "to": "",
    "grounds": "",
    "body": "<p>Thứ Ba <b>hằng tuần</b></p><script>x</script>",
    "others": "Hội Phụ nữ\nHội Phụ nữ",
}


def told() -> list[tuple[str, str, str]]:
    """Do the jobs that tell officers of papers; who was told, in what words, with which link."""
    jobs = ProcrastinateJob.objects.filter(task_name__startswith="notifications.tell_")
    for job in jobs.order_by("pk"):
        ports.tasks()[job.task_name].function(**job.args)
    rows = Message.objects.order_by("pk")
    return list(rows.values_list("account__username", "title", "link"))


def test_drafter_writes_lays_and_withdraws(world: World) -> None:
    desk, signer = client(world, "clerk"), client(world, "leader")
    new = reverse("officer:draft-new")
    unknown = desk.post(new, TYPED | {"kind": "luat"})
    assert (unknown.status_code, "id_abstract" in unknown.content.decode()) == (422, False)
    wrong = desk.post(new, TYPED | {"abstract": ""})
    assert wrong.status_code == 422
    assert "Ghi trích yếu." in wrong.content.decode()
    assert not IssuedDocument.objects.exists()
    desk.post(new, TYPED)
    document = IssuedDocument.objects.get()
    assert document.content["said"]["body"] == "<p>Thứ Ba <b>hằng tuần</b></p>"
    assert [one.name for one in document.recipients.all()] == ["Hội Phụ nữ"]
    page, act = (reverse(f"officer:{name}", args=[document.pk]) for name in ("draft", "draft-act"))
    shown = desk.get(page).content.decode()
    assert "Đang lập bản in" in shown
    name = str(world.account("leader"))
    assert f"{name} – TM. ỦY BAN NHÂN DÂN" in shown
    none = desk.post(act, {"viec": "trinh", "signer": ""}, follow=True)
    assert "Chọn người ký." in none.content.decode()
    asked = {"viec": "trinh", "signer": str(world.account("leader").pk), "note": "Gấp"}
    desk.post(act, asked)
    desk.post(act, {"viec": "rut"})
    assert told() == []  # what was taken back before anybody heard of it is not told
    desk.post(act, asked)
    leader, clerk = (world.account(one).username for one in ("leader", "clerk"))
    laid = (leader, "Chờ bạn ký: Thông báo, lịch tiếp công dân", page)
    assert told() == [laid]
    assert f"{world.account('clerk')} trình bạn ký" in Message.objects.get().body
    assert "Lời trình: Gấp" in Message.objects.get().body
    waiting = signer.get(reverse("officer:drafts")).content.decode()
    assert "lịch tiếp công dân" in waiting
    day = signer.get("/can-bo/ky/").content.decode()
    assert "1 văn bản ngoài hồ sơ chờ bạn ký" in day
    edit = reverse("officer:draft-edit", args=[document.pk])
    assert desk.get(edit).status_code == 409
    early = signer.post(reverse("officer:draft-sign", args=[document.pk]))
    assert early.status_code == 409
    back = signer.post(act, {"viec": "tra", "ly-do": "Ghi rõ giờ"}, follow=True)
    assert "Đã trả lại người soạn." in back.content.decode()
    assert f"{name} trả lại: Ghi rõ giờ" in desk.get(page).content.decode()
    assert told() == [laid, (clerk, "Bị trả lại: Thông báo, lịch tiếp công dân", page)]
    assert "Cần sửa: Ghi rõ giờ" in Message.objects.latest("pk").body
    log = reverse("officer:message-log", args=["documents.free", document.pk])
    sent = desk.get(log).context["messages_sent"]
    assert [row["message"].title for row in sent] == [title for _who, title, _link in told()]
    assert f'href="{log}"' in desk.get(page).content.decode()
    desk.post(edit, TYPED | {"body": "Từ 8 giờ"})
    document.refresh_from_db()
    assert document.content["said"]["body"] == "<p>Từ 8 giờ</p>"
    other = client(world, "clerk", ward=world.other)
    assert (other.get(page).status_code, other.get(log).status_code) == (404, 404)


def begun(desk: Client) -> tuple[IssuedDocument, str, str, str]:
    """A new draft, with its page and the addresses of its acts and of signing it."""
    desk.post(reverse("officer:draft-new"), TYPED)
    document = IssuedDocument.objects.get()
    names = ("draft", "draft-act", "draft-sign")
    page, act, sign = (reverse(f"officer:{name}", args=[document.pk]) for name in names)
    return document, page, act, sign


def test_draft_is_initialled_on_its_page_before_the_signer_has_it(
    world: World, tmp_path: Path, settings: Any, partners: str
) -> None:
    own_store(tmp_path, settings, partners=partners)
    desk, boss = client(world, "clerk"), client(world, "leader")
    document, page, act, sign = begun(desk)
    form = desk.get(page).context["ask"]
    assert list(form.fields) == ["initial_content", "initial_form", "signer", "note"]
    assert form.fields["initial_form"].choices[0] == ("", "Không cần ký nháy")
    clerk, leader = (world.account(one) for one in ("clerk", "leader"))
    asked = {"viec": "trinh", "signer": str(leader.pk), "initial_form": str(clerk.pk)}
    desk.post(act, asked | {"note": "Gấp"})
    run_jobs(done := set[int]())
    shown = desk.get(page)
    assert shown.context["signing"]["title"] == "Ký nháy thể thức"
    assert "cuối phần Nơi nhận" in shown.content.decode()
    (papers,) = [one for one in shown.context["menu"] if one["url"] == reverse("officer:drafts")]
    assert papers["count"] == 1
    assert [(row["who"], row["what"], row["chip"]["text"]) for row in shown.context["laid"]] == [
        (str(clerk), "ký nháy thể thức", "chờ ký"), (str(leader), "ký", "chưa đến lượt"),
    ]  # fmt: skip
    assert boss.get(reverse("officer:drafts")).context["part"] == "soan"
    assert boss.post(sign).status_code == 409
    desk.post(sign)
    run_jobs(done)
    waiting = boss.get(reverse("officer:drafts"))
    assert [row["chip"]["text"] for row in waiting.context["rows"]] == ["chờ ký"]
    bodies = list(Message.objects.order_by("pk").values_list("account__username", "title", "body"))
    assert [(who, title) for who, title, _body in bodies] == [
        (clerk.username, "Chờ bạn ký nháy: Thông báo, lịch tiếp công dân"),
        (leader.username, "Chờ bạn ký: Thông báo, lịch tiếp công dân"),
    ]
    assert f"Lời trình: Gấp. Đã ký: {clerk}" in bodies[1][2]
    boss.post(act, {"viec": "tra", "ly-do": "Ghi rõ giờ"})
    told = desk.get(page)
    assert f"{leader} trả lại: Ghi rõ giờ" in told.content.decode()
    assert told.context["chip"]["text"] == "đã ký nháy"
    assert list(told.context["ask"].fields) == ["initial_content", "signer", "note"]
    desk.post(reverse("officer:draft-edit", args=[document.pk]), TYPED | {"body": "Từ 8 giờ"})
    assert "initial_form" in desk.get(page).context["ask"].fields


def test_draft_that_waits_for_a_silent_service_says_so_and_its_signer_may_wait_no_longer(
    world: World, tmp_path: Path, settings: Any, partners: str
) -> None:
    own_store(tmp_path, settings, partners=partners)
    desk, boss = client(world, "clerk"), client(world, "leader")
    document, page, act, sign = begun(desk)
    desk.post(act, {"viec": "trinh", "signer": str(world.account("leader").pk)})
    run_jobs(done := set[int]())

    def signed_in_vain() -> None:
        form = {"channel": "tsa", "mode": "error", "count": "1"}
        assert httpx.post(f"{partners}/faults", data=form).is_redirect
        boss.post(sign)
        run_jobs(done)

    signed_in_vain()
    own, other = (one.get(page).content.decode() for one in (boss, desk))
    why = "Chưa ký được vì dịch vụ dấu thời gian không trả lời đúng, chờ từ "
    assert (why in own, why in other, "Hỏi lại ngay" in own) == (True, True, True)
    assert "Hỏi lại ngay" not in other
    desk.post(act, {"viec": "thoi-cho"})
    assert document.signatures.get().state == "requested"
    stopped = boss.post(act, {"viec": "thoi-cho"}, follow=True)
    assert "bạn ký lại được" in stopped.content.decode()
    assert document.signatures.get().state == "failed"
    assert stopped.context["signing"]["verb"] == "Ký văn bản"

    signed_in_vain()
    boss.post(act, {"viec": "hoi-lai"})
    own, other = (one.get(page).content.decode() for one in (boss, desk))
    assert all(why in page and "Đang hỏi lại…" in page for page in (own, other))
    assert ("Hỏi lại ngay" in own, "Thôi chờ, ký sau" in own) == (False, True)
    twice = boss.post(act, {"viec": "hoi-lai"}, follow=True)
    assert "Không hỏi thêm: dịch vụ đang được hỏi lại" in twice.content.decode()
    run_jobs(done)
    late = boss.post(act, {"viec": "thoi-cho"}, follow=True)
    assert "Văn bản không còn chờ: vừa ký xong" in late.content.decode()
    document.refresh_from_db()
    assert document.state == "signed"


def test_seal_that_waits_is_told_from_the_first_try_and_given_up_keeps_the_one_number(
    world: World, tmp_path: Path, settings: Any, partners: str
) -> None:
    own_store(tmp_path, settings, partners=partners)
    desk, boss = client(world, "clerk"), client(world, "leader")
    document, _page, act, sign = begun(desk)
    desk.post(act, {"viec": "trinh", "signer": str(world.account("leader").pk)})
    run_jobs(done := set[int]())
    boss.post(sign)
    run_jobs(done)
    page, number, seal, wait = (
        reverse(f"officer:{name}", args=[document.pk])
        for name in ("document", "document-number", "document-seal", "document-wait")
    )
    desk.post(number, {"number": ""})
    form = {"channel": "tsa", "mode": "error", "count": "1"}
    assert httpx.post(f"{partners}/faults", data=form).is_redirect
    assert 'id="cho-dau"' not in desk.get(page).content.decode()
    desk.post(seal)
    first, other = (one.get(page).content.decode() for one in (desk, boss))
    assert all("Máy đang hỏi dịch vụ ký số từ " in one for one in (first, other))
    stop = "Thôi chờ, đóng dấu sau"
    assert (stop in first, stop in other, "Hỏi lại ngay" in first) == (True, False, False)
    assert "Đóng dấu, ban hành" not in first
    assert "HX-Refresh" not in desk.get(page, headers={"HX-Request": "true"}).headers
    assert boss.post(wait, {"viec": "thoi-cho"})["Location"] == f"{page}#cho-dau"
    run_jobs(done)
    told = desk.get(page).content.decode()
    why = "Chưa đóng dấu được vì dịch vụ dấu thời gian không trả lời đúng, chờ từ "
    assert (why in told, "Hỏi lại ngay" in told, stop in told) == (True, True, True)
    stopped = desk.post(wait, {"viec": "thoi-cho"}, follow=True).content.decode()
    assert "Số đã cấp giữ nguyên." in stopped
    assert "Lần đóng dấu trước chưa được: dịch vụ dấu thời gian" in stopped
    assert desk.get(page, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"

    desk.post(seal)
    run_jobs(done)
    document.refresh_from_db()
    assert (document.state, document.number_text) == ("issued", "01/TB-UBND")
    assert list(Number.objects.values_list("value", "state")) == [(1, "issued")]
    late = desk.post(wait, {"viec": "thoi-cho"}, follow=True).content.decode()
    assert "vừa đóng dấu xong" in late
    assert 'id="cho-dau"' not in late

    IssuedDocument.objects.update(state="sealed")
    document.file.versions.update(check_state="waiting")
    checked = desk.get(page, headers={"HX-Request": "true"})
    assert ("HX-Refresh" in checked.headers, "Đang đóng dấu. " in checked.content.decode()) == (
        False,
        True,
    )
    document.file.versions.update(check_state="failed")
    told = desk.get(page).content.decode()
    assert "Đã đóng dấu nhưng chưa ban hành được: máy không đọc được chữ ký trên tệp" in told
    assert "hx-trigger" not in told[told.index('id="cho-dau"') :]


def test_remote_key_signs_a_draft_with_its_code_and_enter_asks_for_no_other_code(
    world: World, tmp_path: Path, settings: Any, partners: str
) -> None:
    own_store(tmp_path, settings, partners=partners)
    settings.LIENTHONG_CSC_URL = f"{partners}/csc/v2"
    desk, boss, leader = client(world, "clerk"), client(world, "leader"), world.account("leader")
    user = f"account-{leader.pk}"
    enrolled = {"user": user, "common_name": str(leader), "organisation": "UBND"}
    httpx.post(f"{partners}/csc/enrol", data=enrolled).raise_for_status()
    assign_means(
        MeansKind.REMOTE,
        reference=user,
        valid_from=timezone.localdate(),
        account_id=leader.pk,
        actor=Actor.platform("quản trị"),
    )
    document, _page, act, sign = begun(desk)
    desk.post(act, {"viec": "trinh", "signer": str(leader.pk)})
    run_jobs(done := set[int]())
    shown = boss.post(sign, {"xin-ma": "1", "_key": "a" * 22}).content.decode()
    form = shown[shown.index(f'action="{sign}"') :]
    first = form[form.index("<button") : form.index("</button>")]
    assert ("xin-ma" in first, first.endswith("Ký văn bản")) == (False, True)

    code = httpx.get(f"{partners}/csc/codes").json()["codes"][user]
    boss.post(sign, {"ma": code, "_key": "b" * 22})
    run_jobs(done)
    document.refresh_from_db()
    assert (document.state, document.signatures.get().state) == ("signed", "done")


def test_signer_by_order_is_marked_in_the_list_while_the_law_leaves_it_open(world: World) -> None:
    desk = client(world, "clerk")
    _document, page, _act, _sign = begun(desk)
    sure = desk.get(page).context["ask"].fields["signer"]
    SigningMandate.objects.update(authority=SigningAuthority.TL)
    unsure = desk.get(page).context["ask"].fields["signer"]
    said = [(one.choices[-1][1].rpartition(" – ")[2], one.help_text) for one in (sure, unsure)]
    assert [mark for mark, _help in said] == [
        "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH",
        "cần xác nhận: TL. CHỦ TỊCH / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH",
    ]
    assert ["luật chưa nói rõ" in words for _mark, words in said] == [False, True]


def test_signature_that_the_law_leaves_open_is_told_to_be_confirmed() -> None:
    block = SigningBlock(("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), "Lê Thị Hà", "thừa lệnh", "Quy chế")
    sure, unsure = (
        render_to_string("officer/sign_block.html", {"as_printed": one, "count": 0})
        for one in (block, replace(block, unconfirmed=True))
    )
    assert ("cần xác nhận" in sure, "cần xác nhận" in unsure) == (False, True)


def test_kind_is_chosen_first_and_the_form_asks_what_its_layout_needs(world: World) -> None:
    desk, new = client(world, "clerk"), reverse("officer:draft-new")
    offered = dict(desk.get(new).context["form"].fields["loai"].choices)
    assert offered["leave"] == "Giấy nghỉ phép"
    form = desk.get(new, {"loai": "leave"}).context["form"]
    assert list(form.fields) == [
        "applied_on", "collective", "person", "position", "length", "first_day", "last_day",
        "venue", "counted", "others", "urgency", "circulation",
    ]  # fmt: skip
    assert "chờ xác nhận" not in desk.get(new, {"loai": "leave"}).content.decode().lower()
    assert "Chờ xác nhận" in desk.get(new, {"loai": "contract"}).content.decode()
    typed = {"kind": "leave", "collective": "nguoi-dung-dau", "applied_on": "01122026"}
    typed |= {"person": "Nguyễn Văn A", "length": "05 ngày", "first_day": "07/12/2026"}
    typed |= {"last_day": "06/12/2026", "counted": "nghỉ hằng năm", "urgency": "urgent"}
    wrong = desk.post(new, typed)
    assert wrong.context["form"].errors.keys() == {"last_day"}
    desk.post(new, typed | {"last_day": "11/12/2026"})
    document = IssuedDocument.objects.get()
    assert document.abstract == "nghỉ phép của Nguyễn Văn A"
    said = document.content["said"]
    assert (said["details"]["applied_on"], said["urgency"]) == ("01/12/2026", "urgent")
    edit = desk.get(reverse("officer:draft-edit", args=[document.pk])).context["form"]
    assert edit["first_day"].value().isoformat() == "2026-12-07"
    shown = desk.get(reverse("officer:draft", args=[document.pk])).content.decode()
    assert "Mẫu 1.10, Phụ lục III" in shown


def test_groups_of_recipients_are_kept_and_offered(world: World) -> None:
    desk, page = client(world, "clerk"), reverse("officer:recipient-groups")
    name = world.other.agency.versions.get().name
    assert desk.post(page, {"title": "", "names": ""}).status_code == 422
    desk.post(page, {"title": "Thường gửi", "names": f"{name}\nTrạm Y tế"})
    (row,) = desk.get(page).context["rows"]
    assert (row["names"], row["changes"]) == ([name, "Trạm Y tế"], True)
    new = desk.get(reverse("officer:draft-new"), {"loai": "notice"})
    assert new.context["offered"]["groups"] == [
        {"name": "Nhóm: Thường gửi", "lines": f"{name}\nTrạm Y tế"}
    ]
    key = str(row["group"].pk)
    other = client(world, "clerk", ward=world.other)
    assert other.get(page, {"nhom": key}).status_code == 404
    assert other.post(page, {"nhom": key, "viec": "bo"}).status_code == 404
    changed = {"nhom": key, "title": "Nhóm mới", "names": "Trạm Y tế"}
    assert desk.post(page, changed, follow=True).context["rows"][0]["names"] == ["Trạm Y tế"]
    desk.post(page, {"nhom": key, "viec": "bo"})
    assert desk.get(page).context["rows"] == []


def test_received_by_the_unit_it_was_sent_to(world: World) -> None:
    sent = issue(paper(world, "A"), world)
    desk, other = client(world, "clerk"), client(world, "clerk", ward=world.other)
    listed = reverse("officer:document-recipients", args=[sent.pk])
    away = {"viec": "them", "names": "Đơn vị lạ", "means": "system", "copies": "1"}
    said = desk.post(listed, away, follow=True).content.decode()
    assert "Không có đơn vị nào trong hệ thống tên: Đơn vị lạ." in said
    name = world.other.agency.versions.get().name
    desk.post(listed, away | {"names": name.upper()})
    desk.post(listed, away | {"names": "Trạm Y tế", "means": "post"})
    line = sent.recipients.get(unit=world.other.agency)
    page = reverse("officer:received", args=[sent.pk])
    assert other.get(page).status_code == 404
    desk.post(listed, {"viec": "gui", "noi": "tat-ca"})
    clerk = world.account("clerk", ward=world.other).username
    title = f"UBND phường Đồng Hới gửi văn bản {sent.number_text}: Quyết định A"
    assert told() == [(clerk, title, page)]
    desk.post(listed, {"viec": "gui", "noi": "tat-ca"})
    assert len(told()) == 1
    assert "Quyết định A" in other.get(reverse("officer:drafts") + "?phan=nhan").content.decode()
    assert "Ghi đã nhận" in other.get(page).content.decode()
    other.post(page)
    line.refresh_from_db()
    assert line.received_by == str(world.account("clerk", ward=world.other))
    assert desk.get(page).status_code == 404
    recalling = reverse("officer:document-recall", args=[sent.pk])
    client(world, "leader").post(recalling, {"reason": "Gửi nhầm", "basis": "CV 5"})
    *_before, (who, words, link) = told()
    assert (who, link) == (clerk, page)
    assert words == f"Văn bản {sent.number_text} của UBND phường Đồng Hới: đã thu hồi văn bản"
    assert "Lý do: Gửi nhầm" in Message.objects.latest("pk").body
    printed = desk.get(reverse("officer:post-print")).content.decode()
    assert "SỔ GỬI BƯU ĐIỆN" in printed
    assert "<td>Trạm Y tế</td>" in printed
    assert name.upper() not in printed


def test_kept_original_goes_out_and_comes_back(world: World) -> None:
    desk, document = client(world, "clerk"), issue(paper(world, "A"), world)
    lend = reverse("officer:document-original", args=[document.pk])
    given = {"user_name": "Trần Văn Ổn", "allowed_by": "Chánh Văn phòng", "file_notation": "01.VP"}
    assert desk.post(lend, given | {"allowed_by": " "}).status_code == 422
    desk.post(lend, given)
    use = document.original_uses.get()
    assert (use.user_name, use.taken_on, use.returned_on) == (
        "Trần Văn Ổn", timezone.localdate(), None,
    )  # fmt: skip
    assert desk.post(lend, given).status_code == 409
    back = reverse("officer:document-original-back", args=[document.pk, use.pk])
    desk.post(back)
    use.refresh_from_db()
    assert use.returned_on == timezone.localdate()
    printed = desk.get(reverse("officer:originals-print") + "?kho=a3").content.decode()
    assert "register-paper--a3" in printed
    assert "<td>01.VP</td>" in printed


def test_unit_without_a_clerk_hears_through_who_leads_it(world: World) -> None:
    clerk, leader = (world.account(one, ward=world.other) for one in ("clerk", "leader"))
    assert drafts.hearers_at(world.other.agency.pk) == [clerk.pk]
    Grant.objects.filter(role__code="clerk").delete()
    assert drafts.hearers_at(world.other.agency.pk) == [leader.pk]
    heard = drafts.hearers_at(world.land.pk)
    assert heard == [world.consulted_account(world.land).pk]


def test_body_comes_from_a_word_file_and_is_kept_only_when_saved(
    world: World, tmp_path: Path, settings: Any
) -> None:
    store_in(tmp_path, settings)
    desk, new = client(world, "clerk"), reverse("officer:draft-new") + "?loai=notice"
    words = docx({"word/document.xml": body("Thứ Ba hằng tuần", "Từ 8 giờ")})
    took = desk.get(f"{new}&receipt={send_file(desk, new, words, 'a.docx')}")
    assert took.context["form"]["body"].value() == "<p>Thứ Ba hằng tuần</p><p>Từ 8 giờ</p>"
    assert "Đã lấy nội dung từ tệp." in took.content.decode()
    desk.post(new, TYPED)
    document = IssuedDocument.objects.get()
    edit = reverse("officer:draft-edit", args=[document.pk])
    receipt = send_file(desk, edit, words, "a.docx")
    changing = desk.get(edit, {"receipt": receipt}).context["form"]
    assert changing["body"].value() == "<p>Thứ Ba hằng tuần</p><p>Từ 8 giờ</p>"
    assert changing["abstract"].value() == TYPED["abstract"]
    document.refresh_from_db()
    assert document.content["said"]["body"] == "<p>Thứ Ba <b>hằng tuần</b></p>"
    for data, kind, told in (
        (b"%PDF-1.7 x", "application/pdf", "Tệp PDF thì thêm làm phụ lục"),
        (docx({"word/document.xml": body("")}), "", "Tệp không có chữ nào"),
        (docx({"word/document.xml": body("a" * 200_001)}), "", "Nội dung quá dài."),
        (b"\x89PNG\r\n\x1a\n", "", "không khớp với đuôi"),
    ):
        name = "a.pdf" if kind else "a.docx"
        receipt_of_it = send_file(desk, new, data, name, media_type=kind)
        page = desk.get(f"{new}&receipt={receipt_of_it}")
        assert told in page.context["word"]["problem"], name
        assert page.context["form"]["body"].value() == ""
    for fault, told in (("too_large", "5 MB"), ("wrong_type", "Tệp PDF thì thêm làm phụ lục")):
        assert told in desk.get(f"{new}&upload_error={fault}").context["word"]["problem"]
    assert "hãy" in desk.get(f"{new}&receipt=x").context["word"]["problem"].lower()
    other = client(world, "leader")
    assert other.get(f"{new}&receipt={receipt}").status_code == 403


def test_papers_drawn_from_two_contents_are_compared_once_their_words_are_read(
    world: World, tmp_path: Path, settings: Any
) -> None:
    own_store(tmp_path, settings)
    desk, done = client(world, "clerk"), set[int]()
    desk.post(reverse("officer:draft-new"), TYPED)
    document = IssuedDocument.objects.get()
    run_jobs(done)
    edit = reverse("officer:draft-edit", args=[document.pk])
    desk.post(edit, TYPED | {"body": "<p>Thứ Tư hằng tuần</p>"})
    run_jobs(done)
    page = desk.get(reverse("officer:draft", args=[document.pk])).content.decode()
    address = f"{reverse('officer:file-compare', args=[document.file_id])}?cu=1&moi=2"

    reading = desk.get(address).content.decode()
    desk.get(address, headers={"HX-Request": "true"})
    ordered = ProcrastinateJob.objects.filter(task_name="documents.read_words").count()
    run_jobs(done)
    read = desk.get(address).content.decode()

    assert f'href="{reverse("officer:file-desk", args=[document.file_id])}"' in page
    assert "Đang đọc chữ trong tệp" in reading
    assert ordered == 2
    assert "Đang đọc chữ trong tệp" not in read
    assert ("Ba</del>" in read, "Tư</ins>" in read) == (True, True)
    assert ProcrastinateJob.objects.filter(task_name="documents.read_words").count() == ordered
