# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Production refuses what only the demo may have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[3]
GOOD = {
    "SECRET_KEY": "k" * 64,
    "DATABASE_URL": "postgresql://app@db.example/lienthong",
    "ALLOWED_HOSTS": "dichvucong.example.vn",
    "LIENTHONG_VNEID_CLIENT_SECRET": "real-secret",
    "FILE_STORE": "/srv/lienthong/files",
    "LIENTHONG_PUBLIC_URL": "https://dichvucong.example.vn",
}


def load(**changes: str | None) -> subprocess.CompletedProcess[str]:
    values = {key: value for key, value in (GOOD | changes).items() if value is not None}
    environment = {"PYTHONPATH": str(SOURCE), "PATH": os.environ["PATH"], **values}
    code = (
        "from lienthong.conf.settings import production as p;"
        "print(p.LIENTHONG_DEMO, p.OFFICER_SECOND_FACTOR, p.SESSION_COOKIE_SECURE,"
        " 'lienthong.demo' in p.INSTALLED_APPS, hasattr(p, 'DEMO_OFFICER_PASSWORD'))"
    )
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )


def test_good_environment_starts_without_any_demo_part() -> None:
    done = load()

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["False", "required", "True", "False", "False"]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "demo-" + "k" * 60}, "SECRET_KEY"),
        ({"DATABASE_URL": None}, "DATABASE_URL"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS"),
        ({"FILE_STORE": None}, "FILE_STORE"),
        ({"LIENTHONG_PUBLIC_URL": None}, "LIENTHONG_PUBLIC_URL"),
        ({"LIENTHONG_PUBLIC_URL": "http://127.0.0.1:8000"}, "LIENTHONG_PUBLIC_URL"),
        ({"LIENTHONG_DEMO": "1"}, "LIENTHONG_DEMO"),
        ({"LIENTHONG_VNEID_CLIENT_SECRET": None}, "LIENTHONG_VNEID_CLIENT_SECRET"),
    ],
)
def test_demo_secrets_and_missing_values_are_refused(
    changes: dict[str, str | None], named: str
) -> None:
    done = load(**changes)

    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
    assert named in done.stderr
