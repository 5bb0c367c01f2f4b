# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Signatures whose anchors ran out since: judged at the time that a trusted clock proves.

Source: ETSI EN 319 102-1, 5.6 (past signature validation).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from lienthong.core.documents.adapters.examiner import examine
from lienthong.core.documents.domain.pdf.assets import packaged_assets
from lienthong.core.documents.domain.pdf.render import render_pdf
from lienthong.core.documents.domain.pdf.renew import renew_proof
from lienthong.core.documents.domain.pdf.sign import sign_field
from lienthong.core.documents.domain.pdf.verify import verify_pdf
from lienthong.core.documents.domain.signatures import Appearance, SignatureOrder
from lienthong.core.documents.domain.verdicts import Ended, SignatureVerdict, TrustSet
from lienthong.core.documents.tests.conftest import Pki
from lienthong.core.documents.tests.domain.pdf.pages import CSS, RESULT

Sign = Callable[[str], bytes]
LATER = timedelta(days=2)


@pytest.fixture(scope="module")
def sign(pki: Pki) -> Sign:
    """Draws a result and signs it at a level."""
    assets = packaged_assets()
    drawn = render_pdf(RESULT, css=CSS, assets=assets).pdf

    def result(level: str) -> bytes:
        order = SignatureOrder("person", Appearance("Nguyễn Thị Hạnh"), timezone.now(), level=level)
        return sign_field(drawn, order, pki.leader, pki.clock, assets, pki.trust)

    return result


def judged(pdf: bytes, trust: TrustSet, at: datetime) -> SignatureVerdict:
    (verdict,) = verify_pdf(pdf, trust, at=at)
    return verdict


def said(pdf: bytes, trust: TrustSet, at: datetime) -> tuple[bool, str, str]:
    verdict = judged(pdf, trust, at)
    return verdict.valid, verdict.judgement, verdict.today


def test_anchor_of_signatures_that_ran_out_counts_for_what_a_trusted_clock_proves(
    sign: Sign, pki: Pki, tmp_path: Path
) -> None:
    papers = {level: sign(level) for level in ("b-b", "b-t", "b-lta")}
    papers["b-b, stamped later"] = renew_proof(
        papers["b-b"], pki.clock, pki.trust, at=timezone.now()
    )
    end, now = timezone.now() + timedelta(days=1), timezone.now() + LATER
    past = replace(pki.trust, roots=(), ended=(Ended(end, pki.trust.roots),))
    assert {level: said(pdf, past, now) for level, pdf in papers.items()} == {
        "b-b": (False, "issuer_ended", "ended"),
        "b-t": (True, "valid", "ended"),
        "b-lta": (True, "valid", "ended"),
        "b-b, stamped later": (True, "valid", "ended"),
    }
    assert judged(papers["b-b, stamped later"], past, now).time == "before"
    assert judged(papers["b-lta"], past, now).time == "trusted"
    of_a_stranger = tmp_path / "stranger.pdf"
    of_a_stranger.write_bytes(papers["b-t"])
    assert [one.judgement for one in examine(of_a_stranger, past, at=now).verdicts] == ["valid"]


def test_anchor_that_ran_out_before_the_proven_time_proves_nothing(sign: Sign, pki: Pki) -> None:
    before = Ended(timezone.now() - timedelta(days=1), pki.trust.roots)
    past = replace(pki.trust, roots=(), ended=(before,))
    assert said(sign("b-lta"), past, timezone.now()) == (False, "issuer_ended", "ended")


def test_anchor_of_the_clock_that_ran_out_too_proves_no_time(sign: Sign, pki: Pki) -> None:
    """Nor does one that somebody ended: it is in no trust set at all."""
    pdf, end, now = sign("b-lta"), timezone.now() + timedelta(days=1), timezone.now() + LATER
    ended = Ended(end, pki.trust.roots, pki.trust.time_roots)
    both = replace(pki.trust, roots=(), time_roots=(), ended=(ended,))
    assert said(pdf, both, now) == (False, "issuer_ended", "ended")
    assert judged(pdf, both, now).time == "claimed"
    withdrawn = replace(pki.trust, roots=())
    assert said(pdf, withdrawn, now) == (False, "unknown_issuer", "strange")
