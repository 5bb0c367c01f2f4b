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


@pytest.mark.parametrize("below", ["", "inner"])
def test_folder_when_it_is_a_file_then_is_refused_in_plain_words(
    tmp_path: Path, below: str
) -> None:
    (tmp_path / "file").write_text("x")
    folder = tmp_path / "file" / below

    with pytest.raises(SupervisorError) as caught, DataFolder(folder).lock():
        pass

    assert caught.value.code == "data_folder"
    assert caught.value.message == (
        f"Không dùng được thư mục dữ liệu {folder}: đó không phải thư mục. "
        "Hãy chọn --data-dir khác."
    )


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
