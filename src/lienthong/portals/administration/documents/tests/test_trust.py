# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Trust lists on the screen of administrators: added, dated, ended, never a wrong file."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.utils import timezone

from lienthong.core.documents.api import RevocationList, TrustAnchor, file_store, trust
from lienthong.testing.jobs import own_store
from lienthong.testing.snapshot import once
from lienthong.testing.uploads import send_file
from lienthong.testing.world import World, make_world

LIST, IMPORT = "/quan-tri/tin-cay/", "/quan-tri/tin-cay/them/"
SOURCE = "Trung tâm chứng thực, công bố ngày 01/07/2026"


@pytest.fixture
def world(db: None) -> World:
    return once("world", make_world)


@pytest.fixture
def administrator(world: World) -> Client:
    client = Client()
    client.force_login(world.account("administrator"))
    return client


DAY = datetime(2026, 1, 1, tzinfo=UTC)
YEARS = timedelta(days=3650)


def certificate(
    name: str, *, ends: datetime = DAY + YEARS, is_authority: bool = True, is_forged: bool = False
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """A certificate that names itself as its issuer, with its key."""
    key, other = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    said = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(said)
        .issuer_name(said)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(ends - YEARS)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .sign(other if is_forged else key, hashes.SHA256())
    )
    return made, key


def authority() -> tuple[bytes, bytes]:
    """A root certificate (PEM) and its list of revocation that has run out (DER)."""
    made, key = certificate("Gốc thử")
    return pem(made), a_list(made, key)


def a_list(made: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> bytes:
    listed = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(made.subject)
        .last_update(DAY)
        .next_update(DAY + timedelta(days=7))
        .sign(key, hashes.SHA256())
    )
    return listed.public_bytes(serialization.Encoding.DER)


def pem(made: x509.Certificate) -> bytes:
    return made.public_bytes(serialization.Encoding.PEM)


def look(client: Client, body: bytes) -> Any:
    """What is shown of a file before anything is added."""
    return client.get(IMPORT, {"receipt": send_file(client, IMPORT, body, "tep.pem")})


def send(client: Client, body: bytes, **changes: str) -> int:
    given = {"use": "signature", "source": SOURCE, **changes}
    receipt = send_file(client, IMPORT, body, "tep.pem")
    assert "tep.pem" in client.get(IMPORT, {"receipt": receipt}).content.decode()
    return client.post(IMPORT, {**given, "receipt": receipt}).status_code


def test_root_is_believed_from_its_day_until_it_is_ended(
    administrator: Client, world: World, settings: Any, tmp_path: Path
) -> None:
    own_store(tmp_path, settings)
    root, listed = authority()
    late = administrator.get(IMPORT, {"upload_error": "too_large"})
    assert (late.status_code, "lớn hơn 5 MB" in late.content.decode()) == (422, True)
    assert administrator.post(IMPORT, {"use": "signature", "source": SOURCE}).status_code == 422
    assert look(administrator, b"khong phai").status_code == 422
    assert send(administrator, root, source="") == 422
    assert send(administrator, root, addresses="ftp://x") == 422
    assert send(administrator, root, use="list") == 422
    assert not TrustAnchor.objects.exists()

    assert send(administrator, root, addresses="https://ca.example/goc.crl") == 302
    assert send(administrator, root, use="between") == 302
    assert send(administrator, listed, use="list") == 302

    anchor = TrustAnchor.objects.get(use="signature")
    assert (anchor.added_by, anchor.source) == (world.account("administrator"), SOURCE)
    assert anchor.list_addresses == ["https://ca.example/goc.crl"]
    known = trust.trust_set()
    assert [len(known.roots), len(known.time_roots), len(known.intermediates)] == [1, 0, 1]
    text = administrator.get(LIST).content.decode()
    assert "Gốc thử" in text
    assert "Quá hạn" in text
    asked = re.findall(
        r"<summary[^>]*>Ngừng tin cậy<span[^>]*>(.*?)</span></summary>.*?</form>", text, re.S
    )
    assert len(asked) == len(set(asked)) == 2, "each says what it ends, and asks before"
    assert all("Gốc thử" in one for one in asked)
    assert RevocationList.objects.count() == 1

    administrator.post(f"{LIST}{anchor.pk}/ngung/")
    today = timezone.localdate()
    anchor.refresh_from_db()
    assert anchor.valid_to == today
    assert trust.trust_set().roots == ()
    assert len(trust.trust_set(on=today - timedelta(days=1)).roots) == 1
    assert administrator.post(f"{LIST}{anchor.pk}/ngung/").status_code == 409


def test_what_nobody_can_be_believed_by_is_refused_by_its_name(
    administrator: Client, settings: Any, tmp_path: Path
) -> None:
    own_store(tmp_path, settings)
    good, key = certificate("Gốc tốt")
    cut = pem(good)[:300]
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    late = certificate("Gốc cũ", ends=datetime(2026, 3, 2, tzinfo=UTC))[0]
    signer = certificate("Nguyễn Thị Hạnh", is_authority=False)[0]
    forged = certificate("Gốc giả", is_forged=True)[0]
    for body, words in (
        (b"", "không phải chứng thư"),
        (cut, "không phải chứng thư"),
        (secret, "không phải chứng thư"),
        (pem(good) + pem(late), "có nhiều chứng thư"),
        (pem(late), "Chứng thư của Gốc cũ đã hết hạn ngày 02/03/2026."),
        (pem(signer), "Chứng thư của Nguyễn Thị Hạnh không phải của nơi cấp"),
        (pem(forged), "Chứng thư của Gốc giả bị hỏng hoặc bị sửa"),
    ):
        seen = look(administrator, body)
        assert (seen.status_code, words in seen.content.decode()) == (422, True), words
    assert not TrustAnchor.objects.exists()

    shown = look(administrator, pem(good)).content.decode()
    assert ("CN=Gốc tốt" in shown, good.fingerprint(hashes.SHA256()).hex() in shown) == (True, True)
    assert send(administrator, pem(good), valid_from="01/01/2040") == 422
    assert send(administrator, pem(good)) == 302
    _other, key = certificate("Gốc khác")
    assert send(administrator, a_list(good, key), use="list") == 422
    assert (TrustAnchor.objects.count(), RevocationList.objects.count()) == (1, 0)


def test_unused_bytes_are_listed_with_their_end(
    administrator: Client, settings: Any, tmp_path: Path
) -> None:
    own_store(tmp_path, settings)
    assert "Không có tệp nào thừa" in administrator.get("/quan-tri/tep-thua/").content.decode()
    kept = file_store().keep_bytes(b"nobody uses this")
    page = administrator.get("/quan-tri/tep-thua/")
    assert (page.context["total"], page.context["size"]) == (1, 16)
    assert kept.key[:16] in page.content.decode()
    (row,) = page.context["rows"]
    assert timezone.localtime(row["goes_at"]).strftime("%H:%M") == "02:40"
    assert row["goes_at"] > timezone.now() + timedelta(days=1) - timedelta(minutes=1)
