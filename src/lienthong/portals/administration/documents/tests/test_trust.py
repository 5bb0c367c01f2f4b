# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Trust lists on the screen of administrators: added, dated, ended, never a wrong file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.utils import timezone

from lienthong.core.documents.api import RevocationList, TrustAnchor, file_store, trust_set
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


def authority() -> tuple[bytes, bytes]:
    """A root certificate (PEM) and its list of revocation that has run out (DER)."""
    key, day = ec.generate_private_key(ec.SECP256R1()), datetime(2026, 1, 1, tzinfo=UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Gốc thử")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(day)
        .not_valid_after(day + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    listed = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(name)
        .last_update(day)
        .next_update(day + timedelta(days=7))
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding
    return made.public_bytes(encoding.PEM), listed.public_bytes(encoding.DER)


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
    assert send(administrator, b"khong phai") == 422
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
    trust = trust_set()
    assert [len(trust.roots), len(trust.time_roots), len(trust.intermediates)] == [1, 0, 1]
    text = administrator.get(LIST).content.decode()
    assert "Gốc thử" in text
    assert "Quá hạn" in text
    assert RevocationList.objects.count() == 1

    administrator.post(f"{LIST}{anchor.pk}/ngung/")
    tomorrow = timezone.localdate() + timedelta(days=1)
    anchor.refresh_from_db()
    assert anchor.valid_to == tomorrow
    assert len(trust_set().roots) == 1
    assert trust_set(on=tomorrow).roots == ()
    assert administrator.post(f"{LIST}{anchor.pk}/ngung/").status_code == 409


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
