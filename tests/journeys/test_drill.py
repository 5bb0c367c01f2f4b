# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The running installation backed up, restored beside itself, and compared."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from lienthong.cli import children
from lienthong.cli.paths import ROOT
from tests.journeys.stack import Stack

pytestmark = pytest.mark.journey


@pytest.mark.covers("6")
def test_restored_copy_is_the_same_in_every_table_and_file(stack: Stack) -> None:
    words = children.python("-m", "lienthong.cli", "drill", "--json")

    done = subprocess.run(
        words, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
    told = json.loads(done.stdout)

    assert (done.returncode, told["findings"]) == (0, []), done.stderr
    assert told["tables"] > 100
    assert 0 < told["files"] <= stack.rows("SELECT count(*) FROM documents_fileversion")[0][0]
    assert set(told["seconds"]) == {"backup", "log", "restore", "compare", "start"}
    assert stack.rows("SELECT 1 FROM pg_replication_slots") == [], "the log is let go again"
