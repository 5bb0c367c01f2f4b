# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Broken, hostile and huge files: a named error, nothing half-imported."""

from __future__ import annotations

import gzip
import io
import json
import os
import struct
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.catalogue import import_catalogue
from lienthong.modules.onestop.domain.catalogue import limits
from lienthong.modules.onestop.domain.catalogue.files import read_file, read_package
from lienthong.modules.onestop.domain.catalogue.packages import (
    FORMAT,
    MANIFEST,
    member_of,
    write_package,
)
from lienthong.modules.onestop.domain.catalogue.reading import digest_of
from lienthong.modules.onestop.domain.catalogue.refusals import FILES, CatalogueRefused
from lienthong.modules.onestop.models import CatalogueEntry, SourceRecord
from lienthong.modules.onestop.queries.catalogue_export import definitions
from lienthong.modules.onestop.tests.catalogue.samples import LISTED, NATIONAL, lines, record
from lienthong.modules.onestop.tests.catalogue.test_import import run
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("4.4")
DAY = date(2026, 11, 20)
GOOD = "\n".join(lines()[:3]) + "\n"
Edit = Callable[[dict[str, bytes]], None]


def refused(path: Path, content: bytes) -> str:
    """The error that a file with this content is refused with."""
    path.write_bytes(content)
    with pytest.raises(CatalogueRefused) as error:
        read_file(path)
    words = FILES[error.value.code].partition(" ({place}")[0]
    assert str(error.value).startswith(words)
    return error.value.code


def line(**changes: Any) -> str:
    return json.dumps(record(**changes), ensure_ascii=False) + "\n"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "file_empty"),
        (b"\n\n  \n", "file_empty"),
        (b"{}\n" * (limits.RECORDS + 1), "too_many_records"),
        (GOOD.encode("utf-16"), "wrong_encoding"),
        (GOOD.encode("utf-16-le"), "wrong_encoding"),
        (GOOD.encode() + b'{"ten_thu_tuc": "C\xe2p l\xe9i"}\n', "wrong_encoding"),
        (b"\x00" * 5000, "wrong_encoding"),
        (b"khong phai tep gi ca", "unknown_format"),
        (b'{"a": "' + b"x" * limits.LINE_BYTES + b'"}', "line_too_long"),
        (GOOD.encode() + GOOD.encode(), "duplicate_code"),
        (gzip.compress(GOOD.encode())[:-9], "broken_archive"),
        (b"\x1f\x8bkhong phai gzip", "broken_archive"),
        (gzip.compress(b"\n" * (limits.RATIO_FROM * 3)), "too_many_records"),
        (gzip.compress((b"x" * 999 + b"\n") * 30_000), "unfolds_too_large"),
        (b"PK\x03\x04khong phai zip", "broken_archive"),
    ],
)
def test_lines_when_the_file_is_bad_then_a_named_error(
    tmp_path: Path, content: bytes, error: str
) -> None:
    assert refused(tmp_path / "a.jsonl", content) == error


