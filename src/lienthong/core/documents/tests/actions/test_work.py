# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Holding files, notes on pages, words that are found, pages bound and parted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from lienthong.core.documents.actions.bind import bind_files, part_file
from lienthong.core.documents.actions.files import open_file, store_upload
from lienthong.core.documents.actions.work import (
    WORK_LIMITS,
    Box,
    answer_note,
    check_in,
    check_out,
    free_file,
    note_on,
    resolve_note,
)
from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain import readers
from lienthong.core.documents.domain.pdf.words import pdf_words
from lienthong.core.documents.domain.storage import MissingBytesError
from lienthong.core.documents.enums import TextMethod
from lienthong.core.documents.models import File, FileText, FileVersion, IssuedDocument
from lienthong.core.documents.queries import keys_in_use
from lienthong.core.documents.queries.work import (
    comparison,
    holder_of,
    notes_of,
    readable_file,
    references_to,
)
from lienthong.core.documents.tests import samples
from lienthong.core.documents.tests.conftest import Office
from lienthong.core.search.api import Family, find, unit_token
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, OutOfScope
from lienthong.testing.office_files import body, docx

Jobs = Callable[[], list[str]]


@pytest.fixture
def office(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Officers of the ward read the files of "work"; the stranger does not."""
    readable = {office.head.account_id, office.deputy.account_id, office.clerk.account_id}
    monkeypatch.setitem(
        readers._readers, "work", lambda actor, _owner, _file: actor.account_id in readable
    )
    return office


def put(
    office: Office, data: bytes, name: str, folder: Path, file: File | None = None
) -> FileVersion:
    target = file or open_file(
        name, owner_kind="work", owner_id=1, unit_id=office.unit.pk, actor=office.clerk
    )
    path = samples.put(folder, name, data)
    return store_upload(target, path=path, name=name, limits=WORK_LIMITS, actor=office.clerk)


def test_one_holds_others_wait_and_a_leader_frees(
    office: Office, own_store: Path, tmp_path: Path
) -> None:
    file = put(office, samples.pdf(2), "a.pdf", tmp_path).file
    held = check_out(file, actor=office.deputy)
    assert check_out(file, actor=office.deputy) == held
    with pytest.raises(IllegalState) as refused:
        check_out(file, actor=office.clerk)
    assert "Nguyễn Thị Hạnh đang giữ tệp này" in str(refused.value)
    with pytest.raises(IllegalState):
        put(office, samples.pdf(3), "b.pdf", tmp_path, file)
    with pytest.raises(IllegalState):
        check_in(file, actor=office.clerk)
    with pytest.raises(InvalidInput):
        free_file(file, reason=" ", actor=office.head)
    free_file(file, reason="Nghỉ ốm", actor=office.head)
    held.refresh_from_db()
    assert (held.reason, held.ended_by_id) == ("Nghỉ ốm", office.head.account_id)
    assert holder_of(file) is None
    assert put(office, samples.pdf(3), "b.pdf", tmp_path, file).number == 2
    with pytest.raises(OutOfScope):
        check_out(file, actor=office.stranger)
    with pytest.raises(OutOfScope):
        readable_file(office.stranger, file.pk)


def test_a_paper_that_we_draw_is_not_changed_by_hand(
    draft: Callable[..., IssuedDocument], office: Office
) -> None:
    document = draft(owner_kind="work", owner_id=1)
    with pytest.raises(IllegalState):
        check_out(document.file, actor=office.clerk)


def test_notes_are_answered_and_done(office: Office, own_store: Path, tmp_path: Path) -> None:
    version = put(office, samples.pdf(2), "a.pdf", tmp_path)
    note = note_on(version, page=2, text="Sai ngày", box=Box(100, 200, 300, 50), actor=office.head)
    answer_note(note, text="Đã sửa", actor=office.clerk)
    (shown,) = notes_of(version)
    assert [one.text for one in shown.answers.all()] == ["Đã sửa"]
    assert (shown.page, shown.left, shown.top, shown.width, shown.height) == (2, 100, 200, 300, 50)
    resolve_note(note, actor=office.clerk)
    note.refresh_from_db()
    assert note.resolved_by_id == office.clerk.account_id
    with pytest.raises(IllegalState):
        answer_note(note, text="x", actor=office.clerk)
    for wrong in ({"text": ""}, {"page": 3}, {"page": 0}, {"box": Box(900, 0, 200, 10)},
                  {"box": Box(-1, 0, 10, 10)}, {"box": Box(0, 0, 0, 10)}):  # fmt: skip
        with pytest.raises(InvalidInput):
            note_on(version, **{"page": 1, "text": "x", **wrong}, actor=office.head)  # type: ignore[arg-type]
    with pytest.raises(OutOfScope):
        note_on(version, page=1, text="x", actor=office.stranger)


def test_words_are_read_found_and_compared(
    office: Office, own_store: Path, tmp_path: Path, run_jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # neither LibreOffice nor Tesseract
    old = put(
        office, docx({"word/document.xml": body("Điều 1", "Hạn 05 ngày")}), "a.docx", tmp_path
    )
    run_jobs()
    new = put(
        office,
        docx({"word/document.xml": body("Điều 1", "Hạn 07 ngày")}),
        "b.docx",
        tmp_path,
        old.file,
    )
    run_jobs()
    rows = comparison(old, new)
    assert rows is not None
    assert [row.kind for row in rows] == ["same", "changed"]
    assert FileText.objects.get(version=new).method == TextMethod.NATIVE
    scope = [unit_token(office.unit.pk)]
    (found,) = find("han 07 ngay", scope=scope, family=Family.FILE)
    assert found.subject_id == old.file_id
    assert find("han 05", scope=scope, family=Family.FILE) == []
    assert find("han 07", scope=[unit_token(0)], family=Family.FILE) == []
    new.refresh_from_db()
    assert new.rendition_problem == "no_office"
    picture = put(office, samples.picture("PNG"), "c.png", tmp_path)
    run_jobs()
    assert comparison(picture, new) is None


def test_pages_are_bound_and_parted_and_signatures_are_not_lost_unseen(
    office: Office, own_store: Path, tmp_path: Path, run_jobs: Jobs
) -> None:
    first = put(office, samples.pdf(3), "a.pdf", tmp_path)
    second = put(office, samples.picture("PNG"), "b.png", tmp_path)
    made = bind_files(
        first.file, version_ids=[second.pk, first.pk], title="Hồ sơ ghép", actor=office.clerk
    )
    run_jobs()
    bound = made.current
    assert bound is not None
    assert (bound.pages, made.title, made.owner_id) == (4, "Hồ sơ ghép", 1)
    parts = part_file(first, parts="1\n2-3", actor=office.clerk)
    run_jobs()
    assert [File.objects.get(pk=pk).current.pages for pk in parts] == [1, 2]  # type: ignore[union-attr]
    for wrong in ("", "4", "a", "\n".join("1" for _ in range(21))):
        with pytest.raises(InvalidInput):
            part_file(first, parts=wrong, actor=office.clerk)
    with pytest.raises(InvalidInput):
        bind_files(first.file, version_ids=[first.pk], title="", actor=office.clerk)
    FileVersion.objects.filter(pk=first.pk).update(signed=True)
    first.refresh_from_db()
    with pytest.raises(InvalidInput) as refused:
        part_file(first, parts="1", actor=office.clerk)
    assert refused.value.code == "signed"
    assert "mất chữ ký" in str(refused.value.fields["accept_loss"])
    assert len(part_file(first, parts="1", accept_loss=True, actor=office.clerk)) == 1
    broken = FileVersion.objects.create(
        file=second.file, number=9, sha256="0" * 64, size=1, content_type="application/pdf",
        original_name="x", storage_key=file_store().keep_bytes(b"%PDF-1.7 x").key,
        source="uploaded", uploaded_at=first.uploaded_at,
    )  # fmt: skip
    bad = bind_files(
        first.file, version_ids=[broken.pk, bound.pk], title="x", accept_loss=True,
        actor=office.clerk,
    )  # fmt: skip
    run_jobs()
    bad.refresh_from_db()
    assert (bad.problem, bad.current) == ("failed", None)


def test_plain_text_is_compared_and_shown_as_pages(
    office: Office, own_store: Path, tmp_path: Path, run_jobs: Jobs
) -> None:
    old = put(office, "Điều 1. Cấp giấy\nĐiều 2. Hạn 05 ngày".encode(), "a.txt", tmp_path)
    new = put(office, "Điều 1. Cấp giấy\nĐiều 2. Hạn 07 ngày".encode(), "b.txt", tmp_path, old.file)
    run_jobs()
    rows = comparison(old, new)
    assert rows is not None
    assert [row.kind for row in rows] == ["same", "changed"]
    new.refresh_from_db()
    assert (new.content_type, len(new.page_keys)) == ("text/plain", 2)
    with file_store().open(new.rendition_key) as stream:
        assert "Hạn 07 ngày" in pdf_words(stream.read())


def test_bytes_are_shared_inside_an_agency_only(
    office: Office, own_store: Path, tmp_path: Path
) -> None:
    data = samples.pdf(1)
    one, two = (put(office, data, name, tmp_path) for name in ("a.pdf", "b.pdf"))
    elsewhere = open_file(
        "c", owner_kind="work", owner_id=1, unit_id=office.stranger.unit_id, actor=office.stranger
    )
    path = samples.put(tmp_path, "c.pdf", data)
    three = store_upload(elsewhere, path=path, name="c.pdf", actor=office.stranger)
    assert one.sha256 == two.sha256 == three.sha256
    assert one.storage_key == two.storage_key != three.storage_key
    assert (references_to(one), references_to(three)) == (2, 1)
    used = keys_in_use([one.storage_key, three.storage_key, "0" * 64])
    assert used - {""} == {one.storage_key, three.storage_key}
    FileVersion.objects.filter(pk=one.pk).update(page_keys=["1" * 64], rendition_key="2" * 64)
    assert keys_in_use(["1" * 64, "2" * 64]) >= {"1" * 64, "2" * 64}


def test_what_one_agency_takes_away_the_other_keeps(
    office: Office, own_store: Path, tmp_path: Path
) -> None:
    data, theirs = samples.pdf(1), office.stranger
    ours = put(office, data, "a.pdf", tmp_path)
    elsewhere = open_file("b", owner_kind="work", owner_id=1, unit_id=theirs.unit_id, actor=theirs)
    path = samples.put(tmp_path, "b.pdf", data)
    other = store_upload(elsewhere, path=path, name="b.pdf", actor=theirs)
    stored = {found.name for found in own_store.glob("??/??/*")}
    assert {Path(one.storage_key).name for one in (ours, other)} <= stored
    ours.delete()
    swept = file_store().sweep(keys_in_use, older_than=timezone.now() + timedelta(days=1))
    assert swept > 0
    with pytest.raises(MissingBytesError):
        file_store().open(ours.storage_key)
    with file_store().open(other.storage_key) as stream:
        assert stream.read() == data
    assert (references_to(ours), references_to(other)) == (0, 1)


def test_refused_file_leaves_nothing_behind(
    office: Office, own_store: Path, tmp_path: Path
) -> None:
    actor: Actor = office.clerk
    file = open_file("x", owner_kind="work", owner_id=1, unit_id=office.unit.pk, actor=actor)
    hostile = docx({"word/vbaProject.bin": b"x"})
    for data, name, code in (
        (hostile, "a.docx", "macros"), (samples.locked_pdf("x"), "a.pdf", "encrypted"),
        (samples.huge_png(), "a.png", "too_many_pixels"), (b"%PDF-1.4 x", "b.pdf", "broken"),
    ):  # fmt: skip
        path = samples.put(tmp_path, name, data)
        with pytest.raises(InvalidInput) as refused:
            store_upload(file, path=path, name=name, limits=WORK_LIMITS, actor=actor)
        assert refused.value.code == code
    assert file.versions.count() == 0
    assert not list(own_store.glob("??/??/*"))
