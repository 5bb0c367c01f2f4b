# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The register: what is in it, for whom, on paper and in Excel."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lienthong.core.access.api import Grant, GrantScope
from lienthong.core.ui.api import BulkRun
from lienthong.core.units.api import version_of
from lienthong.modules.onestop.exports.register import COLUMNS, register_workbook
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.queries.register import span_of
from lienthong.modules.onestop.tests.test_desk_counter import sign_in
from lienthong.modules.onestop.tests.test_desk_speed import desk_with_one
from lienthong.testing.world import World

BOOK = "/can-bo/so-theo-doi/"


@pytest.fixture
def desk(world: World) -> Client:
    return desk_with_one(world)


def test_register_shows_the_units_dossiers(world: World, desk: Client) -> None:
    code = Dossier.objects.select_related("case").get().code

    assert code in desk.get(BOOK).content.decode()
    assert code in sign_in(world, "leader").get(BOOK).content.decode()
    assert code not in sign_in(world, ward=world.other).get(BOOK).content.decode()
    assert sign_in(world, "civil_status_officer").get(BOOK).status_code == 403


def test_days_and_unit_filter(world: World, desk: Client) -> None:
    code = Dossier.objects.select_related("case").get().code
    today = timezone.localdate()
    before = today - timedelta(days=1)

    assert code in desk.get(BOOK, {"tu": f"{today:%d/%m/%Y}"}).content.decode()
    assert code not in desk.get(BOOK, {"tu": "01/01/2026", "den": f"{before}"}).content.decode()
    other = {"don-vi": world.other.desk.pk}
    assert code not in desk.get(BOOK, other).content.decode()


def test_wrong_days_mean_the_newest_thirty() -> None:
    today = timezone.localdate()
    span = span_of({"tu": "31/02/2026", "den": "2026-99-99", "don-vi": "x"})

    assert (span.since, span.until, span.unit_id) == (today - timedelta(days=30), today, None)
    turned = span_of({"tu": "20/11/2026", "den": "01/11/2026"})
    assert turned.since < turned.until


def test_print_is_mau_07(desk: Client) -> None:
    page = desk.get(f"{BOOK}in/").content.decode()

    assert "SỔ THEO DÕI HỒ SƠ" in page
    assert Dossier.objects.select_related("case").get().code in page
    assert "paper--wide" in page


def test_head_of_a_print_of_the_whole_province_is_the_province(world: World, desk: Client) -> None:
    reader = sign_in(world, "leader")
    own, whole = (version_of(unit.pk).name.upper() for unit in (world.ward.agency, world.province))
    assert f'strong">{own}<' in reader.get(f"{BOOK}in/").content.decode()
    Grant.objects.filter(account=world.account("leader")).update(scope=GrantScope.ALL)
    assert f'strong">{whole}<' in reader.get(f"{BOOK}in/").content.decode()
    chosen = reader.get(f"{BOOK}in/", {"don-vi": world.ward.agency.pk}).content.decode()
    assert f'strong">{own}<' in chosen


def test_excel_has_every_row_as_text(desk: Client) -> None:
    answer = desk.get(f"{BOOK}excel/")

    assert answer["Content-Disposition"].startswith("attachment; filename=")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    assert Dossier.objects.select_related("case").get().code in strings
    for _key, words, _width in COLUMNS:
        assert words in strings


@pytest.mark.parametrize("way", ["in", "excel"])
def test_a_long_register_is_for_a_job_and_not_for_a_page(
    desk: Client, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr("lienthong.modules.onestop.views.desk.register.MOST_AT_ONCE", 0)

    with CaptureQueriesContext(connection) as asked:
        refused = desk.get(f"{BOOK}{way}/")

    assert refused["Location"].startswith(f"{BOOK}?")
    assert not [one for one in asked if '"applicant"' in one["sql"]], "rows were read in vain"
    assert "Kỳ này có hơn 0 dòng." in desk.get(refused["Location"]).content.decode()


@pytest.mark.covers("5.4")
@pytest.mark.parametrize("way", ["", "in/", "excel/"])
def test_register_reads_no_definitions_with_its_rows(desk: Client, way: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        desk.get(f"{BOOK}{way}")

    rows = [one["sql"] for one in asked if '"applicant"' in one["sql"]]
    assert len(rows) == 1
    assert "onestop_procedureversion" not in rows[0]


def test_no_cell_is_a_formula() -> None:
    row = dict.fromkeys((key for key, _words, _width in COLUMNS), "=1+1")
    content = register_workbook([row], title="Đồng Hới", span="")

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet


def test_chosen_rows_or_the_whole_register_are_acted_on(world: World, desk: Client) -> None:
    case = Dossier.objects.get().pk
    page = desk.get(BOOK).content.decode()
    assert f'name="case" value="{case}"' in page

    whole = {"ds": "so-theo-doi", "danh-sach": "", "tat-ca": "1", "lam-gi": "cases.watch_case"}
    shown = desk.post("/can-bo/hang-loat/", whole | {"viec": "xem"}).context
    begun = desk.post("/can-bo/hang-loat/", whole | {"viec": "lam"})

    assert ([row.pk for row in shown["go"]], shown["list_url"]) == ([case], BOOK)
    assert begun.status_code == 302
    assert BulkRun.objects.get().subject_ids == [case]
    strange = desk.post("/can-bo/hang-loat/", whole | {"danh-sach": "den=01/01/2020"})
    assert strange.context["count"] == 0
