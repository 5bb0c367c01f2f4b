# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A phone as the camera of the desk: one phone, a quarter of an hour, pages in order, one PDF."""

from __future__ import annotations

import hashlib
import io
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from PIL import Image

from lienthong.core.accounts.api import Mandate
from lienthong.core.documents.api import FileVersion
from lienthong.kernel import permits
from lienthong.kernel.permits import PairingPermit, UploadReceipt
from lienthong.modules.onestop.actions.camera import draft_of
from lienthong.modules.onestop.models import Dossier, PhoneCamera
from lienthong.modules.onestop.queries.cameras import pairing_text
from lienthong.modules.onestop.tests.test_desk_counter import URL, form, sign_in
from lienthong.testing.jobs import own_store, run_jobs
from lienthong.testing.world import World

START = "/can-bo/mot-cua/dien-thoai/"
SLOTS = {
    "slot_key": ["declaration", "birth_certificate"],
    "slot_name": ["Tờ khai đăng ký khai sinh", "Giấy chứng sinh"],
}


@pytest.fixture
def store(tmp_path: Path, settings: Any) -> Path:
    own_store(tmp_path, settings)
    return Path(settings.FILE_STORE)


@pytest.fixture
def desk(world: World, store: Path) -> Client:
    return sign_in(world)


@pytest.fixture
def camera(desk: Client) -> PhoneCamera:
    assert desk.post(START, SLOTS).status_code == 200
    return PhoneCamera.objects.get()


def address(camera: PhoneCamera) -> str:
    return f"/chup/{pairing_text(camera)}/"


def paired(camera: PhoneCamera) -> Client:
    phone = Client()
    assert phone.post(address(camera)).status_code == 302
    return phone


def picture(colour: str, size: tuple[int, int] = (600, 800)) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, colour).save(drawn, "JPEG")
    return drawn.getvalue()


def receipt(camera: PhoneCamera, data: bytes, store: Path, **changes: Any) -> str:
    """As the edge would have kept the picture and signed for it."""
    name = hashlib.sha256(data).hexdigest()[:20]
    folder = permits.quarantine_folder(store)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    values: dict[str, Any] = {
        "id": permits.new_id(),
        "account": str(camera.account_id),
        "draft": draft_of(camera),
        "slot": "declaration",
        "stored": name,
        "name": "trang.jpg",
        "media_type": "image/jpeg",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "expires": int(time.time()) + 60,
    }
    return permits.sign(UploadReceipt(**(values | changes)), django_settings.SECRET_KEY)


def send(phone: Client, camera: PhoneCamera, text: str) -> int:
    return phone.get(f"{address(camera)}anh/", {"receipt": text}).status_code


def status(client: Client, path: str) -> int:
    """Of a file, read to its end."""
    answer: Any = client.get(path)
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return int(answer.status_code)


def pages_of(camera: PhoneCamera) -> list[tuple[str, int]]:
    return list(camera.photos.values_list("slot", "order"))


def test_panel_shows_a_code_for_one_phone_and_a_quarter_of_an_hour(
    desk: Client, camera: PhoneCamera
) -> None:
    page = desk.get(f"{START}{camera.pk}/").content.decode()

    left = camera.expires_at - timezone.now()
    assert timedelta(minutes=14) < left <= timedelta(minutes=15)
    assert "<svg" in page
    assert [slot["key"] for slot in camera.slots] == SLOTS["slot_key"]


def test_first_phone_becomes_the_camera_and_the_second_is_refused(camera: PhoneCamera) -> None:
    first = paired(camera)
    second = Client().get(address(camera))

    assert "Giấy chứng sinh" in first.get(address(camera)).content.decode()
    assert second.status_code == 409
    assert "Mã này đã ghép với điện thoại khác." in second.content.decode()
    assert Client().post(address(camera)).status_code == 409
    assert Client().get(f"{address(camera)}anh/").status_code == 404


def test_expired_code_is_refused_before_and_after_pairing(camera: PhoneCamera, store: Path) -> None:
    phone = paired(camera)
    PhoneCamera.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    camera.refresh_from_db()
    late = phone.get(address(camera))

    assert late.status_code == 409
    assert "Mã ghép đã hết hạn. Hãy quét mã mới ở quầy." in late.content.decode()
    assert Client().post(address(camera)).status_code == 409
    send(phone, camera, receipt(camera, picture("red"), store))
    assert pages_of(camera) == []


@pytest.mark.parametrize("change", [{"account": "999"}, {"post": "999"}, {"slot": "999"}])
def test_permit_of_another_account_post_or_pairing_opens_nothing(
    camera: PhoneCamera, change: dict[str, str]
) -> None:
    values: dict[str, Any] = {
        "account": str(camera.account_id),
        "post": str(camera.unit_id),
        "slot": str(camera.pk),
        "expires": int(time.time()) + 60,
    }
    foreign = permits.sign(PairingPermit(**(values | change)), django_settings.SECRET_KEY)
    forged = permits.sign(PairingPermit(**values), "another secret")

    assert Client().get(f"/chup/{foreign}/").status_code == 404
    assert Client().get(f"/chup/{forged}/").status_code == 404
    assert Client().get("/chup/abc/").status_code == 404


