# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Before it serves, a web process holds what it needs and no library that few ever ask for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[4]
RARE = ("ninja", "pydantic", "django.test", "httpx", "weasyprint", "pyhanko", "asn1crypto")
CODE = f"""
import gc, sys, django
django.setup()
from lienthong.conf.web.settling import settle
from lienthong.kernel.heap import YOUNG
settle()
print(*[name for name in {RARE!r} if name in sys.modules] or ["none"])
print(gc.get_freeze_count() > 100_000, gc.get_threshold()[0] == YOUNG)
from django.urls import reverse
print(reverse("openapi:procedure", args=["1.001193"]))
"""


def test_settled_process_has_all_addresses_and_none_of_the_rare_libraries() -> None:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"}

    done = subprocess.run(
        [sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=False
    )

    assert done.stdout.splitlines() == ["none", "True True", "/api/v1/procedures/1.001193"], (
        done.stderr
    )
