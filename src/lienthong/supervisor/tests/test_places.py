# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Closed folders: copies are made elsewhere, the rights of parents stay as they were."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from lienthong.supervisor import places
from lienthong.supervisor.account import Account, choose_account
from lienthong.supervisor.cluster import find_programs

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs it as another user")


@pytest.fixture
def account() -> Account | None:
    return choose_account(print)


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    made = tmp_path / "closed"
    (made / "data").mkdir(parents=True)
    made.chmod(0o700)
    return made


@needs_root
def test_data_when_its_folder_is_closed_then_files_lie_elsewhere(
    closed: Path, account: Account | None
) -> None:
    said: list[str] = []

    chosen = places.cluster_folder(closed / "data", "a key", account, said.append)

    assert chosen == places.relocated_folder("a key")
    assert str(chosen) in said[0]
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    places.remove_relocated("a key")


@needs_root
def test_programs_when_closed_then_a_copy_runs(closed: Path, account: Account | None) -> None:
    real = find_programs().parent
    package = closed / real.parent.name
    shutil.copytree(real, package / real.name, symlinks=True)
    bundled = real.parent.with_name(f"{real.parent.name}.libs")
    shutil.copytree(bundled, closed / bundled.name, symlinks=True)

    chosen = places.reachable_programs(package / real.name / "bin", account, print)

    assert chosen.is_relative_to(places.SHARED_FOLDER)
    assert (chosen / "initdb").exists()
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_ordinary_user_needs_no_other_place(tmp_path: Path) -> None:
    assert places.cluster_folder(tmp_path, "k", None, print) == tmp_path / "database"
    assert places.reachable_programs(tmp_path, None, print) == tmp_path
