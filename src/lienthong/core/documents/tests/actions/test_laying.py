# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A draft goes through initials and the secretary to its signer; a change needs new initials."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.utils import timezone

from lienthong.core.access.api import Grant, GrantScope, Role, actor_for
from lienthong.core.accounts.api import Account
from lienthong.core.documents.actions.initials import (
    NewRule,
    end_initials,
    require_initials,
    withdraw_initials,
)
from lienthong.core.documents.actions.laying import LAID, MUST_BE_INITIALLED, NO_PLACE
from lienthong.core.documents.adapters.kept import read_bytes
from lienthong.core.documents.api import (
    FreePaper,
    IssuedDocument,
    drafting,
    drafts,
    initials,
    laying,
    number_document,
    seal_document,
    verdicts_of,
)
from lienthong.core.documents.permissions import CONFIGURE
from lienthong.core.documents.tests.actions.test_layouts import paper_of
from lienthong.core.documents.tests.conftest import LONG_AGO, Office, make_officer
from lienthong.core.documents.tests.domain.pdf.pages import text_of
from lienthong.core.units.api import Position
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope

pytestmark = pytest.mark.covers("7")
Jobs = Callable[[], list[str]]


def must_be_initialled(kind: str) -> None:
    asked = NewRule(kind, ("content", "form"), "Quy chế làm việc", LONG_AGO)
    require_initials(asked, actor=Actor.platform("kiểm thử"))


def id_of(actor: Actor) -> int:
    assert actor.account_id is not None
    return actor.account_id


def drafted(office: Office, code: str, **more: Any) -> IssuedDocument:
    paper: FreePaper = paper_of(code, **more)
    return drafting.draft_free(office.unit, paper=paper, actor=office.clerk)


def lay(document: IssuedDocument, office: Office, **asked: Any) -> Any:
    return laying.ask_signature(document, signer_id=id_of(office.head), **asked, actor=office.clerk)


def waits_for(*officers: Actor) -> list[list[int]]:
    return [[one.document_id for one in drafts.waiting_for(actor)] for actor in officers]


def seal_whole(document: IssuedDocument, office: Office, run_jobs: Jobs) -> bytes:
    number_document(document, actor=office.clerk)
    seal_document(document, actor=office.clerk)
    run_jobs()
    document.refresh_from_db()
    version = document.current_version
    assert version is not None
    return read_bytes(version)


def test_decision_is_initialled_for_content_and_form_before_its_signer_has_it(
    office: Office, signing: str, run_jobs: Jobs, tmp_path: Path
) -> None:
    must_be_initialled("decision")
    decision = drafted(office, "decision")
    assert initials.drawn_marks(decision) == ("content", "form")
    offered = {mark: [key for key, _name in who] for mark, who in
               initials.initiallers(decision).items()}  # fmt: skip
    leaders = [id_of(office.head), id_of(office.deputy)]
    assert (offered["content"], set(offered["form"])) == (leaders, {*leaders, id_of(office.clerk)})
    with pytest.raises(InvalidInput) as missing:
        lay(decision, office)
    assert missing.value.fields == dict.fromkeys(
        ("initial_content", "initial_form"), str(MUST_BE_INITIALLED)
    )
    who = {"content": id_of(office.clerk), "form": id_of(office.stranger)}
    with pytest.raises(InvalidInput) as wrong:
        lay(decision, office, initials=who)
    assert set(wrong.value.fields) == {"initial_content", "initial_form"}
    assert not decision.requests.exists()

    who = {"content": id_of(office.deputy), "form": id_of(office.clerk)}
    lay(decision, office, initials=who, note="Gấp")
    run_jobs()
    assert waits_for(office.deputy, office.clerk, office.head) == [[decision.pk], [], []]
    for early in (office.head, office.clerk):
        with pytest.raises(IllegalState):
            laying.initial_free(decision, actor=early)
    with pytest.raises(IllegalState):
        laying.sign_free(decision, actor=office.deputy)
    laying.initial_free(decision, actor=office.deputy)
    run_jobs()
    decision.refresh_from_db()
    assert decision.state == "initialled"
    assert waits_for(office.deputy, office.clerk, office.head) == [[], [decision.pk], []]
    with pytest.raises(IllegalState):
        drafting.redraft_free(decision, paper=paper_of("decision"), actor=office.clerk)
    laying.initial_free(decision, actor=office.clerk)
    run_jobs()
    assert waits_for(office.deputy, office.clerk, office.head) == [[], [], [decision.pk]]
    signed = initials.first_signatures(decision)
    assert {field: one.signer_name for field, one in signed.items()} == {
        "initial-content": "Nguyễn Thị Hạnh", "initial-form": "Trần Văn Ổn",
    }  # fmt: skip
    laying.sign_free(decision, actor=office.head)
    run_jobs()
    pdf = seal_whole(decision, office, run_jobs)

    assert decision.state == "issued"
    fields = ["initial-content", "initial-form", "person", "agency"]
    assert [(one.field_name, one.valid) for one in verdicts_of(decision)] == [
        (name, True) for name in fields
    ]
    answers = [(one.purpose, one.answer) for one in initials.laying_of(decision)]
    assert answers == [("content", "signed"), ("form", "signed"), ("sign", "signed")]
    words = text_of(pdf, tmp_path)
    text, kept = words.index("Nội dung cần làm"), words.index("Lưu: VT")
    assert text < words.index("Hạnh", text) < kept < words.index("Ổn", kept)


