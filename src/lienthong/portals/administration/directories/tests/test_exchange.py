# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Excel and packages of configuration: row by row, all or nothing, hostile files by name."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from lienthong.core.access.api import Grant, GrantScope, Role
from lienthong.core.accounts.api import Account
from lienthong.core.documents.api import InitialRule, initials
from lienthong.core.numbering.api import Book, BookRule, open_book, series_of, take_number
from lienthong.core.references.api import Instrument, bring_configuration, exported
from lienthong.core.units.api import Position, PositionVersion, Unit, UnitVersion
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import directories, directory
from lienthong.kernel.errors import InvalidInput
from lienthong.portals.administration.directories import reading
from lienthong.testing.jobs import store_in
from lienthong.testing.matrix import fingerprint
from lienthong.testing.uploads import send_file
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("13")
CONFIGURATION = "/quan-tri/cau-hinh/"
BASE = "/quan-tri/danh-muc"
POSITIONS = f"{BASE}/chuc-vu/"


def cells(*places: str) -> bytes:
    """A sheet that holds something at these places only."""
    held = "".join(f'<row><c r="{place}"><v>1</v></c></row>' for place in places)
    return f"<worksheet><sheetData>{held}</sheetData></worksheet>".encode()


ENTITY = b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///x'>]>"
HEADS = ("Mã", "Tên chức vụ", "Thứ bậc")


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> None:
    """Where the edge keeps what was sent."""
    store_in(tmp_path / "files", settings)


def workbook(*rows: tuple[Any, ...], formula: str = "") -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    if formula:
        sheet.write_formula(1, 1, formula)
    book.close()
    return buffer.getvalue()


def upload(client: Client, body: bytes, act: str, address: str = POSITIONS) -> Any:
    """Send a workbook as a browser does, over the edge, and look at it or take it in."""
    receipt = send_file(client, f"{address}nhap/", body, "a.xlsx")
    if act == "xem":
        return client.get(f"{address}nhap/", {"receipt": receipt})
    return client.post(f"{address}nhap/", {"receipt": receipt, "viec": act})


