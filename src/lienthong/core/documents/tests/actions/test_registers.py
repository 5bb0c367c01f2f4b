# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The clerk's books: kept and inserted numbers, copies, recipients, recall, correction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.utils import timezone

from lienthong.core.documents.actions.books import (
    choose_books,
    explain_missing,
    give_number_up,
    hold_numbers,
    put_number_in,
    start_book,
)
from lienthong.core.documents.actions.copies import Copied, correct_document, make_copy
from lienthong.core.documents.actions.issue import number_document
from lienthong.core.documents.actions.recipients import (
    add_recipients,
    confirm_dropped,
    confirm_receipt,
    name_keeper,
    remove_recipient,
    send_document,
)
from lienthong.core.documents.actions.revoke import recall_document
from lienthong.core.documents.adapters.kept import read_bytes
from lienthong.core.documents.enums import DocumentState
from lienthong.core.documents.models import IssuedDocument, SigningMandate
from lienthong.core.documents.queries.books import (
    held_numbers,
    joined_in_words,
    joined_kinds,
    kinds_of,
    lines_of,
    signers_of,
    titles_of,
)
from lienthong.core.documents.tests.conftest import LONG_AGO, Office
from lienthong.core.documents.tests.domain.pdf.pages import pdfsig, text_of
from lienthong.core.documents.tests.samples import pdf
from lienthong.core.numbering.api import Book, Number, NumberState
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope

Draft = Callable[..., IssuedDocument]
Jobs = Callable[[], list[str]]
TODAY = timezone.localdate()


def signed(document: IssuedDocument) -> IssuedDocument:
    """As after the leader's signature; how that comes about stands in test_issue."""
    document.state = DocumentState.SIGNED
    document.save(update_fields=["state"])
    return document


def issued(document: IssuedDocument, office: Office) -> IssuedDocument:
    number_document(signed(document), actor=office.clerk)
    IssuedDocument.objects.filter(pk=document.pk).update(
        state=DocumentState.ISSUED, issued_at=timezone.now()
    )
    document.refresh_from_db()
    return document


def test_kept_inserted_and_void_numbers_stand_in_the_register(draft: Draft, office: Office) -> None:
    first = number_document(signed(draft()), actor=office.clerk)
    assert first.number is not None
    book = first.number.book
    until = min(TODAY + timedelta(days=5), date(TODAY.year, 12, 31))
    ask = {"book": book, "reason": "Chờ kỳ họp", "until": until}
    assert hold_numbers(office.unit, count=2, **ask, actor=office.clerk) == [2, 3]  # type: ignore[arg-type]
    extra = put_number_in(
        office.unit, book=book, after=1, dated_on=TODAY, reason="Gửi sót", actor=office.clerk
    )
    two, three = (Number.objects.get(book=book, value=value) for value in (2, 3))
    give_number_up(office.unit, number=three, reason="Không họp", actor=office.clerk)
    late = number_document(signed(draft(owner_id=8)), reserved=extra, actor=office.clerk)
    kept = number_document(signed(draft(owner_id=9)), reserved=two, actor=office.clerk)
    assert [late.number_text[:4], kept.number_text[:3]] == ["01a/", "02/"]
    assert late.dated_on == TODAY
    with pytest.raises(IllegalState):
        number_document(signed(draft(owner_id=10)), reserved=three, actor=office.clerk)
    with pytest.raises(IllegalState):
        give_number_up(office.unit, number=two, reason="x", actor=office.clerk)
    Book.objects.filter(pk=book.pk).update(last=5)
    book.refresh_from_db()
    lines = lines_of(book)
    assert [line.text.partition("/")[0] for line in lines] == ["01", "01a", "02", "3", "4–5"]
    assert lines[3].number is not None
    assert (lines[3].number.state, lines[3].number.reason) == (NumberState.VOID, "Không họp")
    explain_missing(office.unit, book=book, first=4, last=5, reason="Nhảy số", actor=office.clerk)
    assert [line.gap for line in lines_of(book)] == [None] * 6
    assert held_numbers(office.unit.pk, "birth") == []
    with pytest.raises(OutOfScope):
        hold_numbers(office.unit, count=1, **ask, actor=office.stranger)  # type: ignore[arg-type]


def test_number_inserted_in_last_years_book_can_still_be_used(draft: Draft, office: Office) -> None:
    eve = date(TODAY.year - 1, 12, 31)
    old = number_document(signed(draft()), dated_on=eve, actor=office.clerk)
    assert old.number is not None
    assert old.number.book.period == str(eve.year)
    ask = {"book": old.number.book, "reason": "Ký ngày 31/12, sót số"}
    extra = put_number_in(office.unit, after=1, dated_on=eve, **ask, actor=office.clerk)  # type: ignore[arg-type]
    assert held_numbers(office.unit.pk, old.series) == [extra]
    late = number_document(signed(draft(owner_id=8)), reserved=extra, actor=office.clerk)
    assert (late.number_text[:4], late.dated_on) == ("01a/", eve)
    first = number_document(signed(draft(owner_id=9)), actor=office.clerk)
    assert (first.number_text[:3], first.dated_on) == ("01/", TODAY)


