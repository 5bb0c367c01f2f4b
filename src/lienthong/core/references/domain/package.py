# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A package of configuration: one JSON file whose checksum covers all it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FORMAT, VERSION = "lienthong-configuration", 1
LARGEST = 20_000_000
MOST = 50_000


class PackageError(ValueError):
    """A file that is no whole package; the code says why."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row of configuration: of which directory, by which key, what it says."""

    kind: str
    key: str
    values: Mapping[str, Any]


def write_package(items: Sequence[Item], *, made_at: str, source: str) -> bytes:
    """The package as bytes, the same for the same content."""
    body = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": made_at,
        "source": source,
        "items": [{"kind": i.kind, "key": i.key, "values": dict(i.values)} for i in items],
    }
    text = json.dumps(body | {"checksum": checksum(body)}, ensure_ascii=False, indent=1)
    return text.encode()


def read_package(data: bytes) -> list[Item]:
    """The items. Raises ``PackageError``: too_large, broken, foreign, altered, twice."""
    if len(data) > LARGEST:
        raise PackageError("too_large")
    try:
        body = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as broken:
        raise PackageError("broken") from broken
    if not isinstance(body, dict) or (body.get("format"), body.get("version")) != (FORMAT, VERSION):
        raise PackageError("foreign")
    if not _is_written(body):
        raise PackageError("broken")
    if body.pop("checksum", None) != checksum(body):
        raise PackageError("altered")
    rows = body.get("items")
    if not isinstance(rows, list) or len(rows) > MOST:
        raise PackageError("too_large")
    return _items(rows)


def _is_written(content: Any) -> bool:
    """Whether all of it is text that can be kept: no half characters, nothing of zero width."""
    text = json.dumps(content, ensure_ascii=False)
    return "\\u0000" not in text and text == text.encode("utf-8", "replace").decode()


def _items(rows: Sequence[Any]) -> list[Item]:
    found = [_item(row) for row in rows]
    if len({(item.kind, item.key) for item in found}) < len(found):
        raise PackageError("twice")
    return found


def _item(row: Any) -> Item:
    is_item = isinstance(row, dict) and isinstance(row.get("values"), dict)
    if not is_item or not isinstance(row.get("kind"), str) or not isinstance(row.get("key"), str):
        raise PackageError("broken")
    if not all(_is_plain(value) for value in row["values"].values()):
        raise PackageError("broken")
    return Item(row["kind"], row["key"], row["values"])


def _is_plain(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(one, str) for one in value)
    return value is None or isinstance(value, str | int | bool)


def checksum(content: Any) -> str:
    """SHA-256 over the content in one normal form."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
