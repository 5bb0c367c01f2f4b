# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Records first, never changed; twice the same file is once; a changed record wants a person."""

from __future__ import annotations

import json
import os
import time
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lienthong.core.audit.api import AuditRecord
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import NotAllowed
from lienthong.modules.onestop.actions.catalogue import LOCK, import_catalogue
from lienthong.modules.onestop.domain.catalogue.files import read_file
from lienthong.modules.onestop.domain.catalogue.refusals import CatalogueRefused
from lienthong.modules.onestop.enums import CatalogueState
from lienthong.modules.onestop.models import (
    CatalogueEntry,
    CatalogueImport,
    ProcedureVersion,
    SourceRecord,
)
from lienthong.modules.onestop.queries.catalogue_import import CatalogueReport
from lienthong.modules.onestop.tests.catalogue.samples import (
    NATIONAL,
    READABLE,
    UNREADABLE,
    record,
    write_lines,
)
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("4.1")
PLATFORM = Actor.platform("thử")
DAY = date(2026, 11, 20)
SAMPLE = os.environ.get("LIENTHONG_CATALOGUE_SAMPLE", "")
"""A file of the national catalogue to measure the import with; nothing is measured without it."""


def take(path: Path, *, day: date = DAY, actor: Actor = PLATFORM) -> CatalogueReport:
    return import_catalogue(read_file(path), as_of=day, actor=actor)


def counts(*numbers: int) -> dict[str, int]:
    return dict(zip(("new", "changed", "unchanged", "unreadable"), numbers, strict=True))


