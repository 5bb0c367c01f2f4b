# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Long sheets at the worker: told row by row, all or nothing, resumed, once, with rights of now."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.module_loading import import_string
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from lienthong.core.access.api import Grant
from lienthong.core.audit.api import AuditRecord
from lienthong.core.documents.api import SheetRun, begin_sheet, discard_sheet, take_in_sheet
from lienthong.core.units.api import Position, PositionVersion
from lienthong.kernel.directories import Brought, directory
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope
from lienthong.kernel.ports import tasks
from lienthong.portals.administration.directories.reading import read_sheet
from lienthong.portals.administration.directories.tests.test_exchange import (
    HEADS,
    POSITIONS,
    upload,
    workbook,
)
from lienthong.portals.administration.directories.views.importing import AT_ONCE
from lienthong.testing.jobs import run_jobs, store_in
from lienthong.testing.world import World

pytestmark = [pytest.mark.covers("13"), pytest.mark.django_db]
GOOD = (("pho-phong", "Phó phòng", "20"), ("to-truong", "Tổ trưởng", "30"))
TRY = "lienthong.core.documents.actions.sheets.try_sheet"
WRONG = (*GOOD, ("sai", "", "mười"))


def try_sheet(pk: int, **more: Any) -> None:
    """Do what the job does."""
    import_string(TRY)(pk, **more)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> None:
    """Where the edge keeps what was sent."""
    store_in(tmp_path / "files", settings)


def begin(world: World, *lines: tuple[str, ...], role: str = "administrator") -> SheetRun:
    """Hand rows of positions to the worker."""
    names = ("code", "title", "rank")
    rows = [Brought(str(n), dict(zip(names, line, strict=True))) for n, line in enumerate(lines, 2)]
    actor = world.officer(role)
    return begin_sheet("positions", rows=rows, name="a.xlsx", unknown=(), actor=actor)


def made(codes: Sequence[str] = ("pho-phong", "to-truong")) -> int:
    return Position.objects.filter(code__in=codes).count()


def test_long_sheet_is_handed_over_looked_at_and_then_taken_in(
    world: World, administrator: Client
) -> None:
    lines = [(f"vi-tri-{n}", f"Vị trí {n}", n) for n in range(1, AT_ONCE + 2)]
    body = workbook(HEADS, *lines)

    asked = upload(administrator, body, "xem")
    assert "201 dòng" in asked.content.decode()
    assert not SheetRun.objects.exists(), "looking changes nothing"
    sent = upload(administrator, body, "xem-tung-dong")
    again = upload(administrator, body, "xem-tung-dong")
    run = SheetRun.objects.get()

    assert sent["Location"] == again["Location"] == f"{POSITIONS}nhap/{run.pk}/"
    assert "0 trên 201 dòng" in administrator.get(sent["Location"]).content.decode()
    SheetRun.objects.update(rows=run.rows[:2], total=2)
    run_jobs()
    looked = administrator.get(sent["Location"]).content.decode()
    assert "2 dòng mới, 0 dòng sửa, 0 dòng giữ nguyên" in looked
    assert made(["vi-tri-1", "vi-tri-2"]) == 0
    done: set[int] = set()
    run_jobs(done)
    for _press in range(2):
        assert administrator.post(sent["Location"], {"viec": "nhap"}).status_code == 302
    assert run_jobs(done) == ["documents.try_sheet"]
    run.refresh_from_db()
    assert (made(["vi-tri-1", "vi-tri-2"]), run.rows, run.is_for_good) == (2, [], True)
    assert "Đã nhập" in administrator.get(sent["Location"]).content.decode()
    assert "a.xlsx" in administrator.get(f"{POSITIONS}nhap/").content.decode()
    purposes = AuditRecord.objects.filter(subject_kind="units.position").values_list("purpose")
    assert set(purposes) == {("nhập từ Excel",)}


def test_wrong_rows_are_told_by_cell_given_back_and_nothing_is_written(
    world: World, administrator: Client
) -> None:
    run = begin(world, *WRONG)
    run_jobs()
    address = f"{POSITIONS}nhap/{run.pk}/"

    page = administrator.get(address)
    assert page.context["counted"] == {"new": 2, "changed": 0, "same": 0, "wrong": 1}
    (row,) = page.context["wrong"]
    assert [title for title, _text in row["errors"]] == ["Tên chức vụ", "Thứ bậc"]
    body = b"".join(administrator.post(address, {"viec": "loi"}))
    lines = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    assert (len(lines), lines[1][:3]) == (2, ["sai", "", "mười"])
    run.refresh_from_db()
    with pytest.raises(IllegalState):
        take_in_sheet(run, actor=world.officer("administrator"))
    assert made() == 0


def test_a_row_that_went_wrong_meanwhile_undoes_all_of_it(world: World) -> None:
    run, me = begin(world, *GOOD), world.officer("administrator")
    try_sheet(run.pk)
    run.refresh_from_db()
    take_in_sheet(run, actor=me)
    rows = [*run.rows, ["4", {"code": "sai", "title": "", "rank": "x"}]]
    SheetRun.objects.update(rows=rows)

    try_sheet(run.pk)

    run.refresh_from_db()
    assert (made(), run.counted["wrong"], run.is_clean, len(run.rows)) == (0, 1, False, 3)


