# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files that officers put beside what they work on: who reads them, what becomes of them."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lienthong.core.access.api import Role
from lienthong.core.documents.actions.beside import place_beside, put_beside, take_off
from lienthong.core.documents.actions.bind import part_file
from lienthong.core.documents.actions.files import open_file, store_upload
from lienthong.core.documents.actions.work import check_out, draw_pages, note_on
from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain import readers
from lienthong.core.documents.domain.pdf.words import page_pictures
from lienthong.core.documents.enums import TextMethod
from lienthong.core.documents.models import File, FileText, FileVersion
from lienthong.core.documents.queries import keys_in_use, may_read_file
from lienthong.core.documents.queries.beside import work_beside
from lienthong.core.documents.tests import samples
from lienthong.core.documents.tests.conftest import Office, make_officer
from lienthong.core.search.api import Family, find, unit_token
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.kernel.permits import UploadReceipt, new_id, quarantine_folder

Jobs = Callable[[], list[str]]
Send = Callable[..., FileVersion]
LONG = "Biên bản kiểm tra hiện trạng sử dụng đất và tài sản gắn liền với đất của hộ ông Hùng. " * 3


@pytest.fixture
def office(office: Office, citizen: Actor, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Officers of the ward and the citizen may read what belongs to "work"; the stranger not."""
    here = {(office.unit.pk, None), (None, citizen.person_id)}
    monkeypatch.setitem(
        readers._readers, "work", lambda actor, *_: (actor.unit_id, actor.person_id) in here
    )
    return office


@pytest.fixture
def send(own_store: Path, settings: Any) -> Send:
    """Send a file as an officer, as the edge hands it over."""

    def sent(actor: Actor, data: bytes, name: str, **changes: Any) -> FileVersion:
        folder = quarantine_folder(Path(settings.FILE_STORE))
        folder.mkdir(parents=True, exist_ok=True)
        values: dict[str, Any] = {
            "id": new_id(), "account": str(actor.account_id), "draft": place_beside("work", 1),
            "slot": "x", "stored": new_id(), "name": name, "media_type": "application/octet-stream",
        }  # fmt: skip
        values |= changes
        (folder / values["stored"]).write_bytes(data)
        sha, until = hashlib.sha256(data).hexdigest(), int(time.time()) + 60
        receipt = UploadReceipt(**values, size=len(data), sha256=sha, expires=until)
        return put_beside("work", 1, receipt=receipt, actor=actor)

    return sent


def test_officers_add_a_file_that_the_citizen_does_not_read(
    office: Office, citizen: Actor, send: Send
) -> None:
    version = send(office.clerk, "Điều 1".encode(), f"{LONG[:200]}.txt", id="một")
    assert (version.file.title, version.content_type) == (LONG[:200].strip(), "text/plain")
    assert send(office.clerk, b"", "x", id="một") == version
    assert may_read_file(office.head, version.file)
    assert not may_read_file(office.stranger, version.file)
    assert not may_read_file(citizen, version.file)
    part = File.objects.get(pk=part_file(_pdf(office, send), parts="2", actor=office.clerk)[0])
    assert not may_read_file(citizen, part)
    with pytest.raises(OutOfScope):
        send(office.stranger, b"x", "a.txt")
    with pytest.raises(NotAllowed):
        send(office.clerk, b"x", "a.txt", draft=place_beside("work", 2))


def _pdf(office: Office, send: Send) -> FileVersion:
    return send(office.clerk, samples.pdf(2), "a.pdf")


def test_refused_file_leaves_no_internal_file(office: Office, send: Send, own_store: Path) -> None:
    for data, name, code in (
        (samples.docx()[:200], "a.docx", "broken"), (samples.locked_pdf("x"), "a.pdf", "encrypted"),
        (samples.picture("PNG"), "a.pdf", "disguised"), (b"MZ\0", "a.exe", "kind_not_taken"),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as refused:
            send(office.clerk, data, name)
        assert refused.value.code == code
    assert not File.objects.filter(internal=True).exists()
    assert not list(own_store.glob("??/??/*"))


def test_work_on_files_is_told_beside_what_they_are_about(
    office: Office, send: Send, run_jobs: Jobs, tmp_path: Path
) -> None:
    given = open_file("Đơn", owner_kind="work", owner_id=1, actor=office.clerk)
    path = samples.put(tmp_path, "don.pdf", samples.pdf(1))
    first = store_upload(given, path=path, name="don.pdf", actor=office.clerk)
    assert work_beside("work", 1) == []
    note_on(first, page=1, text="Thiếu chữ ký", actor=office.head)
    note_on(first, page=1, text="Sai ngày", actor=office.head)
    check_out(given, actor=office.deputy)
    added = _pdf(office, send)
    part_file(added, parts="2", actor=office.clerk)
    found = work_beside("work", 1)
    assert [(one.file.title, one.open_notes, one.version is None) for one in found] == [
        ("Đơn", 2, False), ("a", 0, False), ("a (2)", 0, True),
    ]  # fmt: skip
    assert found[0].held is not None
    assert found[0].held.account_id == office.deputy.account_id


def test_file_added_by_mistake_goes_with_its_bytes_unless_somebody_keeps_the_same(
    office: Office, send: Send, run_jobs: Jobs
) -> None:
    first, twin = (send(office.clerk, "Hạn 05 ngày".encode(), name) for name in ("a.txt", "b.txt"))
    run_jobs()
    scope = [unit_token(office.unit.pk)]
    assert len(find("han 05", scope=scope, family=Family.FILE)) == 2
    note_on(first, page=1, text="Sai", actor=office.head)
    role = Role.objects.create(code="few", title="Ít quyền", permissions=[])
    few = make_officer("Lê Văn Ít", office.unit, office.deputy_position, role)
    with pytest.raises(NotAllowed):
        take_off(first.file, actor=few)
    check_out(first.file, actor=office.deputy)
    with pytest.raises(IllegalState, match="đang giữ"):
        take_off(first.file, actor=office.clerk)
    first.file.check_outs.update(ended_at=timezone.now())
    take_off(first.file, actor=office.clerk)
    (left,) = find("han 05", scope=scope, family=Family.FILE)
    assert left.subject_id == twin.file_id
    assert _swept(first.storage_key) == 0
    take_off(twin.file, actor=office.clerk)
    assert _swept(first.storage_key) > 0
    given = open_file("Đơn", owner_kind="work", owner_id=1, actor=office.clerk)
    with pytest.raises(NotAllowed):
        take_off(given, actor=office.clerk)


def _swept(key: str) -> int:
    """Sweep as if two days had gone by; how many went, the key last of all."""
    store = file_store()
    with store.local(key) as path:
        os.utime(path, (time.time() - 200_000,) * 2)
    return store.sweep(keys_in_use, older_than=timezone.now() - timedelta(days=1))


def test_picture_and_long_file_are_drawn_page_by_page(
    office: Office,
    send: Send,
    run_jobs: Jobs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual = page_pictures.__kwdefaults__
    assert usual is not None
    monkeypatch.setitem(usual, "most", 2)
    picture, long = send(office.clerk, samples.picture("PNG"), "a.png"), _five(office, send)
    for version in (picture, long):
        draw_pages(version, actor=office.clerk)
    run_jobs()
    picture.refresh_from_db()
    long.refresh_from_db()
    assert (len(picture.page_keys), picture.rendition_problem) == (2, "")
    assert len(long.page_keys) == 10


def _five(office: Office, send: Send) -> FileVersion:
    return send(office.clerk, samples.pdf(5), "b.pdf")


def test_words_of_what_was_bound_are_read(office: Office, send: Send, run_jobs: Jobs) -> None:
    part = part_file(_pdf(office, send), parts="1-2", actor=office.clerk)[0]
    run_jobs()
    assert FileText.objects.get(version__file_id=part).method == TextMethod.NONE
