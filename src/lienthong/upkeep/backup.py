# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One run of a backup: database, log, files, keys; recorded when all of it is on the disk.

Files never change and carry names made of their content, so copying them after the database
gives at least what the database speaks of; the sweep of unused files waits meanwhile.
"""

from __future__ import annotations

import fcntl
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lienthong.upkeep.errors import UpkeepError, named
from lienthong.upkeep.records import Base, Record, Repository
from lienthong.upkeep.server import Moment, Server
from lienthong.upkeep.source import Source
from lienthong.upkeep.vault import Stored, Vault, file_parts

Say = Callable[[str], None]


@dataclass(frozen=True)
class Run:
    """One run into one backup folder."""

    repository: Repository
    source: Source
    say: Say

    @property
    def server(self) -> Server:
        """The database, with the slot that belongs to this backup folder."""
        return Server(self.source, f"lienthong_{self.repository.identifier}")

    def everything(self) -> Record:
        """A copy of the database, then the log, the new files and the keys."""
        with self._alone() as server:
            fresh = server.keep_log()
            self.say("Đang chép cơ sở dữ liệu…")
            name = _new_name()
            tar = self._vault.put(f"bases/{name}.tar", server.copy(), packed=True)
            base = Base(tar, server.moment().at)
            return self._finish(server, name, base, fresh=fresh)

    def only_log(self) -> Record:
        """The log and the files since the last run.

        Raises ``UpkeepError`` when there is no full backup, or the log has a gap since.
        """
        with self._alone() as server:
            system, _version = server.identity()
            if not any(one.base and one.system == system for one in self.repository.records()):
                raise UpkeepError("no_base", "Chưa có bản sao lưu đầy đủ: chạy không có --log.")
            if not server.keeps_log():
                raise UpkeepError(
                    "log_gap",
                    "PostgreSQL không còn giữ đủ nhật ký từ lần trước (quá lâu chưa sao lưu, hoặc "
                    "vừa khôi phục): hãy sao lưu đầy đủ, không có --log.",
                )
            return self._finish(server, _new_name(), None)

    @property
    def _vault(self) -> Vault:
        return self.repository.vault

    @contextmanager
    def _alone(self) -> Iterator[Server]:
        """No other run into this folder, no sweep of files, no leavings of an interrupted run."""
        server = self.server
        with locked(self.repository.root), server.held():
            if left := self._vault.clear_unfinished():
                self.say(f"Đã dọn {left} tệp dở dang của lần sao lưu bị ngắt trước đây.")
            yield server

    def _finish(
        self, server: Server, name: str, base: Base | None, *, fresh: bool = False
    ) -> Record:
        system, version = server.identity()
        rest = self._rest(name)
        moment = server.moment()
        self.say("Đang chép nhật ký và tệp…")
        segments = self._segments(server, moment, name)
        record = Record(
            name, system, version, self.source.database, self.source.role,
            moment.at, moment.lsn, segments, self._files(), rest, base, fresh,
        )  # fmt: skip
        self.repository.write(record)
        server.passed(moment.lsn)
        return record

    def _rest(self, name: str) -> dict[str, Stored]:
        """Small files, whole every time; audit notes before the moment they must not be after."""
        with named(self.source.files):
            return {
                told: self._vault.put(f"rest/{name}/{told}", [path.read_bytes()])
                for told, path in self.source.rest().items()
            }

    def _segments(self, server: Server, moment: Moment, name: str) -> list[Stored]:
        with tempfile.TemporaryDirectory(prefix="lienthong-log-") as staging:
            return [
                self._vault.put(f"log/{name}/{path.name}", file_parts(path), packed=True)
                for path in server.receive(moment.lsn, Path(staging))
            ]

    def _files(self) -> dict[str, Stored]:
        """The files that no earlier run has, or that were lost or cut in the backup folder."""
        known: dict[str, Stored] = {}
        for record in self.repository.records():
            known |= record.files
        return {
            path.name: self._vault.put(f"files/{path.name[:2]}/{path.name}", file_parts(path))
            for path in sorted(self.source.stored_files())
            if not self._has(known.get(path.name))
        }

    def _has(self, stored: Stored | None) -> bool:
        if stored is None:
            return False
        path = self.repository.root / stored.name
        return path.is_file() and path.stat().st_size == stored.size


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """One program at a time works on a backup folder. Raises ``UpkeepError``."""
    with named(root):
        handle = (root / "lock").open("a")
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise UpkeepError(
                "in_use", f"{root} đang được một lần sao lưu khác dùng. Chờ nó xong."
            ) from busy
        yield


def _new_name() -> str:
    """Sorts by time, two of one second too; never met twice."""
    second, part = divmod(time.time_ns(), 10**9)
    at = time.strftime("%Y%m%dT%H%M%S", time.gmtime(second))
    return f"{at}{part // 1000:06d}Z-{secrets.token_hex(2)}"
