# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The clerk's screens: books, registers, one document; what each refuses and what remains."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienthong.core.accounts.api import Person
from lienthong.core.audit.api import AuditRecord
from lienthong.core.documents.api import (
    CertifiedCopy,
    DocumentState,
    IssuedDocument,
    Paper,
    number_document,
    open_file,
    publish_print_template,
)
from lienthong.core.numbering.api import Book, Number
from lienthong.kernel.actor import Actor
from lienthong.testing.world import START, World

HIDDEN = "Một phần tên được che"
TODAY = timezone.localdate()


def client(world: World, role: str, **where: Any) -> Client:
    found = Client()
    found.force_login(world.account(role, **where))
    return found


def paper(world: World, code: str, state: str = DocumentState.SIGNED) -> IssuedDocument:
    version = publish_print_template(
        "decision",
        title="Quyết định",
        template_name="x",
        paper=Paper.A4,
        valid_from=START,
        legal_basis="x",
        symbol="QĐ-UBND",
        number_pattern="{value:02}/{symbol}",
        actor=Actor.platform("thử"),
    )
    file = open_file("Quyết định", owner_kind="test", actor=Actor.platform("thử"))
    unit = world.ward.agency
    return IssuedDocument.objects.create(
        template_version=version, owner_kind="test", agency=unit, unit=unit, state=state,
        abstract=f"Quyết định {code}", verification_code=code * 16, file=file, series="decision",
        place="Đồng Hới",
    )  # fmt: skip


def issue(document: IssuedDocument, world: World) -> IssuedDocument:
    number_document(document, actor=world.officer("clerk"))
    IssuedDocument.objects.filter(pk=document.pk).update(state=DocumentState.ISSUED)
    document.refresh_from_db()
    return document


def test_clerk_keeps_inserts_gives_up_and_prints(world: World) -> None:
    desk = client(world, "clerk")
    first = paper(world, "A")
    listed = desk.get(reverse("officer:books")).content.decode()
    assert "Đã ký, chờ số" in listed
    assert "Quyết định A" in listed
    desk.post(reverse("officer:document-number", args=[first.pk]), {"number": ""})
    first.refresh_from_db()
    assert first.number_text == "01/QĐ-UBND"
    book = Book.objects.get(unit=world.ward.agency, series="decision")
    until = min(TODAY + timedelta(days=2), date(TODAY.year, 12, 31))
    hold = reverse("officer:book-hold", args=[book.pk])
    asked = {"count": "2", "until": f"{until:%d%m%Y}", "reason": "Chờ kỳ họp"}
    assert desk.post(hold, asked | {"count": "99"}).status_code == 422
    told = desk.post(hold, asked, follow=True).content.decode()
    assert "Đã giữ số 2, 3." in told
    assert AuditRecord.objects.filter(permission="documents.book.keep").count() == 1
    insert = reverse("officer:book-insert", args=[book.pk])
    day = f"{TODAY:%d/%m/%Y}"
    wrong = desk.post(insert, {"after": "9", "dated_on": day, "reason": "Sót"})
    assert "Sổ chưa cấp số 9" in wrong.content.decode()
    desk.post(insert, {"after": "1", "dated_on": day, "reason": "Sót số"})
    three = Number.objects.get(book=book, value=3)
    desk.post(reverse("officer:number-void", args=[three.pk]), {"reason": "Không họp"})
    late = paper(world, "B")
    extra = Number.objects.get(book=book, suffix="a")
    desk.post(reverse("officer:document-number", args=[late.pk]), {"number": str(extra.pk)})
    late.refresh_from_db()
    assert late.number_text == "01a/QĐ-UBND"
    Book.objects.filter(pk=book.pk).update(last=6)
    shown = desk.get(reverse("officer:book", args=[book.pk])).content.decode()
    assert "4–6" in shown
    gap = {"span": "4-6", "reason": "Mất điện"}
    desk.post(reverse("officer:book-gap", args=[book.pk]), gap)
    whole = desk.get(reverse("officer:book-gap", args=[book.pk])).content.decode()
    assert "Sổ không thiếu số nào" in whole
    assert "<select" not in whole
    printed = desk.get(reverse("officer:book-print", args=[book.pk])).content.decode()
    order = ["01/QĐ-UBND", "01a/QĐ-UBND", ">2<", ">3<", ">4<", ">5<", ">6<"]
    places = [printed.index(text) for text in order]
    assert places == sorted(places)
    assert printed.count("<strong>Số bỏ.</strong>") == 4
    assert printed.count("Mất điện") == 3
    assert "Không họp" in printed
    assert printed.count("Giữ đến") == 1  # of the number that is still kept
    for words in ("Từ số 01/QĐ-UBND đến số 6", "Cộng: 7 số, trong đó 4 số bỏ, 1 số đang giữ."):
        assert words in printed
    assert "register-paper--a3" not in printed
    wide = desk.get(reverse("officer:book-print", args=[book.pk]) + "?kho=a3").content.decode()
    assert "register-paper--a3" in wide


