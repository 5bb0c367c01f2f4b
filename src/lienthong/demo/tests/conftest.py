# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The demo province, loaded once for all tests that stand on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from lienthong.testing.jobs import own_store
from lienthong.testing.snapshot import once


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for all tests: its authority is made once."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture
def province(db: None, settings: Settings, folder: Path) -> None:
    """Units, officers, calendars and procedures of the demo, without dossiers."""
    own_store(folder, settings)
    once("demo province", lambda: call_command("load_demo", "--no-dossiers"))
