# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Our verdicts and Debian's ``pdfsig`` say the same of every file; all are made here."""

import io
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.utils import timezone
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from lienthong.core.documents.adapters.examiner import Examined, examine
from lienthong.core.documents.adapters.software_key import SoftwareKey
from lienthong.core.documents.domain.pdf.assets import packaged_assets
from lienthong.core.documents.domain.pdf.render import render_pdf
from lienthong.core.documents.domain.pdf.sign import fill_fields, sign_field
from lienthong.core.documents.domain.signatures import Appearance, SignatureOrder, Signer
from lienthong.core.documents.domain.verdicts import judgement_of
from lienthong.core.documents.tests import samples
from lienthong.core.documents.tests.conftest import Pki
from lienthong.core.documents.tests.domain.pdf.pages import CSS, RESULT, PdfsigLine, pdfsig

ASSETS = packaged_assets()
PERSON = Appearance("Nguyễn Thị Hạnh")
VALID, TRUSTED = "Signature is Valid.", "Certificate is Trusted."


@dataclass(frozen=True)
class Maker:
    """Makes the files of this test from one drawn page."""

    drawn: bytes
    pki: Pki

    def signed(self, key: Signer | None = None, level: str = "b-t", pdf: bytes = b"") -> bytes:
        order = SignatureOrder("person", PERSON, timezone.now(), level=level)
        signer = key or self.pki.leader
        return sign_field(pdf or self.drawn, order, signer, self.pki.clock, ASSETS, self.pki.trust)

    def sealed(self) -> bytes:
        values = {"number": "152/2026", "date": "ngày 20 tháng 11 năm 2026"}
        filled = fill_fields(self.signed(), values, ASSETS)
        seal = SignatureOrder("agency", Appearance("UBND"), timezone.now())
        return sign_field(filled, seal, self.pki.agency, self.pki.clock, ASSETS)

    def expired(self) -> bytes:
        key = self.pki.key_of("Hết Hạn", since="2019-01-01", until="2022-01-01")
        return self.signed(key, "b-b")

    def revoked(self) -> bytes:
        key = self.pki.key_of("Bị Thu Hồi")
        pdf = self.signed(key, "b-b")
        self.pki.revoke(key)
        return pdf

    def stranger(self) -> bytes:
        return self.signed(own_authority("Người Lạ"), "b-b")

    def altered(self) -> bytes:
        pdf = self.signed()
        place = pdf.index(b"/Title") + 10
        return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]

    def appended(self) -> bytes:
        buffer = io.BytesIO(self.signed())
        writer = IncrementalPdfFileWriter(buffer)
        page = writer.root["/Pages"]["/Kids"][0]
        page["/Rotate"] = type(writer.root["/AcroForm"]["/SigFlags"])(180)
        writer.update_container(page)
        writer.write_in_place()  # type: ignore[no-untyped-call]
        return buffer.getvalue()

    def tail(self) -> bytes:
        return self.signed() + b"\n% loi them vao sau\n%%EOF\n"

    def huge(self) -> bytes:
        """Thirty megabytes that do not compress, then signed."""
        with pikepdf.open(io.BytesIO(self.drawn)) as document:
            document.Root.Filler = document.make_stream(os.urandom(30_000_000))
            return self.signed(pdf=samples.saved(document))


def own_authority(name: str) -> SoftwareKey:
    """A key whose certificate was issued by an authority that nobody knows."""
    root, leaf = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    unknown, subject = _name("Gốc không ai biết"), _name(name)
    certificates = (
        _certificate(subject, unknown, leaf, root, ca=False),
        _certificate(unknown, unknown, root, root, ca=True),
    )
    return SoftwareKey(leaf, certificates)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: rsa.RSAPrivateKey,
    by: rsa.RSAPrivateKey,
    *,
    ca: bool,
) -> x509.Certificate:
    now = timezone.now()
    usage = x509.KeyUsage(True, True, False, False, False, ca, ca, False, False)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(by, hashes.SHA256())
    )


@pytest.fixture(scope="module")
def maker(pki: Pki) -> Maker:
    return Maker(render_pdf(RESULT, css=CSS, assets=ASSETS).pdf, pki)


