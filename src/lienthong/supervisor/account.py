# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The ordinary operating-system user under which the database runs when we are root.

PostgreSQL refuses to run as root. As an ordinary user nothing has to be chosen.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

SERVICE_USER = "lienthong"
FALLBACK_USER = "nobody"


@dataclass(frozen=True)
class Account:
    """An operating-system user: name and numeric ids."""

    name: str
    uid: int
    gid: int


def choose_account(say: Callable[[str], None]) -> Account | None:
    """The user for the database: None when we are not root, otherwise ``lienthong``.

    Creates the system user when it is missing; where that is impossible uses ``nobody``.
    """
    if os.geteuid() != 0:
        return None
    found = _find(SERVICE_USER)
    if found is None and _create(SERVICE_USER):
        say(f"Đã tạo người dùng hệ thống “{SERVICE_USER}” để chạy cơ sở dữ liệu.")
        found = _find(SERVICE_USER)
    if found is None:
        say(f"Không tạo được người dùng “{SERVICE_USER}”: dùng “{FALLBACK_USER}”.")
        found = _find(FALLBACK_USER)
    return found


def _find(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _create(name: str) -> bool:
    tool = shutil.which("useradd")
    if tool is None:
        return False
    words = [tool, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    done = subprocess.run(
        [*words, "--shell", "/usr/sbin/nologin", name], capture_output=True, check=False
    )
    return done.returncode == 0
