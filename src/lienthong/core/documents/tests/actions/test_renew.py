# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Archive time-stamps are renewed before they end, and the chain of them holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from lienthong.core.documents.actions.files import add_produced, record_check
from lienthong.core.documents.adapters.press import read_bytes
from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain.pdf.render import render_pdf
from lienthong.core.documents.domain.pdf.renew import proof_ends
from lienthong.core.documents.domain.pdf.sign import sign_field
from lienthong.core.documents.domain.pdf.verify import verify_pdf
from lienthong.core.documents.domain.signatures import Appearance, SignatureOrder
from lienthong.core.documents.models import IssuedDocument
from lienthong.core.documents.queries.proofs import ending_proofs
from lienthong.core.documents.tests.conftest import Pki
from lienthong.core.documents.tests.domain.pdf.pages import CSS, RESULT
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor

PLATFORM = Actor.platform("thử")


def test_proof_of_an_issued_document_is_renewed_once_and_outlives_the_signer(
    draft: Any, signing: str, pki: Pki
) -> None:
    now = timezone.now()
    key = pki.key_of(
        "Sắp Hết Hạn Lưu Trữ",
        since=f"{now - timedelta(days=9):%Y-%m-%d}",
        until=f"{now + timedelta(days=20):%Y-%m-%d}",
    )
    order = SignatureOrder("person", Appearance("x"), now, level="b-lt")
    pdf = sign_field(render_pdf(RESULT, css=CSS).pdf, order, key, pki.clock, None, pki.trust)
    document = draft()
    base = add_produced(
        document.file,
        kept=file_store().keep_bytes(pdf),
        name="a.pdf",
        content_type="application/pdf",
        pages=1,
        actor=PLATFORM,
    )
    record_check(base, proof_until=proof_ends(pdf), actor=PLATFORM)
    assert ending_proofs(at=now) == []
    IssuedDocument.objects.filter(pk=document.pk).update(state="issued", dated_on=now.date())
    assert ending_proofs(at=now) == [document]
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


def test_nothing_is_renewed_while_the_authority_is_away(
    draft: Any, own_store: Any, settings: Any
) -> None:
    settings.LIENTHONG_TSA_URL, settings.LIENTHONG_DEMO = "", False
    assert ports.tasks()["documents.renew_proofs"].function() == 0
