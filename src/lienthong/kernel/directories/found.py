# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The directories of the installed apps; nothing else lists them."""

from __future__ import annotations

from functools import cache

from lienthong.kernel.directories.declare import Directory
from lienthong.kernel.directories.foreseen import Consequence, Foresight
from lienthong.kernel.module import GROUPS
from lienthong.kernel.registry import declared_in


@cache
def directories() -> tuple[Directory, ...]:
    """What administrators keep: ``DIRECTORIES`` of each app's ``tables.py``, in menu order."""
    found = declared_in("tables", "DIRECTORIES")
    return tuple(sorted(found, key=lambda each: (GROUPS.index(each.group), each.place)))


def directory(code: str) -> Directory:
    """The directory with the code. Raises ``LookupError``."""
    for declared in directories():
        if declared.code == code:
            return declared
    raise LookupError(code)


@cache
def foresights() -> tuple[Foresight, ...]:
    """What apps say acts will do to their things: ``FORESIGHTS`` of each app's ``tables.py``."""
    return declared_in("tables", "FORESIGHTS")


@cache
def consequences() -> tuple[Consequence, ...]:
    """What apps say acts leave behind: ``CONSEQUENCES`` of each app's ``tables.py``."""
    return declared_in("tables", "CONSEQUENCES")
