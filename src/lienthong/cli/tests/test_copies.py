# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A made installation is copied as it is, or the copy is refused."""

from pathlib import Path

import pytest

from lienthong.cli import copies
from lienthong.cli.errors import CommandError
from lienthong.supervisor.state import DataFolder


def test_copy_keeps_rights_and_leaves_what_was_made_alone(tmp_path: Path) -> None:
    made, folder = tmp_path / "made", DataFolder(tmp_path / "copy")
    (made / "database").mkdir(parents=True)
    (made / "database" / "PG_VERSION").write_text("18", "ascii")
    (made / "database").chmod(0o700)
    folder.path.mkdir()

    copies.put(made, folder)

    copied = folder.path / "database"
    assert (copied.stat().st_mode & 0o777, (copied / "PG_VERSION").read_text()) == (0o700, "18")
    assert (made / "database" / "PG_VERSION").read_text() == "18"


def test_copy_of_what_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        copies.put(tmp_path / "none", DataFolder(tmp_path))

    assert (refused.value.code, "none" in str(refused.value)) == ("copy_failed", True)
