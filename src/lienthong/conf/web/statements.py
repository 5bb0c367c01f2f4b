# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tells in a header of each answer how many SQL statements it took: for measuring only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.db import connection

HEADER = "X-Statements"
Headers = list[tuple[str, str]]


@dataclass
class _Count:
    """An execute wrapper that counts what passes."""

    number: int = 0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        """Count one statement and run it."""
        self.number += 1
        return execute(sql, params, many, context)


@dataclass(frozen=True)
class StatementCounter:
    """Wraps the handler of the web process; statements after the headers are not counted."""

    handler: WSGIApplication

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the handler does, with one header more."""
        count = _Count()

        def start(status: str, headers: Headers, *rest: Any) -> Any:
            return start_response(status, [*headers, (HEADER, str(count.number))], *rest)

        with connection.execute_wrapper(count):
            return self.handler(environ, start)