@pytest.fixture
def ours(pki: Pki, tmp_path: Path) -> Callable[[bytes], Examined]:
    """What the examining process says of a file, with the lists of this moment."""

    def ask(pdf: bytes) -> Examined:
        trust = replace(pki.trust, revocation_lists=pki.lists())
        return examine(samples.put(tmp_path, "asked.pdf", pdf), trust, at=timezone.now())

    return ask


@pytest.fixture
def theirs(pki: Pki, tmp_path: Path) -> Callable[[bytes], list[PdfsigLine]]:
    """What pdfsig says, with the same root and the same lists."""
    return lambda pdf: pdfsig(pdf, pki.root_pem, tmp_path, pki.lists())


# file: our judgement, then pdfsig: valid, certificate, whole file (per signature)
FILES = {
    "signed": ("valid", [(VALID, TRUSTED, True)]),
    "sealed": ("valid", [(VALID, TRUSTED, False), (VALID, TRUSTED, True)]),
    "expired": ("expired", [(VALID, "Certificate has Expired", True)]),
    "revoked": ("revoked", [(VALID, "Certificate has been Revoked.", True)]),
    "stranger": ("unknown_issuer", [(VALID, "Certificate issuer isn't Trusted.", True)]),
    "altered": ("altered", [("Digest Mismatch.", "", True)]),
    "appended": ("changed_since", [(VALID, TRUSTED, False)]),
    "tail": ("changed_since", [(VALID, TRUSTED, False)]),
    "huge": ("valid", [(VALID, TRUSTED, True)]),
}


@pytest.mark.parametrize("name", FILES)
def test_pdfsig_says_the_same(
    name: str,
    maker: Maker,
    ours: Callable[[bytes], Examined],
    theirs: Callable[[bytes], list[PdfsigLine]],
) -> None:
    pdf = getattr(maker, name)()
    judgement, lines = FILES[name]
    found, said = ours(pdf), theirs(pdf)
    assert judgement_of(found.verdicts) == judgement
    assert [(one.signature, one.certificate, one.total) for one in said] == lines
    for verdict, line in zip(found.verdicts, said, strict=True):
        assert verdict.field_name == line.field
        assert verdict.intact is (line.signature == VALID)
        if verdict.intact:
            assert (verdict.today == "good") is (line.certificate == TRUSTED)
            assert (verdict.covers == "file") is line.total


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "unsigned": (samples.pdf(), "", "does not contain any signatures"),
    "owner_locked": (samples.locked_pdf(), "", "does not contain any signatures"),
    "locked": (samples.locked_pdf("mật khẩu"), "encrypted", "Incorrect password"),
    "not_pdf": (b"Xin chao, day khong phai PDF" * 20, "not_pdf", "May not be a PDF file"),
    "empty": (b"", "not_pdf", ""),
    "broken": (samples.pdf()[:200], "broken", "Couldn't"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_neither_finds_a_signature_in_other_files(
    name: str,
    ours: Callable[[bytes], Examined],
    theirs: Callable[[bytes], list[PdfsigLine]],
) -> None:
    pdf, refusal, words = REFUSED[name]
    found = ours(pdf)
    assert (found.refusal, found.verdicts) == (refusal, ())
    with pytest.raises(subprocess.CalledProcessError) as failed:
        theirs(pdf)
    assert words in failed.value.stdout + failed.value.stderr


def test_cut_signed_file_is_broken(maker: Maker, ours: Callable[[bytes], Examined]) -> None:
    pdf = maker.signed()
    found = ours(pdf[: len(pdf) // 2])
    assert found.refusal == "broken"


def test_bomb_ends_with_its_process(ours: Callable[[bytes], Examined]) -> None:
    assert ours(samples.bomb_pdf()).refusal in {"broken", "too_complex"}


def test_file_over_the_limit_is_not_read(tmp_path: Path, pki: Pki) -> None:
    path = samples.put(tmp_path, "big.pdf", b"%PDF-1.7" + bytes(2000))
    assert examine(path, pki.trust, at=timezone.now(), largest=1000).refusal == "too_large"
