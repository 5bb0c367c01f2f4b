# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may open which address: the table is a file, the walk over the URLconf is here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from lienthong.kernel.reference import read_yaml

COLUMNS = (
    "anonymous",
    "citizen",
    "stranger",
    "one_stop_officer",
    "civil_status_officer",
    "leader",
    "clerk",
    "administrator",
    "other_unit",
)
SIGN_IN = "in"
OK = "ok"
NOTHING = "nil"
TOKEN = "tok"
API = 'Bearer realm="lienthong"'
DENIED = {SIGN_IN, TOKEN, "403", "404", "405"}
_WATCHED = (
    *("cases_", "onestop_", "documents_", "forms_", "numbering_", "access_", "units_"),
    *("accounts_child", "accounts_mandate"),
)
_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND (c.relname LIKE ANY(%s)) ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Address:
    """One named address of the URLconf."""

    name: str
    route: str
    view: Any

    @property
    def permission(self) -> Any:
        """The permission of the guarded view, None for anything else."""
        return getattr(self.view, "permission", None)

    @property
    def methods(self) -> list[str]:
        """Which of GET and POST the view answers."""
        answered = getattr(self.view, "http_method_names", ())
        return [m for m in ("get", "post") if m in answered and hasattr(self.view, m)]


def addresses(resolver: Any = None, space: str = "", route: str = "") -> Iterator[Address]:
    """Every address of the URLconf with its whole name."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry, inner, path)
        elif isinstance(entry, URLPattern):
            view = getattr(entry.callback, "view_class", None)
            yield Address(f"{space}{entry.name or path}", path, view)


def read_matrix(file: Path) -> dict[str, dict[str, Any]]:
    """Address → ``args`` (names of things) and, for each method, role → expected answer."""
    rows: dict[str, dict[str, Any]] = {}
    for name, row in read_yaml(file.read_text("utf-8"))["addresses"].items():
        rows[name] = {"args": row.get("args", [])}
        for method in ("get", "post"):
            if method in row:
                answers = str(row[method]).split()
                rows[name][method] = dict(zip(COLUMNS, answers, strict=True))
    return rows


def url_of(name: str, args: list[str], things: Mapping[str, object]) -> str:
    """The address with the named things filled in."""
    return reverse(name, args=[things[arg] for arg in args])


def ask(client: Client, method: str, url: str) -> tuple[str, Any]:
    """The answer, and what it was; everything the request did is undone, cookies too."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        response = getattr(client, method)(url, **({"data": {}} if method == "post" else {}))
        transaction.set_rollback(True)
    client.cookies = cookies
    for close in response._resource_closers:
        close()
    return _answer(response), response


def _answer(response: Any) -> str:
    if response.status_code == 302 and "/dang-nhap/" in response["Location"]:
        return SIGN_IN
    if response.status_code == 401 and response.get("WWW-Authenticate") == API:
        return TOKEN
    return str(response.status_code)


def fits(answer: str, expected: str) -> bool:
    """Whether the answer is the expected one; "ok" is any but refusal and fault."""
    if expected == NOTHING:
        return answer == "404"
    if expected == OK:
        return answer not in DENIED and int(answer) < 500
    return answer == expected


def fingerprint() -> str:
    """One value over all rows of the tables that acts write."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, [[f"{prefix}%" for prefix in _WATCHED]])
        parts = " UNION ALL ".join(
            f"SELECT '{name}' AS t, md5(coalesce(string_agg(x::text, '|' ORDER BY x::text), ''))"
            f" AS h FROM {name} x"
            for (name,) in cursor.fetchall()
        )
        cursor.execute(f"SELECT md5(string_agg(t || h, ',' ORDER BY t)) FROM ({parts}) all_tables")
        return str(cursor.fetchone()[0])
