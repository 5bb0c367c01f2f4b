# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Archive time-stamps are renewed before they end, and the chain of them holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from lienthong.core.documents.actions.files import add_produced, record_check
from lienthong.core.documents.adapters.kept import read_bytes
from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain.annexes import OWNER_KIND
from lienthong.core.documents.domain.pdf.render import render_pdf
from lienthong.core.documents.domain.pdf.renew import proof_ends
from lienthong.core.documents.domain.pdf.sign import sign_field
from lienthong.core.documents.domain.pdf.verify import verify_pdf
from lienthong.core.documents.domain.signatures import Appearance, SignatureOrder
from lienthong.core.documents.domain.verdicts import TrustSet
from lienthong.core.documents.models import (
    Annex,
    CertifiedCopy,
    File,
    FileVersion,
    IssuedDocument,
)
from lienthong.core.documents.queries.proofs import count_ending_proofs, ending_proofs
from lienthong.core.documents.tests.conftest import Office, Pki
from lienthong.core.documents.tests.domain.pdf.pages import CSS, RESULT
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor

PLATFORM = Actor.platform("thử")


def ending_soon(pki: Pki, level: str) -> bytes:
    """A paper whose signer's certificate ends in twenty days."""
    now = timezone.now()
    key = pki.key_of(
        "Sắp Hết Hạn Lưu Trữ",
        since=f"{now - timedelta(days=9):%Y-%m-%d}",
        until=f"{now + timedelta(days=20):%Y-%m-%d}",
    )
    order = SignatureOrder("person", Appearance("x"), now, level=level)
    return sign_field(render_pdf(RESULT, css=CSS).pdf, order, key, pki.clock, None, pki.trust)


def keep(file: File, pdf: bytes, ends: datetime | None) -> FileVersion:
    version = add_produced(
        file,
        kept=file_store().keep_bytes(pdf),
        name="a.pdf",
        content_type="application/pdf",
        pages=1,
        actor=PLATFORM,
    )
    return record_check(version, proof_until=ends, actor=PLATFORM)


def test_proof_of_an_issued_document_is_renewed_once_and_outlives_the_signer(
    draft: Any, signing: str, pki: Pki
) -> None:
    now, pdf = timezone.now(), ending_soon(pki, "b-lt")
    document = draft()
    base = keep(document.file, pdf, proof_ends(pdf))
    assert ending_proofs(at=now) == []
    IssuedDocument.objects.filter(pk=document.pk).update(state="issued", dated_on=now.date())
    assert ending_proofs(at=now) == [base]
    assert ending_proofs(at=now - timedelta(days=100)) == []

    job, check = (ports.tasks()[f"documents.{name}"] for name in ("renew_proofs", "check_version"))
    assert job.function() == 1
    document.refresh_from_db()
    renewed = document.current_version
    assert renewed is not None
    check.function(version_id=renewed.pk)
    renewed.refresh_from_db()

    assert renewed.proof_until is not None
    assert renewed.proof_until > now + timedelta(days=90)
    assert job.function() == 0
    later = now + timedelta(days=40)
    (verdict,) = verify_pdf(read_bytes(renewed), pki.trust, at=later)
    assert (verdict.level, verdict.today, verdict.trusted) == ("b-lta", "expired", True)
    assert read_bytes(renewed).startswith(pdf)

    renewed.proof_until = now
    renewed.save()
    assert job.function() == 1
    document.refresh_from_db()
    assert document.current_version is not None
    twice = read_bytes(document.current_version)
    assert twice.startswith(read_bytes(renewed))
    assert verify_pdf(twice, pki.trust, at=later)[0].level == "b-lta"


def test_annexes_and_copies_are_renewed_beside_a_file_that_cannot_be_read(
    draft: Any, office: Office, signing: str, pki: Pki
) -> None:
    now, pdf, lost, document = timezone.now(), ending_soon(pki, "b-t"), b"%PDF-1.7 lost", draft()
    files = [
        File.objects.create(title="x", owner_kind=OWNER_KIND, owner_id=document.pk)
        for _place in range(2)
    ]
    Annex.objects.create(
        document=document, position=1, title="Danh sách", file=files[0],
        added_by_id=office.clerk.account_id or 0, added_at=now,
    )  # fmt: skip
    CertifiedCopy.objects.create(
        document=document, kind="SY", recipient="Nơi nhận", unit=office.unit, file=files[1],
        made_by_id=office.clerk.account_id or 0, made_at=now,
    )  # fmt: skip
    keep(document.file, lost, now)
    bases = [keep(file, pdf, proof_ends(pdf)) for file in files]
    assert ending_proofs(at=now) == [bases[1]]
    IssuedDocument.objects.filter(pk=document.pk).update(state="issued", dated_on=now.date())
    assert count_ending_proofs(before=now + timedelta(days=30)) == 3

    assert ports.tasks()["documents.renew_proofs"].function() == 2

    assert [one.number for one in document.file.versions.all()] == [1]
    believed = TrustSet(pki.trust.roots, pki.trust.time_roots)
    for base in bases:
        renewed = base.file.versions.get(number=2)
        assert read_bytes(renewed).startswith(pdf)
        (verdict,) = verify_pdf(read_bytes(renewed), believed, at=now + timedelta(days=40))
        assert (verdict.level, verdict.today, verdict.judgement) == ("b-lta", "expired", "valid")
    assert [one.file_id for one in ending_proofs(at=now)] == [document.file_id]


def test_nothing_is_renewed_while_the_authority_is_away(
    draft: Any, own_store: Any, settings: Any
) -> None:
    settings.LIENTHONG_TSA_URL, settings.LIENTHONG_DEMO = "", False
    assert ports.tasks()["documents.renew_proofs"].function() == 0
