# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import hashlib
import time
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from lienthong.core.audit.api import AuditRecord
from lienthong.core.documents.actions.files import (
    assign_files,
    open_file,
    store_upload,
)
from lienthong.core.documents.actions.quarantine import accept_quarantined, receive_file
from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain.readers import _readers, register_file_reader
from lienthong.core.documents.domain.storage import Stray, key_of
from lienthong.core.documents.enums import CheckState, FileSource
from lienthong.core.documents.exports import file_response, preview_response
from lienthong.core.documents.models import File, FileVersion
from lienthong.core.documents.queries import files_of, keys_in_use, readable_version
from lienthong.core.documents.tasks.papers import sweep_store
from lienthong.core.documents.tests import samples
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput, NotAllowed, OutOfScope
from lienthong.kernel.permits import UploadReceipt, quarantine_folder


@pytest.fixture
def paper(citizen: Actor, own_store: Path) -> File:
    return open_file(
        "Giấy chứng sinh", owner_kind="draft", owner_id=3, person_id=citizen.person_id,
        actor=citizen,
    )  # fmt: skip


def receipt_for(store: Path, actor: Actor, data: bytes, **changes: str) -> UploadReceipt:
    folder = quarantine_folder(store)
    folder.mkdir(parents=True, exist_ok=True)
    samples.put(folder, "stored-1", data)
    values = {
        "id": "r1", "account": str(actor.account_id), "draft": "3", "slot": "gcs",
        "stored": "stored-1", "name": "Giấy chứng sinh.pdf", "media_type": "application/pdf",
        "sha256": hashlib.sha256(data).hexdigest(),
    }  # fmt: skip
    return UploadReceipt(**{**values, **changes}, size=len(data), expires=int(time.time()) + 60)


def test_upload_becomes_a_version_with_its_hash(
    paper: File, citizen: Actor, tmp_path: Path, run_jobs: Callable[[], list[str]]
) -> None:
    data = samples.turned_jpeg()
    path = samples.put(tmp_path, "x", data)
    name = unicodedata.normalize("NFD", "Ảnh giấy chứng sinh.jpg")
    version = store_upload(paper, path=path, name=name, digitised=True, actor=citizen)
    assert version.original_name == "Ảnh giấy chứng sinh.jpg"
    assert (version.number, version.content_type, version.digitised) == (1, "image/jpeg", True)
    assert version.sha256 == hashlib.sha256(data).hexdigest()
    assert version.uploaded_by_id == citizen.account_id
    assert run_jobs()[0] == "documents.check_version"
    version.refresh_from_db()
    assert (version.check_state, version.signed) == (CheckState.DONE, False)
    assert keys_in_use([version.storage_key, version.preview_key]) >= {version.preview_key}
    preview = preview_response(version)
    assert preview.getvalue().startswith(b"\xff\xd8\xff")
    preview.close()


