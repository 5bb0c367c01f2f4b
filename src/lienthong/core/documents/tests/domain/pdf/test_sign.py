# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import io
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pikepdf
import pytest
from django.utils import timezone
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from lienthong.core.documents.adapters.software_key import SoftwareKey
from lienthong.core.documents.adapters.time_stamps import HttpTimeStamps
from lienthong.core.documents.adapters.trust import read_list
from lienthong.core.documents.domain.pdf.assets import packaged_assets
from lienthong.core.documents.domain.pdf.render import render_pdf
from lienthong.core.documents.domain.pdf.sign import fill_fields, sign_field
from lienthong.core.documents.domain.pdf.verify import verify_pdf
from lienthong.core.documents.domain.places import FieldError
from lienthong.core.documents.domain.signatures import (
    Appearance,
    Holder,
    SignatureOrder,
    Signer,
    SigningError,
)
from lienthong.core.documents.domain.verdicts import SignatureVerdict, TrustSet, all_valid
from lienthong.core.documents.tests.conftest import Pki
from lienthong.core.documents.tests.domain.pdf.pages import CSS, RESULT, pdfsig, text_of

ASSETS = packaged_assets()
VALUES = {"number": "152/2026/TLKS-ĐH", "date": "ngày 20 tháng 11 năm 2026"}
LEADER = Appearance("Nguyễn Thị Hạnh", ("KT. CHỦ TỊCH", "Phó Chủ tịch, UBND phường Đồng Hới"))
SEAL = Appearance("UBND phường Đồng Hới", (), "agency")


def order(field: str, look: Appearance) -> SignatureOrder:
    return SignatureOrder(field, look, timezone.now(), reason="Trích lục khai sinh")


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return render_pdf(RESULT, css=CSS, assets=ASSETS).pdf


@pytest.fixture(scope="module")
def signed(drawn: bytes, pki: Pki) -> bytes:
    return sign_field(drawn, order("person", LEADER), pki.leader, pki.clock, ASSETS)


@pytest.fixture(scope="module")
def sealed(signed: bytes, pki: Pki) -> bytes:
    filled = fill_fields(signed, VALUES, ASSETS)
    return sign_field(filled, order("agency", SEAL), pki.agency, pki.clock, ASSETS)


def verdicts(pdf: bytes, trust: TrustSet) -> tuple[SignatureVerdict, ...]:
    return verify_pdf(pdf, trust, at=timezone.now())


def test_both_signatures_are_valid_in_pdfsig(sealed: bytes, pki: Pki, tmp_path: Path) -> None:
    person, agency = pdfsig(sealed, pki.root_pem, tmp_path)
    assert (person.field, agency.field) == ("person", "agency")
    for line in (person, agency):
        assert line.signature == "Signature is Valid."
        assert line.certificate == "Certificate is Trusted."
    assert agency.total


def test_every_answer_of_the_grid_is_good(sealed: bytes, pki: Pki) -> None:
    person, agency = verdicts(sealed, pki.trust)
    assert (person.signer, agency.signer) == ("Nguyễn Thị Hạnh", "UBND phường Đồng Hới")
    for verdict, covers in ((person, "revision"), (agency, "file")):
        assert (verdict.intact, verdict.trusted) == (True, True)
        assert (verdict.time, verdict.covers, verdict.revocation) == ("trusted", covers, "good")
    assert person.signed_at is not None
    assert abs(person.signed_at - timezone.now()) < timedelta(minutes=10)
    assert all_valid((person, agency))


def test_earlier_bytes_are_never_touched(drawn: bytes, signed: bytes, sealed: bytes) -> None:
    assert signed.startswith(drawn)
    assert sealed.startswith(signed)


def test_paper_says_who_signed_when_and_the_number(sealed: bytes, tmp_path: Path) -> None:
    words = " ".join(text_of(sealed, tmp_path).split())
    assert "Số: 152/2026/TLKS-ĐH" in words
    assert "Đồng Hới, ngày 20 tháng 11 năm 2026" in words
    assert "Ký bởi: Nguyễn Thị Hạnh KT. CHỦ TỊCH Phó Chủ tịch, UBND phường Đồng Hới" in words
    assert "Ký bởi: UBND phường Đồng Hới Thời gian ký:" in words
    assert "+07:00" in words


def test_room_kept_for_a_signature_is_half_as_large_again_as_it_takes(signed: bytes) -> None:
    room = signed.index(b">", place := signed.index(b"/Contents <") + 11) - place
    used = len(PdfFileReader(io.BytesIO(signed)).embedded_signatures[0].signed_data.dump()) * 2
    assert 1.3 * used < room < 1.7 * used


def test_verdict_survives_storing(sealed: bytes, pki: Pki) -> None:
    found = verdicts(sealed, pki.trust)
    assert tuple(SignatureVerdict.from_row(verdict.as_row()) for verdict in found) == found


def test_changed_byte_breaks_both_signatures(sealed: bytes, pki: Pki, tmp_path: Path) -> None:
    place = sealed.index(b"/Title") + 10
    changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
    assert [verdict.intact for verdict in verdicts(changed, pki.trust)] == [False, False]
    lines = pdfsig(changed, pki.root_pem, tmp_path)
    assert "Signature is Valid." not in {line.signature for line in lines}


