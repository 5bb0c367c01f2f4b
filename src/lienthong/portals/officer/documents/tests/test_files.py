# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A file on the officers' desk: held, changed, noted on, compared, bound and parted."""

from __future__ import annotations

import hashlib
import html
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pikepdf
import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from lienthong.core.documents.api import (
    WORK_LIMITS,
    CheckOut,
    File,
    FileNote,
    FileVersion,
    file_store,
    open_file,
    register_file_reader,
    store_upload,
    work_place,
)
from lienthong.kernel import permits
from lienthong.kernel.actor import Actor
from lienthong.testing.jobs import own_store, run_jobs
from lienthong.testing.office_files import blank_pdf, body, docx, red_png
from lienthong.testing.world import World

KIND = "papers-desk"


def readable(actor: Actor, owner_id: int | None, file_id: int) -> bool:
    """The officers of one ward read the files of this test."""
    return owner_id in {actor.agency_id, actor.unit_id}


@pytest.fixture
def desk(world: World, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    own_store(tmp_path, settings)
    monkeypatch.setenv("PATH", str(tmp_path))  # neither LibreOffice nor Tesseract
    register_file_reader(KIND, readable)
    return world


def client(world: World, role: str, **where: Any) -> Client:
    found = Client()
    found.force_login(world.account(role, **where))
    return found


def put(world: World, folder: Path, name: str, data: bytes) -> FileVersion:
    actor, unit = world.officer("clerk"), world.ward.agency.pk
    target = open_file(name, owner_kind=KIND, owner_id=unit, unit_id=unit, actor=actor)
    path = folder / name
    path.write_bytes(data)
    return store_upload(target, path=path, name=name, limits=WORK_LIMITS, actor=actor)


def receipt(file: File, account_id: int, data: bytes, name: str) -> str:
    folder = permits.quarantine_folder(Path(django_settings.FILE_STORE))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "stored").write_bytes(data)
    made = permits.UploadReceipt(
        id=name, account=str(account_id), draft=work_place(file), slot="version", stored="stored",
        name=name, media_type="application/zip", size=len(data),
        sha256=hashlib.sha256(data).hexdigest(), expires=int(time.time()) + 60,
    )  # fmt: skip
    return urlencode({permits.RECEIPT_PARAMETER: permits.sign(made, django_settings.SECRET_KEY)})


