# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A document outside any dossier, from its draft to the unit that receives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lienthong.core.access.api import Role, actor_for
from lienthong.core.accounts.api import Account
from lienthong.core.documents.actions.mandates import grant_mandate
from lienthong.core.documents.adapters.kept import read_bytes
from lienthong.core.documents.api import (
    FreePaper,
    IssuedDocument,
    SigningMandate,
    drafting,
    drafts,
    laying,
    number_document,
    seal_document,
    send_document,
    signing_block,
)
from lienthong.core.documents.enums import SigningAuthority
from lienthong.core.documents.permissions import DRAFT
from lienthong.core.documents.queries import may_read_file
from lienthong.core.documents.tests.conftest import LONG_AGO, Office, make_officer, make_position
from lienthong.core.documents.tests.domain.pdf.pages import text_of
from lienthong.core.units.api import Membership
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import directory
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


def test_typed_line_of_who_keeps_it_stands_once_and_more_than_that_is_refused(
    office: Office, own_store: Path
) -> None:
    for typed in ("Lưu: VT", "- Lưu: VT.", "lưu : văn thư"):
        paper = replace(LETTER, others=("Trạm Y tế", typed))
        made = drafting.draft_free(office.unit, paper=paper, actor=office.clerk)
        assert list(drafts.kept_paper(made)["others"]) == ["Trạm Y tế"]
        names = set(made.recipients.values_list("name", flat=True))
        assert names == {"UBND phường Đồng Thuận", "Hội Cựu chiến binh phường", "Trạm Y tế"}
    before = IssuedDocument.objects.count()
    paper = replace(LETTER, others=("Lưu: VT, Phòng Tài chính",))
    with pytest.raises(InvalidInput) as refused:
        drafting.draft_free(office.unit, paper=paper, actor=office.clerk)
    assert set(refused.value.fields) == {"others"}
    assert IssuedDocument.objects.count() == before
    kept = drafting.draft_free(
        office.unit, paper=replace(LETTER, others=("Lưu trữ tỉnh",)), actor=office.clerk
    )
    assert list(drafts.kept_paper(kept)["others"]) == ["Lưu trữ tỉnh"]


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


def test_mandate_without_a_role_that_signs_offers_nobody(
    office: Office, letter: IssuedDocument
) -> None:
    role = Role.objects.create(code="typist", title="Soạn", permissions=[DRAFT.code])
    typist = make_officer("Võ Thị Tám", office.unit, office.deputy_position, role)
    for holder in (typist, office.deputy):
        grant_mandate(
            SigningAuthority.KT,
            account_id=holder.account_id,
            agency_id=office.unit.pk,
            legal_basis="Quyết định 01/QĐ-UBND",
            valid_from=LONG_AGO,
            actor=Actor.platform("nạp dữ liệu"),
        )
    offered = dict(drafts.signers_for(letter.agency_id, "free_letter", collective=True))
    assert set(offered) == {head_id(office), office.deputy.account_id}
    with pytest.raises(InvalidInput) as refused:
        laying.ask_signature(letter, signer_id=typist.account_id or 0, actor=office.clerk)
    assert set(refused.value.fields) == {"signer"}


