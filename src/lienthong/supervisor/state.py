# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The data folder of one installation: lock, secrets, and the state others may read."""

import errno
import fcntl
import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from lienthong.supervisor.errors import SupervisorError

_REASONS = {
    errno.EACCES: "bạn không có quyền ghi",
    errno.EPERM: "bạn không có quyền ghi",
    errno.EROFS: "ổ đĩa chỉ đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EEXIST: "đó không phải thư mục",
    errno.ENOTDIR: "đó không phải thư mục",
}


@dataclass(frozen=True)
class DataFolder:
    """Paths inside ``--data-dir`` and what is remembered there."""

    path: Path

    @property
    def logs(self) -> Path:
        """The folder of all log files."""
        return self.path / "log"

    @property
    def files(self) -> Path:
        """The folder of stored documents and uploads."""
        return self.path / "files"

    @property
    def temporary(self) -> Path:
        """The folder of the processes' temporary files."""
        return self.path / "tmp"

    @property
    def state_file(self) -> Path:
        """What the running supervisor tells other commands."""
        return self.path / "state.json"

    def prepare(self) -> None:
        """Create the folders that processes expect."""
        for name in ("log", "files", "static"):
            (self.path / name).mkdir(parents=True, exist_ok=True)

    @contextmanager
    def lock(self) -> Iterator["DataFolder"]:
        """Hold the folder for one supervisor; freed by the kernel however we die.

        Raises SupervisorError ``in_use`` when another process holds it, ``data_folder`` when
        it cannot be made or written.
        """
        with self._open_lock() as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as problem:
                raise SupervisorError(
                    "in_use",
                    f"Thư mục dữ liệu {self.path} đang được một tiến trình khác dùng. "
                    "Dừng tiến trình đó hoặc chọn --data-dir khác.",
                ) from problem
            try:
                yield self
            finally:
                self.state_file.unlink(missing_ok=True)

    def _open_lock(self) -> TextIO:
        try:
            self.path.mkdir(mode=0o755, parents=True, exist_ok=True)
            return (self.path / "lock").open("a+", encoding="ascii")
        except OSError as problem:
            why = _REASONS.get(problem.errno or 0, "không tạo hoặc không ghi được")
            raise SupervisorError(
                "data_folder",
                f"Không dùng được thư mục dữ liệu {self.path}: {why}. Hãy chọn --data-dir khác.",
            ) from problem

    def secret(self, name: str) -> str:
        """A random secret of this installation, made once, kept in a file of mode 0600."""
        self.path.mkdir(parents=True, exist_ok=True)
        file = self.path / "secrets.json"
        known: dict[str, str] = json.loads(file.read_text("utf-8")) if file.exists() else {}
        if name not in known:
            known[name] = secrets.token_hex(32)
            write_private(file, json.dumps(known, indent=1))
        return known[name]

    def private_file(self, name: str, make: Callable[[], str]) -> Path:
        """A file of mode 0600 whose text is made once."""
        file = self.path / name
        if not file.exists():
            write_private(file, make())
        return file

    def write_state(self, values: dict[str, Any]) -> None:
        """Tell other commands where the database is; removed when we stop."""
        write_private(self.state_file, json.dumps({"pid": os.getpid(), **values}, indent=1))

    def read_state(self) -> dict[str, Any] | None:
        """What a running supervisor wrote; None when there is none (it may be stale)."""
        try:
            found: dict[str, Any] = json.loads(self.state_file.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return found


def write_private(file: Path, text: str) -> None:
    """Replace a file at once with one that only its owner may read."""
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(file)