def test_clerk_arranges_and_opens_books(world: World) -> None:
    desk, year = client(world, "clerk"), TODAY.year + 1
    ground = {"joint": "chung", "year": str(year), "decided_by": "12/QĐ-UBND"}
    told = desk.post(reverse("officer:book-plan"), ground, follow=True).content.decode()
    assert f"Đã ghi cách mở sổ từ năm {year}." in told
    one = desk.post(reverse("officer:book-plan"), ground | {"kinds": ["plan"]}).content.decode()
    assert "Sổ chung cần từ hai loại văn bản." in one
    some = ground | {"kinds": ["plan", "report"], "year": str(TODAY.year)}
    page = desk.post(reverse("officer:book-plan"), some, follow=True).content.decode()
    assert "Cơ quan đang lấy số chung một sổ cho: Báo cáo; Kế hoạch." in page
    opening = {"series": "decision", "year": str(TODAY.year), "last": "41", "reason": ""}
    assert "vì sao" in desk.post(reverse("officer:book-new"), opening).content.decode()
    desk.post(reverse("officer:book-new"), opening | {"reason": "Phần mềm cũ"})
    assert Book.objects.get(series="decision").carried == 41
    assert "Nối tiếp sau số 41" in desk.get(reverse("officer:books")).content.decode()
    assert desk.get(reverse("officer:books") + "?nam=1900").status_code == 404


