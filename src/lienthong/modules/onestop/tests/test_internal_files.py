# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files that officers add, change and part beside a dossier, on the screens where they work."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lienthong.core.documents.api import (
    File,
    FileSource,
    check_out,
    note_on,
    open_file,
    store_upload,
)
from lienthong.kernel import permits
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.modules.onestop.tests.work import Desk, text_of
from lienthong.testing.jobs import own_store, run_jobs
from lienthong.testing.office_files import blank_pdf, body, docx
from lienthong.testing.uploads import send_file
from lienthong.testing.world import World

ROLE, UNKNOWN = "civil_status_officer", "application/octet-stream"


@pytest.fixture
def dossier(
    world: World, answers: dict[str, Any], tmp_path: Path, settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Dossier:  # fmt: skip
    own_store(tmp_path, settings)
    monkeypatch.setenv("PATH", str(tmp_path))  # neither LibreOffice nor Tesseract
    return receive(world, answers)


def side(page: str) -> str:
    """The list of papers beside the dossier."""
    found = re.search(r'<nav class="case-files".*?</nav>', page, re.DOTALL)
    assert found
    return found[0]


def test_what_officers_add_and_part_stands_among_the_papers(world: World, dossier: Dossier) -> None:
    desk = Desk.of(world, ROLE)
    here = reverse("onestop:officer-internal", args=[dossier.pk])
    assert here in side(text_of(desk.case(dossier)))
    draft = docx({"word/document.xml": body("Biên bản")})
    receipt = send_file(desk.client, here, draft, "Biên bản làm việc.docx", media_type=UNKNOWN)
    said = desk.client.get(here, {permits.RECEIPT_PARAMETER: receipt}, follow=True)
    assert "Đã thêm Biên bản làm việc.docx." in said.content.decode()
    run_jobs()
    added = File.objects.get(internal=True)
    shown = text_of(desk.case(dossier, phai=f"noi-bo-{added.pk}"))
    assert "Tài liệu nội bộ (1)" in side(shown)
    assert "Máy chủ chưa có LibreOffice" in shown
    assert reverse("officer:file-desk", args=[added.pk]) in shown
    version = added.current
    assert version is not None
    actor = world.officer(ROLE)
    note_on(version, page=1, text="Sai ngày", actor=actor)
    check_out(added, actor=actor)
    marked = side(text_of(desk.case(dossier)))
    assert "1 ghi chú chưa xong" in marked
    assert f"{world.account(ROLE)} đang giữ" in marked
    refused = send_file(desk.client, here, b"MZ\0\0", "a.exe", media_type=UNKNOWN)
    said = desk.client.get(here, {permits.RECEIPT_PARAMETER: refused}, follow=True)
    assert "Đã thêm" not in said.content.decode()
    fault = desk.client.get(here, {permits.FAULT_PARAMETER: "not_office"}, follow=True)
    assert "Hãy gửi PDF, DOCX, XLSX, TXT hoặc ảnh." in fault.content.decode()
    assert File.objects.filter(internal=True).count() == 1
    stranger = Desk.of(world, ROLE, ward=world.other).client
    assert stranger.get(here).status_code == 404
    citizen = Client()
    citizen.force_login(world.account(ROLE, ward=world.other))
    assert citizen.get(reverse("officer:file", args=[version.pk])).status_code == 404


def test_newer_version_stands_below_what_was_given(
    world: World, dossier: Dossier, tmp_path: Path
) -> None:
    actor = world.officer(ROLE)
    file = open_file("Đơn", owner_kind="onestop.dossier", owner_id=dossier.pk, actor=actor)
    path = tmp_path / "don.pdf"
    path.write_bytes(blank_pdf())
    given = store_upload(file, path=path, name="don.pdf", actor=actor)
    component = dossier.components.order_by("pk")[0]
    component.files = [given.pk]
    component.save(update_fields=["files"])
    desk = Desk.of(world, ROLE)
    assert "cán bộ sửa" not in side(text_of(desk.case(dossier)))
    path.write_bytes(blank_pdf(2))
    newer = store_upload(file, path=path, name="don-sua.pdf", actor=actor)
    assert newer.source == FileSource.UPLOADED
    shown = side(text_of(desk.case(dossier)))
    assert shown.count(f">{component.name}") == 2
    assert "lần 2, cán bộ sửa" in shown
    assert f"tep-{given.pk}" in shown
    assert f"tep-{newer.pk}" in shown