def test_every_upload_is_a_new_version(paper: File, citizen: Actor, tmp_path: Path) -> None:
    for pages in (1, 2):
        path = samples.put(tmp_path, "x", samples.pdf(pages))
        store_upload(paper, path=path, name="a.pdf", actor=citizen)
    current = paper.current
    assert current is not None
    assert (current.number, current.pages) == (2, 2)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"MZ" + bytes(99), "disguised"),
        ("a.pdf", samples.locked_pdf("x"), "encrypted"),
        ("a.png", samples.huge_png(), "too_many_pixels"),
    ],
)
def test_refused_file_leaves_nothing(
    paper: File, citizen: Actor, tmp_path: Path, own_store: Path, name: str, data: bytes, code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        store_upload(paper, path=samples.put(tmp_path, "x", data), name=name, actor=citizen)
    assert refused.value.code == code
    assert str(refused.value).endswith(".")
    assert FileVersion.objects.count() == 0
    assert not [path for path in own_store.rglob("*") if path.is_file()]


def test_crash_between_bytes_and_row_can_be_repeated(
    paper: File, citizen: Actor, tmp_path: Path
) -> None:
    path = samples.put(tmp_path, "x", samples.pdf())

    def crash_after_storing() -> None:
        with transaction.atomic():
            store_upload(paper, path=path, name="a.pdf", actor=citizen)
            raise ConnectionError

    with pytest.raises(ConnectionError):
        crash_after_storing()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    orphan = key_of(digest, f"person-{citizen.person_id}")
    assert FileVersion.objects.count() == 0
    with file_store().open(orphan) as stream:
        assert stream.read() == path.read_bytes()
    version = store_upload(paper, path=path, name="a.pdf", actor=citizen)
    assert (version.number, version.storage_key) == (1, orphan)
    assert sweep_store() == 0
    with file_store().open(orphan) as stream:
        assert stream.read() == path.read_bytes()


def test_receipt_is_taken_once(
    paper: File,
    citizen: Actor,
    own_store: Path,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    receipt = receipt_for(own_store, citizen, samples.pdf())
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        first = accept_quarantined(paper, receipt=receipt, actor=citizen)
    assert not list(quarantine_folder(own_store).iterdir())
    again = accept_quarantined(paper, receipt=receipt, actor=citizen)
    assert (again, FileVersion.objects.count()) == (first, 1)
    assert first.source == FileSource.UPLOADED


def test_receipt_of_somebody_else_is_refused(paper: File, citizen: Actor, own_store: Path) -> None:
    receipt = receipt_for(own_store, citizen, samples.pdf(), account="999")
    with pytest.raises(NotAllowed):
        accept_quarantined(paper, receipt=receipt, actor=citizen)


@pytest.mark.parametrize("stored", ["missing", "../../secret", "/etc/hostname"])
def test_receipt_without_its_file_is_refused(
    paper: File, citizen: Actor, own_store: Path, stored: str
) -> None:
    samples.put(own_store.parent, "secret", samples.pdf())
    receipt = receipt_for(own_store, citizen, samples.pdf(), stored=stored)
    with pytest.raises(InvalidInput):
        accept_quarantined(paper, receipt=receipt, actor=citizen)


def test_exchanged_bytes_are_refused(paper: File, citizen: Actor, own_store: Path) -> None:
    receipt = receipt_for(own_store, citizen, samples.pdf(), sha256="0" * 64)
    with pytest.raises(InvalidInput), transaction.atomic():
        accept_quarantined(paper, receipt=receipt, actor=citizen)
    assert FileVersion.objects.count() == 0


def test_owner_s_app_says_who_may_read(
    paper: File, citizen: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = samples.put(tmp_path, "x", samples.pdf())
    version = store_upload(paper, path=path, name="Đơn.pdf", actor=citizen)
    with pytest.raises(OutOfScope):
        readable_version(citizen, version.pk)
    monkeypatch.delitem(_readers, "draft", raising=False)
    register_file_reader("draft", lambda actor, owner, _: (actor, owner) == (citizen, 3))
    monkeypatch.setitem(_readers, "draft", _readers["draft"])
    assert readable_version(citizen, version.pk) == version
    with pytest.raises(OutOfScope):
        readable_version(Actor.anonymous(), version.pk)
    with pytest.raises(OutOfScope):
        readable_version(citizen, version.pk + 1)
    with pytest.raises(ValueError, match="draft"):
        register_file_reader("draft", lambda *_: True)
    _readers.pop("draft")


def test_file_is_served_as_a_stranger(paper: File, citizen: Actor, tmp_path: Path) -> None:
    path = samples.put(tmp_path, "x", samples.pdf())
    version = store_upload(paper, path=path, name="Đơn.pdf", actor=citizen)
    response = file_response(version)
    assert response.getvalue() == path.read_bytes()
    response.close()
    assert response["Content-Disposition"].startswith('attachment; filename="Don.pdf"; ')
    assert response["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert response["Content-Length"] == str(version.size)
    with pytest.raises(OutOfScope):
        preview_response(version)


def test_file_received_from_the_edge_is_a_first_version_of_its_own(
    citizen: Actor, own_store: Path
) -> None:
    data = samples.pdf(2)
    receipt = receipt_for(own_store, citizen, data)
    person = citizen.person_id
    receive = partial(receive_file, owner_kind="draft", owner_id=3, person_id=person)
    stranger = citizen.acting(account_id=(citizen.account_id or 0) + 1)
    with pytest.raises(NotAllowed):
        receive("Giấy", receipt=receipt, actor=stranger)
    wrong = receipt_for(own_store, citizen, data, sha256="0" * 64)
    with pytest.raises(InvalidInput):
        receive("Giấy", receipt=wrong, actor=citizen)
    assert files_of("draft", 3) == []

    version = receive("Giấy chứng sinh", receipt=receipt, actor=citizen)

    assert (version.number, version.pages, version.receipt) == (1, 2, receipt.id)
    assert files_of("draft", 3) == [version.file]
    record = AuditRecord.objects.get(subject_kind="documents.fileversion", subject_id=version.pk)
    assert record.changes["sha256"] == [None, receipt.sha256]


def test_file_moves_from_draft_to_dossier(paper: File, citizen: Actor, tmp_path: Path) -> None:
    path = samples.put(tmp_path, "x", samples.pdf(1))
    version = store_upload(paper, path=path, name="a.pdf", actor=citizen)
    with transaction.atomic():
        assign_files([version.pk], owner_kind="dossier", owner_id=7, apart_from="draft")
        assert files_of("dossier", 7) == []
        assign_files([version.pk], owner_kind="dossier", owner_id=8)
    assert files_of("dossier", 8) == [paper]
    assert files_of("draft", 3) == []


def test_unused_bytes_go_at_the_hour_that_the_screen_tells() -> None:
    found = Stray("a" * 64, 1, datetime(2026, 11, 26, 3, tzinfo=UTC))
    goes = found.goes_at(ZoneInfo("Asia/Ho_Chi_Minh")).astimezone(UTC)

    assert ports.tasks()["documents.sweep_store"].every == f"{goes.minute} {goes.hour} * * *"
