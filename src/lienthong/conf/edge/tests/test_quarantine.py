# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import hashlib
import os
from pathlib import Path

import pytest

from lienthong.conf.edge.faults import UploadRefusedError
from lienthong.conf.edge.quarantine import LONGEST_STAY, MOST_FILES_A_PERMIT, Quarantine


def test_file_when_finished_then_has_content_and_digest(tmp_path: Path) -> None:
    incoming = Quarantine(tmp_path / "q").open("permit")
    incoming.write("Giấy ".encode())
    incoming.write(b"chung sinh")

    digest = incoming.finish()
    incoming.drop()

    stored = (tmp_path / "q" / incoming.name).read_bytes()
    assert stored == "Giấy chung sinh".encode()
    assert digest == hashlib.sha256(stored).hexdigest()


def test_file_when_dropped_before_its_end_then_leaves_nothing(tmp_path: Path) -> None:
    incoming = Quarantine(tmp_path).open("permit")
    incoming.write(b"nua")

    incoming.drop()

    assert list(tmp_path.iterdir()) == []


def test_permit_when_used_too_often_then_is_refused(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path)
    for _ in range(MOST_FILES_A_PERMIT):
        quarantine.open("permit").finish()

    with pytest.raises(UploadRefusedError) as caught:
        quarantine.open("permit")

    assert caught.value.fault.code == "too_many"
    quarantine.open("another").finish()


def test_folder_when_full_then_refuses_everybody(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path, most_bytes=10)
    incoming = quarantine.open("permit")
    incoming.write(b"0123456789")
    incoming.finish()

    with pytest.raises(UploadRefusedError) as caught:
        quarantine.open("another")

    assert caught.value.fault.code == "full"


def test_old_files_when_nobody_took_them_then_are_deleted(tmp_path: Path) -> None:
    quarantine = Quarantine(tmp_path)
    old, fresh = quarantine.open("a"), quarantine.open("b")
    old.finish()
    fresh.finish()
    long_ago = (tmp_path / old.name).stat().st_mtime - LONGEST_STAY - 60
    os.utime(tmp_path / old.name, (long_ago, long_ago))

    gone = quarantine.forget_old()

    assert gone == 1
    assert [file.name for file in tmp_path.iterdir()] == [fresh.name]