def test_change_after_initials_needs_new_ones_and_the_same_text_does_not(
    office: Office, signing: str, run_jobs: Jobs
) -> None:
    notice = drafted(office, "notice")
    assert initials.drawn_marks(notice) == ()
    lay(notice, office, initials={"content": id_of(office.deputy)})
    run_jobs()
    notice.refresh_from_db()
    assert initials.drawn_marks(notice) == ("content",)
    laying.initial_free(notice, actor=office.deputy)
    run_jobs()
    laying.withdraw_request(notice, actor=office.clerk)
    assert [one.answer for one in initials.laying_of(notice)] == ["signed", "withdrawn"]
    with pytest.raises(InvalidInput) as refused:
        lay(notice, office, initials={"form": id_of(office.clerk)})
    assert refused.value.fields == {"initial_form": str(NO_PLACE)}
    again = lay(notice, office, initials={"content": id_of(office.deputy)})
    assert again.purpose == "sign"
    laying.return_document(notice, reason="Ghi rõ giờ", actor=office.head)

    notice.refresh_from_db()
    before = notice.current_version
    said = paper_of("notice", body="Thứ Ba, từ 8 giờ")
    drafting.redraft_free(notice, paper=said, actor=office.clerk)
    run_jobs()
    notice.refresh_from_db()
    assert (notice.state, initials.first_signatures(notice)) == ("draft", {})
    assert notice.current_version != before
    assert notice.signatures.get().state == "cancelled"
    assert lay(notice, office, initials={"content": id_of(office.deputy)}).purpose == "content"
    laying.return_document(notice, reason="Sai số liệu", actor=office.deputy)
    last = drafts.last_return(notice)
    assert last is not None
    assert (last.purpose, last.reason) == ("content", "Sai số liệu")
    assert waits_for(office.deputy, office.head) == [[], []]


def test_unchanged_words_saved_again_are_drawn_without_the_old_initials(
    office: Office, signing: str, run_jobs: Jobs
) -> None:
    notice = drafted(office, "notice")
    lay(notice, office, initials={"content": id_of(office.deputy)})
    run_jobs()
    laying.initial_free(notice, actor=office.deputy)
    run_jobs()
    laying.withdraw_request(notice, actor=office.clerk)
    drafting.redraft_free(notice, paper=paper_of("notice"), actor=office.clerk)
    run_jobs()
    notice.refresh_from_db()
    assert notice.current_version is not None
    with pikepdf.open(io.BytesIO(read_bytes(notice.current_version))) as drawn:
        fields = {str(one.T): one for one in drawn.Root.AcroForm.Fields}
    assert "/V" not in fields["initial-content"]