def test_document_is_sent_copied_corrected_and_recalled(world: World) -> None:
    desk, leader = client(world, "clerk"), client(world, "leader")
    document = issue(paper(world, "A"), world)
    lines = reverse("officer:document-recipients", args=[document.pk])
    desk.post(
        lines, {"viec": "them", "names": "Sở Nội vụ\nCông an", "means": "axis", "copies": "1"}
    )
    empty = desk.post(
        lines, {"viec": "them", "names": "", "means": "axis", "copies": "1"}, follow=True
    )
    assert "Ghi nơi nhận, mỗi nơi một dòng." in empty.content.decode()
    first, second = document.recipients.order_by("pk")
    desk.post(lines, {"viec": "gui", "noi": str(first.pk)})
    desk.post(lines, {"viec": "nhan", "noi": str(first.pk), "nguoi": "Văn thư Sở"})
    desk.post(lines, {"viec": "bo", "noi": str(second.pk)})
    desk.post(lines, {"viec": "luu", "kept_by": "Văn phòng"})
    copying = reverse("officer:document-copy", args=[document.pk])
    asked = {"kind": "sy", "medium": "paper", "quantity": "2", "recipient": "Bà Duyên"}
    refused = desk.post(copying, asked).content.decode()
    assert "Chọn người ký bản sao giấy." in refused
    assert CertifiedCopy.objects.count() == 0
    signer = str(world.account("leader").pk)
    desk.post(copying, asked | {"signer": signer})
    copy = CertifiedCopy.objects.get()
    assert (copy.number_text, copy.capacity) == ("01/SY-UBND", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"])
    letter = {"letter": "07/UBND-VP", "text": "“Ước” chứ không phải “Ứoc”", "code": ""}
    desk.post(reverse("officer:document-correct", args=[document.pk]), letter)
    public = Client().get(reverse("citizen:verify-code", args=[document.printed_code]))
    told = public.content.decode()
    assert "“Ước” chứ không phải “Ứoc” (07/UBND-VP)" in told
    assert ("Không ghi tên" in told, HIDDEN in told) == (True, False)
    assert desk.get(reverse("officer:document-recall", args=[document.pk])).status_code == 403
    other = issue(paper(world, "B"), world)
    replacing = reverse("officer:document-replace", args=[document.pk])
    said = {"code": "sai", "reason": "Sai căn cứ", "basis": "9/QĐ-UBND"}
    assert leader.post(replacing, said).status_code == 422
    leader.post(replacing, said | {"code": other.printed_code})
    document.refresh_from_db()
    assert (document.state, document.replaced_by) == (DocumentState.REPLACED, other)
    page = desk.get(reverse("officer:document", args=[document.pk])).content.decode()
    for words in ("Phải hủy và báo lại", "Văn thư Sở", "01/SY-UBND", "Sai căn cứ", "9/QĐ-UBND"):
        assert words in page
    desk.post(lines, {"viec": "huy", "noi": str(first.pk)})
    first.refresh_from_db()
    assert first.dropped_at is not None
    leader.post(
        reverse("officer:document-recall", args=[other.pk]), {"reason": "Gửi nhầm", "basis": "CV 5"}
    )
    gone = Client().get(reverse("citizen:verify-code", args=[other.printed_code]))
    assert "Không được dùng giấy này" in gone.content.decode()
    stranger = client(world, "clerk", ward=world.other)
    assert stranger.get(reverse("officer:document", args=[document.pk])).status_code == 404


def test_papers_are_tied_from_both_ends(world: World) -> None:
    desk, leader = client(world, "clerk"), client(world, "leader")
    document, letter, other = (issue(paper(world, code), world) for code in "ABC")
    said = {"letter": "07/UBND-VP", "text": "“Ước” chứ không phải “Ứoc”"}
    correcting = reverse("officer:document-correct", args=[document.pk])
    desk.post(correcting, said | {"code": letter.printed_code})
    ground = {"code": other.printed_code, "reason": "Sai căn cứ", "basis": "9/QĐ-UBND"}
    leader.post(reverse("officer:document-replace", args=[document.pk]), ground)
    places = {
        one.pk: reverse("officer:document", args=[one.pk]) for one in (document, letter, other)
    }
    page = desk.get(places[document.pk])
    assert f'href="{places[letter.pk]}">07/UBND-VP' in page.content.decode()
    day = f"{TODAY:%d/%m/%Y}"
    for seen, label, value, url in (
        (document, "Thay bằng", f"03/QĐ-UBND ngày {day}", places[other.pk]),
        (other, "Thay cho", f"01/QĐ-UBND ngày {day}", places[document.pk]),
        (letter, "Đính chính cho", f"01/QĐ-UBND ngày {day}", places[document.pk]),
    ):
        facts = desk.get(places[seen.pk]).context["facts"]
        assert (label, value, url) in [
            (row["label"], row["value"], row.get("url")) for row in facts
        ]
    told = Client().get(reverse("citizen:verify-code", args=[letter.printed_code])).content.decode()
    assert "Đính chính cho" in told
    assert document.number is not None
    book = desk.get(reverse("officer:book-print", args=[document.number.book_id])).content.decode()
    for words in ("Thay bằng 03/", "Thay cho 01/", "Đính chính 01/"):
        assert words in book


def test_result_of_a_person_says_that_it_is_revoked_on_its_dossier(world: World) -> None:
    leader, other = client(world, "leader"), issue(paper(world, "C"), world)
    IssuedDocument.objects.filter(pk=other.pk).update(
        state=DocumentState.ISSUED, owner_kind="onestop.dossier", owner_id=7,
        person=Person.objects.create(full_name="Hoàng Thị Duyên"),
    )  # fmt: skip
    public = Client().get(reverse("citizen:verify-code", args=[other.printed_code]))
    assert "Hoàng Thị D***" in public.content.decode()
    assert HIDDEN in public.content.decode()
    given = leader.get(reverse("officer:document", args=[other.pk]))
    assert "thu hồi bằng quyết định, ở hồ sơ" in given.content.decode()
    assert given.context["revoked_on"] == reverse("onestop:officer-case", args=[7])
    assert [act["title"] for act in given.context["acts"]] == ["Thay thế"]
    said = {"reason": "Gửi nhầm", "basis": "CV 5"}
    refused = leader.post(reverse("officer:document-recall", args=[other.pk]), said)
    assert refused.status_code == 409
    other.refresh_from_db()
    assert other.state == DocumentState.ISSUED
