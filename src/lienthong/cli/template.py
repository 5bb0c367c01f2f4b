# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The migrated database that every test process copies instead of migrating its own.

It is built by the migrations once and kept as SQL under ``var``, named by a digest of all that
shapes it: migrations, the kernel they call, locked dependencies, and the month, because event
tables have a partition a month. Django applies what is missing to a copy all the same.
"""

import fcntl
import hashlib
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from lienthong.cli import children
from lienthong.cli.errors import CommandError
from lienthong.cli.paths import REQUIREMENTS, ROOT, SOURCE
from lienthong.supervisor.cluster import Cluster
from lienthong.supervisor.processes import tail

NAME = "lienthong_template"
VARIABLE = "LIENTHONG_TEST_TEMPLATE"
KEPT = ROOT / "var" / "test-template"
_SHAPING = ("lienthong/**/migrations/*.py", "lienthong/kernel/*.py", "lienthong/kernel/clock/*.py")


def prepare(cluster: Cluster, env: Mapping[str, str]) -> dict[str, str]:
    """Make the template on a running server; answer the variable that names it to the tests.

    Commands side by side build it once: the others wait, then take what was kept. Raises
    CommandError with the end of the log when the migrations fail.
    """
    cluster.create_database(NAME)
    here = {**env, "DATABASE_URL": cluster.dsn(NAME)}
    kept = KEPT / f"{digest()}.sql"
    with _alone():
        if not kept.exists() or not restore(cluster, kept):
            _step(cluster, children.python("-m", "django", "migrate", "--no-input"), here)
            _keep(cluster, kept)
    return {VARIABLE: NAME}


def restore(cluster: Cluster, kept: Path) -> bool:
    """Whether the kept SQL went in whole; what did not is removed, and built anew."""
    words = [*_program(cluster, "psql"), "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-f", str(kept)]
    if _run(cluster, words, None) == 0:
        return True
    kept.unlink()
    return False


@contextmanager
def _alone() -> Iterator[None]:
    """Freed by the kernel however the holder ends."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("a", encoding="ascii") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _keep(cluster: Cluster, kept: Path) -> None:
    """Write the SQL beside its place and move it there; earlier ones are removed."""
    fresh = kept.with_suffix(".part")
    _step(cluster, [*_program(cluster, "pg_dump"), "--no-owner", "-f", str(fresh)], None)
    for old in kept.parent.glob("*.sql"):
        old.unlink(missing_ok=True)
    fresh.replace(kept)


def _program(cluster: Cluster, name: str) -> list[str]:
    return [str(cluster.programs / name), "-d", cluster.dsn(NAME)]


def _step(cluster: Cluster, words: list[str], env: Mapping[str, str] | None) -> None:
    if _run(cluster, words, env) != 0:
        raise CommandError("test_template", "\n".join((words[1], tail(_log(cluster), 5))))


def _run(cluster: Cluster, words: list[str], env: Mapping[str, str] | None) -> int:
    return children.run_logged(words, env or children.base_environment(), _log(cluster), _never)


def _log(cluster: Cluster) -> Path:
    return cluster.log.with_name("template.log")


def _never() -> bool:
    return False


def digest() -> str:
    """Changes with everything that a migrated database comes from."""
    found = hashlib.sha256((REQUIREMENTS / "base.txt").read_bytes())
    found.update(time.strftime("%Y-%m", time.gmtime()).encode("ascii"))
    for pattern in _SHAPING:
        for file in sorted(SOURCE.glob(pattern)):
            found.update(f"{file.relative_to(SOURCE)}\n".encode() + file.read_bytes())
    return found.hexdigest()[:32]
