# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A file sent by the browser: what it would change first, nothing kept until somebody says so."""

from __future__ import annotations

import hashlib
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from lienthong.kernel import permits
from lienthong.kernel.permits import UploadPermit, UploadReceipt
from lienthong.modules.onestop.models import CatalogueImport, SourceRecord
from lienthong.modules.onestop.tests.catalogue.samples import LISTED, NATIONAL, READABLE, UNREADABLE
from lienthong.testing.jobs import store_in
from lienthong.testing.world import World

ADDRESS = "/can-bo/danh-muc/nhap/"
Send = Callable[..., str]


@pytest.fixture
def administrator(world: World) -> Client:
    client = Client()
    client.force_login(world.account("administrator"))
    return client


@pytest.fixture
def send(administrator: Client, tmp_path: Path, settings: Any) -> Send:
    """Plays the edge: keeps the bytes under the permit of the page, answers where it leads."""
    store_in(tmp_path / "files", settings)

    def put(data: bytes, name: str = "danh-muc.jsonl", **other: str) -> str:
        page = administrator.get(ADDRESS).content.decode()
        text = re.search(r"/tai-len\?permit=([\w.-]+)", page)
        assert text is not None
        permit = permits.read(UploadPermit, text[1], django_settings.SECRET_KEY, now=time.time())
        folder = permits.quarantine_folder(Path(settings.FILE_STORE))
        folder.mkdir(parents=True, exist_ok=True)
        stored = permits.new_id()
        (folder / stored).write_bytes(data)
        values: dict[str, Any] = {
            "id": permits.new_id(),
            "account": permit.account,
            "draft": permit.draft,
            "slot": permit.slot,
            "stored": stored,
            "name": name,
            "media_type": "application/octet-stream",
            "size": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
            "expires": int(time.time()) + 60,
        }
        return permits.sign(UploadReceipt(**{**values, **other}), django_settings.SECRET_KEY)

    return put


def national() -> int:
    return SourceRecord.objects.filter(source="national").count()


def test_a_file_is_tried_first_then_imported_once(administrator: Client, send: Send) -> None:
    receipt = send(NATIONAL.read_bytes())
    tried = administrator.get(ADDRESS, {"receipt": receipt})

    counts = {"new": READABLE, "changed": 0, "unchanged": 0, "unreadable": UNREADABLE}
    assert tried.context["counts"] == counts
    assert len(tried.context["unreadable"]) == UNREADABLE
    assert "thiếu mã thủ tục" in tried.content.decode()
    assert national() == 0
    done = administrator.post(ADDRESS, {"receipt": receipt}, follow=True)
    assert f"Đã nhập: mới {READABLE}, đổi 0, giữ nguyên 0." in done.content.decode()
    taken = CatalogueImport.objects.get(source="national")
    assert (taken.file_name, taken.counts) == ("danh-muc.jsonl", counts)
    assert national() == READABLE + UNREADABLE
    twice = administrator.post(ADDRESS, {"receipt": receipt})
    assert twice.status_code == 422
    again = administrator.get(ADDRESS, {"receipt": send(NATIONAL.read_bytes())})
    assert again.context["counts"] == counts | {"new": 0, "unchanged": READABLE}
    assert "Không có gì để nhập" in again.content.decode()


def test_a_list_names_its_day(administrator: Client, send: Send) -> None:
    administrator.post(ADDRESS, {"receipt": send(LISTED.encode(), "danh-sach.yaml")})
    taken = CatalogueImport.objects.get(file_name="danh-sach.yaml")
    assert f"{taken.as_of}" == "2026-11-20"


def bomb(path: Path) -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", "{}")
        archive.writestr("procedures/9.000001.json", b"0" * 30_000_000)
    return path.read_bytes()


def test_hostile_files_and_receipts_are_told_and_nothing_is_kept(
    administrator: Client, send: Send, world: World, tmp_path: Path
) -> None:
    before = CatalogueImport.objects.count()
    wrong = {
        "Tệp rỗng.": send(b""),
        "tham chiếu": send(b"meta: &a [1]\nprocedures: *a\n"),
        "bung ra quá lớn": send(bomb(tmp_path / "bomb.zip"), "goi.zip"),
        "Không nhận ra": send(b"%PDF-1.7 nothing"),
        "Không thấy tệp đã nêu": "forged",
        "Không thấy": send(NATIONAL.read_bytes(), account="1"),
        "tệp đã nêu": send(NATIONAL.read_bytes(), draft="onestop.draft"),
        "Không thấy tệp": send(b"x", stored="../../../etc/passwd"),
        "bị hỏng": send(NATIONAL.read_bytes(), sha256="0" * 64),
    }
    for words, receipt in wrong.items():
        for answer in (
            administrator.get(ADDRESS, {"receipt": receipt}),
            administrator.post(ADDRESS, {"receipt": receipt}),
        ):
            assert answer.status_code == 422, words
            assert words in answer.context["fault"], words
    assert (
        "tối đa 20 MB" in administrator.get(ADDRESS, {"upload_error": "too_large"}).content.decode()
    )
    assert CatalogueImport.objects.count() == before
    clerk = Client()
    clerk.force_login(world.account("clerk"))
    assert clerk.get(ADDRESS).status_code == 403