def test_secretary_signs_minutes_on_the_left_before_the_chair(
    office: Office, signing: str, run_jobs: Jobs
) -> None:
    said = paper_of("minutes")
    details = {**said.details, "secretary": "Ông Trần Văn Ổn, văn thư"}
    minutes = drafted(office, "minutes", details=details)
    assert initials.secretaries(minutes) == [(id_of(office.clerk), "Trần Văn Ổn – Văn thư")]
    for nobody in (None, id_of(office.deputy)):
        with pytest.raises(InvalidInput) as refused:
            lay(minutes, office, secretary_id=nobody)
        assert set(refused.value.fields) == {"secretary"}
    lay(minutes, office, secretary_id=id_of(office.clerk))
    run_jobs()
    with pytest.raises(IllegalState):
        laying.sign_free(minutes, actor=office.head)
    with pytest.raises(IllegalState):
        laying.initial_free(minutes, actor=office.clerk)
    laying.sign_as_secretary(minutes, actor=office.clerk)
    run_jobs()
    assert waits_for(office.clerk, office.head) == [[], [minutes.pk]]
    laying.sign_free(minutes, actor=office.head)
    run_jobs()
    pdf = seal_whole(minutes, office, run_jobs)

    assert minutes.state == "issued"
    assert [(one.field_name, one.valid) for one in verdicts_of(minutes)] == [
        ("secretary", True), ("person", True), ("agency", True),
    ]  # fmt: skip
    with pikepdf.open(io.BytesIO(pdf)) as drawn:
        at = {str(one.T): [float(n) for n in one.Rect] for one in drawn.Root.AcroForm.Fields}
    assert at["secretary"][2] <= at["person"][0] + 1
    assert abs(at["secretary"][1] - at["person"][1]) < 3


def test_who_may_not_initial(office: Office, signing: str, run_jobs: Jobs, citizen: Actor) -> None:
    notice = drafted(office, "notice")
    lay(notice, office, initials={"content": id_of(office.deputy)})
    run_jobs()
    for act in (laying.initial_free, laying.sign_free, laying.sign_as_secretary):
        with pytest.raises((NotAllowed, OutOfScope)):
            act(notice, actor=citizen)
    with pytest.raises(IllegalState) as laid:
        lay(notice, office)
    assert str(laid.value) == str(LAID)
    with pytest.raises(IllegalState):
        laying.return_document(notice, reason="x", actor=office.stranger)
    assert not notice.signatures.exists()