def packed(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(name.replace("__", "/") + ".xml", body)
    return buffer.getvalue()


@pytest.mark.django_db
def test_sheet_with_one_wrong_row_changes_nothing_and_names_row_and_column(
    administrator: Client,
) -> None:
    before = Position.objects.count()
    body = workbook(HEADS, ("truong-phong", "Trưởng phòng", 10), ("sai", "", "mười"))

    refused = upload(administrator, body, "nhap")

    text = refused.content.decode()
    assert refused.status_code == 422
    assert Position.objects.count() == before
    assert "1 dòng cần sửa" in text
    assert text.count('<td class="tabular">3</td>') == 2
    with_errors = upload(administrator, body, "loi")
    assert b"".join(with_errors)[:2] == b"PK"


@pytest.mark.django_db
def test_sheet_when_right_is_shown_then_done_and_again_changes_nothing(
    administrator: Client,
) -> None:
    body = workbook(HEADS, ("truong-phong", "Trưởng phòng", 10), ("pho-phong", "Phó phòng", 20))

    looked = upload(administrator, body, "xem")
    assert "2 dòng mới" in looked.content.decode()
    assert not Position.objects.filter(code="pho-phong").exists()
    assert upload(administrator, body, "nhap").status_code == 302
    again = upload(administrator, body, "xem").content.decode()
    changed = workbook(HEADS, ("pho-phong", "Phó Trưởng phòng", 20))
    assert upload(administrator, changed, "nhap").status_code == 302

    assert "0 dòng mới, 0 dòng sửa, 2 dòng giữ nguyên" in again
    titles = PositionVersion.objects.filter(position__code="pho-phong")
    assert list(titles.values_list("title", flat=True)) == ["Phó Trưởng phòng"]


@pytest.mark.django_db
def test_sheet_while_another_is_at_work_is_told_to_wait(administrator: Client) -> None:
    body = workbook(HEADS, ("truong-phong", "Trưởng phòng", 10))
    other: Any = connection.copy()
    with other.cursor() as cursor:
        key = zlib.crc32(b"administration.workbook:positions")
        cursor.execute("SELECT pg_advisory_lock(%s)", [key])
        refused = upload(administrator, body, "nhap")
    other.close()

    assert refused.status_code == 422
    assert "đang được xem hoặc nhập" in refused.content.decode()
    assert not Position.objects.filter(code="truong-phong").exists()


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"khong phai zip", "không phải tệp Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "(.xls)"),
        ("\ufeffMã,Tên chức vụ,Thứ bậc\r\na,b,1\r\n".encode(), "(.csv)"),
        (packed(content=b"<a/>", mimetype=b""), "không phải tệp Excel"),
        (workbook(HEADS, ("a", "b", 1), formula="=1+1"), "Ô có công thức: B2."),
        (
            packed(xl__worksheets__sheet1=ENTITY),
            "thực thể",
        ),
        (packed(xl__worksheets__sheet1=b"0" * 61_000_000), "quá lớn"),
        (packed(xl__worksheets__sheet1=cells("A1", "XFD1048576")), "5000 dòng"),
        (packed(xl__worksheets__sheet1=cells("A1", "BI2")), "60 cột"),
        (packed(xl__worksheets__sheet1=b'<x:row r="1048576"><x:c><x:v>1'), "5000 dòng"),
        (packed(xl__worksheets__sheet1=b"<worksheet><row><<"), "Không đọc được"),
        (packed(xl__worksheets__sheet1=b'<row r="1048576"><c><v>1'), "5000 dòng"),
        (packed(xl__worksheets__sheet1=cells("1A")), "Không đọc được"),
        (packed(xl__worksheets__sheet1=b"<a/>", xl__externalLink1=b""), "macro"),
        (packed(word__document=b"<a/>"), "không phải tệp Excel"),
        (workbook(HEADS), "chưa có dòng nào"),
        (workbook(("Cột lạ",), ("a",)), "thiếu cột"),
        (workbook(HEADS, *[("a", "b", 1)] * (reading.ROWS + 1)), "5000 dòng"),
        (b"0" * (reading.LARGEST + 1), "5 MB"),
    ],
)
def test_broken_hostile_and_huge_files_are_refused_by_name(body: bytes, word: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        reading.read_sheet(directory("positions"), body)

    assert word in str(refused.value)


@pytest.mark.django_db
@pytest.mark.parametrize("fault", ["wrong_type", "not_office"])
def test_file_of_another_kind_is_told_what_is_taken_here(administrator: Client, fault: str) -> None:
    page = administrator.get("/quan-tri/danh-muc/chuc-vu/nhap/", {"upload_error": fault})

    assert page.status_code == 422
    assert "không phải tệp Excel (.xlsx)" in page.content.decode()
    assert "PDF" not in page.content.decode()


@pytest.mark.django_db
def test_two_rows_of_one_sheet_for_the_same_code_are_refused_with_the_row_above(
    administrator: Client,
) -> None:
    body = workbook(HEADS, ("phu-trach", "Phụ trách", 10), ("phu-trach", "Người phụ trách", 20))

    refused = upload(administrator, body, "nhap")

    (row,) = refused.context["wrong"]
    assert (refused.status_code, row["place"]) == (422, "3")
    assert row["errors"] == [("Mã", "Trùng với dòng 2. Hãy bỏ một trong hai.")]
    assert not Position.objects.filter(code="phu-trach").exists()


@pytest.mark.django_db
def test_every_exported_workbook_can_be_sent_back_and_changes_nothing(
    administrator: Client,
) -> None:
    seen = []
    for each in directories():
        address = f"/quan-tri/danh-muc/{each.slug}/"
        exported = b"".join(administrator.get(f"{address}excel/"))
        if each.exchange is None or not _lines(exported):
            continue
        shown = upload(administrator, exported, "xem", address)
        assert shown.status_code == 200, (each.slug, shown.context["told"], shown.context["wrong"])
        counted = shown.context["counted"]
        assert (counted["new"], counted["changed"], counted["wrong"]) == (0, 0, 0), each.slug
        assert counted["same"] == _lines(exported), each.slug
        seen.append(each.code)

    assert {"units", "people", "posts", "grants", "instruments", "wordings"} <= set(seen)


def _lines(body: bytes) -> int:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    return len(rows) - 1


@pytest.mark.django_db
def test_a_name_changed_in_an_exported_sheet_holds_from_today_and_not_from_the_past(
    world: World, administrator: Client
) -> None:
    address = "/quan-tri/danh-muc/don-vi/"
    body = b"".join(administrator.get(f"{address}excel/"))
    heads, first, *_rest = (
        CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    )
    line = dict(zip(heads, first, strict=True))
    was = UnitVersion.objects.get(unit__code=line["Mã đơn vị"])
    line["Tên đầy đủ"] = "Tên từ hôm nay"

    shown = upload(administrator, workbook(tuple(line), tuple(line.values())), "xem", address)
    (told,) = shown.context["coming"]
    days = {title: new for title, _old, new in told["differences"]}
    assert (
        upload(
            administrator, workbook(tuple(line), tuple(line.values())), "nhap", address
        ).status_code
        == 302
    )

    assert days == {
        "Tên đầy đủ": "Tên từ hôm nay",
        "Áp dụng từ ngày": f"{timezone.localdate():%d/%m/%Y}",
    }
    names = UnitVersion.objects.filter(unit=was.unit_id).order_by("valid_from")
    assert list(names.values_list("name", flat=True)) == [was.name, "Tên từ hôm nay"]


@pytest.mark.django_db
def test_sheet_opens_a_book_and_chooses_how_books_are_kept_by_the_names_of_kinds(
    world: World, administrator: Client
) -> None:
    agency, year = world.ward.agency, timezone.localdate().year + 1
    heads: tuple[str, ...] = ("Đơn vị", "Loại sổ", "Kỳ", "Số cuối đã cấp", "Lý do")
    books = workbook(heads, (agency.code, "Tờ trình", str(year), 41, "Sổ giấy"))
    done = upload(administrator, books, "nhap", f"{BASE}/so-van-ban/")
    assert done.status_code == 302, (done.context["told"], done.context["wrong"])
    assert Book.objects.get(series="submission").carried == 41
    address = f"{BASE}/cach-mo-so/"
    heads = ("Mã", "Cách mở sổ", "Các loại lấy số chung", "Từ năm", "Văn bản quyết định")
    row = (agency.code, "Lấy số chung một sổ", "Kế hoạch; Báo cáo", year, "12/QĐ-UBND")
    plans = workbook(heads, row)
    assert upload(administrator, plans, "nhap", address).status_code == 302
    rules = BookRule.objects.filter(unit=agency, valid_from=date(year, 1, 1), series="joint")
    assert sorted(rules.values_list("kind", flat=True)) == ["plan", "report"]
    again = upload(administrator, plans, "xem", address).context["counted"]
    assert (again["same"], again["changed"]) == (1, 0)
    wrong = workbook(heads, (agency.code, "Lấy số chung một sổ", "Kế hoạch", year, "13/QĐ-UBND"))
    (refused,) = upload(administrator, wrong, "nhap", address).context["wrong"]
    assert refused["errors"] == [("Các loại lấy số chung", "Sổ chung cần từ hai loại văn bản.")]


@pytest.mark.django_db
def test_books_and_grants_come_back_from_their_own_sheet_unchanged(
    world: World, administrator: Client
) -> None:
    day = f"{timezone.localdate():%Y-%m-%d}"
    with transaction.atomic():
        open_book(world.ward.agency.pk, "plan", day)
    system = Account.objects.create_user("app.kho", kind="partner", display_name="Kho dữ liệu")
    held = {"role": Role.objects.latest("pk"), "unit": world.ward.agency, "scope": GrantScope.UNIT}
    Grant.objects.create(account=system, valid_from=date(2025, 7, 1), **held)

    for slug in ("so-van-ban", "phan-quyen"):
        address = f"{BASE}/{slug}/"
        counted = upload(administrator, _sheet(administrator, address), "xem", address).context
        assert (counted["wrong"], counted["counted"]["new"]) == ([], 0), slug
        assert counted["counted"]["same"] > 0
    heads: tuple[str, ...] = ("Đơn vị", "Loại sổ", "Kỳ", "Số cuối đã cấp", "Lý do")
    books = workbook(heads, (world.ward.agency.code, "Tờ trình", "27/11/2026", 0, ""))
    (refused,) = upload(administrator, books, "nhap", f"{BASE}/so-van-ban/").context["wrong"]
    assert [title for title, _text in refused["errors"]] == ["Kỳ"]


@pytest.mark.django_db
def test_closing_of_a_book_travels_by_sheet_and_by_package(
    world: World, administrator: Client
) -> None:
    agency, today = world.ward.agency, timezone.localdate()
    with transaction.atomic():
        plan, joint = (open_book(agency.pk, kind, f"{today.year}") for kind in ("plan", "joint"))
    address, day = f"{BASE}/so-van-ban/", f"{today:%d/%m/%Y}"
    heads: tuple[str, ...] = ("Đơn vị", "Loại sổ", "Kỳ", "Khép từ ngày", "Vì sao khép sổ")
    heads += ("Sổ tiếp nhận",)
    after = f"{agency.code}/joint/{today.year}"
    line = (agency.code, "Kế hoạch", f"{today.year}")

    wrong = workbook(heads, (*line, day, "", after))
    (refused,) = upload(administrator, wrong, "nhap", address).context["wrong"]
    assert refused["errors"] == [("Vì sao khép sổ", "Ghi vì sao khép sổ.")]
    sheet = workbook(heads, (*line, day, "Gộp sổ", after))
    assert upload(administrator, sheet, "nhap", address).status_code == 302
    again = upload(administrator, sheet, "xem", address).context["counted"]
    assert (again["same"], again["changed"]) == (1, 0)
    plan.refresh_from_db()
    assert (plan.closed_from, plan.closed_reason, plan.successor) == (today, "Gộp sổ", joint)

    asking = Actor.platform("kiểm thử")
    items = [item for item in exported(asking) if item.kind == "books"]
    assert {item.key for item in items} == {after, after.replace("joint", "plan")}
    for rows in (Book.objects.exclude(successor=None), Book.objects.all()):
        rows.delete()
    BookRule.objects.all().delete()
    for counts in ({"new": 2, "unchanged": 0}, {"new": 0, "unchanged": 2}):
        report = bring_configuration(items, actor=asking)
        assert report.counts | counts == report.counts
    made = Book.objects.get(series="plan")
    assert (made.closed_from, made.successor, made.last) == (
        today, Book.objects.get(series="joint"), 0,
    )  # fmt: skip
    assert series_of(agency.pk, "plan") == "joint"


@pytest.mark.django_db
def test_a_book_that_cannot_close_here_is_named_and_the_rest_is_taken_without_it(
    world: World, administrator: Client
) -> None:
    agency, today = world.ward.agency, timezone.localdate()
    with transaction.atomic():
        plan = open_book(agency.pk, "plan", f"{today.year}")
        take_number(agency.pk, "plan", f"{today.year}", subject_kind="thu", subject_id=1)
    said = {"unit": agency.code, "series": "plan", "period": f"{today.year}"}
    closed = {"closed_from": today.isoformat(), "closed_reason": "Gộp sổ", "successor": ""}
    key = f"{agency.code}/plan/{today.year}"
    position = {"code": "pho-phong", "title": "Phó phòng", "rank": "20"}
    items = [
        {"kind": "books", "key": key, "values": said | closed},
        {"kind": "positions", "key": "pho-phong", "values": position},
    ]
    package = _signed(
        {"format": "lienthong-configuration", "version": 1, "made_at": "", "source": "x",
         "items": items}
    )  # fmt: skip

    seen = _sent(administrator, package, "xem")
    refused = _sent(administrator, package, "nhap")

    why = f"Khép từ ngày: Số 1 đã cấp ngày {today:%d/%m/%Y}. Chọn ngày sau đó."
    for answer in (seen, refused):
        (first, _rest) = [row["one"] for row in answer.context["rows"]]
        assert (first.name, first.key, first.errors) == ("Kế hoạch", key, [why])
        assert answer.context["bad"] == 1
    assert not Position.objects.filter(code="pho-phong").exists()
    assert _report(_sent(administrator, package, "nhap", bo_qua=f"books:{key}"))
    assert Position.objects.filter(code="pho-phong").exists()
    plan.refresh_from_db()
    assert plan.closed_from is None


def _sheet(client: Client, address: str) -> bytes:
    return b"".join(client.get(f"{address}excel/"))


@pytest.mark.django_db
def test_what_a_sheet_cannot_change_of_a_row_that_is_there_is_refused_by_its_cell(
    world: World, administrator: Client
) -> None:
    address = "/quan-tri/danh-muc/can-bo/"
    body = b"".join(administrator.get(f"{address}excel/"))
    heads, first, *_rest = (
        CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    )
    line = dict(zip(heads, first, strict=True))
    other = Unit.objects.exclude(code=line["Đơn vị"]).order_by("pk").values_list("code", flat=True)
    line["Đơn vị"] = other[0]

    refused = upload(administrator, workbook(tuple(line), tuple(line.values())), "nhap", address)

    (row,) = refused.context["wrong"]
    ((title, text),) = row["errors"]
    assert title == "Đơn vị"
    assert "Tệp không sửa được chỗ này" in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"title": "a\u0000b"}, "hỏng"),
        ({"title": "\ud800"}, "hỏng"),
        ({"kind": "khong_co"}, "1 mục không nhận được"),
    ],
)
def test_hostile_package_is_refused_by_name_and_changes_nothing(
    world: World, administrator: Client, change: dict[str, str], word: str
) -> None:
    before = Instrument.objects.count()
    values = {"key": "1/2026/QĐ", "title": "a", "kind": "decision"} | change
    package = {
        "format": "lienthong-configuration",
        "version": 1,
        "made_at": "2026-11-26T00:00:00+07:00",
        "source": "x",
        "items": [{"kind": "instruments", "key": "1/2026/QĐ", "values": values}],
    }
    checked = package if "\ud800" in values["title"] else _signed(package)

    refused = _sent(administrator, checked, "xem")

    assert refused.status_code in {409, 422}
    assert word in refused.content.decode()
    assert Instrument.objects.count() == before