def test_changed_number_is_seen_though_bytes_are_intact(sealed: bytes, pki: Pki) -> None:
    buffer = io.BytesIO(sealed)
    writer = IncrementalPdfFileWriter(buffer)
    field = writer.root["/AcroForm"]["/Fields"][0]
    field["/V"] = type(field["/V"])("999/2026")
    writer.update_container(field)
    writer.write_in_place()  # type: ignore[no-untyped-call]
    person, agency = verdicts(buffer.getvalue(), pki.trust)
    assert agency.intact
    assert (agency.covers, agency.valid) == ("part", False)
    assert all_valid((person, agency)) is False


def test_changed_page_is_seen_under_the_first_signature(signed: bytes, pki: Pki) -> None:
    buffer = io.BytesIO(signed)
    writer = IncrementalPdfFileWriter(buffer)
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = type(writer.root["/AcroForm"]["/SigFlags"])(180)
    writer.update_container(page)
    writer.write_in_place()  # type: ignore[no-untyped-call]
    (verdict,) = verdicts(buffer.getvalue(), pki.trust)
    assert (verdict.intact, verdict.covers, verdict.valid) == (True, "part", False)


def test_stranger_s_root_is_not_trusted(sealed: bytes, pki: Pki) -> None:
    for verdict in verdicts(sealed, TrustSet()):
        assert (verdict.intact, verdict.trusted, verdict.time) == (True, False, "claimed")
        assert verdict.problem == "NO_CERTIFICATE_CHAIN_FOUND"


def test_without_lists_revocation_is_unknown(sealed: bytes, pki: Pki) -> None:
    trust = TrustSet(pki.trust.roots, pki.trust.time_roots)
    assert {verdict.revocation for verdict in verdicts(sealed, trust)} == {"unknown"}


def signed_later(pdf: bytes, key: Signer, pki: Pki, after: datetime) -> bytes:
    """Sign until the time-stamp is after the moment: lists count whole seconds."""
    for _ in range(200):
        signed = sign_field(pdf, order("person", LEADER), key, pki.clock)
        (verdict,) = verdicts(signed, pki.trust)
        if verdict.signed_at is not None and verdict.signed_at > after:
            return signed
    raise AssertionError("the clock of the authority stands still")


def test_revoked_key_is_told_by_time(drawn: bytes, pki: Pki) -> None:
    thief = pki.ring.signer_of(Holder("account", 99, "Kẻ Gian", "", "Không rõ"))
    early = sign_field(drawn, order("person", LEADER), thief, pki.clock)
    (before,) = verdicts(early, pki.trust)
    serial = str(int(before.serial, 16))
    httpx.post(f"{pki.address}/ca/revoke", data={"serial": serial}).raise_for_status()
    late = signed_later(drawn, thief, pki, timezone.now() + timedelta(seconds=2))
    fresh = read_list(httpx.get(f"{pki.address}/ca/issuer.crl").content).body
    lists = (pki.trust.revocation_lists[0], fresh)
    trust = TrustSet(pki.trust.roots, pki.trust.time_roots, (), lists)
    assert [verdict.revocation for verdict in verdicts(early, trust)] == ["good"]
    assert [(v.revocation, v.valid) for v in verdicts(late, trust)] == [("revoked", False)]


def test_unprepared_places_are_refused(drawn: bytes, sealed: bytes, pki: Pki) -> None:
    with pytest.raises(FieldError):
        sign_field(drawn, order("mayor", LEADER), pki.leader, pki.clock)
    with pytest.raises(FieldError):
        sign_field(sealed, order("person", LEADER), pki.leader, pki.clock)
    with pytest.raises(FieldError):
        fill_fields(drawn, {"person": "x"})
    with pytest.raises(FieldError):
        fill_fields(sealed, {"number": "153/2026"})


def test_silent_time_stamp_authority_is_an_error(drawn: bytes, pki: Pki) -> None:
    nobody = HttpTimeStamps("http://127.0.0.1:9/tsa", timeout=2)
    with pytest.raises(SigningError):
        sign_field(drawn, order("person", LEADER), pki.leader, nobody)


def test_garbage_from_the_time_stamp_authority_is_an_error(drawn: bytes, pki: Pki) -> None:
    sign_field(drawn, order("person", LEADER), pki.leader, pki.clock)
    for mode in ("garbage", "error", "repeat"):
        form = {"channel": "tsa", "mode": mode, "count": "1"}
        assert httpx.post(f"{pki.address}/faults", data=form).is_redirect
        with pytest.raises(SigningError):
            sign_field(drawn, order("person", LEADER), pki.leader, pki.clock)


def test_missing_key_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SigningError):
        SoftwareKey.load(tmp_path, "account-1")
    with pytest.raises(SigningError):
        SoftwareKey.load(tmp_path, "../account-1")


def test_unsigned_pdf_has_no_verdict(drawn: bytes, pki: Pki) -> None:
    assert verdicts(drawn, pki.trust) == ()
    assert all_valid(()) is False
    with pikepdf.open(io.BytesIO(drawn)) as document:
        assert document.Root.AcroForm.SigFlags == 1
