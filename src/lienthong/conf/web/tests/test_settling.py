# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Before it serves, a web process holds what it needs and no library that few ever ask for.

What belongs to a thread is another thread's never.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[4]
RARE = (
    *("ninja", "pydantic", "django.test", "httpx", "weasyprint", "pyhanko", "asn1crypto"),
    *("fido2", "oauthlib", "sqlparse.sql", "croniter.croniter", "charset_normalizer.api"),
)
CODE = f"""
from lienthong.conf.web.later import put_off
put_off()
import gc, sys, django
django.setup()
from lienthong.conf.web.settling import settle
from lienthong.kernel.heap import YOUNG
settle()
print(*[name for name in {RARE!r} if name in sys.modules] or ["none"])
print(gc.get_freeze_count() > 100_000, gc.get_threshold()[0] == YOUNG)
from django.urls import reverse
print(reverse("openapi:procedure", args=["1.001193"]))
import httpx
print(httpx.Client.__name__, "rich" in sys.modules)
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.idp.oidc import views
import sqlparse
print(WebAuthn.__name__, views.token.__name__, sqlparse.split("a; b"), sys.flags.optimize)
import threading
from asgiref.local import Local
from django.core.cache import caches
from django.db import connections
from django.urls import base
from django.utils import timezone, translation
from django.utils.translation import trans_real
told = []
def look():
    told.extend([translation.get_language(), timezone.get_current_timezone_name(),
                 connections["default"]])
translation.activate("en")
timezone.activate("UTC")
thread = threading.Thread(target=look)
thread.start()
thread.join()
here = [translation.get_language(), timezone.get_current_timezone_name(), connections["default"]]
print(*told[:2], *here[:2], told[2] is here[2], connections["default"] is here[2])
holders = (trans_real, timezone, base, connections, caches)
print([name for one in holders for name, value in vars(one).items() if isinstance(value, Local)])
"""


def test_settled_process_has_all_addresses_no_rare_library_and_threads_of_their_own() -> None:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"}
    environment["PYTHONOPTIMIZE"] = "2"  # as the web process runs

    done = subprocess.run(
        [sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=False
    )

    assert done.stdout.splitlines() == [
        "none",
        "True True",
        "/api/v1/procedures/1.001193",
        "Client False",
        "WebAuthn view ['a;', 'b'] 2",
        "vi Asia/Ho_Chi_Minh en UTC False True",
        "[]",
    ], done.stderr