def test_one_changes_others_look_and_a_leader_frees(desk: World, tmp_path: Path) -> None:
    first = put(desk, tmp_path, "a.docx", docx({"word/document.xml": body("Hạn 05 ngày")}))
    file, clerk, leader = first.file, client(desk, "clerk"), client(desk, "leader")
    page, act = (reverse(f"officer:file-{name}", args=[file.pk]) for name in ("desk", "act"))
    assert "Chưa ai giữ tệp này." in clerk.get(page).content.decode()
    clerk.post(act, {"viec": "giu"})
    seen = leader.get(page).content.decode()
    assert "Bạn xem và ghi chú được, chưa sửa được." in seen
    said = leader.post(act, {"viec": "giu"}, follow=True).content.decode()
    assert "đang giữ tệp này từ" in said
    leader.post(act, {"viec": "nha", "ly-do": ""})
    assert CheckOut.objects.filter(file=file, ended_at=None).exists()
    leader.post(act, {"viec": "nha", "ly-do": "Nghỉ ốm"})
    assert CheckOut.objects.get(file=file).reason == "Nghỉ ốm"
    account = desk.account("clerk").pk
    better = docx({"word/document.xml": body("Hạn 07 ngày")})
    back = reverse("officer:file-receipt", args=[file.pk])
    refused = clerk.get(f"{back}?{receipt(file, account, better, 'b.docx')}", follow=True)
    freed = f"{desk.account('leader')} đã nhả tệp thay bạn lúc"
    assert "Bản bạn sửa vẫn ở máy bạn." in refused.content.decode()
    assert freed in clerk.get(page).content.decode()
    assert freed not in leader.get(page).content.decode()
    leader.post(act, {"viec": "giu"})
    between = docx({"word/document.xml": body("Hạn 06 ngày")})
    lead = desk.account("leader").pk
    leader.get(f"{back}?{receipt(file, lead, between, 'giua.docx')}")
    clerk.post(act, {"viec": "giu"})
    assert f"{desk.account('leader')} đã thêm lần 2." in clerk.get(page).content.decode()
    hostile = docx({"word/vbaProject.bin": b"x"})
    told = clerk.get(f"{back}?{receipt(file, account, hostile, 'c.docx')}", follow=True)
    assert "Tệp có chứa mã lệnh." in told.content.decode()
    assert (file.versions.count(), CheckOut.objects.filter(ended_at=None).count()) == (2, 1)
    done = clerk.get(f"{back}?{receipt(file, account, better, 'b.docx')}", follow=True)
    assert "Đã thêm phiên bản mới và trả tệp." in done.content.decode()
    assert (file.versions.count(), CheckOut.objects.filter(ended_at=None).count()) == (3, 0)
    compare = reverse("officer:file-compare", args=[file.pk])
    being_read = clerk.get(f"{compare}?cu=1&moi=3").content.decode()
    assert "Đang đọc chữ trong tệp" in being_read
    (asked,) = re.findall(r'hx-get="([^"]+)" hx-trigger="every 3s"', being_read)
    assert html.unescape(asked) == f"{compare}?cu=1&moi=3"
    run_jobs()
    assert "every 3s" not in clerk.get(f"{compare}?cu=1&moi=3").content.decode()
    shown = clerk.get(page).content.decode()
    assert freed not in shown
    assert "Máy chủ chưa có LibreOffice" in shown
    for kind in ("hai-cot", "mot-cot"):
        found = clerk.get(f"{compare}?cu=1&moi=3&kieu={kind}").content.decode()
        assert "<del>05</del>" in found
        assert "<ins>07</ins>" in found
    assert clerk.get(f"{compare}?cu=1&moi=9").status_code == 404
    assert "mở đã lâu" in clerk.get(f"{back}?receipt=sai", follow=True).content.decode()
    large = clerk.get(f"{back}?{permits.FAULT_PARAMETER}=too_large", follow=True).content.decode()
    assert "Tệp lớn hơn 50 MB." in large
    clerk.post(act, {"viec": "ve-trang", "lan": "3"})
    assert file.versions.get(number=3).rendition_problem == ""
    stranger = client(desk, "clerk", ward=desk.other)
    assert stranger.get(page).status_code == 404
    assert stranger.post(act, {"viec": "giu"}).status_code == 404