@pytest.mark.django_db
def test_configuration_travels_and_what_was_changed_here_is_not_overwritten(
    world: World, administrator: Client, tmp_path: Path, capsys: Any
) -> None:
    file = tmp_path / "goi.json"
    call_command("configuration", "export", str(file))
    assert _imported(file, capsys)["unchanged"] > 100
    package = json.loads(file.read_text("utf-8"))
    item = next(i for i in package["items"] if i["kind"] == "instruments")
    item["values"]["title"] = "Trích yếu trong gói"
    assert "Tổng kiểm không khớp" in _sent(administrator, package, "xem").content.decode()

    assert _report(_sent(administrator, _signed(package), "nhap"))
    row = Instrument.objects.get(key=item["key"])
    assert row.title == "Trích yếu trong gói"
    Instrument.objects.filter(pk=row.pk).update(title="Sửa tại đây")
    item["values"]["title"] = "Gói mới hơn"
    torn = _sent(administrator, _signed(package), "nhap")
    assert torn.status_code == 409
    assert "1 xung đột" in torn.content.decode()
    assert Instrument.objects.get(pk=row.pk).title == "Sửa tại đây"
    _sent(administrator, _signed(package), "nhap", xung_dot="take")
    assert Instrument.objects.get(pk=row.pk).title == "Gói mới hơn"


