# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The header that tells how many statements an answer took."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection

from lienthong.conf.web.messages import Answer
from lienthong.conf.web.pages import PageKeeper
from lienthong.conf.web.statements import HEADER, StatementCounter
from lienthong.kernel.pages import MARK


def two_statements(_environ: Any, start_response: Any) -> Iterable[bytes]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.execute("SELECT 2")
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"."]


@pytest.mark.django_db
def test_statements_of_each_answer_are_told() -> None:
    told: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_rest: Any) -> Any:
        told.append((status, headers))

    counted = StatementCounter(two_statements)
    for _request in range(2):
        assert list(counted({}, start)) == [b"."]

    assert told == [("200 OK", [("Content-Type", "text/plain"), (HEADER, "2")])] * 2


def test_kept_page_does_not_repeat_the_number_of_its_making() -> None:
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
    headers = [(MARK.lower().encode(), b"-"), (HEADER.lower().encode(), b"9"), (b"etag", b"a")]
    keeper = PageKeeper()

    keeper.keep(scope, Answer(200, headers, b"page"))

    kept = keeper.find(scope)
    assert kept
    assert kept.headers == [(b"etag", b"a")]
