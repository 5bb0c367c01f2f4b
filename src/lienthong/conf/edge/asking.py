# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The one connection on which an edge process asks the database, and what it asks of sessions."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

import psycopg

from lienthong.kernel.permits import PresencePermit, StreamPermit, session_mark

Database = psycopg.AsyncConnection[tuple[object, ...]]
Found = TypeVar("Found")
_KEYS = """
SELECT session_key FROM accounts_signinsession
WHERE account_id = %s AND expire_date > now()
"""


@dataclass
class Asking:
    """The connection is made when it is needed, and anew when it broke."""

    database_url: str
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    database: Database | None = None

    async def ask(self, work: Callable[[Database], Awaitable[Found]]) -> Found:
        """Work on the connection; one that broke since its last use is made anew, once."""
        async with self.lock:
            kept = self.database is not None
            try:
                return await self._work(work)
            except psycopg.OperationalError:
                if not kept:
                    raise
                return await self._work(work)

    async def close(self) -> None:
        """Leave the database."""
        if self.database is not None:
            await self.database.close()

    async def _work(self, work: Callable[[Database], Awaitable[Found]]) -> Found:
        if self.database is None:
            self.database = await psycopg.AsyncConnection.connect(
                self.database_url, autocommit=True, connect_timeout=5
            )
        try:
            return await work(self.database)
        except psycopg.Error:
            broken, self.database = self.database, None
            await broken.close()
            raise


async def stands(asking: Asking, permit: StreamPermit | PresencePermit, secret: str) -> bool:
    """Whether the session that the permit was given to has not ended."""
    if not permit.account.isdecimal() or not permit.session:
        return False

    async def keys(database: Database) -> list[str]:
        rows = await (await database.execute(_KEYS, [int(permit.account)])).fetchall()
        return [str(key) for (key,) in rows]

    marks = [session_mark(key, secret) for key in await asking.ask(keys)]
    return any(hmac.compare_digest(mark, permit.session) for mark in marks)
