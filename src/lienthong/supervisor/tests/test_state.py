# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from pathlib import Path

import pytest

from lienthong.supervisor.errors import SupervisorError
from lienthong.supervisor.state import DataFolder


def test_folder_when_held_then_a_second_supervisor_is_refused(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)

    with folder.lock(), pytest.raises(SupervisorError) as caught, DataFolder(tmp_path).lock():
        pass

    assert caught.value.code == "in_use"
    with DataFolder(tmp_path).lock() as again:
        assert again.path == tmp_path


def test_state_when_supervisor_ends_then_is_removed(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    with folder.lock():
        folder.write_state({"dsn": "postgresql://x"})
        known = folder.read_state()

    assert known is not None
    assert known["dsn"] == "postgresql://x"
    assert folder.read_state() is None


def test_secret_when_asked_again_then_is_the_same_and_private(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)

    first, other = folder.secret("secret_key"), folder.secret("database_password")

    assert (folder.secret("secret_key"), len(first)) == (first, 64)
    assert first != other
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600
