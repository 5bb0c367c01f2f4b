# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A backup folder made into a working installation again, whole or not at all.

Everything is laid out beside the place it is meant for, every hash compared, the database
recovered; only then it takes its place. An installation that stands there is set aside, not
deleted.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lienthong.supervisor import places
from lienthong.supervisor.account import choose_account
from lienthong.supervisor.cluster import Cluster, find_programs, new_password
from lienthong.supervisor.state import DataFolder, write_private
from lienthong.upkeep.chains import Chain
from lienthong.upkeep.errors import UpkeepError, named
from lienthong.upkeep.records import Repository
from lienthong.upkeep.recovery import LOG_FOLDER, Recovery
from lienthong.upkeep.source import AUDIT
from lienthong.upkeep.streams import PartStream
from lienthong.upkeep.vault import Stored

Say = Callable[[str], None]
NOT_OURS = {"lock"}
FULL = "Chưa có gì được khôi phục; giải phóng chỗ rồi chạy lại."


@dataclass(frozen=True)
class Restoring:
    """One restoring of a backup folder to a data folder."""

    repository: Repository
    target: Path
    say: Say
    replace: bool = False
    durable: bool = True
    """A scratch copy need not survive a power cut."""

    def run(self, chain: Chain) -> Path | None:
        """Restore; answers where an earlier installation was set aside, if there was one.

        Raises ``UpkeepError``: the place is taken, the key is wrong, something is missing or
        altered, the disk is full, the version of PostgreSQL is another.
        """
        self._refuse_occupied()
        _refuse_other_version(chain.base_record.version)
        self.target.parent.mkdir(parents=True, exist_ok=True)
        with self._place(), self._beside() as fresh, named(self.target, FULL):
            self.say("Đang khôi phục tệp…")
            self._files(chain, fresh)
            self._rest(chain, fresh)
            self.say("Đang khôi phục cơ sở dữ liệu…")
            self._database(chain, fresh)
            if self.durable:
                os.sync()
            return self._take_place(fresh)

    @contextmanager
    def _place(self) -> Iterator[None]:
        """Hold the place; one that was not there is not there after a failure either."""
        new = not self.target.exists()
        with DataFolder(self.target).lock():
            try:
                yield
            except BaseException:
                if new:
                    _remove(self.target)
                raise

    def _occupants(self) -> set[str]:
        if not self.target.exists():
            return set()
        return {one.name for one in self.target.iterdir()} - NOT_OURS

    def _refuse_occupied(self) -> None:
        with named(self.target):
            found = self._occupants()
        if found and not self.replace:
            raise UpkeepError(
                "occupied",
                f"{self.target} đang có dữ liệu nên không ghi đè. Chọn --data-dir khác, hoặc thêm "
                "--replace để đặt bản cũ sang bên.",
            )
        if found and "secrets.json" not in found:
            raise UpkeepError(
                "occupied", f"{self.target} không phải thư mục dữ liệu của Liên Thông."
            )

    @contextmanager
    def _beside(self) -> Iterator[Path]:
        """A folder on the same disk, gone again when the restoring fails."""
        fresh = self.target.with_name(f"{self.target.name}.dang-khoi-phuc")
        with named(self.target):
            _remove(fresh)
            fresh.mkdir(mode=0o755)
        try:
            yield fresh
        finally:
            _remove(fresh)

    def _files(self, chain: Chain, fresh: Path) -> None:
        for key, stored in chain.files.items():
            self._lay(stored, fresh / "files" / key[:2] / key[2:4] / key, 0o640)

    def _rest(self, chain: Chain, fresh: Path) -> None:
        for name, stored in chain.rest.items():
            place = _inside(fresh, name)
            self._lay(stored, place, 0o640 if name.startswith(AUDIT) else 0o600)

    def _lay(self, stored: Stored, place: Path, mode: int) -> None:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        with place.open("wb") as output:
            output.writelines(self.repository.vault.read(stored))
        place.chmod(mode)

    def _database(self, chain: Chain, fresh: Path) -> None:
        password = new_password()
        _new_secret(fresh, password)
        cluster = Cluster(fresh, password, {}, self.say)
        cluster.account = choose_account(self.say)
        cluster.programs = places.reachable_programs(find_programs(), cluster.account, self.say)
        cluster.files = places.cluster_folder(fresh, password, cluster.account, self.say)
        places.own(cluster.files, cluster.account)
        self._unpack(chain.tar, cluster.files)
        for name, stored in chain.segments.items():
            self._lay(stored, cluster.files / LOG_FOLDER / name, 0o600)
        record = chain.base_record
        Recovery(cluster, record.database, record.role, self.durable).run(chain.target)
        shutil.rmtree(cluster.files / LOG_FOLDER)

    def _unpack(self, tar: Stored, files: Path) -> None:
        stream = PartStream(self.repository.vault.read(tar))
        try:
            with tarfile.open(fileobj=stream, mode="r|") as archive:
                archive.extractall(files, filter="data")
        except tarfile.TarError as broken:
            raise UpkeepError("altered", f"{tar.name} không đọc được: {broken}") from broken
        stream.drain()  # the hash is compared at the very end

    def _take_place(self, fresh: Path) -> Path | None:
        aside = None
        if self._occupants():
            aside = self.target.with_name(f"{self.target.name}.truoc-{int(time.time())}")
            self.target.rename(aside)
            _moved(aside)
        else:
            (self.target / "lock").unlink(missing_ok=True)
            self.target.rmdir()
        fresh.rename(self.target)
        _moved(self.target)
        return aside


def _refuse_other_version(version: int) -> None:
    program = find_programs() / "postgres"
    done = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=True)
    here = int(done.stdout.split()[-1].partition(".")[0])
    if here != version:
        raise UpkeepError(
            "database_version",
            f"Bản sao lưu là của PostgreSQL {version}, máy này có {here}. Đặt "
            f"LIENTHONG_POSTGRES_BIN tới thư mục bin của PostgreSQL {version}.",
        )


def _new_secret(fresh: Path, password: str) -> None:
    file = fresh / "secrets.json"
    known = json.loads(file.read_text("utf-8")) if file.exists() else {}
    write_private(file, json.dumps({**known, "database_password": password}, indent=1))


def _inside(folder: Path, name: str) -> Path:
    """A place below the folder, whatever the name says. Raises ``UpkeepError``."""
    place = (folder / name).resolve()
    if not place.is_relative_to(folder.resolve()) or place == folder.resolve():
        raise UpkeepError("altered", f"Tên tệp “{name}” trong bản sao lưu không hợp lệ.")
    return place


def _moved(data: Path) -> None:
    """Database files that lie elsewhere for this folder are told where it is now."""
    note = places.origin_of(places.relocated_folder(_password(data)))
    if note.exists():
        note.write_text(f"{data}\n", "utf-8")


def _remove(folder: Path) -> None:
    if not folder.exists():
        return
    if password := _password(folder):
        places.remove_relocated(password)
    shutil.rmtree(folder)


def _password(data: Path) -> str:
    """The password that also names relocated database files; empty when it was not laid yet."""
    try:
        known = json.loads((data / "secrets.json").read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    return str(known.get("database_password", ""))
