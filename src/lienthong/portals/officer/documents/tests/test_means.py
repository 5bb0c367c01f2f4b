# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An officer's means of signing on their page: picture, trial, acts on what is one's own."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.test import Client
from django.utils import timezone

from lienthong.core.documents.api import MeansKind, SigningMeans, SigningSession
from lienthong.core.integration.api import Partner
from lienthong.testing.jobs import store_in
from lienthong.testing.snapshot import once
from lienthong.testing.uploads import permit_on, send_file
from lienthong.testing.world import World, make_world

LIST = "/can-bo/tai-khoan/chu-ky-so/"


@pytest.fixture
def world(db: None) -> World:
    return once("world", make_world)


def certificate_of(name: str) -> bytes:
    """A certificate that names somebody, as PEM, with a key that nobody keeps."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = timezone.now()
    made = x509.CertificateBuilder(named, named, key.public_key(), x509.random_serial_number())
    lasting = made.not_valid_before(now).not_valid_after(now + timedelta(days=400))
    return lasting.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def test_list_warns_prefers_tries_and_stops(world: World) -> None:
    leader, client = world.account("leader"), Client()
    client.force_login(leader)
    assert "Chưa có phương tiện ký số nào" in client.get(LIST).content.decode()
    first, second = (
        SigningMeans.objects.create(
            account=leader, kind=MeansKind.PLUGIN, reference=name * 64, label=name,
            is_default=name == "a", subject="CN=Hạnh,O=UBND", valid_from=timezone.localdate(),
            expires_at=timezone.now(),
        )
        for name in ("a", "b")
    )  # fmt: skip
    text = client.get(LIST).content.decode()
    assert text.count("đã hết hạn ngày") == 2

    client.post(f"{LIST}{second.pk}/", {"viec": "mac-dinh"})
    second.refresh_from_db()
    assert second.is_default
    client.post(f"{LIST}{second.pk}/", {"viec": "ngung"})
    second.refresh_from_db()
    assert second.disabled_at is not None
    answer = client.post(f"{LIST}{first.pk}/", {"viec": "ky-thu"})
    assert re.fullmatch(r"/can-bo/ky-tren-may/\?thu=\d+", answer.headers["Location"])
    assert client.post(f"{LIST}{first.pk}/", {"viec": "gi-do"}).status_code == 409


def test_picture_and_certificate_come_through_the_edge_and_are_told_when_they_do_not_fit(
    world: World, tmp_path: Path, settings: Any
) -> None:
    store_in(tmp_path / "files", settings)
    client = Client()
    client.force_login(world.account("leader"))
    place, new = f"{LIST}hinh/", f"{LIST}moi/"
    assert permit_on(client, LIST).types == ("image/png",)
    bad = client.get(place, {"receipt": send_file(client, LIST, b"khong", "a.png")})
    assert (bad.status_code, "không phải ảnh PNG" in bad.content.decode()) == (422, True)
    strange = client.get(place, {"receipt": send_file(client, new, b"khong", "a.png")})
    assert "Tệp đã gửi không còn" in strange.content.decode()
    large = client.get(place, {"upload_error": "too_large"})
    assert (large.status_code, "dưới 2 MB" in large.content.decode()) == (422, True)

    wrong = client.get(new, {"receipt": send_file(client, new, b"khong", "a.cer")})
    assert (wrong.status_code, "không phải chứng thư" in wrong.content.decode()) == (422, True)
    picture = client.get(new, {"upload_error": "wrong_type"})
    assert (picture.status_code, "không phải chứng thư" in picture.content.decode()) == (422, True)
    receipt = send_file(client, new, certificate_of("Người Khác"), "a.pem")
    assert "Chứng thư của Người Khác, hạn" in client.get(new, {"receipt": receipt}).content.decode()
    remote = {"receipt": receipt, "kind": "remote"}
    asked = client.post(new, remote)
    assert (asked.status_code, receipt in asked.content.decode()) == (422, True)
    refused = client.post(new, {**remote, "reference": "tai-khoan"}).content.decode()
    assert "mang tên Người Khác, không phải tên của bạn" in refused
    assert not SigningMeans.objects.exists()
    mine = send_file(client, new, certificate_of(world.officer("leader").name), "b.pem")
    done = client.post(new, {"receipt": mine, "kind": "plugin", "label": "USB"})
    made = SigningMeans.objects.get()
    assert (done.status_code, made.label, made.is_default) == (302, "USB", True)
    again = client.post(new, {"receipt": mine, "kind": "plugin"})
    assert "Tệp đã gửi không còn" in again.content.decode()


def test_tokens_are_shown_once_to_the_signer_and_unknown_ones_are_refused(world: World) -> None:
    leader, client = world.account("leader"), Client()
    client.force_login(leader)
    means = SigningMeans.objects.create(
        account=leader, kind=MeansKind.PLUGIN, reference="0" * 64, valid_from=timezone.localdate()
    )
    session = SigningSession.objects.create(
        means=means, account=leader, title="Giấy khai sinh", look=b"", made_at=timezone.now()
    )
    own = Partner.objects.create(code="plugin", title="Phần mềm ký")
    own.addresses.create(address="http://127.0.0.1:14725/ky", valid_from=date(2025, 7, 1))
    shown = client.post("/can-bo/ky-tren-may/", {"phien": session.pk})
    assert 'action="http://127.0.0.1:14725/ky"' in shown.content.decode()
    assert "http://127.0.0.1:14725" in shown.headers["content-security-policy"]
    token = shown.context["fields"]["tokens"]
    session.refresh_from_db()
    assert len(token) > 40
    assert token not in session.token_hash
    assert "no-store" in shown.headers["Cache-Control"]
    for address in ("lay", "nhan"):
        ask = Client().get if address == "lay" else Client().post
        answer = ask(f"/can-bo/ky-tren-may/{address}/", headers={"Authorization": "Bearer sai"})
        assert answer.status_code in {409, 422}
        assert answer.json()["message"]
    client.post(f"/can-bo/ky-tren-may/{session.pk}/bo/")
    session.refresh_from_db()
    assert (session.state, session.refusal) == ("closed", "given_up")
    late = Client().get("/can-bo/ky-tren-may/lay/", headers={"Authorization": f"Bearer {token}"})
    assert (late.status_code, late.json()["message"]) == (409, "Bạn đã bỏ lần ký này.")


def test_page_waits_for_a_trial_that_was_just_ordered(world: World) -> None:
    leader, client = world.account("leader"), Client()
    client.force_login(leader)
    means = SigningMeans.objects.create(
        account=leader, kind=MeansKind.PLUGIN, reference="0" * 64, valid_from=timezone.localdate()
    )
    ordered = client.post(f"/can-bo/tai-khoan/chu-ky-so/{means.pk}/", {"viec": "ky-thu"})
    page = client.get(ordered["Location"]).content.decode()
    assert "Đang chuẩn bị 1 văn bản." in page
    assert f'hx-get="{ordered["Location"]}"' in page
    assert "Đang chuẩn bị" not in client.get("/can-bo/ky-tren-may/?thu=1").content.decode()
    SigningSession.objects.create(
        means=means, account=leader, title="Ký thử", look=b"", made_at=timezone.now()
    )
    ready = client.get(ordered["Location"]).content.decode()
    assert "Đang chuẩn bị" not in ready
    assert "Ký 1 văn bản" in ready