def test_a_worker_that_dies_in_the_middle_leaves_nothing_and_the_next_begins_anew(
    world: World,
) -> None:
    run, me = begin(world, *GOOD), world.officer("administrator")
    try_sheet(run.pk)
    take_in_sheet(SheetRun.objects.get(), actor=me)
    seen: list[int] = []

    def die(tried: int) -> None:
        seen.append(tried)
        raise SystemExit

    def fail(tried: int) -> None:
        raise OSError(tried)

    with pytest.raises(SystemExit):
        try_sheet(run.pk, tell=die)
    run.refresh_from_db()
    assert (made(), seen, run.finished_at, run.failed_at) == (0, [1], None, None)
    with pytest.raises(OSError, match="1"):
        try_sheet(run.pk, tell=fail)
    run.refresh_from_db()
    assert (made(), run.failed_at is None) == (0, False)
    try_sheet(run.pk)
    try_sheet(run.pk)
    run.refresh_from_db()
    assert (made(), run.failed_at, run.counted["new"]) == (2, None, 2)
    assert PositionVersion.objects.filter(position__code="pho-phong").count() == 1


def test_rights_lost_meanwhile_and_a_sheet_given_up_write_nothing(world: World) -> None:
    run, me = begin(world, *GOOD), world.officer("administrator")
    try_sheet(run.pk)
    take_in_sheet(SheetRun.objects.get(), actor=me)
    try_sheet(run.pk, tell=lambda tried: discard_sheet(run, actor=me))
    assert made() == 0, "given up while it was taken in"
    me_now = world.account("administrator")
    Grant.objects.filter(account=me_now).delete()
    type(me_now).objects.filter(pk=me_now.pk).update(access_epoch=me_now.access_epoch + 1)
    try_sheet(run.pk)
    run.refresh_from_db()
    assert (made(), run.is_clean, bool(run.refusal)) == (0, False, True)

    discard_sheet(run, actor=me)
    try_sheet(run.pk)
    assert (made(), SheetRun.objects.count()) == (0, 0)


def test_a_sheet_is_of_whoever_sent_it_one_at_a_time_and_goes_after_its_days(
    world: World, administrator: Client
) -> None:
    run = begin(world, *GOOD)
    with pytest.raises(InvalidInput):
        begin(world, *WRONG)
    with pytest.raises(NotAllowed):
        begin(world, *GOOD, role="leader")
    with pytest.raises(OutOfScope):
        discard_sheet(run, actor=world.officer("leader"))
    SheetRun.objects.update(asked_by_id=world.account("leader").pk)
    assert administrator.get(f"{POSITIONS}nhap/{run.pk}/").status_code == 404
    SheetRun.objects.update(made_at="2026-01-01T00:00:00Z")
    assert tasks()["documents.forget_exports"]() == 1


def test_a_sheet_is_read_and_its_errors_are_told_in_the_language_of_whoever_reads(
    world: World, administrator: Client
) -> None:
    run = begin(world, *WRONG)
    run_jobs()
    address = f"{POSITIONS}nhap/{run.pk}/"

    told = {}
    for language in ("vi", "en"):
        administrator.cookies["lt_language"] = language
        page = administrator.get(address)
        told[language] = [text for row in page.context["wrong"] for _t, text in row["errors"]]

    assert told["vi"] == ["Chỗ này cần ghi.", "Hãy ghi một số nguyên, ví dụ 12."]
    assert len(told["en"]) == 2
    assert not set(told["en"]) & set(told["vi"])
    SheetRun.objects.update(counted={}, wrong=[], refusal=str(NotAllowed()))
    assert "Bạn chưa được giao" not in administrator.get(address).content.decode()


def test_a_sheet_written_by_somebody_who_reads_english_is_taken_by_the_worker(
    world: World, administrator: Client
) -> None:
    actor = world.officer("administrator")
    with override("en"):
        kind = directory("instruments")
        fields = {f.key: str(f.title) for f in kind.exchanged()}
        kinds = next(f for f in kind.exchanged() if f.key == "kind")
        law = dict(kinds.options(None, actor))["law"] if kinds.options else ""
        body = workbook(
            (fields["key"], fields["title"], fields["kind"]), ("1/2026/QH16", "Luật thử", str(law))
        )
    sheet = read_sheet(kind, body)
    run = begin_sheet("instruments", rows=sheet.rows, name="e.xlsx", unknown=(), actor=actor)

    try_sheet(run.pk)

    run.refresh_from_db()
    assert (sheet.unknown, run.counted["new"], run.wrong) == ([], 1, [])
    administrator.cookies["lt_language"] = "en"
    page = administrator.get(f"/quan-tri/danh-muc/can-cu/nhap/{run.pk}/")
    shown = {title: new for title, _old, new in page.context["coming"][0]["differences"]}
    assert shown[fields["kind"]] == str(law)
