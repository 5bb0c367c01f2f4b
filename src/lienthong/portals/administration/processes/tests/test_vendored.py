# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The library that draws is the one that is named, with its licence and its mark."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

VENDOR = Path(__file__).parents[2] / "static" / "administration" / "vendor"


def test_vendored_files_have_the_recorded_hashes() -> None:
    text = (VENDOR / "README.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| (\S+) \|.*\| ([0-9a-f]{64}) \|", text, re.MULTILINE))
    files = {path.name for path in VENDOR.iterdir()} - {"README.md", "bpmn.io-bpmn-js.txt"}

    assert rows.keys() == files
    for name, digest in rows.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest


def test_nothing_hides_the_mark_that_the_licence_asks_for() -> None:
    own = (VENDOR.parent / "processes.css").read_text("utf-8")

    assert "bjs-powered-by" not in own
    assert "MUST NOT be" in (VENDOR / "bpmn.io-bpmn-js.txt").read_text("utf-8")
    assert b"bjs-powered-by" in (VENDOR / "bpmn-modeler.min.js").read_bytes()
