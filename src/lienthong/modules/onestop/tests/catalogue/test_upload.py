# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A file sent by the browser: what it would change first, nothing kept until somebody says so."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from lienthong.modules.onestop.actions.catalogue_run import note_catalogue_progress
from lienthong.modules.onestop.domain.catalogue.files import read_file
from lienthong.modules.onestop.models import CatalogueImport, CatalogueRun, SourceRecord
from lienthong.modules.onestop.tests.catalogue.samples import LISTED, NATIONAL, READABLE, UNREADABLE
from lienthong.modules.onestop.views.work import catalogue_upload
from lienthong.testing.jobs import run_jobs, store_in
from lienthong.testing.uploads import send_file
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
    """Sends a file as the edge would take it; other values forge its receipt."""
    store_in(tmp_path / "files", settings)

    def put(data: bytes, name: str = "danh-muc.jsonl", **other: str) -> str:
        return send_file(administrator, ADDRESS, data, name, **other)

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
    asked = administrator.post(ADDRESS, {"receipt": receipt}, follow=True)
    assert "Đang nhập vào danh mục." in asked.content.decode()
    assert national() == 0, "nothing happens while the page waits"
    assert "onestop.read_catalogue" in run_jobs()
    (address, _status) = asked.redirect_chain[-1]
    done = administrator.get(address)
    assert f"Đã nhập: mới {READABLE}, đổi 0, giữ nguyên 0" in done.content.decode()
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
    run_jobs()
    taken = CatalogueImport.objects.get(file_name="danh-sach.yaml")
    assert f"{taken.as_of}" == "2026-11-20"


def test_a_large_file_is_tried_by_the_worker_with_progress_then_imported(
    administrator: Client, send: Send, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue_upload, "AT_ONCE", 10)
    receipt = send(NATIONAL.read_bytes())
    assert administrator.get(ADDRESS, {"receipt": receipt}).context["is_large"]
    waiting = administrator.post(ADDRESS, {"receipt": receipt, "_try": "1"}, follow=True)
    (address, _status) = waiting.redirect_chain[-1]
    run = CatalogueRun.objects.get()
    assert (run.is_trial, run.percent, run.is_done) == (True, 0, False)
    with transaction.atomic():
        note_catalogue_progress(run, position=run.size // 2)
    page = administrator.get(address, headers={"HX-Request": "true"}).content.decode()
    assert f'value="{run.percent}"' in page
    assert run.percent == 49 or run.percent == 50

    run_jobs(done := set[int]())
    tried = administrator.get(address)
    assert tried.context["counts"]["new"] == READABLE
    assert national() == 0
    administrator.post(address)
    other = Client()
    other.force_login(world.account("administrator", ward=world.other))
    assert other.get(address).status_code in {403, 404}
    run_jobs(done)
    assert national() == READABLE + UNREADABLE
    assert CatalogueRun.objects.latest("pk").told["counts"]["new"] == READABLE
    administrator.post(address)
    run_jobs(done)
    again = CatalogueRun.objects.latest("pk")
    assert (again.state, again.fault) == ("refused", "Không thấy tệp đã nêu.")


def test_a_reading_tells_how_far_it_is(tmp_path: Path) -> None:
    line = NATIONAL.read_bytes().split(b"\n")[0] + b"\n"
    path, heard = tmp_path / "large.jsonl", list[int]()
    path.write_bytes(line + b" " * 1_000_000 + b"\n" + b"\n".join([b" " * 200_000] * 5))

    read_file(path, heard.append)

    assert len(heard) >= 3
    assert heard == sorted(heard)
    assert heard[-1] <= path.stat().st_size


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
        tried = administrator.get(ADDRESS, {"receipt": receipt})
        assert tried.status_code == 422, words
        assert words in tried.context["fault"], words
        asked = administrator.post(ADDRESS, {"receipt": receipt})
        if asked.status_code == 302:
            run_jobs()
            assert words in CatalogueRun.objects.latest("pk").fault, words
        else:
            assert words in asked.context["fault"], words
    assert (
        "tối đa 20 MB" in administrator.get(ADDRESS, {"upload_error": "too_large"}).content.decode()
    )
    assert CatalogueImport.objects.count() == before
    clerk = Client()
    clerk.force_login(world.account("clerk"))
    assert clerk.get(ADDRESS).status_code == 403
