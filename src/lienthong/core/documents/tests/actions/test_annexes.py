# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Annexes in files of their own: put beside a draft, signed by the agency with the seal."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from django.utils import timezone

from lienthong.core.documents.actions.annexes import (
    add_annex,
    annex_place,
    name_annex,
    remove_annex,
    sign_annexes,
)
from lienthong.core.documents.actions.issue import issue_document, number_document, seal_document
from lienthong.core.documents.actions.sign import sign_document
from lienthong.core.documents.actions.work import check_out
from lienthong.core.documents.adapters.kept import read_bytes
from lienthong.core.documents.enums import DocumentState, SignatureState
from lienthong.core.documents.models import Annex, IssuedDocument, Signature
from lienthong.core.documents.queries import find_by_content, may_read_file
from lienthong.core.documents.queries.annexes import annexes_of
from lienthong.core.documents.tests import samples
from lienthong.core.documents.tests.conftest import Office
from lienthong.core.documents.tests.domain.pdf.pages import pdfsig, text_of
from lienthong.kernel import permits
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.kernel.permits import UploadReceipt

Draft = Callable[..., IssuedDocument]
Jobs = Callable[[], list[str]]


@pytest.fixture
def send(own_store: Path, office: Office) -> Callable[..., UploadReceipt]:
    """The edge keeps bytes for the clerk and answers with a receipt."""

    def keep(document: IssuedDocument, data: bytes, name: str = "a.pdf") -> UploadReceipt:
        folder = permits.quarantine_folder(own_store)
        folder.mkdir(parents=True, exist_ok=True)
        stored = permits.new_id()
        (folder / stored).write_bytes(data)
        return UploadReceipt(
            id=permits.new_id(), account=str(office.clerk.account_id),
            draft=annex_place(document), slot="annex", stored=stored, name=name,
            media_type="application/pdf", size=len(data),
            sha256=hashlib.sha256(data).hexdigest(), expires=int(time.time()) + 60,
        )  # fmt: skip

    return keep


Send = Callable[..., UploadReceipt]


def sealed(document: IssuedDocument, office: Office, run_jobs: Jobs) -> IssuedDocument:
    run_jobs()
    sign_document(document, actor=office.head)
    run_jobs()
    number_document(document, actor=office.clerk)
    seal_document(document, actor=office.clerk)
    return document


def test_agency_signs_each_annex_with_number_and_time_when_it_seals(
    draft: Draft, office: Office, signing: str, run_jobs: Jobs, send: Send, tmp_path: Path
) -> None:
    paper = draft()
    for pages, title in ((1, "Danh sách"), (2, "Biểu mẫu")):
        receipt = send(paper, samples.pdf(pages))
        made = add_annex(paper, title=title, receipt=receipt, actor=office.clerk)
        assert add_annex(paper, title="x", receipt=receipt, actor=office.clerk) == made
    sealed(paper, office, run_jobs)
    assert Signature.objects.filter(document=paper, role="annex", state="requested").count() == 2
    with pytest.raises(IllegalState):
        issue_document(paper, actor=office.clerk)
    run_jobs()
    paper.refresh_from_db()
    assert paper.state == DocumentState.ISSUED
    first, second = annexes_of(paper)
    assert [str(one.annex) for one in (first, second)] == [
        "Phụ lục I. Danh sách", "Phụ lục II. Biểu mẫu",
    ]  # fmt: skip
    assert (first.ready, second.ready) == (True, True)
    assert first.version is not None
    assert first.version.number == 2
    assert first.verdict is not None
    assert (first.verdict.level, first.verdict.covers) == ("b-lt", "revision")
    pdf = read_bytes(first.version)
    words = " ".join(text_of(pdf, tmp_path).split())
    assert first.signature is not None
    assert first.signature.signed_at is not None
    hour = f"{timezone.localtime(first.signature.signed_at):%d/%m/%Y %H:%M:%S}"
    assert f"Số: {paper.number_text}" in words
    assert f"Thời gian ký: {hour} +07:00" in words
    root = httpx.get(f"{signing}/ca/root.pem").content
    (line,) = pdfsig(pdf, root, tmp_path)
    assert (line.signature, line.certificate) == (
        "Signature is Valid.", "Certificate is Trusted.",
    )  # fmt: skip
    assert find_by_content(first.version.sha256) == paper
    assert may_read_file(office.clerk, first.annex.file)
    assert not may_read_file(office.stranger, first.annex.file)
    with pytest.raises(IllegalState):
        check_out(first.annex.file, actor=office.clerk)


def test_annex_that_could_not_be_signed_holds_the_document_until_it_is(
    draft: Draft, office: Office, signing: str, run_jobs: Jobs, send: Send
) -> None:
    paper = draft()
    receipt = send(paper, samples.pdf(1))
    add_annex(paper, title="Danh sách", receipt=receipt, actor=office.clerk)
    sealed(paper, office, run_jobs)
    Signature.objects.filter(role="annex").update(state=SignatureState.FAILED, failure="silent")
    run_jobs()
    paper.refresh_from_db()
    assert paper.state == DocumentState.SEALED
    with pytest.raises(IllegalState) as refused:
        issue_document(paper, actor=office.clerk)
    assert refused.value.code == "annex_open"
    (asked,) = sign_annexes(paper, actor=office.clerk)
    assert sign_annexes(paper, actor=office.clerk) == []
    run_jobs()
    asked.refresh_from_db()
    paper.refresh_from_db()
    assert (asked.state, paper.state) == (SignatureState.DONE, DocumentState.ISSUED)


def test_annexes_come_and_go_only_before_anybody_signed(
    draft: Draft, office: Office, send: Send
) -> None:
    paper, clerk = draft(), office.clerk
    for wrong in (send(draft(owner_id=8), samples.pdf(1)), send(paper, b"no pdf at all")):
        with pytest.raises((NotAllowed, InvalidInput)):
            add_annex(paper, title="x", receipt=wrong, actor=clerk)
    made = [
        add_annex(paper, receipt=send(paper, samples.pdf(1), f"{name}.pdf"), actor=clerk)
        for name in ("Một", "Hai", "Ba")
    ]
    with pytest.raises(InvalidInput) as untitled:
        name_annex(paper, annex_id=made[1].pk, title=" ", actor=clerk)
    assert list(untitled.value.fields) == ["title"]
    name_annex(paper, annex_id=made[1].pk, title="Hai\u202e mới ", actor=clerk)
    remove_annex(paper, annex_id=made[0].pk, actor=clerk)
    assert [(one.position, one.title) for one in paper.annexes.order_by("position")] == [
        (1, "Hai mới"), (2, "Ba"),
    ]  # fmt: skip
    with pytest.raises(OutOfScope):
        remove_annex(paper, annex_id=made[0].pk, actor=clerk)
    paper.state = DocumentState.SIGNED
    paper.save(update_fields=["state"])
    with pytest.raises(IllegalState):
        remove_annex(paper, annex_id=made[1].pk, actor=clerk)
    with pytest.raises(IllegalState):
        add_annex(paper, title="x", receipt=send(paper, samples.pdf(1)), actor=clerk)
    assert Annex.objects.count() == 2
