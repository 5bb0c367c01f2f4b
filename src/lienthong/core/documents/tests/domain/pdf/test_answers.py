# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Answers of status services (OCSP): got when signing, kept inside, judged without going online."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.utils import timezone
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from lienthong.core.documents.adapters.examiner import examine
from lienthong.core.documents.adapters.software_key import SoftwareKey
from lienthong.core.documents.domain.pdf.proof import Proof, prove, prove_earlier
from lienthong.core.documents.domain.pdf.render import render_pdf
from lienthong.core.documents.domain.pdf.sign import sign_field
from lienthong.core.documents.domain.pdf.verify import verify_pdf
from lienthong.core.documents.domain.signatures import Appearance, SignatureOrder, SigningError
from lienthong.core.documents.domain.verdicts import SignatureVerdict, TrustSet
from lienthong.core.documents.tests import samples
from lienthong.core.documents.tests.conftest import Pki
from lienthong.core.documents.tests.domain.pdf.pages import CSS, RESULT, pdfsig

LOOK = Appearance("Nguyễn Thị Hạnh")
ISSUER = "Liên Thông – Cấp chứng thư thử nghiệm"
OLD = timedelta(days=30)


def silence(_query: bytes) -> list[bytes]:
    """A service that says nothing."""
    return []


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return render_pdf(RESULT, css=CSS).pdf


@pytest.fixture(scope="module")
def key(pki: Pki) -> SoftwareKey:
    return pki.key_of("Có Người Trả Lời", answers="yes")


@pytest.fixture
def only_answers(pki: Pki) -> TrustSet:
    """The list of the issuing authority is missing; that of the root is there."""
    return replace(pki.trust, revocation_lists=pki.lists()[:1])


@pytest.fixture
def service(pki: Pki) -> Iterator[Service]:
    made = Service(pki.address)
    yield made
    made.plays("off")


