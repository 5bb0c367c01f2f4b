# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Temporary folders of processes: kept while they live, removed by the next once they ended."""

import subprocess
import sys
from pathlib import Path

from lienthong.supervisor.temporary import lent_folder, own_folder

HOLDER = """
import os, sys
from pathlib import Path
from lienthong.supervisor.temporary import own_folder
folder = own_folder(Path(sys.argv[1]), "web")
(folder / "half-written").write_text("x")
print(folder, flush=True)
os.execv("/bin/cat", ["cat"])
"""


def test_folder_of_a_process_stays_while_it_lives_and_goes_with_the_next_after_it(
    tmp_path: Path,
) -> None:
    base = tmp_path / "tmp"
    words = [sys.executable, "-c", HOLDER, str(base)]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        theirs = Path(process.stdout.readline().strip())
        with lent_folder(base, "command") as own:
            assert own.parent == theirs.parent == base
            assert (theirs / "half-written").exists(), "it became another program and lives"
        assert not own.exists()
        process.kill()
    later = own_folder(base, "web")

    assert [each.name for each in base.iterdir() if each.is_dir()] == [later.name]
    assert later.stat().st_mode & 0o777 == 0o700
