# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An officer's means of signing on their page: picture, trial, acts on what is one's own."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lienthong.core.documents.api import MeansKind, SigningMeans, SigningSession
from lienthong.core.integration.api import Partner
from lienthong.testing.snapshot import once
from lienthong.testing.world import World, make_world

LIST = "/can-bo/tai-khoan/chu-ky-so/"


@pytest.fixture
def world(db: None) -> World:
    return once("world", make_world)


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
    assert answer.headers["Location"] == "/can-bo/ky-tren-may/"
    assert client.post(f"{LIST}{first.pk}/", {"viec": "gi-do"}).status_code == 409
    wrong = client.post(f"{LIST}hinh/", {"hinh": SimpleUploadedFile("a.png", b"khong")})
    assert wrong.status_code == 422
    assert "không phải ảnh PNG" in wrong.content.decode()


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