def test_books_are_opened_for_known_kinds_and_joined_from_a_year(
    draft: Draft, office: Office
) -> None:
    draft()
    kinds = {kind.code: kind for kind in kinds_of(office.unit.pk)}
    assert len(kinds) == 30
    assert (kinds["decision"].title, kinds["birth"].title) == (
        "Quyết định (cá biệt)", "Trích lục khai sinh",
    )  # fmt: skip
    assert titles_of(office.unit.pk)["joint"] == "Sổ chung văn bản hành chính"
    assert titles_of(office.unit.pk)["copies"] == "Sổ bản sao (sao y, sao lục, trích sao)"
    ask = {"series": "decision", "year": TODAY.year, "actor": office.clerk}
    book = start_book(office.unit, last=12, reason="Phần mềm cũ", **ask)  # type: ignore[arg-type]
    assert (book.last, book.carried, book.carried_reason) == (12, 12, "Phần mềm cũ")
    with pytest.raises(IllegalState):
        start_book(office.unit, **ask)  # type: ignore[arg-type]
    for wrong, field in (
        ({"series": "??"}, "series"), ({"year": 1999}, "year"), ({"last": -1}, "last"),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as refused:
            start_book(office.unit, **{**ask, "series": "plan", **wrong})  # type: ignore[arg-type]
        assert field in refused.value.fields
    deciding: dict[str, Any] = {"joint": True, "year": TODAY.year, "decided_by": "1/QĐ"}
    deciding["actor"] = office.clerk
    faults: list[tuple[dict[str, Any], str]] = [
        ({"kinds": ["plan"]}, "kinds"), ({"kinds": ["plan", "??"]}, "kinds"), ({"year": 0}, "year"),
        ({"decided_by": " "}, "decided_by"),
    ]  # fmt: skip
    for change, field in faults:
        with pytest.raises(InvalidInput) as refused:
            choose_books(office.unit, **{**deciding, **change})
        assert field in refused.value.fields
    choose_books(office.unit, **deciding)
    assert joined_in_words(joined_kinds(office.unit.pk)) == "mọi loại văn bản hành chính"
    choose_books(office.unit, kinds=["plan", "birth"], **deciding)
    assert joined_kinds(office.unit.pk) == ("birth", "plan")
    joined = number_document(signed(draft(owner_id=8)), actor=office.clerk)
    assert joined.number is not None
    assert joined.number.book.series == "joint"


def test_only_who_may_sign_that_day_signs_a_copy(draft: Draft, office: Office) -> None:
    paper = issued(draft(), office)
    assert [name for _key, name in signers_of(office.unit.pk)] == ["Lê Thị Hà – CHỦ TỊCH"]
    SigningMandate.objects.create(
        authority="kt", position=office.deputy_position, for_title="Chủ tịch",
        legal_basis="30/2020/NĐ-CP, Điều 13", valid_from=LONG_AGO, valid_to=TODAY,
    )  # fmt: skip
    copy = Copied("sy", "paper", "Bà Duyên", 3, signer_id=office.deputy.account_id)
    with pytest.raises(NotAllowed) as refused:
        make_copy(paper, copy=copy, actor=office.clerk)
    assert refused.value.code == "ended"
    assert f"trước ngày {TODAY:%d/%m/%Y}" in str(refused.value)
    for wrong, field in (
        (Copied("??", "paper", "x", signer_id=1), "kind"),
        (Copied("sl", "electronic", "x"), "kind"),
        (Copied("sy", "??", "x"), "medium"),
        (Copied("sy", "paper", "x"), "signer"),
        (Copied("sy", "electronic", " "), "recipient"),
        (Copied("sy", "electronic", "x", 0), "quantity"),
        (Copied("trs", "electronic", "x"), "pages"),
        (Copied("trs", "electronic", "x", pages="1-9"), "pages"),
    ):
        with pytest.raises(InvalidInput) as invalid:
            make_copy(paper, copy=wrong, actor=office.clerk)
        assert field in invalid.value.fields
    with pytest.raises(IllegalState):
        make_copy(draft(owner_id=8), copy=copy, actor=office.clerk)
    assert paper.copies.count() == 0


def test_copies_share_one_book_and_carry_their_mark(
    draft: Draft, office: Office, signing: str, run_jobs: Jobs, tmp_path: Path
) -> None:
    paper = draft()
    run_jobs()
    paper = issued(paper, office)
    ask = Copied("sy", "paper", "Bà Duyên", 3, signer_id=office.head.account_id)
    plain = make_copy(paper, copy=ask, actor=office.clerk)
    sealed = make_copy(paper, copy=Copied("trs", "electronic", "Sở", pages="1"), actor=office.clerk)
    run_jobs()
    assert [plain.number_text, sealed.number_text] == ["01/SY-UBND", "02/TrS-UBND"]
    assert (plain.capacity, plain.signer_name, sealed.capacity) == (["CHỦ TỊCH"], "Lê Thị Hà", [])
    versions = [copy.file.current for copy in (plain, sealed) if copy.file]
    first, second = [version for version in versions if version]
    original = paper.current_version
    assert original is not None
    assert (first.pages, second.pages) == ((original.pages or 0) + 1, 1)
    words = " ".join(text_of(read_bytes(first), tmp_path).split())
    assert "Số: 01/SY-UBND" in words
    assert "SAO Y" in words
    assert paper.printed_code in words
    assert "Nguyễn Văn Ước" in words
    root = httpx.get(f"{signing}/ca/root.pem").content
    (line,) = [line for line in pdfsig(read_bytes(second), root, tmp_path) if line.signature]
    assert (line.field, line.signature) == ("agency", "Signature is Valid.")
    marked = " ".join(text_of(read_bytes(second), tmp_path).split())
    assert "Hình thức sao: TRÍCH SAO" in marked
    assert [row.copy for row in lines_of(plain.number.book)] == [plain, sealed]  # type: ignore[union-attr]
    again = make_copy(paper, copy=Copied("sl", "electronic", "Sở"), actor=office.clerk)
    assert again.number_text == "03/SL-UBND"


def test_recall_goes_after_everybody_who_got_it(draft: Draft, office: Office) -> None:
    paper, clerk = issued(draft(), office), office.clerk
    add_recipients(paper, names="Sở Nội vụ\nCông an\n\nSở Nội vụ", means="axis", actor=clerk)
    add_recipients(paper, names="Bà Duyên", means="post", copies=2, actor=clerk)
    first, second, third = paper.recipients.order_by("pk")
    send_document(paper, recipient_ids=[first.pk, third.pk], actor=clerk)
    confirm_receipt(paper, recipient_id=first.pk, received_by="Văn thư Sở", actor=clerk)
    name_keeper(paper, kept_by="Văn phòng", actor=clerk)
    with pytest.raises(IllegalState):
        confirm_receipt(paper, recipient_id=second.pk, actor=clerk)
    with pytest.raises(IllegalState):
        remove_recipient(paper, recipient_id=first.pk, actor=clerk)
    assert paper.number is not None
    (line,) = lines_of(paper.number.book)
    assert (line.copies, [one.name for one in line.recipients]) == (
        4, ["Sở Nội vụ", "Công an", "Bà Duyên"],
    )  # fmt: skip
    remove_recipient(paper, recipient_id=second.pk, actor=clerk)
    recall_document(paper, reason="Sai căn cứ", basis="CV 5/UBND-VP", actor=office.head)
    first.refresh_from_db()
    assert (first.received_by, first.told_at is not None, first.dropped_at) == (
        "Văn thư Sở", True, None,
    )  # fmt: skip
    confirm_dropped(paper, recipient_id=first.pk, actor=clerk)
    first.refresh_from_db()
    assert first.dropped_at is not None
    with pytest.raises(IllegalState):
        send_document(paper, recipient_ids=[third.pk], actor=clerk)
    with pytest.raises(IllegalState):
        add_recipients(paper, names="Thêm", means="axis", actor=clerk)


def test_wrong_lines_of_the_list_are_refused(draft: Draft, office: Office) -> None:
    paper = draft()
    for wrong, field in (
        ({"names": " \n"}, "names"), ({"means": "bồ câu"}, "means"), ({"copies": 0}, "copies"),
        ({"names": "\n".join(map(str, range(301)))}, "names"),
    ):  # fmt: skip
        asked = {"names": "x", "means": "axis", "copies": 1} | wrong
        with pytest.raises(InvalidInput) as refused:
            add_recipients(paper, **asked, actor=office.clerk)  # type: ignore[arg-type]
        assert field in refused.value.fields
    assert paper.recipients.count() == 0


def test_correction_leaves_the_paper_in_force(draft: Draft, office: Office) -> None:
    paper = issued(draft(), office)
    letter = issued(draft(owner_id=8), office)
    said = correct_document(
        paper, letter="07/UBND-VP, 21/11/2026", text="“Ước” chứ không phải “Ứoc”",
        code=letter.printed_code, actor=office.clerk,
    )  # fmt: skip
    paper.refresh_from_db()
    assert (said.by, paper.state) == (letter, DocumentState.ISSUED)
    for wrong, field in (
        ({"letter": ""}, "letter"), ({"text": " "}, "text"), ({"code": "sai"}, "code"),
        ({"code": paper.printed_code}, "code"),
    ):  # fmt: skip
        asked = {"letter": "x", "text": "y"} | wrong
        with pytest.raises(InvalidInput) as refused:
            correct_document(paper, **asked, actor=office.clerk)
        assert field in refused.value.fields
    with pytest.raises(IllegalState):
        correct_document(draft(owner_id=9), letter="x", text="y", actor=office.clerk)


def test_sample_pages_have_no_signature() -> None:
    from lienthong.core.documents.domain.pdf.assemble import closed_to_signatures

    assert closed_to_signatures(pdf(2)) is False
