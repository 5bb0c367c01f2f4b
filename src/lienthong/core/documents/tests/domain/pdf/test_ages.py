# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Word about revocation in a file counts only when it is older than the end of whoever gave it.

Source: ETSI EN 319 102-1, 5.6 (past signature validation).
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
from django.utils import timezone
from pyhanko.pdf_utils import generic as pdf_objects
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from lienthong.core.documents.adapters.software_key import SoftwareKey
from lienthong.core.documents.domain.pdf.assets import packaged_assets
from lienthong.core.documents.domain.pdf.render import render_pdf
from lienthong.core.documents.domain.pdf.renew import proof_ends, renew_proof
from lienthong.core.documents.domain.pdf.sign import sign_field
from lienthong.core.documents.domain.pdf.verify import verify_pdf
from lienthong.core.documents.domain.signatures import Appearance, SignatureOrder
from lienthong.core.documents.domain.verdicts import SignatureVerdict, TrustSet
from lienthong.core.documents.rules import told_words
from lienthong.core.documents.tests.conftest import Pki
from lienthong.core.documents.tests.domain.pdf.pages import CSS, RESULT, pdfsig

generic: Any = pdf_objects
"""The library is half typed."""
DAY = timedelta(days=1)
DER = serialization.Encoding.DER
TOLD = (
    "Tệp có kèm câu trả lời về thu hồi, nhưng chứng thư của nơi trả lời hết giá trị ngày"
    " {day:%d/%m/%Y} và không có dấu thời gian nào cho thấy câu trả lời có trước ngày ấy."
)


@dataclass(frozen=True)
class Holder:
    """A key with its certificate."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(DER)

    @property
    def ends(self) -> datetime:
        return self.certificate.not_valid_after_utc


SIGNS = (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]),)
ANSWERS = (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), x509.OCSPNoCheck())


def made(
    name: str,
    by: Holder | None,
    days: float,
    *,
    ca: bool,
    purpose: Sequence[x509.ExtensionType] = (),
) -> Holder:
    """A certificate that ends in so many days."""
    key, now = rsa.generate_private_key(65537, 2048), timezone.now()
    said = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(True, True, False, False, False, ca, ca, False, False)
    builder = (
        x509.CertificateBuilder()
        .subject_name(said)
        .issuer_name(by.certificate.subject if by else said)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + days * DAY)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(usage, critical=True)
    )
    for one in purpose:
        builder = builder.add_extension(one, critical=False)
    return Holder(key, builder.sign(by.key if by else key, hashes.SHA256()))


@dataclass(frozen=True)
class Authority:
    """A root, an issuing authority, its status service that ends tomorrow, and a signer."""

    root: Holder
    issuing: Holder
    service: Holder
    signer: Holder

    def trust(self, pki: Pki) -> TrustSet:
        """Both authorities are believed; the list of the root is known, not that of the other."""
        own = TrustSet((self.root.der,), pki.trust.time_roots, (self.issuing.der,))
        return replace(own, revocation_lists=(a_list(self.root),))

    def answer(self, *, revoked: datetime | None = None) -> bytes:
        """The status service says how the signer stands."""
        now = timezone.now()
        status = ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD
        builder = ocsp.OCSPResponseBuilder().add_response(
            self.signer.certificate, self.issuing.certificate, hashes.SHA1(), status,
            now - DAY, now + 30 * DAY, revoked, None,
        )  # fmt: skip
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, self.service.certificate)
        builder = builder.certificates([self.service.certificate])
        return builder.sign(self.service.key, hashes.SHA256()).public_bytes(DER)


def a_list(by: Holder, *, revoked: Holder | None = None, at: datetime | None = None) -> bytes:
    now = timezone.now()
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(by.certificate.subject)
        .last_update(now - DAY)
        .next_update(now + 30 * DAY)
    )
    if revoked and at:
        row = x509.RevokedCertificateBuilder().serial_number(revoked.certificate.serial_number)
        builder = builder.add_revoked_certificate(row.revocation_date(at).build())
    return builder.sign(by.key, hashes.SHA256()).public_bytes(DER)


def authority(*, issuing_days: float = 900, asked_at: str = "") -> Authority:
    """``asked_at``: the address of the service that the signer's certificate names."""
    root = made("Gốc thử", None, 3000, ca=True)
    issuing = made("Nơi cấp thử", root, issuing_days, ca=True)
    service = made("Nơi trả lời thử", issuing, 1, ca=False, purpose=ANSWERS)
    purpose = (*SIGNS, named(asked_at)) if asked_at else SIGNS
    return Authority(
        root, issuing, service, made("Người Ký", issuing, 800, ca=False, purpose=purpose)
    )


