# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whole lists taken away: conditions and columns kept, rights kept, resumable."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from lienthong.core.documents.api import ExportRun, begin_export, discard_export
from lienthong.core.units.api import name_of
from lienthong.kernel.errors import NotAllowed, OutOfScope
from lienthong.kernel.ports import tasks
from lienthong.modules.onestop.actions.figures import fold_all_dossiers
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.queries.dossiers import register, register_pieces
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.testing.jobs import own_store
from lienthong.testing.world import World


@pytest.fixture
def dossier(world: World, answers: dict[str, Any]) -> Dossier:
    return receive(world, answers)


def signed_in(world: World, role: str) -> Client:
    client = Client()
    client.force_login(world.account(role))
    return client


@pytest.mark.covers("5.4")
def test_register_is_taken_away_with_its_columns_and_downloaded_in_pieces(
    world: World, dossier: Dossier, tmp_path: Path, settings: Any
) -> None:
    own_store(tmp_path, settings)
    desk = signed_in(world, "one_stop_officer")
    asked = {"ds": "onestop.register", "hoi": "cot=chu,hen&tinh-trang=in_process", "kieu": "csv"}
    page = desk.post("/can-bo/lay-danh-sach/", asked)
    run = ExportRun.objects.get()
    assert page["Location"] == f"/can-bo/lay-danh-sach/{run.pk}/"
    assert (run.total, run.finished_at, run.asked["cot"]) == (1, None, "chu,hen")
    assert "trên 1 dòng" in desk.get(page["Location"]).content.decode()
    assert desk.get(f"{page['Location']}tep/").status_code == 404
    tasks()["documents.export_list"](run_id=run.pk)
    run.refresh_from_db()
    whole = desk.get(f"{page['Location']}tep/")
    content = whole.getvalue()
    lines = content.decode("utf-8-sig").splitlines()
    assert (
        lines[0] == "Mã hồ sơ,Nội dung,Số bộ,Chủ hồ sơ,Địa chỉ,Điện thoại,Hẹn trả,Địa bàn,Ghi chú"
    )
    assert lines[1].startswith(f"{dossier.code},")
    assert (whole["Accept-Ranges"], run.written, run.size) == ("bytes", 1, len(content))
    rest = desk.get(f"{page['Location']}tep/", headers={"Range": "bytes=9-"})
    assert rest.status_code == 206
    assert rest.getvalue() == content[9:]
    assert (
        desk.get(f"{page['Location']}tep/", headers={"Range": "bytes=999999-"}).status_code == 416
    )
    tag = whole["ETag"]
    for held, expected in ((tag, content[9:]), ('"another"', content)):
        ranged = {"Range": "bytes=9-", "If-Range": held}
        assert desk.get(f"{page['Location']}tep/", headers=ranged).getvalue() == expected
    assert signed_in(world, "leader").get(page["Location"]).status_code == 404
    assert run.name in desk.get("/can-bo/lay-danh-sach/").content.decode()
    ExportRun.objects.update(made_at="2026-01-01T00:00:00Z")
    assert tasks()["documents.forget_exports"]() == 1


@pytest.mark.covers("5.4")
def test_a_file_that_fails_says_so_and_one_discarded_is_gone(
    world: World, dossier: Dossier, tmp_path: Path, settings: Any
) -> None:
    own_store(tmp_path, settings)
    desk = signed_in(world, "one_stop_officer")
    officer = world.officer("one_stop_officer")
    run = begin_export("onestop.register", asked={}, kind="xlsx", actor=officer)
    folder = tmp_path / "files" / "exports"
    folder.parent.mkdir(exist_ok=True)
    folder.write_bytes(b"in the way")
    ExportRun.objects.update(written=70_000, total=100_000)  # as a killed worker leaves it
    with pytest.raises(FileExistsError):
        tasks()["documents.export_list"](run_id=run.pk)
    page = f"/can-bo/lay-danh-sach/{run.pk}/"
    told = desk.get(page).content.decode()
    assert "Lần ghi vừa rồi bị hỏng" in told
    assert "Đã ghi 0 trên 100.000 dòng" in told
    folder.unlink()
    tasks()["documents.export_list"](run_id=run.pk)
    assert "Lần ghi vừa rồi bị hỏng" not in desk.get(page).content.decode()
    book = CalamineWorkbook.from_path(str(folder / f"{run.pk}.xlsx"))
    sheet = book.get_sheet_by_index(0).to_python()
    named, days, head = (str(row[0]) for row in sheet[:3])
    received = dict(zip(sheet[2], sheet[3], strict=True))["Nhận lúc"]
    assert dossier.accepted_at is not None
    minute = timezone.localtime(dossier.accepted_at).replace(tzinfo=None, second=0, microsecond=0)
    assert isinstance(received, datetime)
    assert received.replace(second=0, microsecond=0) == minute
    assert named == f"SỔ THEO DÕI HỒ SƠ – {name_of(officer.agency_id)}"
    assert (days[:7], head) == ("Từ ngày", "Mã hồ sơ")
    with pytest.raises(OutOfScope):
        discard_export(run, actor=world.officer("leader"))
    (folder / f"{run.pk}.xlsx").unlink()
    lost = desk.get(f"{page}tep/")
    assert lost.status_code == 409
    assert "Tệp không còn trên máy chủ" in lost.content.decode()
    assert desk.post(page)["Location"] == "/can-bo/lay-danh-sach/"
    assert desk.get(page).status_code == 404
    assert list(folder.iterdir()) == []
    tasks()["documents.export_list"](run_id=run.pk)
    assert list(folder.iterdir()) == []


