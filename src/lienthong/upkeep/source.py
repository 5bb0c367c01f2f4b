# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The installation that is backed up: its database, its file store, the rest of its folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from lienthong.upkeep.errors import UpkeepError

KEY = re.compile(r"[0-9a-f]{64}")
HEX = "[0-9a-f]"
AUDIT = "files/audit/"
"""Where notes of the newest audit seals stand, by the names of the rest."""
NOT_KEPT = {"database", "log", "static", "state.json", "lock", "files", "backups.json"}
"""Of a data folder: kept otherwise, or made anew by themselves."""


@dataclass(frozen=True)
class Source:
    """Where an installation keeps things; ``data`` is None when it has no folder of its own."""

    dsn: str
    files: Path
    data: Path | None

    @classmethod
    def of(cls, env: Mapping[str, str]) -> Source:
        """As the environment of its processes tells. Raises ``UpkeepError`` without files."""
        data = Path(env["LIENTHONG_DATA_DIR"]) if env.get("LIENTHONG_DATA_DIR") else None
        store = env.get("FILE_STORE") or (str(data / "files") if data else "")
        if not store:
            raise UpkeepError(
                "no_files", "Chưa biết kho tệp ở đâu: đặt FILE_STORE hoặc LIENTHONG_DATA_DIR."
            )
        return cls(env["DATABASE_URL"], Path(store), data)

    def stored_files(self) -> Iterator[Path]:
        """The files of the store, each named by its key."""
        return self.files.glob(f"{HEX}{HEX}/{HEX}{HEX}/{HEX * 64}")

    def rest(self) -> dict[str, Path]:
        """Keys, secrets and notes, by the names under which they are restored."""
        found = {f"{AUDIT}{path.name}": path for path in self.files.glob("audit/*")}
        if self.data is not None and self.data.is_dir():
            for top in sorted(self.data.iterdir()):
                if top.name not in NOT_KEPT:
                    found |= {str(path.relative_to(self.data)): path for path in _below(top)}
        return {name: path for name, path in found.items() if path.is_file()}

    def connection(self) -> dict[str, str]:
        """How PostgreSQL's own programs reach the database, as environment variables.

        A password on a command line could be read by everybody on the machine.
        """
        given = conninfo_to_dict(self.dsn)
        names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD",
                 "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}  # fmt: skip
        told = {names[key]: str(value) for key, value in given.items() if key in names and value}
        path = os.environ.get("PATH", "/usr/bin:/bin")
        return {"PATH": path, "LC_ALL": "C.UTF-8", "PGCONNECT_TIMEOUT": "10", **told}

    @property
    def database(self) -> str:
        """The name of the database."""
        return str(conninfo_to_dict(self.dsn).get("dbname") or "")

    @property
    def role(self) -> str:
        """The role it is used as."""
        return str(conninfo_to_dict(self.dsn).get("user") or "")


def _below(path: Path) -> list[Path]:
    return sorted(path.rglob("*")) if path.is_dir() else [path]
