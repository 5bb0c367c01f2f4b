# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a question may stand, and what pages and copies are made of."""

from collections.abc import Iterator, Mapping
from typing import Any

from lienthong.core.forms.domain.definitions import FIELDS_PER_PAGE, UNASKED
from lienthong.core.forms.domain.outline import fields_of, page_index, unique_key
from lienthong.kernel.designs import Content

ALONE = frozenset({"file", "repeat"})
"""Kinds that share a page with no other kind."""
NO_COLUMN = ALONE | {"section"}
"""Kinds that cannot be a column of a table."""


def new_page(content: Content, title: str) -> dict[str, Any]:
    """An empty page under a free key, not yet in the form."""
    return {"key": unique_key(content, "page_1"), "title": title, "fields": []}


def fits(page: Mapping[str, Any], kind: str) -> bool:
    """Whether one more question of a kind may stand on a page."""
    kinds = [item["kind"] for item in page.get("fields", [])]
    if kind == "repeat" or "repeat" in kinds:
        return not kinds
    if (kind == "file") != ("file" in kinds) and kinds:
        return False
    return kind in UNASKED or sum(k not in UNASKED for k in kinds) < FIELDS_PER_PAGE


def is_overfull(page: Mapping[str, Any]) -> bool:
    """Whether a page holds more than a page may."""
    kinds = [item["kind"] for item in page["fields"]]
    return "repeat" in kinds or sum(k not in UNASKED for k in kinds) > FIELDS_PER_PAGE


def split(content: Content, page: dict[str, Any], key: str, title: str = "") -> str:
    """Move a question and all after it to a new page that follows; the new page's key."""
    keys = [item["key"] for item in page["fields"]]
    index = keys.index(key)
    new = new_page(content, title or str(page["title"]))
    new["fields"] = page["fields"][index:]
    del page["fields"][index:]
    content["pages"].insert(page_index(content, page["key"]) + 1, new)
    return str(new["key"])


def with_new_keys(content: Content, copy: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """A copied question under new keys, and which key became which."""
    taken = {item["key"] for item in fields_of(content)}
    keys: dict[str, str] = {}
    for item in _and_inner(copy):
        new = unique_key(content, item["key"], taken)
        taken.add(new)
        keys[item["key"]] = new
        item["key"] = new
    return copy, keys


def _and_inner(whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield whole
    yield from whole.get("fields", [])