def test_agency_says_from_when_a_kind_is_initialled_and_until_when(office: Office) -> None:
    today, platform = timezone.localdate(), Actor.platform("kiểm thử")
    asked = NewRule("plan", ("form",), "Quy chế 01", today)
    for wrong, field in (
        ({"kind": "luat"}, "kind"), ({"marks": ()}, "marks"), ({"marks": ("sign",)}, "marks"),
        ({"legal_basis": " "}, "legal_basis"),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as refused:
            require_initials(replace(asked, **wrong), actor=platform)
        assert set(refused.value.fields) == {field}
    with pytest.raises(NotAllowed):
        require_initials(asked, actor=office.head)
    everywhere = require_initials(asked, actor=platform)
    with pytest.raises(InvalidInput) as twice:
        require_initials(asked, actor=platform)
    assert set(twice.value.fields) == {"since"}
    own = replace(asked, marks=("content",), agency=office.unit)
    require_initials(own, actor=platform)
    assert initials.required_marks("plan", office.unit.pk) == ("content",)
    assert initials.required_marks("plan", office.stranger.unit_id or 0) == ("form",)
    assert initials.required_marks("notice", office.unit.pk) == ()
    later = require_initials(
        replace(asked, kind="report", valid_from=today + timedelta(days=1)), actor=platform
    )
    assert initials.required_marks("report", office.unit.pk) == ()
    with pytest.raises(IllegalState):
        withdraw_initials(everywhere, actor=platform)
    withdraw_initials(later, actor=platform)
    with pytest.raises(InvalidInput):
        end_initials(everywhere, last_day=today - timedelta(days=2), actor=platform)
    everywhere.valid_from = today - timedelta(days=9)
    everywhere.save()
    end_initials(everywhere, last_day=today - timedelta(days=1), actor=platform)
    assert initials.required_marks("plan", office.stranger.unit_id or 0) == ()


def test_rule_of_today_is_taken_back_by_who_made_it_while_no_paper_was_laid_under_it(
    office: Office, run_jobs: Jobs
) -> None:
    role = Role.objects.create(code="keeps", title="Giữ quy định", permissions=[CONFIGURE.code])
    post = Position.objects.get(code="vt")
    people = [make_officer(name, office.unit, post, role) for name in ("An", "Bình")]
    Grant.objects.filter(role=role).update(scope=GrantScope.ALL)
    keeper, other = (actor_for(Account.objects.get(pk=id_of(one))) for one in people)
    asked = NewRule("notice", ("content",), "Quy chế", timezone.localdate())
    mistaken = require_initials(asked, actor=keeper)
    with pytest.raises(IllegalState, match="chỉ người đã đặt"):
        withdraw_initials(mistaken, actor=other)
    withdraw_initials(mistaken, actor=keeper)
    assert initials.required_marks("notice", office.unit.pk) == ()

    kept = require_initials(asked, actor=keeper)
    lay(drafted(office, "notice"), office, initials={"content": id_of(office.deputy)})
    run_jobs()
    with pytest.raises(IllegalState, match="chỉ chấm dứt"):
        withdraw_initials(kept, actor=keeper)
    assert initials.required_marks("notice", office.unit.pk) == ("content",)


def lends(lender: Actor, to: Actor, name: str, *rights: str) -> Grant:
    """The lender holds a role with these rights and lends it for today."""
    role = Role.objects.create(code=name, title=name, permissions=list(rights))
    held = {"role": role, "unit_id": lender.unit_id, "scope": 1, "valid_from": LONG_AGO}
    Grant.objects.create(account_id=id_of(lender), **held)
    lent = held | {"kind": "delegation", "from_account_id": id_of(lender)}
    return Grant.objects.create(account_id=id_of(to), **lent)


def test_paper_is_seen_by_who_stands_in_for_the_role_that_signs_and_by_nobody_else(
    office: Office, signing: str, run_jobs: Jobs
) -> None:
    none = Role.objects.create(code="none", title="Không quyền", permissions=[])
    post = office.deputy_position
    reader, proof, stand_in = (
        make_officer(name, office.unit, post, none) for name in ("Đọc", "Nháy", "Thay")
    )
    lends(office.head, reader, "reads", "cases.unit.view")
    lends(office.head, proof, "initials", "documents.issued.initial")
    lent = lends(office.head, stand_in, "signs", "documents.issued.sign")
    asked = drafted(office, "notice")
    lay(asked, office, initials={"content": id_of(office.head)})
    laid = drafted(office, "notice")
    lay(laid, office)
    run_jobs()

    def now(who: Actor) -> Actor:
        return actor_for(Account.objects.get(pk=id_of(who)))

    reader, proof, stand_in = now(reader), now(proof), now(stand_in)
    papers = waits_for(reader, proof, stand_in, office.head)
    assert papers == [[], [asked.pk], [laid.pk], [asked.pk, laid.pk]]
    everybody = (reader, proof, stand_in, office.head)
    counts = [initials.count_of_laid(one, limit=9).alone() for one in everybody]
    assert counts == [[0], [1], [1], [2]]
    assert drafts.free_document(stand_in, asked.pk) == asked, "it will be laid before them"
    for who, paper in ((reader, asked), (reader, laid), (proof, laid)):
        with pytest.raises(OutOfScope):
            drafts.free_document(who, paper.pk)
        with pytest.raises(IllegalState):
            laying.return_document(paper, reason="Xem lại", actor=who)
    with pytest.raises(IllegalState):
        laying.return_document(asked, reason="Xem lại", actor=stand_in)
    signature = laying.sign_free(laid, actor=stand_in)
    assert (signature.account_id, signature.on_behalf_of_id) == (
        id_of(stand_in),
        id_of(office.head),
    )
    lent.revoked_at = timezone.now()
    lent.save()
    Account.objects.filter(pk=id_of(stand_in)).update(access_epoch=99)
    assert waits_for(now(stand_in)) == [[]]
    with pytest.raises(OutOfScope):
        drafts.free_document(now(stand_in), laid.pk)


def test_who_stands_in_for_two_answers_for_the_one_who_was_asked(
    office: Office, signing: str, run_jobs: Jobs
) -> None:
    none = Role.objects.create(code="none", title="Không quyền", permissions=[])
    stand_in = make_officer("Thay", office.unit, office.deputy_position, none)
    for lender in (office.deputy, office.head):
        lends(lender, stand_in, f"of-{id_of(lender)}", "documents.issued.initial")
    stand_in = actor_for(Account.objects.get(pk=id_of(stand_in)))
    papers = [drafted(office, "notice"), drafted(office, "notice")]
    for paper, lender in zip(papers, (office.deputy, office.head), strict=True):
        lay(paper, office, initials={"content": id_of(lender)})
    run_jobs()

    made = [laying.initial_free(paper, actor=stand_in) for paper in papers]

    for_whom = [id_of(office.deputy), id_of(office.head)]
    assert [one.on_behalf_of_id for one in made] == for_whom
