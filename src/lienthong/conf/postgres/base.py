# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One dead connection means that the server was restarted: the others are given up with it.

The pool's own check tries one connection after another and waits twice as long before each:
with four dead ones the first page after a restart would wait for more than ten seconds.
"""

from __future__ import annotations

import select
from datetime import datetime, tzinfo
from functools import cache
from typing import Any, cast

import psycopg
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base, operations, psycopg_any
from django.db.backends.utils import CursorWrapper
from psycopg.adapt import AdaptersMap
from psycopg_pool import ConnectionPool

MOST_KEPT = 400
"""Texts whose plans the server keeps for one connection: more than the product has of kept texts.

The driver's hundred would be overrun by a day's mix of requests, each time planning anew.
"""


class BusiestFirst(ConnectionPool[psycopg.Connection[Any]]):
    """Hands out what came back last, so that few people are served by few connections.

    The pool's own turn goes round: each server process would plan every statement anew, several
    times, and keep it in memory of its own.
    """

    def _get_ready_connection(self, timeout: float | None) -> psycopg.Connection[Any] | None:
        """What came back last, if there is any; those that rest longest are closed first."""
        self._pool.rotate(1)
        return super()._get_ready_connection(timeout)


class DatabaseOperations(operations.DatabaseOperations):
    """Tells what was run whichever cursor ran it; new rows are written by kept texts."""

    compiler_module = "lienthong.conf.postgres.compiler"

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        """The statement with its values, for logs and tests; its text when none fits."""
        if not isinstance(cursor, base.ServerBindingCursor):
            return super().last_executed_query(cursor, sql, params)
        try:
            return cast("str", cast("Any", self).compose_sql(sql, params))
        except psycopg.DataError:
            return sql


class DatabaseWrapper(base.DatabaseWrapper):
    """Hands out connections that answer; ``CONN_HEALTH_CHECKS`` stays off, which would wait."""

    ops_class = DatabaseOperations

    @property
    def pool(self) -> Any:
        """The pool of the process, ours where Django would make its own."""
        options = self.settings_dict["OPTIONS"].get("pool")
        pools: dict[str, Any] = cast("Any", self)._connection_pools
        if options and self.alias != NO_DB_ALIAS and self.alias not in pools:
            own = BusiestFirst(
                kwargs={**self.get_connection_params(), "autocommit": True},
                configure=cast("Any", self)._configure_connection,
                open=False,
                **options,
            )
            pools.setdefault(self.alias, own)
        return super().pool

    def _configure_connection(self, connection: Any) -> bool:
        """As Django does once for each new connection, with room for all kept texts."""
        connection.prepared_max = MOST_KEPT
        return bool(cast("Any", super())._configure_connection(connection))

    def get_connection_params(self) -> dict[str, Any]:
        """As Django says, with moments read by :func:`reading_moments_quickly`."""
        params = super().get_connection_params()
        params["context"] = reading_moments_quickly(params["context"], self.timezone)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that answers. Raises the driver's errors when the server is away."""
        connection = super().get_new_connection(conn_params)
        pool = self.pool
        if pool is None or answers(connection):
            return connection
        pool.putconn(connection)
        pool.drain()
        return super().get_new_connection(conn_params)

    def planning_cursor(self) -> CursorWrapper:
        """A cursor that sends values apart from the text, so that the server can keep its plan.

        ``prepare_threshold`` says after how many uses it does.
        """
        if self.connection is None:
            self.ensure_connection()
        of_django, binding = cast("Any", self), cast("Any", base.ServerBindingCursor)
        made = binding(self.connection)
        if of_django.queries_logged:
            return cast("CursorWrapper", of_django._prepare_cursor(made))
        of_django.validate_thread_sharing()
        return Planning(made, self)


class Planning(CursorWrapper):
    """What Django does around a cursor, without detours: it is asked for each kept text."""

    def __exit__(self, *_why: object) -> None:
        """Close; the server is asked nothing."""
        self.cursor.close()

    @property
    def rowcount(self) -> int:
        """How many rows were given or changed."""
        return int(self.cursor.rowcount)

    def fetchone(self) -> Any:
        """The next row."""
        try:
            return self.cursor.fetchone()
        except psycopg.Error:
            with self.db.wrap_database_errors:
                raise

    def fetchall(self) -> Any:
        """All other rows."""
        try:
            return self.cursor.fetchall()
        except psycopg.Error:
            with self.db.wrap_database_errors:
                raise

    def _execute(self, sql: Any, params: Any, *_ignored: Any) -> Any:
        if self.db.needs_rollback:
            self.db.validate_no_broken_transaction()
        try:
            return self.cursor.execute(sql, params)
        except psycopg.Error:
            with self.db.wrap_database_errors:
                raise


@cache
def reading_moments_quickly(kinds: AdaptersMap, zone: tzinfo | None) -> AdaptersMap:
    """These kinds of values, but moments read with Python's own parser, said in a zone.

    The driver's, which Django uses, matches a pattern; a page reads dozens of moments.
    """

    class Moment(psycopg_any.BaseTzLoader):  # type: ignore[misc]  # Django tells no types
        timezone = zone

        def load(self, data: Any) -> datetime:
            """The moment; of what Python cannot say the driver speaks in its own words."""
            try:
                return datetime.fromisoformat(str(data, "ascii")).replace(tzinfo=zone)
            except ValueError:
                return cast("datetime", super().load(data))

    own = AdaptersMap(kinds)
    own.register_loader("timestamptz", Moment)
    return own


def answers(connection: psycopg.Connection[Any]) -> bool:
    """Whether it is alive; asked only when the server has said something, as it does when it ends.

    A question at the start of every request would cost each of them a round trip.
    """
    try:
        if _has_news(connection):
            ConnectionPool.check_connection(connection)
    except psycopg.Error:
        return False
    return True


def _has_news(connection: psycopg.Connection[Any]) -> bool:
    """Whether anything waits to be read where nothing was asked: a farewell, the end, a notice.

    Raises ``psycopg.Error`` for a connection that is closed.
    """
    heard = select.poll()
    heard.register(connection.fileno(), select.POLLIN)
    return bool(heard.poll(0))