def test_photo_is_kept_once_and_shown_to_officer_and_phone_only(
    desk: Client, camera: PhoneCamera, store: Path, world: World
) -> None:
    phone = paired(camera)
    text = receipt(camera, picture("red"), store)
    assert (send(phone, camera, text), send(phone, camera, text)) == (302, 302)
    photo = camera.photos.get()
    file = f"/can-bo/tep/{photo.file_version_id}/"

    version = FileVersion.objects.get(pk=photo.file_version_id)
    assert (version.content_type, version.digitised) == ("image/jpeg", True)
    assert status(desk, file) == 200
    assert status(sign_in(world, ward=world.other), file) == 404
    assert status(phone, f"{address(camera)}anh/{photo.pk}/") == 200
    assert status(Client(), f"{address(camera)}anh/{photo.pk}/") == 404
    assert "1 trang" in desk.get(f"{START}{camera.pk}/").content.decode()


@pytest.mark.parametrize("change", [{"draft": "camera:0"}, {"slot": "other"}, {"account": "0"}])
def test_receipt_of_another_pairing_slot_or_account_is_refused(
    camera: PhoneCamera, store: Path, change: dict[str, str]
) -> None:
    phone = paired(camera)

    send(phone, camera, receipt(camera, picture("red"), store, **change))

    assert pages_of(camera) == []


def test_pages_are_retaken_and_put_in_order(desk: Client, camera: PhoneCamera, store: Path) -> None:
    phone = paired(camera)
    for colour in ("red", "green", "blue"):
        send(phone, camera, receipt(camera, picture(colour), store))
    first, second, third = camera.photos.all()
    phone.post(f"{address(camera)}anh/", {"photo": second.pk})
    desk.post(f"{START}{camera.pk}/", {"camera_act": "forward", "photo": third.pk})

    assert [photo.pk for photo in camera.photos.all()] == [third.pk, first.pk]


def test_unpaired_phone_takes_no_more_photos(
    desk: Client, camera: PhoneCamera, store: Path
) -> None:
    phone = paired(camera)
    send(phone, camera, receipt(camera, picture("red"), store))
    desk.post(f"{START}{camera.pk}/", {"camera_act": "unpair"})
    send(phone, camera, receipt(camera, picture("blue"), store))

    assert len(pages_of(camera)) == 1
    said = phone.get(address(camera)).content.decode()
    assert "Quầy đã thôi ghép điện thoại này." in said


def test_another_officer_reaches_neither_panel_nor_pages(camera: PhoneCamera, world: World) -> None:
    other = sign_in(world, ward=world.other)

    assert other.get(f"{START}{camera.pk}/").status_code == 404
    assert other.post(f"{START}{camera.pk}/", {"camera_act": "unpair"}).status_code == 404
    camera.refresh_from_db()
    assert camera.ended_at is None


def test_received_dossier_takes_the_pages_and_the_worker_binds_them(
    desk: Client, camera: PhoneCamera, store: Path
) -> None:
    phone = paired(camera)
    for colour in ("red", "green"):
        send(phone, camera, receipt(camera, picture(colour), store))
    answer = desk.post(URL, form(camera=str(camera.pk)))
    assert answer.status_code == 302, answer.context["errors"]
    component = Dossier.objects.get().components.get(key="declaration")
    assert len(component.files) == 2
    run_jobs()

    component.refresh_from_db()
    (number,) = component.files
    bound = FileVersion.objects.get(pk=number)
    assert (bound.content_type, bound.pages) == ("application/pdf", 2)
    assert bound.file.owner_kind == "onestop.dossier"
    camera.refresh_from_db()
    assert camera.ended_at is not None


def test_all_pages_of_the_ground_become_one_file_of_the_mandate(
    desk: Client, camera: PhoneCamera, store: Path
) -> None:
    behalf = {
        "behalf_principal_name": "Nguyễn Thị Lan",
        "behalf_personal_id": "044195001234",
        "behalf_basis": "authorisation",
        "behalf_number": "12/2026",
        "behalf_seen": "1",
    }
    desk.post(URL, form(act="refresh", camera=str(camera.pk), **behalf))
    camera.refresh_from_db()
    assert camera.slots[-1] == {"key": "mandate", "name": "Căn cứ nộp thay, mọi trang"}
    phone = paired(camera)
    for colour in ("red", "green", "blue"):
        send(phone, camera, receipt(camera, picture(colour), store, slot="mandate"))
    answer = desk.post(URL, form(camera=str(camera.pk), **behalf))
    assert answer.status_code == 302, answer.context["errors"]
    run_jobs()

    mandate = Mandate.objects.get()
    bound = FileVersion.objects.get(pk=mandate.document_id or 0)
    assert (bound.content_type, bound.pages) == ("application/pdf", 3)
    assert (bound.file.owner_kind, bound.file.owner_id) == ("accounts.mandate", mandate.pk)
    assert status(desk, f"/can-bo/tep/{bound.pk}/") == 200


def test_counter_asks_the_phone_for_the_papers_of_the_answers(
    desk: Client, camera: PhoneCamera
) -> None:
    desk.post(URL, form(act="refresh", camera=str(camera.pk), birth_proof_kind="own_commitment"))

    camera.refresh_from_db()
    assert "birth_commitment" in {slot["key"] for slot in camera.slots}
