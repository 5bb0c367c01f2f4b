# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A copy of the database beside it, for a second process that would be in the way of the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

from lienthong.demo.lives.abreast import FORKED

ADMINISTERED_FROM = "postgres"
"""The database that is there on every server."""
_WHERE = ("host", "port", "user", "password", "dbname")


@contextmanager
def copies(count: int) -> Iterator[list[str]]:
    """The names of the database at hand and of so many copies of it; the copies go afterwards.

    Where somebody else is connected none can be made: there is only the one at hand then. No
    connection may be open; none is left open.
    """
    ours: Any = connection
    own = str(ours.settings_dict["NAME"])
    names = [f"{own}_beside_{number}" for number in range(1, count + 1)]
    try:
        yield [own, *(name for name in names if _is_copied(own, name))]
    finally:
        for name in names:
            administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def queue_of(names: Sequence[str]) -> Any:
    """A queue from which every process of a crew takes its own database by ``take``."""
    queue: Any = FORKED.SimpleQueue()
    for name in names:
        queue.put(name)
    return queue


def take(queue: Any) -> None:
    """From now on this process uses the next of the databases."""
    ours: Any = connection
    ours.settings_dict["NAME"] = queue.get()


def _is_copied(own: str, name: str) -> bool:
    administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    try:
        administer("CREATE DATABASE {} TEMPLATE {}", name, own)
    except psycopg.errors.ObjectInUse:
        return False
    return True


def place_of_server() -> dict[str, Any]:
    """Where the database at hand is and who may use it, for a connection without Django."""
    ours: Any = connection
    parameters = ours.get_connection_params()
    return {key: parameters[key] for key in _WHERE if key in parameters}


def administer(statement: str, *names: str) -> None:
    """Run a statement about these databases, from another one of the server."""
    parameters = place_of_server() | {"dbname": ADMINISTERED_FROM}
    with psycopg.connect(**parameters, autocommit=True) as server:
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
