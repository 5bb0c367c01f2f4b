# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What is understood of a record, and what is left to a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lienthong.modules.onestop.domain.catalogue.files import CatalogueFile, read_file
from lienthong.modules.onestop.domain.catalogue.reading import check_identity
from lienthong.modules.onestop.domain.catalogue.refusals import Unreadable
from lienthong.modules.onestop.tests.catalogue.samples import (
    LISTED,
    NATIONAL,
    READABLE,
    UNREADABLE,
)

pytestmark = pytest.mark.covers("4.1")
EVERYWHERE = ["online", "desk", "post"]


@pytest.fixture(scope="module")
def national() -> CatalogueFile:
    return read_file(NATIONAL)


def reading_of(file: CatalogueFile, code: str) -> dict[str, Any]:
    found = next(record for record in file.records if record.code == code)
    assert found.reading is not None
    return dict(found.reading)


def times(reading: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    return [(one["amount"], one["unit"], one["channels"]) for one in reading["times"]]


def fees(reading: dict[str, Any]) -> list[tuple[int | None, list[str]]]:
    return [(one["amount"], one["channels"]) for one in reading["fees"]]


def test_national_file_when_read_then_each_line_is_read_or_has_a_reason(
    national: CatalogueFile,
) -> None:
    problems = [record.problem for record in national.records if record.problem]

    assert (national.source, len(national.records)) == ("national", READABLE + UNREADABLE)
    assert problems == [
        "no_code",
        "bad_code",
        "no_name",
        "name_too_long",
        "wrong_type",
        "bad_json",
        "not_an_object",
        "repeated_key",
        "bad_json",
        "odd_letters",
        "odd_letters",
    ]


@pytest.mark.parametrize("code", ["1.004873", "2.000815.H50", "QLCHO001", "DNG-288122_1"])
def test_code_of_the_nation_or_of_a_province_is_taken(code: str) -> None:
    check_identity(code, "Tên")


@pytest.mark.parametrize(
    "code", ["QLCHO", "qlcho001", "QLCHO 001", "QL/001", "QL--1", "1", "Q1" * 40, "-QL1", "QL1\n"]
)
def test_code_that_cannot_stand_in_an_address_is_refused(code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        check_identity(code, "Tên")

    assert refused.value.args[0] == "bad_code"


def test_ordinary_record_when_read_then_everything_in_its_place(national: CatalogueFile) -> None:
    reading = reading_of(national, "9.000002")

    assert times(reading) == [("5", "working_day", EVERYWHERE)]
    assert fees(reading) == [(30_000, EVERYWHERE)]
    assert [(one["name"], one["originals"], one["copies"]) for one in reading["papers"]] == [
        ("Đơn đề nghị", 1, 0),
        ("Bản vẽ vị trí", 1, 2),
    ]
    assert reading["legal_basis"] == ["175/2024/NĐ-CP", "01/2020/TT-BTP"]
    assert reading["results"] == ["Giấy phép số 2", "Văn bản từ chối"]
    assert (reading["online"], reading["levels"]) == ("partial", ["commune"])
    assert reading["warnings"] == []


@pytest.mark.parametrize(
    ("code", "found_times", "found_fees", "warnings"),
    [
        (
            "9.000101",
            [("3", "working_day", ["online"]), ("5", "working_day", ["desk"])],
            [(20_000, ["online"]), (40_000, ["desk"])],
            [],
        ),
        ("9.000102", [("1", "other", ["desk"])], [(0, ["desk"])], ["no_unit"]),
        (
            "9.000103",
            [("", "", ["desk"])],
            [(None, ["desk"])],
            ["time_and_fee_run_together", "no_time"],
        ),
        ("9.000104", [("", "", ["online"])], [(0, ["online"])], ["no_time"]),
        ("9.000105", [], [], ["no_rows"]),
        ("9.000106", [("2", "day", ["desk"])], [(0, ["desk"])], ["free_with_condition"]),
        (
            "9.000107",
            [("2", "day", ["online", "desk"])],
            [(None, ["online", "desk"])],
            [],
        ),
        ("9.000108", [("0.5", "day", ["desk"])], [(0, ["desk"])], []),
    ],
)
def test_odd_table_when_read_then_only_what_is_sure_and_a_warning(
    national: CatalogueFile,
    code: str,
    found_times: list[Any],
    found_fees: list[Any],
    warnings: list[str],
) -> None:
    reading = reading_of(national, code)

    assert times(reading) == found_times
    assert fees(reading) == found_fees
    assert reading["warnings"] == warnings


def test_fee_when_followed_by_brackets_and_a_description_then_each_in_its_place(
    national: CatalogueFile,
) -> None:
    free = reading_of(national, "9.000106")
    paid = reading_of(national, "9.000002")
    told = reading_of(national, "9.000104")

    assert free["fees"][0]["text"] == "Miễn phí(Theo quy định của Hội đồng nhân dân cấp tỉnh)"
    assert paid["fees"][0]["text"] == "30,000 Việt Nam Đồng(/hồ sơ)"
    assert paid["times"][0]["text"] == ""
    assert told["times"][0]["text"] == "Theo từng hồ sơ."


def test_other_oddities_when_read_then_words_are_kept(national: CatalogueFile) -> None:
    groups = reading_of(national, "9.000109")
    assert [one["name"] for one in groups["papers"]] == [
        "Đơn đề nghị cấp mới",
        "Đơn đề nghị cấp lại",
        "Giấy phép cũ",
    ]
    who = reading_of(national, "9.000110")
    assert who["levels"] == ["ministry", "province", "commune"]
    assert who["applicants"] == [
        "Tổ chức (không bao gồm doanh nghiệp, HTX)",
        "Công dân Việt Nam",
    ]
    assert reading_of(national, "9.000111")["name"] == "Tên viết tổ hợp: é à ơ"
    assert reading_of(national, "9.000112")["agency"] == "Chủ tịch Ủy ban nhân dân cấp xã"
    assert reading_of(national, "9.000114.H50")["name"] == "Mã địa phương"
    assert reading_of(national, "9.000115")["warnings"] == ["no_rows"]


def test_list_when_read_then_cases_channels_and_marks(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_text(LISTED, "utf-8")

    file = read_file(path)

    assert (file.source, str(file.as_of)) == ("list", "2026-11-20")
    reading = reading_of(file, "9.100001")
    assert times(reading) == [
        ("3", "working_day", EVERYWHERE),
        ("8", "working_day", EVERYWHERE),
    ]
    assert fees(reading) == [(8_000, ["desk"]), (4_000, ["online"])]
    assert (reading["online"], reading["levels"]) == ("full", ["commune", "province"])
    assert [one["required"] for one in reading["papers"]] == ["always", "present"]
    assert reading["warnings"] == ["unverified:fee"]
    unknown = reading_of(file, "9.100002")
    assert (times(unknown), fees(unknown)) == ([("", "other", EVERYWHERE)], [(None, EVERYWHERE)])
