# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a backup folder knows: its head, and one record for every run that was finished.

``head.json`` says who the folder belongs to and how it is sealed. A record is written last, at
once, when everything it names is safely on the disk: a run without one does not count.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from lienthong.upkeep import sealing
from lienthong.upkeep.errors import UpkeepError, named
from lienthong.upkeep.vault import Stored, Vault

HEAD = "head.json"
RECORDS = "records"
FORMAT = 1


@dataclass(frozen=True)
class Base:
    """A copy of the whole database: usable for every moment from ``usable_from`` on."""

    tar: Stored
    usable_from: datetime


@dataclass(frozen=True)
class Record:
    """One finished run: the log up to ``known_until``, new files, and a base unless only the log.

    ``system`` is PostgreSQL's identifier of the database cluster, ``version`` its major version.
    ``fresh``: the log begins here, there is a gap to the run before.
    """

    name: str
    system: str
    version: int
    database: str
    role: str
    known_until: datetime
    lsn: str
    segments: list[Stored]
    files: dict[str, Stored]
    rest: dict[str, Stored]
    base: Base | None = None
    fresh: bool = False

    def stored(self) -> Iterable[Stored]:
        """Every object that it names."""
        base = [self.base.tar] if self.base else []
        return [*base, *self.segments, *self.files.values(), *self.rest.values()]

    def as_object(self) -> dict[str, Any]:
        """As it is written."""
        written: dict[str, Any] = {
            "format": FORMAT, "name": self.name, "system": self.system, "version": self.version,
            "database": self.database, "role": self.role, "lsn": self.lsn,
            "fresh": self.fresh, "known_until": self.known_until.isoformat(),
            "segments": [one.row() for one in self.segments],
            "files": {key: one.row() for key, one in self.files.items()},
            "rest": {key: one.row() for key, one in self.rest.items()},
        }  # fmt: skip
        if self.base:
            usable = self.base.usable_from.isoformat()
            written["base"] = {"tar": self.base.tar.row(), "usable_from": usable}
        return written


@dataclass
class Repository:
    """A backup folder, opened with its key."""

    root: Path
    identifier: str
    vault: Vault
    _read: dict[str, Record] = field(default_factory=dict)

    def names(self) -> list[str]:
        """The finished runs by name, oldest first."""
        return sorted(path.name.split(".")[0] for path in (self.root / RECORDS).glob("*.json*"))

    def records(self) -> list[Record]:
        """The finished runs, oldest first. Raises ``UpkeepError`` for one that was altered."""
        return [self._record(name) for name in self.names()]

    def write(self, record: Record) -> None:
        """Finish a run."""
        body = json.dumps(record.as_object(), ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(body.encode()).hexdigest()
        self.vault.put(f"{RECORDS}/{record.name}.json", [f"{digest}\n{body}\n".encode()])

    def rewrite(self, record: Record) -> None:
        """Replace the record of a run."""
        self.write(record)
        self._read.pop(record.name, None)

    def remove(self, name: str) -> None:
        """Forget a run; its objects stay until somebody removes what nobody names."""
        with named(self.root):
            self._file(name).unlink()
        self._read.pop(name, None)

    def _file(self, name: str) -> Path:
        return self.root / RECORDS / f"{name}.json{'.sealed' if self.vault.key else ''}"

    def _record(self, name: str) -> Record:
        if name not in self._read:
            path = f"{RECORDS}/{self._file(name).name}"
            digest, _, body = self.vault.text(path).partition(b"\n")
            if hashlib.sha256(body.rstrip(b"\n")).hexdigest().encode() != digest:
                raise sealing.altered(path)
            self._read[name] = _from_object(json.loads(body))
        return self._read[name]


def create_or_open(root: Path, passphrase: bytes | None) -> Repository:
    """The backup folder, made when it is empty.

    Raises ``UpkeepError`` for a folder with other things in it, or a wrong key.
    """
    with named(root):
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        occupied = [one.name for one in root.iterdir() if one.name not in ("lost+found", "lock")]
    if not (root / HEAD).exists():
        if occupied:
            raise UpkeepError(
                "not_backup", f"{root} đã có tệp khác và không phải thư mục sao lưu của Liên Thông."
            )
        _write_head(root, passphrase)
    return open_repository(root, passphrase)


def open_repository(root: Path, passphrase: bytes | None) -> Repository:
    """An existing backup folder. Raises ``UpkeepError``: none, unreadable, wrong key, no key."""
    if not (root / HEAD).is_file():
        raise UpkeepError("no_backup", f"{root} không phải thư mục sao lưu của Liên Thông.")
    try:
        with named(root):
            head = json.loads((root / HEAD).read_text("utf-8"))
        known, sealed = str(head["id"]), head["sealed"]
    except (ValueError, KeyError, TypeError) as broken:
        raise sealing.altered(HEAD) from broken
    if head.get("format") != FORMAT:
        raise UpkeepError(
            "newer", f"{root} được ghi bởi bản Liên Thông khác (dạng {head.get('format')})."
        )
    return Repository(root, known, Vault(root, _key(sealed, passphrase)))


def _write_head(root: Path, passphrase: bytes | None) -> None:
    sealed = None
    if passphrase is not None:
        salt = os.urandom(16)
        check = sealing.derive(passphrase, salt).check()
        sealed = {"kdf": "scrypt", **sealing.cost(), "salt": salt.hex(), "check": check}
    head = {"format": FORMAT, "id": secrets.token_hex(8), "sealed": sealed}
    Vault(root).put(HEAD, [json.dumps(head, indent=1).encode()])


def _key(sealed: dict[str, Any] | None, passphrase: bytes | None) -> sealing.MasterKey | None:
    if sealed is None:
        if passphrase is not None:
            raise UpkeepError(
                "not_sealed", "Thư mục sao lưu này không mã hóa: bỏ --key-file hoặc chọn nơi khác."
            )
        return None
    if passphrase is None:
        raise UpkeepError("key_needed", "Bản sao lưu đã mã hóa: thêm --key-file.")
    key = sealing.derive(passphrase, bytes.fromhex(sealed["salt"]))
    if key.check() != sealed["check"]:
        raise UpkeepError("wrong_key", "Khóa không đúng với thư mục sao lưu này.")
    return key


def _from_object(written: dict[str, Any]) -> Record:
    base = written.get("base")
    return Record(
        name=written["name"],
        system=written["system"],
        version=written["version"],
        database=written["database"],
        role=written["role"],
        known_until=datetime.fromisoformat(written["known_until"]),
        lsn=written["lsn"],
        segments=[Stored(*row) for row in written["segments"]],
        files={key: Stored(*row) for key, row in written["files"].items()},
        rest={key: Stored(*row) for key, row in written["rest"].items()},
        base=Base(Stored(*base["tar"]), datetime.fromisoformat(base["usable_from"]))
        if base
        else None,
        fresh=written["fresh"],
    )