class Service:
    """The status service of the simulated authority, with its switch."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.said: list[bytes] = []

    def __call__(self, query: bytes) -> list[bytes]:
        reply = httpx.post(f"{self.address}/ca/ocsp", content=query)
        self.said.append(reply.content)
        return [reply.content]

    def plays(self, mode: str) -> None:
        form = {"channel": "ca.ocsp", "mode": mode}
        httpx.post(f"{self.address}/faults", data=form)


def signed(pki: Pki, drawn: bytes, key: SoftwareKey, proof: Proof, level: str = "b-lt") -> bytes:
    order = SignatureOrder("person", LOOK, timezone.now(), level=level)
    return sign_field(drawn, order, key, pki.clock, None, proof.trust)


def proof_of(pki: Pki, drawn: bytes, key: SoftwareKey, trust: TrustSet, ask: Any) -> Proof:
    return prove(key, pki.clock, trust, ask, at=timezone.now(), pdf=drawn)


def kept_in(pdf: bytes) -> tuple[int, int]:
    """How many answers and lists a file keeps."""
    store = PdfFileReader(io.BytesIO(pdf)).root["/DSS"]
    return len(store.get("/OCSPs", [])), len(store.get("/CRLs", []))


def with_answer(pdf: bytes, answer: bytes) -> bytes:
    """A signed file into whose store somebody put one more answer."""
    buffer = io.BytesIO(pdf)
    writer = IncrementalPdfFileWriter(buffer)
    stream = writer.add_object(generic.StreamObject(stream_data=answer))
    store = generic.DictionaryObject({generic.pdf_name("/OCSPs"): generic.ArrayObject([stream])})  # type: ignore[no-untyped-call]
    writer.root["/DSS"] = writer.add_object(store)
    writer.update_root()  # type: ignore[no-untyped-call]
    writer.write_in_place()  # type: ignore[no-untyped-call]
    return buffer.getvalue()


def judged(pdf: bytes, trust: TrustSet, after: timedelta = timedelta()) -> SignatureVerdict:
    (verdict,) = verify_pdf(pdf, trust, at=timezone.now() + after)
    return verdict


@pytest.mark.parametrize("level", ["b-lt", "b-lta"])
def test_answers_alone_prove_a_signature_and_are_kept_for_later(
    level: str,
    pki: Pki,
    drawn: bytes,
    key: SoftwareKey,
    only_answers: TrustSet,
    service: Service,
    tmp_path: Path,
) -> None:
    proof = proof_of(pki, drawn, key, only_answers, service)
    assert (proof.unproven, len(proof.trust.answers), len(service.said)) == ("", 2, 2)
    pdf = signed(pki, drawn, key, proof, level)
    assert kept_in(pdf) == (2, 1)
    bare = TrustSet(pki.trust.roots, pki.trust.time_roots)
    verdict = judged(pdf, bare)
    assert (verdict.level, verdict.revocation, verdict.judgement) == (level, "good", "valid")
    assert judged(pdf, bare, OLD).revocation == "good"
    asked = examine(samples.put(tmp_path, "asked.pdf", pdf), bare, at=timezone.now())
    assert [one.judgement for one in asked.verdicts] == ["valid"]
    said = pdfsig(pdf, pki.root_pem, tmp_path)[0]
    assert (said.signature, said.certificate) == ("Signature is Valid.", "Certificate is Trusted.")


@pytest.mark.parametrize("mode", ["stale", "unknown", "forged", "garbage", "error"])
def test_answer_that_proves_nothing_is_not_kept_and_lists_are_asked_instead(
    mode: str,
    pki: Pki,
    drawn: bytes,
    key: SoftwareKey,
    only_answers: TrustSet,
    service: Service,
) -> None:
    service.plays(mode)
    proof = proof_of(pki, drawn, key, pki.trust, service)
    assert (proof.unproven, proof.trust.answers) == ("", ())
    without = proof_of(pki, drawn, key, only_answers, service)
    assert (without.unproven, without.trust.answers) == (ISSUER, ())


@pytest.mark.parametrize("mode", ["stale", "unknown", "forged"])
def test_such_an_answer_in_a_file_leaves_revocation_open_and_the_signer_no_stranger(
    mode: str, pki: Pki, drawn: bytes, key: SoftwareKey, service: Service
) -> None:
    service.plays(mode)
    proof_of(pki, drawn, key, pki.trust, service)
    pdf = with_answer(signed(pki, drawn, key, Proof(pki.trust), "b-t"), service.said[0])
    bare = TrustSet(pki.trust.roots, pki.trust.time_roots)
    assert [judged(pdf, trust).revocation for trust in (bare, pki.trust)] == ["unknown", "good"]
    assert [judged(pdf, trust).judgement for trust in (bare, pki.trust)] == [
        "revocation_unknown",
        "valid",
    ]


@pytest.mark.parametrize("answer", [b"", b"\x30\x03\x0a\x01\x06", b"khong phai cau tra loi"])
def test_broken_answer_in_a_file_changes_nothing(
    answer: bytes, pki: Pki, drawn: bytes, key: SoftwareKey
) -> None:
    pdf = with_answer(signed(pki, drawn, key, Proof(pki.trust), "b-t"), answer)
    assert judged(pdf, pki.trust).judgement == "valid"


def test_revoked_is_told_by_the_answer_before_any_list_and_in_the_file(
    pki: Pki, drawn: bytes, service: Service
) -> None:
    key = pki.key_of("Vừa Bị Thu Hồi", answers="yes")
    pdf = signed(pki, drawn, key, Proof(pki.trust), "b-b")
    pki.revoke(key)
    with pytest.raises(SigningError, match="revoked key"):
        proof_of(pki, drawn, key, pki.trust, service)
    bare = TrustSet(pki.trust.roots, pki.trust.time_roots)
    verdict = judged(with_answer(pdf, service.said[0]), bare)
    assert (verdict.revocation, verdict.today, verdict.judgement) == (
        "revoked",
        "revoked",
        "revoked",
    )


def test_only_signatures_that_a_missing_list_covers_are_unproven(
    pki: Pki, drawn: bytes, key: SoftwareKey, only_answers: TrustSet, service: Service
) -> None:
    plain = pki.key_of("Không Có Người Trả Lời")
    assert proof_of(pki, drawn, plain, only_answers, service).unproven == ISSUER
    assert proof_of(pki, drawn, key, only_answers, service).unproven == ""
    assert proof_of(pki, drawn, key, only_answers, silence).unproven == ISSUER
    later = timezone.now() + OLD
    run_out = prove(plain, pki.clock, pki.trust, silence, at=later, pdf=drawn)
    assert run_out.unproven
    stranger = replace(pki.trust, roots=(), time_roots=())
    assert proof_of(pki, drawn, plain, stranger, service).unproven == ISSUER


def test_answers_about_those_who_signed_before_come_along(
    pki: Pki, drawn: bytes, key: SoftwareKey, service: Service
) -> None:
    first = signed(pki, drawn, key, Proof(pki.trust), "b-t")
    plain = pki.key_of("Không Có Người Trả Lời")
    proof = proof_of(pki, first, plain, pki.trust, service)
    assert len(proof.trust.answers) == 2
    assert prove_earlier(first, pki.clock, pki.trust, service, at=timezone.now()).unproven == ""
