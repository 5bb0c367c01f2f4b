# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import hashlib
import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienthong.core.documents.adapters.local_store import LocalStore
from lienthong.core.documents.domain.storage import MissingBytesError, Stray

SOURCE = Path(__file__).parents[5]
TOMORROW = timedelta(days=2)
DIE_BEFORE_RENAME = """
import os, signal, sys
from pathlib import Path
from lienthong.core.documents.adapters.local_store import LocalStore
Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
LocalStore(Path(sys.argv[1])).keep_bytes(b"x" * 5_000_000)
"""
DIE_AFTER_RENAME = """
import os, signal, sys
from pathlib import Path
from lienthong.core.documents.adapters.local_store import LocalStore
LocalStore(Path(sys.argv[1])).keep_bytes(b"x" * 5_000_000)
os.kill(os.getpid(), signal.SIGKILL)
"""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=3000))
def test_bytes_come_back_under_their_own_hash(tmp_path: Path, data: bytes) -> None:
    store = LocalStore(tmp_path)
    kept = store.keep_bytes(data)
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert (kept.size, store.keep_bytes(data)) == (len(data), kept)
    with store.open(kept.key) as stream:
        assert stream.read() == data


def test_file_is_copied_not_taken(tmp_path: Path) -> None:
    source = tmp_path / "nguồn.pdf"
    source.write_bytes(b"abc")
    store = LocalStore(tmp_path / "kho")
    kept = store.keep(source)
    assert source.read_bytes() == b"abc"
    with store.local(kept.key) as path:
        assert path.read_bytes() == b"abc"
    assert list((tmp_path / "kho" / "incoming").iterdir()) == []


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "0" * 63, "g" * 64, "0" * 64])
def test_unknown_and_crooked_keys_find_nothing(tmp_path: Path, key: str) -> None:
    with pytest.raises(MissingBytesError):
        LocalStore(tmp_path).open(key)


@pytest.mark.parametrize(
    ("script", "whole"), [(DIE_BEFORE_RENAME, False), (DIE_AFTER_RENAME, True)]
)
def test_killed_while_keeping_leaves_all_or_nothing(
    tmp_path: Path, script: str, whole: bool
) -> None:
    env = {**os.environ, "PYTHONPATH": str(SOURCE)}
    died = subprocess.run([sys.executable, "-c", script, str(tmp_path)], env=env, check=False)
    assert died.returncode == -signal.SIGKILL
    store, data = LocalStore(tmp_path), b"x" * 5_000_000
    key = hashlib.sha256(data).hexdigest()
    if whole:
        with store.open(key) as stream:
            assert stream.read() == data
    else:
        with pytest.raises(MissingBytesError):
            store.open(key)
    assert store.keep_bytes(data).key == key


def test_sweep_removes_only_old_and_unused(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    used, unused = store.keep_bytes(b"used"), store.keep_bytes(b"unused")
    (tmp_path / "incoming" / "half").write_bytes(b"half")
    (tmp_path / "quarantine").mkdir()
    (tmp_path / "quarantine" / "a").write_bytes(b"not ours")
    now = timezone.now()
    assert store.sweep(lambda _: {used.key}, older_than=now - TOMORROW) == 0
    assert store.sweep(lambda _: {used.key}, older_than=now + TOMORROW) == 2
    with pytest.raises(MissingBytesError):
        store.open(unused.key)
    with store.open(used.key) as stream:
        assert stream.read() == b"used"
    assert (tmp_path / "quarantine" / "a").exists()


def test_strays_are_told_with_the_night_in_which_they_go(tmp_path: Path) -> None:
    store, zone = LocalStore(tmp_path), ZoneInfo("Asia/Ho_Chi_Minh")
    used, unused = store.keep_bytes(b"used"), store.keep_bytes(b"unused")
    (tmp_path / "incoming" / "half").write_bytes(b"half")
    at = datetime(2026, 11, 20, 9, 0, tzinfo=zone)
    for path in (store._path(unused.key), tmp_path / "incoming" / "half"):
        os.utime(path, (at.timestamp(), at.timestamp()))
    found = store.strays(lambda keys: {used.key} & set(keys))
    assert sorted((one.key, one.size) for one in found) == [(unused.key, 6), ("half", 4)]
    assert {one.goes_at(zone) for one in found} == {datetime(2026, 11, 22, 2, 40, tzinfo=zone)}
    early = Stray("x", 1, datetime(2026, 11, 20, 1, 0, tzinfo=zone))
    assert early.goes_at(zone) == datetime(2026, 11, 21, 2, 40, tzinfo=zone)
