# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A document outside any dossier, from its draft to the unit that receives it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lienthong.core.documents.api import (
    FreePaper,
    IssuedDocument,
    drafting,
    drafts,
    number_document,
    seal_document,
    send_document,
)
from lienthong.core.documents.queries import may_read_file
from lienthong.core.documents.tests.conftest import Office
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope

LETTER = FreePaper(
    kind="letter",
    abstract="phối hợp  phòng, chống bão số 9",
    body="Để chủ động ứng phó, đề nghị các đơn vị:\n<script>x</script>",
    to=("UBND phường Đồng Thuận", "Hội Cựu chiến binh phường"),
    others=("UBND phường Đồng Thuận", "Trạm Y tế"),
    collective=True,
)


@pytest.fixture
def letter(office: Office, own_store: Path) -> IssuedDocument:
    return drafting.draft_free(office.unit, paper=LETTER, actor=office.clerk)


def head_id(office: Office) -> int:
    assert office.head.account_id is not None
    return office.head.account_id


def test_draft_when_a_letter_is_written(office: Office, letter: IssuedDocument) -> None:
    assert (letter.series, letter.abstract) == ("letter", "phối hợp phòng, chống bão số 9")
    assert (letter.collective, letter.place) == (True, "UBND phường Đồng Hới")
    said = drafts.kept_paper(letter)
    assert (
        said["body"]
        == "<p>Để chủ động ứng phó, đề nghị các đơn vị:</p>\n<p>&lt;script&gt;x&lt;/script&gt;</p>"
    )
    lines = {one.name: (one.unit_id, one.means) for one in letter.recipients.all()}
    assert lines == {
        "UBND phường Đồng Thuận": (office.stranger.unit_id, "system"),
        "Hội Cựu chiến binh phường": (None, "post"),
        "Trạm Y tế": (None, "post"),
    }
    assert letter.template_version.template.code == "free_letter"
    with pytest.raises(InvalidInput) as refused:
        drafting.draft_free(
            office.unit, paper=FreePaper("letter", " ", "<p> </p>"), actor=office.clerk
        )
    assert set(refused.value.fields) == {"abstract", "body"}
    with pytest.raises(InvalidInput):
        drafting.draft_free(office.unit, paper=FreePaper("law", "x", "y"), actor=office.clerk)


def test_laying_before_the_signer_and_back(office: Office, letter: IssuedDocument) -> None:
    signers = dict(drafts.signers_for(letter.agency_id, "free_letter", collective=True))
    assert signers == {head_id(office): "Lê Thị Hà – TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH"}
    with pytest.raises(InvalidInput):
        drafting.ask_signature(letter, signer_id=office.deputy.account_id or 0, actor=office.clerk)
    drafting.ask_signature(letter, signer_id=head_id(office), note="Gấp", actor=office.clerk)
    assert [one.document_id for one in drafts.waiting_for(office.head)] == [letter.pk]
    for act in (
        lambda: drafting.redraft_free(letter, paper=LETTER, actor=office.clerk),
        lambda: drafting.drop_draft(letter, reason="Thôi", actor=office.clerk),
        lambda: drafting.ask_signature(letter, signer_id=head_id(office), actor=office.clerk),
        lambda: drafting.sign_free(letter, actor=office.deputy),
    ):
        with pytest.raises(IllegalState):
            act()
    with pytest.raises(InvalidInput):
        drafting.return_document(letter, reason=" ", actor=office.head)
    drafting.return_document(letter, reason="Thêm thời hạn", actor=office.head)
    assert drafts.open_request(letter) is None
    last = letter.requests.get()
    assert (last.answer, last.reason) == ("returned", "Thêm thời hạn")
    changed = drafting.redraft_free(
        letter, paper=FreePaper("", "ứng phó bão", "<b>Trước</b> 17 giờ"), actor=office.clerk
    )
    assert (changed.abstract, changed.file.title) == ("ứng phó bão", "ứng phó bão")
    assert not changed.recipients.exists()
    assert changed.series == "letter"
    drafting.ask_signature(changed, signer_id=head_id(office), actor=office.clerk)
    drafting.withdraw_request(changed, actor=office.clerk)
    dropped = drafting.drop_draft(changed, reason="Không cần nữa", actor=office.clerk)
    assert (dropped.state, dropped.ended_reason) == ("void", "Không cần nữa")


def test_whole_way_to_the_unit_that_receives_it(
    office: Office, letter: IssuedDocument, signing: str, run_jobs: Callable[[], list[str]]
) -> None:
    drafting.ask_signature(letter, signer_id=head_id(office), actor=office.clerk)
    run_jobs()
    with pytest.raises(OutOfScope):
        drafts.free_document(office.stranger, letter.pk)
    drafting.sign_free(letter, actor=office.head)
    run_jobs()
    letter.refresh_from_db()
    assert (letter.state, letter.requests.get().answer) == ("signed", "signed")
    assert letter.signatures.get().capacity == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    number_document(letter, actor=office.clerk)
    seal_document(letter, actor=office.clerk)
    run_jobs()
    letter.refresh_from_db()
    assert (letter.state, letter.number_text) == ("issued", "01/UBND")
    assert letter.number is not None
    assert (letter.number.book.series, letter.number.state) == ("letter", "issued")
    assert not drafts.received_by(office.stranger).exists()
    assert not may_read_file(office.stranger, letter.file)
    everywhere = [one.pk for one in letter.recipients.all()]
    send_document(letter, recipient_ids=everywhere, actor=office.clerk)
    assert may_read_file(office.stranger, letter.file)
    drafting.receive_document(letter, actor=office.stranger)
    line = drafts.received_by(office.stranger).get()
    assert (line.received_by, line.received_at is not None) == ("Mai Xuân Lạ", True)
    with pytest.raises(OutOfScope):
        drafting.receive_document(letter, actor=office.clerk)
    line.told_at = timezone.now()
    line.save()
    drafting.receive_document(letter, actor=office.stranger)
    line.refresh_from_db()
    assert line.dropped_at is not None


def test_who_may_not(office: Office, letter: IssuedDocument, citizen: Any) -> None:
    with pytest.raises(OutOfScope):
        drafts.free_document(citizen, letter.pk)
    for refused in (office.stranger, citizen):
        with pytest.raises((NotAllowed, OutOfScope)):
            drafting.redraft_free(letter, paper=LETTER, actor=refused)
