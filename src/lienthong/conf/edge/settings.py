# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What edge reads from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from lienthong.kernel.permits import quarantine_folder

DEMO_SECRET = "demo-only-key-that-production-settings-refuse"  # noqa: S105 - as in settings/dev


@dataclass(frozen=True, slots=True)
class EdgeSettings:
    """Secret shared with web, folder of uploads, address of web, address of the database."""

    secret: str
    quarantine: Path
    public_url: str
    database_url: str


def read_settings() -> EdgeSettings:
    """Read the environment; the same variables as web, with the same defaults."""
    data = os.environ.get("LIENTHONG_DATA_DIR", "var")
    store = Path(os.environ.get("FILE_STORE", f"{data}/files")).absolute()
    public = os.environ.get("LIENTHONG_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
    demo = os.environ.get("LIENTHONG_DEMO") == "1"
    secret = os.environ.get("SECRET_KEY") or (DEMO_SECRET if demo else "")
    if not secret or (secret == DEMO_SECRET and not demo):
        raise RuntimeError("SECRET_KEY must be set, and must not be the demo key")
    return EdgeSettings(
        secret, quarantine_folder(store), public, os.environ.get("DATABASE_URL", "")
    )