def test_pages_are_drawn_noted_on_and_parted(desk: World, tmp_path: Path) -> None:
    version = put(desk, tmp_path, "a.pdf", blank_pdf(2))
    file, clerk, leader = version.file, client(desk, "clerk"), client(desk, "leader")
    page, act = (reverse(f"officer:file-{name}", args=[file.pk]) for name in ("desk", "act"))
    waiting = clerk.get(page).content.decode()
    assert "Đang dựng bản xem" in waiting
    run_jobs()
    clerk.post(act, {"viec": "ve-trang", "lan": "1"})
    run_jobs()
    picture = clerk.get(reverse("officer:file-page", args=[version.pk, 2]))
    assert picture["Content-Type"] == "image/jpeg"
    drawn: Any = picture
    assert b"".join(drawn.streaming_content).startswith(b"\xff\xd8")
    assert clerk.get(reverse("officer:file-page", args=[version.pk, 3])).status_code == 404
    region = {"place": "vung", "left": "100", "top": "50", "width": "300", "height": "40"}
    said = {"viec": "ghi-chu", "lan": "1", "page": "2", "text": "Sai ngày", **region}
    clerk.post(act, said | {"text": ""})
    clerk.post(act, said | {"width": "950"})
    assert FileNote.objects.count() == 0
    leader.post(act, said)
    note = FileNote.objects.get()
    clerk.post(act, {"viec": "tra-loi", "ghi-chu": str(note.pk), "text": "Đã sửa"})
    shown = clerk.get(f"{page}?lan=1&trang=2").content.decode()
    assert '<rect x="100" y="50" width="300" height="40">' in shown
    assert "Đã sửa" in shown
    assert "1 ghi chú chưa xong ở trang khác" in clerk.get(page).content.decode()
    leader.post(act, said | {"place": "cuoi", "text": "Cuối trang"})
    last = FileNote.objects.get(text="Cuối trang")
    assert (last.left, last.top, last.width, last.height) == (0, 667, 1000, 333)
    clerk.post(act, {"viec": "xong", "ghi-chu": str(note.pk)})
    note.refresh_from_db()
    assert note.resolved_by == desk.account("clerk")
    parting = reverse("officer:file-part", args=[file.pk])
    assert "Tệp có 2 trang." in clerk.post(parting, {"parts": "9"}).content.decode()
    loss = "Tôi hiểu bản mới không có chữ ký số"
    assert loss not in clerk.get(parting).content.decode()
    FileVersion.objects.filter(pk=version.pk).update(signed=True)
    assert loss in clerk.get(parting).content.decode()
    warned = clerk.post(parting, {"parts": "1\n2"}).content.decode()
    assert "bản mới mất chữ ký" in warned
    assert File.objects.filter(title__startswith="a.pdf (").count() == 0
    clerk.post(parting, {"parts": "1\n2", "accept_loss": "on"})
    run_jobs()
    parts = File.objects.filter(title__startswith="a.pdf (").order_by("pk")
    assert [part.current.pages for part in parts if part.current] == [1, 1]
    dropping = reverse("officer:file-drop", args=[parts[0].pk])
    assert "mất hẳn" in clerk.get(dropping).content.decode()
    assert clerk.post(dropping).status_code == 302
    assert parts.all().count() == 1
    kept = reverse("officer:file-drop", args=[file.pk])
    assert clerk.post(kept).status_code == 404


def test_files_are_bound_in_the_order_that_the_person_chose(desk: World, tmp_path: Path) -> None:
    file, clerk = put(desk, tmp_path, "a.pdf", blank_pdf(2)).file, client(desk, "clerk")
    page, binding = (reverse(f"officer:file-{name}", args=[file.pk]) for name in ("desk", "bind"))
    assert binding not in clerk.get(page).content.decode()
    put(desk, tmp_path, "b.png", red_png())
    assert binding in clerk.get(page).content.decode()
    pdf, picture = (str(pk) for pk in FileVersion.objects.values_list("pk", flat=True))
    order = {"parts": [pdf, picture], "thu-tu": [pdf, picture], "title": "Ghép"}
    assert clerk.post(binding, order | {"parts": [pdf]}).status_code == 422
    up = clerk.post(binding, order | {"len": picture})
    rows = [(str(row.version.pk), row.is_chosen) for row in up.context["form"].rows()]
    assert "accept_loss" not in up.content.decode()
    assert (up.status_code, rows) == (200, [(picture, True), (pdf, True)])
    assert 'value="Ghép"' in up.content.decode()
    last = clerk.post(binding, order | {"xuong": picture}).context["form"].rows()
    assert [str(row.version.pk) for row in last] == [pdf, picture]
    assert File.objects.count() == 2
    clerk.post(binding, order | {"thu-tu": [picture, pdf]})
    run_jobs()
    made = File.objects.get(title="Ghép").current
    assert made is not None
    with file_store().open(made.storage_key) as stream, pikepdf.open(stream) as bound:
        assert [bool(page.get_images()) for page in bound.pages] == [True, False, False]
