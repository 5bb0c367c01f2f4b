# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A restored copy of database files brought to the asked moment by PostgreSQL's own recovery.

Nobody can connect meanwhile: how it goes is read from the server's control file, and the role of
the new installation is written in single-user mode. So no password of the old one is needed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from lienthong.supervisor import processes
from lienthong.supervisor.cluster import DATABASE, ROLE, Cluster, free_port
from lienthong.upkeep.errors import UpkeepError

LOG_FOLDER = "restored_log"
SECONDS = 6 * 3600.0
"""A province's log of a week may take long; a recovery that has ended says so at once."""
_ACCESS = """local all all scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
host replication all 127.0.0.1/32 scram-sha-256
"""
_SIGNALS = ("recovery.signal", "standby.signal", "postmaster.pid", "postmaster.opts")


@dataclass(frozen=True)
class Target:
    """Where the recovery ends: PostgreSQL's setting and its value; empty for the newest known."""

    setting: str = ""
    value: str = ""

    def settings(self) -> dict[str, str]:
        """What the server is told."""
        if not self.setting:
            return {}
        inclusive = "off" if self.setting == "recovery_target_lsn" else "on"
        return {
            self.setting: self.value,
            "recovery_target_inclusive": inclusive,
            "recovery_target_action": "promote",
        }


@dataclass(frozen=True)
class Recovery:
    """Database files that were laid out with the log below them, and whose server it will be."""

    cluster: Cluster
    database: str
    role: str
    durable: bool = True

    def run(self, target: Target) -> None:
        """Recover, stop, give the role its new password. Raises ``UpkeepError``."""
        self._settle()
        child = self._start(target)
        try:
            self._wait(child)
        finally:
            processes.stop(child, with_signal=signal.SIGINT, seconds=60)
        self._rename()

    def _settle(self) -> None:
        """Files that a copy must not have, or lacks where a distribution keeps them elsewhere."""
        files = self.cluster.files
        for name in _SIGNALS:
            (files / name).unlink(missing_ok=True)
        (files / "postgresql.auto.conf").write_text("", "utf-8")
        (files / "postgresql.conf").touch()
        (files / "pg_ident.conf").touch()
        (files / "pg_hba.conf").write_text(_ACCESS, "utf-8")
        (files / "recovery.signal").touch()
        self._own(files)

    def _own(self, files: Path) -> None:
        account = self.cluster.account
        for path in [files, *files.rglob("*")]:
            if account is not None:
                os.chown(path, account.uid, account.gid)
            path.chmod(0o700 if path.is_dir() else 0o600)

    def _start(self, target: Target) -> subprocess.Popen[bytes]:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(free_port()),
            "unix_socket_directories": "",
            "hot_standby": "off",
            "ssl": "off",
            "recovery_init_sync_method": "syncfs",  # one call instead of one for every file
            "restore_command": f'cp "{LOG_FOLDER}/%f" "%p"',
            **target.settings(),
        }
        self.cluster.log.parent.mkdir(parents=True, exist_ok=True)
        return processes.spawn(
            [self._postgres, *self._told(settings)],
            log=self.cluster.log,
            account=self.cluster.account,
            env=_environment(),
            death_signal=signal.SIGINT,
        )

    @property
    def _postgres(self) -> str:
        return str(self.cluster.programs / "postgres")

    def _told(self, settings: dict[str, str]) -> list[str]:
        """The words for the server: its files, and settings."""
        words = ["-D", str(self.cluster.files)]
        for name, value in {"fsync": "on" if self.durable else "off", **settings}.items():
            words += ["-c", f"{name}={value}"]
        return words

    def _wait(self, child: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + SECONDS
        while not self._recovered():
            if child.poll() is not None or time.monotonic() > deadline:
                raise UpkeepError(
                    "recovery",
                    "PostgreSQL không đưa được dữ liệu tới thời điểm đã chọn. Cuối nhật ký:\n"
                    f"{processes.tail(self.cluster.log, 4)}",
                )
            time.sleep(0.1)

    def _recovered(self) -> bool:
        """Whether it is over; a copy of a running database says from the start that it runs."""
        if (self.cluster.files / "recovery.signal").exists():
            return False
        return self._state() == "in production"

    def _state(self) -> str:
        words = [str(self.cluster.programs / "pg_controldata"), str(self.cluster.files)]
        done = subprocess.run(
            words, env=_environment(), capture_output=True, text=True, check=False
        )
        lines = (line.partition(":") for line in done.stdout.splitlines())
        return next((v.strip() for n, _, v in lines if n == "Database cluster state"), "")

    def _rename(self) -> None:
        """The role and the database as our supervisor calls them."""
        lines = []
        if self.role != ROLE:
            lines.append(f"CREATE ROLE {ROLE};")
        lines.append(f"ALTER ROLE {ROLE} LOGIN SUPERUSER PASSWORD '{self.cluster.password}';")
        if self.database != DATABASE:
            quoted = self.database.replace('"', '""')
            lines.append(f'ALTER DATABASE "{quoted}" RENAME TO {DATABASE};')
        self._alone("\n".join([*lines, ""]))

    def _alone(self, statements: str) -> None:
        """Carry statements out, one a line, while nobody can connect."""
        account = self.cluster.account
        done = subprocess.run(
            [self._postgres, "--single", *self._told({}), "postgres"],
            input=statements.encode(),
            env=_environment(),
            cwd="/",
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            capture_output=True,
            check=False,
        )
        if done.returncode != 0:
            raise UpkeepError("recovery", done.stderr.decode("utf-8", "replace").strip()[-500:])


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