@pytest.mark.parametrize("broken", ['"ma_thu_tuc": "9.000009"}', "a: b", "x" + GOOD[:200]])
def test_first_line_when_broken_then_it_alone_is_unreadable(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "sent"
    path.write_text(f"{broken}\n{GOOD}")

    first, *others = read_file(path).records

    assert (first.place, first.problem, first.raw) == ("dòng 1", "bad_json", broken)
    assert [found.place for found in others] == ["dòng 2", "dòng 3", "dòng 4"]
    assert all(found.reading for found in others)


def test_line_of_200_mb_when_read_then_refused_within_the_limit_of_a_line(tmp_path: Path) -> None:
    path = tmp_path / "huge.jsonl"
    with path.open("wb") as stream:
        stream.write(GOOD.encode() + b'{"ma_thu_tuc": "')
        stream.truncate(200 * limits.MB)

    with pytest.raises(CatalogueRefused) as error:
        read_file(path)

    assert error.value.code == "file_too_large"


def test_long_line_in_a_packed_file_when_read_then_refused_before_it_is_whole(
    tmp_path: Path,
) -> None:
    noise = os.urandom(limits.LINE_BYTES).hex().encode()

    assert refused(tmp_path / "a.gz", gzip.compress(b'{"a": "' + noise, 1)) == "line_too_long"


def test_two_packed_parts_when_one_file_then_both_are_read(tmp_path: Path) -> None:
    path = tmp_path / "two.gz"
    path.write_bytes(gzip.compress(line().encode()) + gzip.compress(line(code="9.000002").encode()))

    assert [found.code for found in read_file(path).records] == ["9.000001", "9.000002"]


@pytest.mark.parametrize(
    "text",
    [
        "{" * 100_000,
        "[" * 100_000,
        '{"ma_thu_tuc": ' + '{"a": ' * 5_000 + "1" + "}" * 5_001,
        '{"ma_thu_tuc": "9.000001", "ten_thu_tuc": 1e999999}',
        '{"ma_thu_tuc": "9.000001", "ten_thu_tuc": ' + "9" * 5_000 + "}",
        '{"ma_thu_tuc": {"$gt": ""}, "ten_thu_tuc": "x"}',
        '{"ma_thu_tuc": "../../etc/passwd", "ten_thu_tuc": "x"}',
    ],
)
def test_hostile_line_when_read_then_only_that_line_is_unreadable(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(line() + text + "\n", "utf-8")

    good, bad = read_file(path).records

    assert (good.code, good.problem) == ("9.000001", "")
    assert bad.problem in {"too_deep", "bad_json", "wrong_type", "bad_code", "not_an_object"}


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (BOMB.encode(), "aliases"),
        (b"meta: {compiled: 2026-11-20}\nprocedures: &p []\n", "aliases"),
        (b"meta: " + b"[" * 60 + b"]" * 60 + b"\nprocedures: []\n", "too_deep"),
        (b"meta: {}\nmeta: {}\nprocedures: []\n", "repeated_key"),
        (b"meta: {\n", "bad_yaml"),
        (b"meta: !!python/object/apply:os.system ['id']\nprocedures: []\n", "bad_yaml"),
        (b"meta: {compiled: 2026-13-45}\nprocedures: []\n", "bad_yaml"),
        (b"meta: {compiled: 'hom qua'}\nprocedures: []\n", "wrong_day"),
        (b"title: x\n", "bad_list"),
        (b"meta: x\nprocedures: y\n", "bad_list"),
        (b"meta: {compiled: 2026-11-20}\nprocedures: []\n", "file_empty"),
        (LISTED.replace("9.100002", "9.100001").encode(), "duplicate_code"),
        (LISTED.encode("utf-16"), "wrong_encoding"),
        (LISTED.encode().replace(b"\xc3", b"\xff"), "wrong_encoding"),
        (b"meta: {a: '" + b"x" * limits.LIST_BYTES + b"'}", "file_too_large"),
    ],
)
def test_list_when_the_file_is_bad_then_a_named_error(
    tmp_path: Path, content: bytes, error: str
) -> None:
    assert refused(tmp_path / "a.yaml", content) == error


@pytest.mark.parametrize(
    ("change", "to"),
    [
        ("code: '9.100002'", "code: 9.100002"),
        ("time_limit: {value: null", "time_limit: {value: ba"),
        ("fee: {items: []", "fee: {items: [1]"),
        ("level: [xa]", "level: xa"),
        ("name: Thủ tục chưa rõ thời hạn", "name: ''"),
    ],
)
def test_entry_of_a_list_when_wrong_then_only_that_entry_is_unreadable(
    tmp_path: Path, change: str, to: str
) -> None:
    path = tmp_path / "a.yaml"
    assert change in LISTED
    path.write_text(LISTED.replace(change, to), "utf-8")

    good, bad = read_file(path).records

    assert (good.code, good.problem) == ("9.100001", "")
    assert bad.problem in {"wrong_type", "no_name"}