def named(address: str) -> x509.AuthorityInformationAccess:
    place = x509.UniformResourceIdentifier(address)
    return x509.AuthorityInformationAccess(
        [x509.AccessDescription(AuthorityInformationAccessOID.OCSP, place)]
    )


class Desk(HTTPServer):
    """Where the status service answers; it gives the same answer to whoever asks."""

    says = b""
    asked = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/ocsp"


class Reply(BaseHTTPRequestHandler):
    server: Desk

    def do_GET(self) -> None:
        self.server.asked += 1
        self.send_response(200)
        self.send_header("Content-Type", "application/ocsp-response")
        self.send_header("Content-Length", str(len(self.server.says)))
        self.end_headers()
        self.wfile.write(self.server.says)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing is told."""


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return render_pdf(RESULT, css=CSS, assets=packaged_assets()).pdf


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with Desk(("127.0.0.1", 0), Reply) as desk:
        threading.Thread(target=desk.serve_forever, args=(0.05,), daemon=True).start()
        yield desk
        desk.shutdown()


@pytest.fixture(scope="module")
def at_home(desk: Desk) -> Authority:
    return authority(asked_at=desk.address)


def signed(drawn: bytes, held: Authority, pki: Pki) -> bytes:
    """Signed with a time-stamp; nothing about revocation inside."""
    chain = (held.signer.certificate, held.issuing.certificate, held.root.certificate)
    order = SignatureOrder("person", Appearance("Người Ký"), timezone.now(), level="b-t")
    return sign_field(drawn, order, SoftwareKey(held.signer.key, chain), pki.clock, None)


def keeping(pdf: bytes, *, answers: Sequence[bytes] = (), lists: Sequence[bytes] = ()) -> bytes:
    """The file with word about revocation written into it, in a revision of its own."""
    buffer = io.BytesIO(pdf)
    writer = IncrementalPdfFileWriter(buffer)
    store = generic.DictionaryObject()
    for name, words in (("/OCSPs", answers), ("/CRLs", lists)):
        if words:
            streams = [writer.add_object(generic.StreamObject(stream_data=one)) for one in words]
            store[generic.pdf_name(name)] = generic.ArrayObject(streams)
    writer.root["/DSS"] = writer.add_object(store)
    writer.update_root()  # type: ignore[no-untyped-call]
    writer.write_in_place()  # type: ignore[no-untyped-call]
    return buffer.getvalue()


def stamped(pdf: bytes, held: Authority, pki: Pki) -> bytes:
    return renew_proof(pdf, pki.clock, held.trust(pki), at=timezone.now())


def judged(pdf: bytes, trust: TrustSet, after: timedelta) -> SignatureVerdict:
    (verdict,) = verify_pdf(pdf, trust, at=timezone.now() + after)
    return verdict


def said(verdict: SignatureVerdict) -> tuple[str, str, datetime | None]:
    return verdict.judgement, verdict.revocation, verdict.word_ended


GOOD = ("valid", "good", None)


def test_answer_of_an_ended_service_counts_only_under_a_time_stamp_from_before(
    drawn: bytes, at_home: Authority, pki: Pki
) -> None:
    trust, ends = at_home.trust(pki), at_home.service.ends
    pdf = keeping(signed(drawn, at_home, pki), answers=[at_home.answer()])
    assert said(judged(pdf, trust, timedelta())) == GOOD
    assert proof_ends(pdf) == ends, "so it is stamped in time"
    late = judged(pdf, trust, 3 * DAY)
    assert said(late) == ("revocation_unknown", "unknown", ends)
    assert told_words(late, at=timezone.now()) == TOLD.format(day=timezone.localtime(ends))
    assert SignatureVerdict.from_row(late.as_row()) == late
    assert said(judged(stamped(pdf, at_home, pki), trust, 3 * DAY)) == GOOD
    before = stamped(signed(drawn, at_home, pki), at_home, pki)
    unproven = keeping(before, answers=[at_home.answer()])
    assert said(judged(unproven, trust, 3 * DAY)) == ("revocation_unknown", "unknown", ends)
    assert (late.intact, late.trusted, late.today) == (True, True, "good")


def test_answer_that_says_revoked_is_heeded_from_an_ended_service_too(
    drawn: bytes, at_home: Authority, pki: Pki
) -> None:
    answer = at_home.answer(revoked=timezone.now() - DAY / 2)
    pdf = keeping(signed(drawn, at_home, pki), answers=[answer])
    late = judged(pdf, at_home.trust(pki), 3 * DAY)
    assert (late.judgement, late.today) == ("revoked", "revoked")


@pytest.mark.parametrize(
    ("ago", "ours", "theirs"),
    [
        (None, ("valid", "good"), "Certificate is Trusted."),
        (DAY / 2, ("revoked", "revoked"), "Certificate has been Revoked."),
    ],
    ids=["good", "revoked"],
)
def test_pdfsig_asks_the_service_itself_and_says_the_same(
    ago: timedelta | None,
    ours: tuple[str, str],
    theirs: str,
    drawn: bytes,
    at_home: Authority,
    desk: Desk,
    pki: Pki,
    tmp_path: Path,
) -> None:
    desk.says, desk.asked = at_home.answer(revoked=timezone.now() - ago if ago else None), 0
    pdf = keeping(signed(drawn, at_home, pki), answers=[desk.says])
    verdict = judged(pdf, at_home.trust(pki), timedelta())
    root = at_home.root.certificate.public_bytes(serialization.Encoding.PEM)
    (line,) = pdfsig(pdf, root, tmp_path, [a_list(at_home.root)])
    assert (verdict.judgement, verdict.today) == ours
    assert (line.signature, line.certificate) == ("Signature is Valid.", theirs)
    assert desk.asked > 0


def test_list_of_an_issuer_that_ended_or_was_revoked_needs_a_time_stamp_from_before(
    drawn: bytes, pki: Pki, tmp_path: Path
) -> None:
    ended = authority(issuing_days=1)
    pdf = keeping(signed(drawn, ended, pki), lists=[a_list(ended.issuing)])
    assert said(judged(pdf, ended.trust(pki), DAY / 2)) == GOOD
    unknown = ("revocation_unknown", "unknown", ended.issuing.ends)
    assert said(judged(pdf, ended.trust(pki), 3 * DAY)) == unknown
    assert said(judged(stamped(pdf, ended, pki), ended.trust(pki), 3 * DAY)) == GOOD
    root = ended.root.certificate.public_bytes(serialization.Encoding.PEM)
    (line,) = pdfsig(pdf, root, tmp_path, [a_list(ended.root)])
    assert (line.signature, line.certificate) == ("Signature is Valid.", "Certificate is Trusted.")
    assert judged(pdf, ended.trust(pki), DAY / 2).today == "good"

    leaked = (timezone.now() + DAY / 2).replace(microsecond=0)
    known = a_list(ended.root, revoked=ended.issuing, at=leaked)
    trust = replace(ended.trust(pki), revocation_lists=(known,))
    assert said(judged(pdf, trust, DAY * 0.8)) == ("revocation_unknown", "unknown", leaked)
    assert said(judged(stamped(pdf, ended, pki), trust, DAY * 0.8)) == GOOD


def test_time_stamp_that_is_shown_again_covers_nothing_new(
    drawn: bytes, at_home: Authority, pki: Pki
) -> None:
    """A copy of an old time-stamp in a newer revision still fits the bytes it was made for."""
    old = stamped(signed(drawn, at_home, pki), at_home, pki)
    (stamp,) = PdfFileReader(io.BytesIO(old)).embedded_timestamp_signatures
    buffer = io.BytesIO(keeping(old, answers=[at_home.answer()]))
    writer = IncrementalPdfFileWriter(buffer)
    again = generic.DictionaryObject({key: stamp.sig_object[key] for key in stamp.sig_object})
    name = generic.pdf_string("Again")
    field = generic.DictionaryObject(
        {
            generic.pdf_name("/FT"): generic.pdf_name("/Sig"),
            generic.pdf_name("/T"): name,
            generic.pdf_name("/V"): writer.add_object(again),
        }
    )
    fields = writer.root["/AcroForm"]["/Fields"]
    fields.append(writer.add_object(field))
    writer.update_container(fields)
    writer.write_in_place()  # type: ignore[no-untyped-call]
    reader = PdfFileReader(io.BytesIO(buffer.getvalue()))
    assert [one.field_name for one in reader.embedded_timestamp_signatures][-1] == "Again"

    (verdict,) = verify_pdf(buffer.getvalue(), at_home.trust(pki), at=timezone.now() + 3 * DAY)

    assert verdict.revocation == "unknown"
