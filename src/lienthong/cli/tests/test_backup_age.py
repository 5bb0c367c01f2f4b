# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The doctor warns when the last backup is older than the installation allows."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lienthong.cli.doctor import OK, WARN, backup_checks
from lienthong.kernel.backups import NOTES, OWN_LIMITS

NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)


@pytest.mark.covers("6")
@pytest.mark.parametrize(
    ("run", "full", "own", "status", "said"),
    [
        (None, None, "", WARN, "chưa sao lưu lần nào"),
        (25, 100, "", OK, "tới 14:00:00 ngày 25/11/2026 ở /mnt/sao-luu"),
        (27, 100, "", WARN, "lần cuối tới 12:00:00 ngày 25/11/2026"),
        (1, 193, "", WARN, "bản đầy đủ cuối: 14:00:00 ngày 18/11/2026"),
        (1, None, "", WARN, "bản đầy đủ cuối: chưa có"),
        (27, 100, "last_run: 48", OK, "tới 12:00:00 ngày 25/11/2026 ở /mnt/sao-luu"),
        (3, 100, "last_run: 0.5", WARN, "lần cuối tới 12:00:00 ngày 26/11/2026"),
    ],
)
def test_age_of_backups(
    run: int | None, full: int | None, own: str, status: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "secrets.json").write_text("{}")
    if run is not None:
        note = {"known_until": before(run), "full": before(full) if full else None}
        (tmp_path / NOTES).write_text(json.dumps({"/mnt/sao-luu": note}))
    if own:
        (tmp_path / OWN_LIMITS).write_text(own)

    (check,) = backup_checks(tmp_path, NOW)

    assert (check.name, check.status, check.detail) == ("Sao lưu", status, said)


def test_age_is_not_asked_where_nothing_is_installed(tmp_path: Path) -> None:
    assert list(backup_checks(tmp_path, NOW)) == []


def before(hours: int) -> str:
    return (NOW - timedelta(hours=hours)).isoformat()