def run(*words: str) -> tuple[int, str, str]:
    """The management command: exit status, output, errors."""
    out, err = StringIO(), StringIO()
    try:
        call_command("procedures", *words, stdout=out, stderr=err)
    except SystemExit as left:
        return int(str(left.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_import_when_new_then_every_line_is_a_record_and_nothing_is_in_force(db: None) -> None:
    report = take(NATIONAL)

    assert report.counts() == counts(READABLE, 0, 0, UNREADABLE)
    assert SourceRecord.objects.count() == READABLE + UNREADABLE
    assert SourceRecord.objects.filter(entry__isnull=True, problem="").count() == 0
    entry = CatalogueEntry.objects.get(code="9.000002")
    assert (entry.state, entry.current and entry.current.number) == (CatalogueState.REVIEW, 1)
    assert entry.current is not None
    assert json.loads(entry.current.raw)["ma_thu_tuc"] == "9.000002"
    assert entry.current.as_of == DAY
    assert not ProcedureVersion.objects.exists()
    taken = CatalogueImport.objects.get()
    assert taken.counts == counts(READABLE, 0, 0, UNREADABLE)
    assert AuditRecord.objects.filter(permission="onestop.catalogue.import").count() == 1


def test_import_when_repeated_then_nothing_changes(db: None) -> None:
    take(NATIONAL)
    before = list(SourceRecord.objects.order_by("pk").values())

    again = take(NATIONAL, day=date(2026, 11, 25))

    assert again.counts() == counts(0, 0, READABLE, UNREADABLE)
    assert list(SourceRecord.objects.order_by("pk").values()) == before
    assert CatalogueImport.objects.count() == 1


def test_import_when_only_spaces_and_order_of_keys_differ_then_unchanged(
    db: None, tmp_path: Path
) -> None:
    take(write_lines(tmp_path / "a.jsonl", record()))
    turned = json.dumps(dict(reversed(record().items())), indent=None, separators=(" , ", " : "))
    other = tmp_path / "b.jsonl"
    other.write_text(turned, "utf-8")

    assert take(other).counts() == counts(0, 0, 1, 0)


def test_import_when_a_record_changed_then_a_second_record_and_review_again(
    db: None, tmp_path: Path
) -> None:
    take(write_lines(tmp_path / "a.jsonl", record(), record("9.000002")))
    CatalogueEntry.objects.update(state=CatalogueState.ACTIVE)
    changed = record(ten_thu_tuc="Tên mới của thủ tục")

    report = take(write_lines(tmp_path / "b.jsonl", changed, record("9.000002")))

    assert report.counts() == counts(0, 1, 1, 0)
    entry = CatalogueEntry.objects.get(code="9.000001")
    assert (entry.state, entry.name) == (CatalogueState.REVIEW, "Tên mới của thủ tục")
    assert [one.number for one in entry.records.order_by("number")] == [1, 2]
    assert entry.current is not None
    assert entry.current.number == 2
    assert CatalogueEntry.objects.get(code="9.000002").state == CatalogueState.ACTIVE


def test_import_when_changed_back_then_a_third_record(db: None, tmp_path: Path) -> None:
    for name in ("Một", "Hai", "Một"):
        take(write_lines(tmp_path / "a.jsonl", record(ten_thu_tuc=name)))

    assert SourceRecord.objects.filter(entry__code="9.000001").count() == 3


def test_source_record_when_somebody_changes_it_then_the_database_refuses(
    db: None, tmp_path: Path
) -> None:
    take(write_lines(tmp_path / "a.jsonl", record()))
    rows = SourceRecord.objects.all()

    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        rows.update(raw="khác")
    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        rows._raw_delete("default")


def test_import_when_not_permitted_then_nothing_is_stored(world: World) -> None:
    with pytest.raises(NotAllowed):
        take(NATIONAL, actor=world.officer("leader"))

    assert not CatalogueImport.objects.filter(file_name=NATIONAL.name).exists()


def test_command_when_dry_then_the_same_report_and_nothing_stored(db: None) -> None:
    status, shown, _errors = run("import", str(NATIONAL), "--dry-run", "--json")

    answer = json.loads(shown)
    assert status == 1, "there are records that cannot be read"
    assert answer["counts"] == counts(READABLE, 0, 0, UNREADABLE)
    assert answer["new"][0] == "9.000001"
    assert answer["unreadable"][0] == {
        "place": "dòng 37",
        "problem": "no_code",
        "reason": "thiếu mã thủ tục",
        "detail": "",
    }
    assert not SourceRecord.objects.exists()


def test_command_when_all_is_read_then_words_and_exit_0(db: None, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", record())

    status, shown, _errors = run("import", str(path), "--as-of", "2026-11-01")

    assert (status, shown) == (
        0,
        "Thủ tục: mới 1, đổi 0, giữ nguyên 0, không đọc được 0.\n",
    )
    assert SourceRecord.objects.get().as_of == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("import", "/khong/co.jsonl"), "file_missing"),
        (("import", "/"), "file_unreadable"),
        (("import", str(NATIONAL), "--as-of", "2999-01-01"), "wrong_day"),
        (("export", "/khong/co/goi.zip", "9.999999"), "unknown_code"),
    ],
)
def test_command_when_refused_then_one_named_error(
    db: None, words: tuple[str, ...], error: str
) -> None:
    status, shown, _errors = run(*words, "--json")

    assert (status, json.loads(shown)["error"]) == (1, error)
    status, shown, errors = run(*words)
    assert (status, shown) == (1, "")
    assert errors.count("\n") <= 1


def test_two_imports_at_once_when_one_holds_the_lock_then_the_other_is_told(
    db: None, tmp_path: Path
) -> None:
    other: Any = connection.copy()
    try:
        other.connect()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])

        with pytest.raises(CatalogueRefused) as refused:
            take(write_lines(tmp_path / "a.jsonl", record()))
    finally:
        other.close()

    assert refused.value.code == "busy"
    assert not CatalogueImport.objects.exists()


@pytest.mark.skipif(not SAMPLE, reason="no sample of the national catalogue named")
def test_sample_when_imported_then_well_below_a_minute(db: None) -> None:
    start = time.process_time()
    with CaptureQueriesContext(connection) as first:
        report = take(Path(SAMPLE))
    spent = time.process_time() - start
    with CaptureQueriesContext(connection) as second:
        again = take(Path(SAMPLE))
    found = report.counts()
    print(f"{found}, {spent:.1f} s CPU, {len(first)} then {len(second)} statements")

    assert again.counts() == counts(0, 0, found["new"], found["unreadable"])
    assert spent < 60
    assert len(first) < 60
