# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What happens to papers in the making when their unit ends: taken over, never lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from lienthong.core.documents.actions.issue import number_document, seal_document
from lienthong.core.documents.actions.sign import sign_document
from lienthong.core.documents.enums import DocumentState
from lienthong.core.documents.models import IssuedDocument
from lienthong.core.documents.queries.succession import papers_in_the_making, taken_over
from lienthong.core.documents.subscribers import hand_papers_over, refuse_lost_papers
from lienthong.core.documents.tests.conftest import Office, make_unit
from lienthong.core.units.api import UnitVersion
from lienthong.core.units.events import UnitEnding, UnitSucceeded
from lienthong.kernel.errors import InvalidInput

Draft = Callable[..., IssuedDocument]
Jobs = Callable[[], list[str]]


def test_signed_papers_of_an_agency_that_ended_are_drawn_and_signed_anew_by_its_heir(
    draft: Draft, office: Office, signing: str, run_jobs: Jobs
) -> None:
    waiting, numbered, issued = draft(), draft(owner_id=8), draft(owner_id=9)
    run_jobs()
    for paper in (numbered, issued):
        sign_document(paper, actor=office.head)
        run_jobs()
        number_document(paper, actor=office.clerk)
    seal_document(issued, actor=office.clerk)
    run_jobs()
    with pytest.raises(InvalidInput) as refused:
        refuse_lost_papers(UnitEnding(unit_id=office.unit.pk))
    assert "Còn 2 văn bản" in refused.value.fields["heir"]
    heir, today = make_unit("moi", "UBND phường Mới"), timezone.localdate()
    UnitVersion.objects.filter(unit=office.unit).update(valid_to=today)
    told = UnitSucceeded(from_unit_id=office.unit.pk, to_unit_id=heir.pk, on=today)
    hand_papers_over(told)
    hand_papers_over(told)
    run_jobs()
    for paper in (waiting, numbered, issued):
        paper.refresh_from_db()
    assert issued.state == DocumentState.ISSUED
    assert issued.agency_id == office.unit.pk
    assert (waiting.state, waiting.agency_id, waiting.unit_id) == ("draft", heir.pk, heir.pk)
    assert (numbered.state, numbered.number, numbered.number_text) == ("draft", None, "")
    versions = list(numbered.file.versions.order_by("number"))
    assert [version.signed for version in versions] == [False, False, False]
    assert len(versions) == 3
    assert numbered.file.current == versions[-1]
    assert numbered.file.unit_id == heir.pk
    assert {one.state for one in numbered.signatures.all()} == {"cancelled"}
    book = issued.number.book if issued.number else None
    assert book is not None
    kept = [(one.value, one.state, bool(one.reason)) for one in book.numbers.order_by("value")]
    assert kept == [(1, "void", True), (2, "issued", False)]
    assert [one.pk for one in taken_over([heir.pk])] == [waiting.pk, numbered.pk]
    assert not papers_in_the_making(office.unit.pk).exists()


def test_paper_of_a_unit_below_keeps_what_was_signed(
    draft: Draft, office: Office, signing: str, run_jobs: Jobs
) -> None:
    paper = draft()
    run_jobs()
    sign_document(paper, actor=office.head)
    run_jobs()
    below, heir = make_unit("phong-a", "Phòng A"), make_unit("phong-b", "Phòng B")
    IssuedDocument.objects.filter(pk=paper.pk).update(unit=below)
    told = UnitSucceeded(from_unit_id=below.pk, to_unit_id=heir.pk, on=timezone.localdate())
    hand_papers_over(told)
    run_jobs()
    paper.refresh_from_db()
    assert (paper.state, paper.unit_id, paper.agency_id) == ("signed", heir.pk, office.unit.pk)
    assert paper.signatures.get().state == "done"