@pytest.mark.django_db
def test_two_installations_show_their_difference_first_and_are_alike_afterwards(
    world: World, tmp_path: Path, capsys: Any
) -> None:
    ours, theirs = tmp_path / "cua-ta.json", tmp_path / "noi-khac.json"
    call_command("configuration", "export", str(ours))
    with transaction.atomic():
        _set_up_elsewhere(world.ward.agency)
        call_command("configuration", "export", str(theirs))
        transaction.set_rollback(True)
    assert not Position.objects.filter(code="pho-phong").exists()
    before = fingerprint()

    seen = _brought(theirs, capsys, "--dry-run")

    assert fingerprint() == before
    assert (seen["new"], seen["changed"], seen["conflict"]) == (2, 2, 0)
    items = {(item["kind"], item["key"]): item for item in seen["items"]}
    assert items["positions", "pho-phong"]["fate"] == "new"
    (rule,) = [item for (kind, _key), item in items.items() if kind == "initial_rules"]
    assert rule["fate"] == "new", "which kind is initialled here"
    assert not InitialRule.objects.filter(kind="notice").exists()
    plan = items["book_plans", world.ward.agency.code]
    told = {title: (old, new) for title, old, new in plan["changes"]}
    assert told["Cách mở sổ"] == ("Mỗi loại văn bản một sổ", "Lấy số chung một sổ")
    assert told["Văn bản quyết định"] == ("", "15/QĐ-UBND")
    (changed,) = [one for kind, one in _changed(seen) if kind == "instruments"]
    assert [new for _title, _old, new in changed["changes"]] == ["Trích yếu ở nơi khác"]
    assert (done := _brought(theirs, capsys)) == seen, done
    assert Position.objects.filter(code="pho-phong").exists()
    assert initials.required_marks("notice", world.ward.agency.pk) == ("content",)
    assert initials.required_marks("notice", world.other.agency.pk) == ()
    rules = BookRule.objects.filter(unit=world.ward.agency, series="joint").order_by("kind")
    since = date(timezone.localdate().year, 1, 1)
    assert [(rule.kind, rule.valid_from) for rule in rules] == [("plan", since), ("report", since)]
    again = _brought(theirs, capsys, "--dry-run")
    assert (again["new"], again["changed"], again["items"]) == (0, 0, [])
    row = Instrument.objects.get(key=changed["key"])
    Instrument.objects.filter(pk=row.pk).update(title="Sửa tại đây")
    with pytest.raises(SystemExit):
        _brought(ours, capsys, "--dry-run")
    torn = json.loads(capsys.readouterr().out)
    assert [item["key"] for item in torn["items"] if item["fate"] == "conflict"] == [row.key]
    kept = _brought(ours, capsys, "--conflicts", "keep")
    assert kept["conflict"] == 1
    assert Instrument.objects.get(pk=row.pk).title == "Sửa tại đây"
    _brought(ours, capsys, "--conflicts", "take")
    assert Instrument.objects.get(pk=row.pk).title == row_title(ours, row.key)