@pytest.mark.covers("5.4")
def test_a_killed_try_is_begun_again_and_what_it_left_is_taken_away(
    world: World, dossier: Dossier, tmp_path: Path, settings: Any
) -> None:
    own_store(tmp_path, settings)
    officer = world.officer("one_stop_officer")
    runs = [
        begin_export("onestop.register", asked={}, kind=kind, actor=officer).pk
        for kind in ("xlsx", "csv")
    ]
    folder = tmp_path / "files" / "exports"
    for run, left in ((runs[0], "killed"), (runs[1], "under-way"), (999_999, "discarded")):
        (folder / f"{run}-{left}").mkdir(parents=True)
        (folder / f"{run}-{left}" / "sheet").write_bytes(b"half a sheet")
    tasks()["documents.export_list"](run_id=runs[0])
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [f"{runs[0]}.xlsx", f"{runs[1]}-under-way", "999999-discarded"]
    )
    assert tasks()["documents.forget_exports"]() == 0
    assert {path.name for path in folder.iterdir()} == {f"{runs[0]}.xlsx", f"{runs[1]}-under-way"}


@pytest.mark.covers("5.4")
def test_figures_open_the_list_they_count_and_it_is_taken_away(
    world: World, dossier: Dossier, tmp_path: Path, settings: Any
) -> None:
    own_store(tmp_path, settings)
    fold_all_dossiers()
    leader = signed_in(world, "leader")
    board = leader.get("/can-bo/so-lieu/").content.decode()
    assert "Phải giải quyết" in board
    page = leader.get("/can-bo/so-lieu/ho-so/tong-so/").content.decode()
    assert dossier.code in page
    assert leader.get("/can-bo/so-lieu/ho-so/khong-co/").status_code == 404
    assert leader.get("/can-bo/so-lieu/theo/khong-co/").status_code == 404
    assert leader.get(f"/can-bo/so-lieu/?don-vi={world.other.agency.pk}").status_code == 404
    for by in ("don-vi", "thu-tuc", "can-bo", "tre"):
        assert leader.get(f"/can-bo/so-lieu/theo/{by}/").status_code == 200
    public = Client().get("/so-lieu/?ky=thang").content.decode()
    assert dossier.code not in public
    run = begin_export(
        "onestop.figures",
        asked={"so": "dang-giai-quyet"},
        kind="xlsx",
        actor=world.officer("leader"),
    )
    tasks()["documents.export_list"](run_id=run.pk)
    run.refresh_from_db()
    assert (run.total, run.written) == (1, 1)
    assert run.name.startswith("ho-so-sau-mot-con-so-")


def test_what_is_not_a_list_or_not_allowed_is_refused(world: World) -> None:
    desk = world.officer("one_stop_officer")
    for code, kind in (("onestop.nothing", "csv"), ("onestop.register", "exe")):
        with pytest.raises(OutOfScope):
            begin_export(code, asked={}, kind=kind, actor=desk)
    with pytest.raises(OutOfScope):
        begin_export(
            "onestop.figures", asked={"so": "x"}, kind="csv", actor=world.officer("leader")
        )
    with pytest.raises(NotAllowed):
        begin_export("onestop.figures", asked={"so": "rut"}, kind="csv", actor=desk)


def test_register_is_read_in_pieces_in_its_order(world: World, dossier: Dossier) -> None:
    found = register(
        world.officer("one_stop_officer"),
        since=timezone.localdate(),
        until=timezone.localdate(),
    )
    assert [row["code"] for row in register_pieces(found, 1)] == [dossier.code]
