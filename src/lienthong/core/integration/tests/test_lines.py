# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Administrators say where a partner answers: every adapter that speaks outwards asks them."""

from __future__ import annotations

import re
from pathlib import Path

import lienthong

PACKAGE = Path(lienthong.__file__).parent
SPEAKS = re.compile(r"httpx\.(?:post|get|request|stream)\(|smtplib\.SMTP\(")
ASKED = re.compile(r"line_to\(|lines_of\(")
GIVEN = {
    "core/documents/adapters/answers.py": "core/documents/adapters/trust.py",
    "core/documents/adapters/csc.py": "core/documents/adapters/consents.py",
    "core/integration/adapters/time_stamps.py": "core/documents/adapters/key_ring.py",
}
"""What speaks to an address that somebody else looked up."""
APART = {
    "core/documents/adapters/demo_ring.py": "the certification authority of the demo",
}


def test_every_adapter_that_speaks_outwards_reads_its_partner() -> None:
    files = [
        file for layer in ("core", "modules") for file in (PACKAGE / layer).rglob("adapters/*.py")
    ]
    ours = [file for file in files if "tests" not in file.parts]
    texts = {str(file.relative_to(PACKAGE)): file.read_text("utf-8") for file in ours}
    speaking = {name for name, text in texts.items() if SPEAKS.search(text)}

    assert {"modules/onestop/adapters/postal.py", "core/notifications/adapters/zalo.py"} < speaking
    assert set(APART) < speaking
    deaf = {
        name
        for name in speaking - set(APART)
        if not ASKED.search(texts[name]) and not ASKED.search(texts.get(GIVEN.get(name, ""), ""))
    }
    assert deaf == set()
