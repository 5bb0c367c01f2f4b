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
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lienthong.supervisor import places
from lienthong.supervisor.account import choose_account
from lienthong.supervisor.cluster import Cluster, find_programs, new_password
from lienthong.supervisor.state import write_private
from lienthong.upkeep.chains import Chain
from lienthong.upkeep.errors import UpkeepError, named
from lienthong.upkeep.placing import Place
from lienthong.upkeep.records import Repository
from lienthong.upkeep.recovery import LOG_FOLDER, Recovery
from lienthong.upkeep.source import AUDIT
from lienthong.upkeep.streams import PartStream
from lienthong.upkeep.vault import Stored

Say = Callable[[str], None]
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
        place = Place(self.target, self.replace)
        place.refuse_occupied()
        _refuse_other_version(chain.base_record.version)
        self.target.parent.mkdir(parents=True, exist_ok=True)
        with place.held(), place.beside() as fresh, named(self.target, FULL):
            self.say("Đang khôi phục tệp…")
            self._files(chain, fresh)
            self._rest(chain, fresh)
            self.say("Đang khôi phục cơ sở dữ liệu…")
            self._database(chain, fresh)
            if self.durable:
                os.sync()
            return place.take(fresh)

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
                for member in archive:
                    _lay_out(archive, member, files)
        except tarfile.TarError as broken:
            raise UpkeepError("altered", f"{tar.name} không đọc được: {broken}") from broken
        stream.drain()  # the hash is compared at the very end


def _lay_out(archive: tarfile.TarFile, member: tarfile.TarInfo, files: Path) -> None:
    """Put a file or a folder of the archive in its place, for nobody but the database.

    Written out: Debian's Python 3.11 knows no filters of archives. Raises ``tarfile.TarError``.
    """
    name = PurePosixPath(member.name)
    if name.is_absolute() or ".." in name.parts:
        raise tarfile.TarError(f"{member.name} lies outside")
    target, content = files / name, archive.extractfile(member)
    if member.isdir():
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
    elif member.isreg() and content is not None:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with target.open("wb") as laid:
            shutil.copyfileobj(content, laid)
        target.chmod(0o600)
    else:
        raise tarfile.TarError(f"{member.name} is neither a file nor a folder")


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