@pytest.mark.django_db
@pytest.mark.parametrize("taken", [False, True])
def test_separate_books_brought_where_one_is_joint_are_told_first_and_done_whole_or_not(
    world: World, tmp_path: Path, capsys: Any, taken: bool
) -> None:
    package, agency, year = tmp_path / "so-rieng.json", world.ward.agency, timezone.localdate().year
    with transaction.atomic():
        given = {"series": "plan", "decided_by": "20/QĐ-UBND", "valid_from": date(year, 1, 1)}
        BookRule.objects.create(unit=agency, kind="plan", **given)
        call_command("configuration", "export", str(package))
        transaction.set_rollback(True)
    for kind in ("plan", "report"):
        ours = {"series": "joint", "decided_by": "15/QĐ-UBND", "valid_from": date(year - 1, 1, 1)}
        BookRule.objects.create(unit=agency, kind=kind, **ours)
    if taken:
        with transaction.atomic():
            take_number(agency.pk, "joint", str(year), subject_kind="test", subject_id=None)

    seen = _brought(package, capsys, "--dry-run")
    (plan,) = [item for item in seen["items"] if item["kind"] == "book_plans"]
    told = {title: (old, new) for title, old, new in plan["changes"]}
    assert told["Cách mở sổ"] == ("Lấy số chung một sổ", "Mỗi loại văn bản một sổ")
    assert series_of(agency.pk, "plan") == "joint"
    _brought(package, capsys)
    soon = date(year + 1 if taken else year, 1, 1)
    assert [series_of(agency.pk, kind, on=soon) for kind in ("plan", "report")] == [
        "plan", "report",
    ]  # fmt: skip
    assert series_of(agency.pk, "plan") == ("joint" if taken else "plan")