def packed(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def members(**changes: Any) -> dict[str, bytes]:
    """The files of a small package whose definition cannot be read, which is enough here."""
    text = json.dumps({"procedure": {}, "form": {}, "process": {}})
    listed = {"code": "9.300001", "file": member_of("9.300001"), "sha256": digest_of(text)}
    manifest = {"format": FORMAT, "version": 1, "as_of": "2026-11-20", "procedures": [listed]}
    return {
        MANIFEST: json.dumps(manifest | changes).encode(),
        member_of("9.300001"): text.encode(),
    }


def _named(name: str) -> Edit:
    return lambda files: files.update({name: b"x"})


def _without(name: str) -> Edit:
    return lambda files: files.__delitem__(name)


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        (_named("../../etc/cron.d/x"), "bad_member"),
        (_named("/etc/passwd"), "bad_member"),
        (_named("procedures/../x.json"), "bad_member"),
        (_named("procedures\\x.json"), "bad_member"),
        (_named("procedures/sub/x.json"), "bad_member"),
        (_named("x.exe"), "bad_member"),
        (_named("procedures/khong-ke.json"), "bad_member"),
        (_without(MANIFEST), "no_manifest"),
        (_without(member_of("9.300001")), "missing_member"),
        (lambda files: files.update({MANIFEST: b"{"}), "no_manifest"),
        (lambda files: files.update({MANIFEST: b"[" * 100_000}), "no_manifest"),
        (lambda files: files.update({MANIFEST: b"\xff\xfe"}), "wrong_encoding"),
        (lambda files: files.update({member_of("9.300001"): b"{}"}), "altered_member"),
        (lambda files: files.update(members(format="khac")), "no_manifest"),
        (lambda files: files.update(members(version=2)), "unknown_version"),
        (lambda files: files.update(members(as_of="mai")), "wrong_day"),
        (lambda files: files.update(members(procedures="x")), "no_manifest"),
        (
            lambda files: files.update({"procedures/bom.json": b"0" * 3 * limits.MEMBER_BYTES}),
            "unfolds_too_large",
        ),
    ],
)
def test_package_when_bad_then_a_named_error(edit: Edit, error: str) -> None:
    files = members()
    edit(files)

    with pytest.raises(CatalogueRefused) as found:
        read_package(packed(files), "goi.zip")

    assert found.value.code == error


def test_package_when_members_repeat_or_are_locked_then_a_named_error() -> None:
    content = packed(members())
    locked = bytearray(content)
    start = locked.find(b"PK\x01\x02")
    struct.pack_into("<H", locked, start + 8, 1)
    target = io.BytesIO(content)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(target, "a") as archive:
        archive.writestr(MANIFEST, b"{}")

    with pytest.raises(CatalogueRefused, match="sai chỗ") as twice:
        read_package(target.getvalue(), "goi.zip")
    with pytest.raises(CatalogueRefused) as secret:
        read_package(bytes(locked), "goi.zip")

    assert (twice.value.code, secret.value.code) == ("bad_member", "encrypted")


def test_package_when_cut_anywhere_then_refused(world: World) -> None:
    content = write_package(definitions(["1.001193"]), on=DAY)

    for cut in (10, len(content) // 2, len(content) - 10):
        with pytest.raises(CatalogueRefused) as error:
            read_package(content[:cut], "goi.zip")
        assert error.value.code == "broken_archive"


def test_package_when_written_then_read_again_and_the_same_each_time(world: World) -> None:
    found = definitions(["1.001193", "2.000815"])
    content = write_package(found, on=DAY)

    file = read_package(content, "goi.zip")

    assert content == write_package(found, on=DAY)
    assert [one.code for one in file.records] == ["1.001193", "2.000815"]
    report = import_catalogue(file, as_of=DAY, actor=Actor.platform("thử"))
    assert report.counts() == {"new": 0, "changed": 0, "unchanged": 2, "unreadable": 0}


@pytest.mark.parametrize(
    ("part", "change", "problem"),
    [
        ("form", {"pages": []}, "bad_form"),
        ("form", {"pages": "x"}, "bad_form"),
        ("process", {"steps": []}, "bad_process"),
        ("process", {"start": "khong_co"}, "bad_process"),
        ("procedure", {"fees": None}, "bad_procedure"),
        ("procedure", {"name": ""}, "no_name"),
    ],
)
def test_definition_when_a_part_is_wrong_then_unreadable_and_not_stored_as_one(
    world: World, part: str, change: dict[str, Any], problem: str
) -> None:
    definition = definitions(["1.001193"])["1.001193"]
    definition[part] = {**definition[part], **change}
    before = CatalogueEntry.objects.get(code="1.001193").current_id
    file = read_package(write_package({"1.001193": definition}, on=DAY), "goi.zip")

    report = import_catalogue(file, as_of=DAY, actor=Actor.platform("thử"))

    assert [found.problem for found in report.unreadable] == [problem]
    assert CatalogueEntry.objects.get(code="1.001193").current_id == before


def test_command_when_the_file_is_refused_at_its_end_then_nothing_is_stored(
    db: None, tmp_path: Path
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(NATIONAL.read_bytes() + b"\xff\xfe\n")

    status, shown, _errors = run("import", str(path), "--json")

    assert (status, json.loads(shown)["error"]) == (1, "wrong_encoding")
    assert not SourceRecord.objects.exists()
    assert not CatalogueEntry.objects.exists()