def test_laying_before_the_signer_and_back(office: Office, letter: IssuedDocument) -> None:
    signers = dict(drafts.signers_for(letter.agency_id, "free_letter", collective=True))
    assert signers == {head_id(office): "Lê Thị Hà – TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH"}
    with pytest.raises(InvalidInput):
        laying.ask_signature(letter, signer_id=office.deputy.account_id or 0, actor=office.clerk)
    laying.ask_signature(letter, signer_id=head_id(office), note="Gấp", actor=office.clerk)
    assert [one.document_id for one in drafts.waiting_for(office.head)] == [letter.pk]
    for act in (
        lambda: drafting.redraft_free(letter, paper=LETTER, actor=office.clerk),
        lambda: drafting.drop_draft(letter, reason="Thôi", actor=office.clerk),
        lambda: laying.ask_signature(letter, signer_id=head_id(office), actor=office.clerk),
        lambda: laying.sign_free(letter, actor=office.deputy),
    ):
        with pytest.raises(IllegalState):
            act()
    with pytest.raises(InvalidInput):
        laying.return_document(letter, reason=" ", actor=office.head)
    laying.return_document(letter, reason="Thêm thời hạn", actor=office.head)
    assert drafts.open_request(letter) is None
    last = letter.requests.get()
    assert (last.answer, last.reason) == ("returned", "Thêm thời hạn")
    changed = drafting.redraft_free(
        letter, paper=FreePaper("", "ứng phó bão", "<b>Trước</b> 17 giờ"), actor=office.clerk
    )
    assert (changed.abstract, changed.file.title) == ("ứng phó bão", "ứng phó bão")
    assert not changed.recipients.exists()
    assert changed.series == "letter"
    laying.ask_signature(changed, signer_id=head_id(office), actor=office.clerk)
    laying.withdraw_request(changed, actor=office.clerk)
    dropped = drafting.drop_draft(changed, reason="Không cần nữa", actor=office.clerk)
    assert (dropped.state, dropped.ended_reason) == ("void", "Không cần nữa")


def let_deputy_act_as_head(office: Office) -> Actor:
    """The head leaves; the directory of posts says who has her powers from today on (Q.)."""
    today, deputy = timezone.localdate(), Account.objects.get(pk=office.deputy.account_id or 0)
    Membership.objects.filter(account_id=head_id(office)).update(valid_to=today)
    appointing = directory("posts").act("bo-tri")
    assert appointing is not None
    appointing.do(
        None,
        {
            "account": deputy,
            "unit": office.unit,
            "position": make_position("qct", "Quyền Chủ tịch"),
            "since": today,
            "until": None,
            "is_main": False,
            "why": "Giao quyền theo Quyết định 15/QĐ-UBND",
        },
        "",
        Actor.platform("kiểm thử"),
    )
    return actor_for(deputy)


def test_whole_way_signed_by_who_acts_as_head_to_the_unit_that_receives_it(
    office: Office,
    letter: IssuedDocument,
    signing: str,
    tmp_path: Path,
    run_jobs: Callable[[], list[str]],
) -> None:
    given = {"authority": "kt", "position": office.deputy_position, "for_title": "Chủ tịch"}
    SigningMandate.objects.create(legal_basis="Quy chế làm việc", valid_from=LONG_AGO, **given)
    acting = let_deputy_act_as_head(office)
    said = {
        ago: block_lines(acting, letter, timezone.localdate() - timedelta(days=ago))
        for ago in (0, 1)
    }
    assert said == {
        0: ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"],
        1: ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    }
    asked = drafts.signers_of_draft(letter)
    assert asked == [(acting.account_id, "Nguyễn Thị Hạnh – TM. ỦY BAN NHÂN DÂN / Q. CHỦ TỊCH")]
    laying.ask_signature(letter, signer_id=acting.account_id or 0, actor=office.clerk)
    run_jobs()
    with pytest.raises(OutOfScope):
        drafts.free_document(office.stranger, letter.pk)
    laying.sign_free(letter, actor=acting)
    run_jobs()
    letter.refresh_from_db()
    assert (letter.state, letter.requests.get().answer) == ("signed", "signed")
    assert (letter.signatures.get().authority, letter.signatures.get().capacity) == ("q", said[0])
    assert letter.current_version is not None
    words = " ".join(text_of(read_bytes(letter.current_version), tmp_path).split())
    assert "TM. ỦY BAN NHÂN DÂN Q. CHỦ TỊCH" in words
    assert "KT." not in words
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


def block_lines(actor: Actor, document: IssuedDocument, day: date) -> list[str]:
    block = signing_block(actor, document.agency_id, on=day, collective=True, matter="free_letter")
    return list(block.lines)


def test_who_may_not(office: Office, letter: IssuedDocument, citizen: Any) -> None:
    with pytest.raises(OutOfScope):
        drafts.free_document(citizen, letter.pk)
    for refused in (office.stranger, citizen):
        with pytest.raises((NotAllowed, OutOfScope)):
            drafting.redraft_free(letter, paper=LETTER, actor=refused)