def _changed(seen: Any) -> list[tuple[str, Any]]:
    return [(item["kind"], item) for item in seen["items"] if item["fate"] == "changed"]


def _set_up_elsewhere(agency: Unit) -> None:
    """What the other installation has that ours has not; its joint book began two years ago."""
    said = {"content": True, "form": False, "legal_basis": "Quy chế 05"}
    day = timezone.localdate()
    InitialRule.objects.create(kind="notice", agency=agency, valid_from=day, **said)
    since = date(timezone.localdate().year - 2, 1, 1)
    for kind in ("plan", "report"):
        given = {"series": "joint", "decided_by": "15/QĐ-UBND", "valid_from": since}
        BookRule.objects.create(unit=agency, kind=kind, **given)
    row = Instrument.objects.order_by("key").first()
    assert row is not None
    Instrument.objects.filter(pk=row.pk).update(title="Trích yếu ở nơi khác")
    made = Position.objects.create(code="pho-phong")
    PositionVersion.objects.create(
        position=made, title="Phó trưởng phòng", rank=30, valid_from=timezone.localdate()
    )


def row_title(file: Path, key: str) -> str:
    """The title of an instrument as a package says it."""
    items = json.loads(file.read_text("utf-8"))["items"]
    values = next(
        one["values"] for one in items if (one["kind"], one["key"]) == ("instruments", key)
    )
    return str(values["title"])


def _brought(file: Path, capsys: Any, *words: str) -> Any:
    capsys.readouterr()
    call_command("configuration", "import", str(file), "--json", *words)
    return json.loads(capsys.readouterr().out)


def _imported(file: Path, capsys: Any) -> Any:
    capsys.readouterr()
    call_command("configuration", "import", str(file), "--json")
    found = json.loads(capsys.readouterr().out)
    assert (found["new"], found["changed"], found["conflict"], found["refused"]) == (0, 0, 0, 0)
    return found


def _signed(package: dict[str, Any]) -> dict[str, Any]:
    from lienthong.core.references.api import checksum  # as an honest sender does

    body = {key: value for key, value in package.items() if key != "checksum"}
    return body | {"checksum": checksum(body)}


def _sent(client: Client, package: dict[str, Any], act: str, **more: str) -> Any:
    receipt = send_file(client, CONFIGURATION, json.dumps(package).encode(), "a.json")
    if act == "xem":
        return client.get(CONFIGURATION, {"receipt": receipt})
    return client.post(CONFIGURATION, {"receipt": receipt} | more)


def _report(answer: Any) -> bool:
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return True
