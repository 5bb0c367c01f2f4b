# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The agency's seal on the clerk's page: set, planned, replaced, put out of use, by whom it may."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image, ImageDraw

from lienthong.core.documents.api import SignatureImage, seal_pictures
from lienthong.testing.jobs import store_in
from lienthong.testing.uploads import send_file
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("6")


def ring(width: int = 12, *, high: int = 300) -> bytes:
    sheet = Image.new("RGB", (300, high), "white")
    ImageDraw.Draw(sheet).ellipse([10, 10, 290, high - 10], outline="black", width=width)
    buffer = io.BytesIO()
    sheet.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> None:
    store_in(tmp_path / "files", settings)


def put(client: Client, page: str, picture: bytes | None = None, **more: str) -> Any:
    """Send a picture through the edge, then say the rest."""
    day = f"{timezone.localdate():%d/%m/%Y}"
    receipt = send_file(client, page, ring() if picture is None else picture, "dau.png")
    given = {"receipt": receipt, "width_mm": "36", "since": day, "basis": "01/GCN"}
    return client.post(page, given | more)


def test_the_clerk_sets_plans_and_ends_the_seal_of_the_own_agency(world: World) -> None:
    today, agency, client = timezone.localdate(), world.ward.agency, Client()
    client.force_login(world.account("clerk"))
    page = f"/can-bo/con-dau/{agency.pk}/"
    assert client.get("/can-bo/con-dau/").headers["Location"] == page
    assert "chưa có hình con dấu" in client.get(page).content.decode()
    for picture, wrong, words in (
        (b"khong", {}, "không phải ảnh PNG"),
        (ring(high=120), {}, "không tròn"),
        (ring(), {"width_mm": "90"}, "từ 20 đến 60"),
        (ring(), {"since": "01/01/2020"}, "một ngày sau hôm nay"),
        (ring(), {"receipt": ""}, "không còn"),
    ):
        answer = put(client, page, picture, **wrong)
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
    told = client.get(page, {"upload_error": "wrong_type"})
    assert (told.status_code, "không phải ảnh PNG" in told.content.decode()) == (422, True)
    looked = client.get(page, {"receipt": send_file(client, page, ring(), "dau.png")})
    assert looked.context["sent"].address.startswith("data:image/png;base64,")
    assert not SignatureImage.objects.exists()

    put(client, page)
    first = SignatureImage.objects.get()
    assert (first.width_mm, first.basis, first.set_by) == (36, "01/GCN", world.account("clerk"))
    tomorrow = today + timedelta(days=1)
    put(client, page, ring(20), since=f"{tomorrow:%d/%m/%Y}")
    first.refresh_from_db()
    assert first.valid_to == tomorrow
    assert seal_pictures([agency.pk]) == {agency.pk: first}
    assert "hẹn dùng từ ngày" in put(client, page).content.decode()
    text = client.get(page).content.decode()
    assert (text.count("Đang dùng"), text.count("Chưa đến ngày")) == (1, 1)

    SignatureImage.objects.filter(pk=first.pk).update(valid_from=today - timedelta(days=9))
    planned = SignatureImage.objects.get(valid_from=tomorrow)
    for one in (planned, first):
        client.post(f"{page}{one.pk}/ngung/")
    first.refresh_from_db()
    assert (first.valid_to, seal_pictures([agency.pk])) == (today, {})
    assert list(SignatureImage.objects.all()) == [first]
    assert client.post(f"{page}{first.pk}/ngung/").status_code == 409
    assert client.get(f"/can-bo/con-dau/{world.other.agency.pk}/").status_code == 404
    assert client.get(f"/can-bo/con-dau/{world.ward.desk.pk}/").status_code == 404


def test_administrators_find_every_agency_and_leaders_set_no_seal(world: World) -> None:
    client = Client()
    client.force_login(world.account("administrator"))
    listed = client.get("/can-bo/con-dau/")
    assert len(listed.context["rows"]) == listed.context["total"] > 1
    name = world.other.agency.versions.get().name
    found = client.get("/can-bo/con-dau/", {"tim": name.upper()})
    assert [row["agency"].name for row in found.context["rows"]] == [name]
    client.force_login(world.account("leader"))
    assert client.get("/can-bo/con-dau/").status_code == 403
    own = "/can-bo/tai-khoan/chu-ky-so/"
    client.get(f"{own}hinh/", {"receipt": send_file(client, own, ring(), "ky.png")})
    assert SignatureImage.objects.get().account == world.account("leader")
    client.post(f"{own}hinh/bo/")
    assert not SignatureImage.objects.exists()
    assert client.post(f"{own}hinh/bo/").status_code == 409
