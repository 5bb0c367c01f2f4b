# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows that never change, read once in a process: published versions and the like.

Only what is committed is kept: what an act under way made may still be taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

from lienthong.kernel.db import after_commit

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
MOST = 256


class Kept(Generic[K, V]):
    """What ``read`` gives for keys, remembered for ``most`` keys; whoever gets it changes nothing.

    ``read`` answers a mapping of the keys that it knows; an unknown key is asked for again.
    """

    def __init__(self, read: Callable[[Collection[K]], Mapping[K, V]], *, most: int = MOST) -> None:
        self._read, self._most = read, most
        self._rows: dict[K, V] = {}

    def all(self, keys: Iterable[K]) -> dict[K, V]:
        """The rows of these keys, those that exist; at most one read."""
        wanted = list(dict.fromkeys(keys))
        rows = self._rows
        missing = [key for key in wanted if key not in rows]
        read = self._read(missing) if missing else {}
        if read:
            after_commit(lambda: self._keep(read))
        both = {**read, **{key: rows[key] for key in wanted if key in rows and key not in read}}
        return {key: both[key] for key in wanted if key in both}

    def get(self, key: K) -> V | None:
        """The row of one key."""
        return self.all([key]).get(key)

    def _keep(self, read: Mapping[K, V]) -> None:
        """Remember; when full everything is read anew, which is rare and simple."""
        self._rows = {**(self._rows if len(self._rows) < self._most else {}), **read}
