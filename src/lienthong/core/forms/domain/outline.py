# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding and naming the elements of a form that is being made."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from lienthong.kernel.designs import Content, Gone
from lienthong.kernel.text import fold

LONGEST_KEY = 40
RESERVED = frozenset({"form", "file"})
"""Names of the whole form and of its file in what is told about them."""
_NUMBERED = re.compile(r"_\d+$")
_LOOKS = frozenset({"field", "date_of_birth", "sex"})
"""Names of attributes and operators whose text is the key of a question."""


def fields_of(content: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every question in order, those of a group right after it."""
    for page in content.get("pages", []):
        for field in page.get("fields", []):
            yield field
            yield from field.get("fields", [])


def field_of(content: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The question with this key. Raises ``Gone``."""
    for field in fields_of(content):
        if field["key"] == key:
            return field
    raise Gone(key)


def find_page(content: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The page with this key. Raises ``Gone``."""
    found: dict[str, Any] = content["pages"][page_index(content, key)]
    return found


def page_index(content: Mapping[str, Any], key: str) -> int:
    """Which page has this key, from 0. Raises ``Gone``."""
    for index, page in enumerate(content.get("pages", [])):
        if page["key"] == key:
            return index
    raise Gone(key)


def page_of(content: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The page on which a question, or the group that holds it, stands. Raises ``Gone``."""
    for page in content.get("pages", []):
        for field in page.get("fields", []):
            if key in {field["key"], *(inner["key"] for inner in field.get("fields", []))}:
                found: dict[str, Any] = page
                return found
    raise Gone(key)


def list_of(content: Mapping[str, Any], key: str) -> list[Any]:
    """The questions of a page or of a group, to be changed in place. Raises ``Gone``."""
    for owner in (*content.get("pages", []), *fields_of(content)):
        if owner["key"] == key and ("kind" not in owner or owner["kind"] == "repeat"):
            found: list[Any] = owner.setdefault("fields", [])
            return found
    raise Gone(key)


def place_of(content: Mapping[str, Any], key: str) -> tuple[list[Any], int]:
    """The list that holds a question, and its index there. Raises ``Gone``."""
    owners = (*content.get("pages", []), *fields_of(content))
    for siblings in (owner.get("fields", []) for owner in owners):
        for index, field in enumerate(siblings):
            if field["key"] == key:
                return siblings, index
    raise Gone(key)


def distinct(content: Mapping[str, Any]) -> Content:
    """The content with no page named like a question: the editor finds elements by one key."""
    questions = {question["key"] for question in fields_of(content)}
    made = dict(content)
    made["pages"] = [dict(page) for page in content.get("pages", [])]
    for page in made["pages"]:
        if page["key"] in questions:
            page["key"] = unique_key(made, f"{page['key']}_page")
    return made


def key_from(text: str) -> str:
    """A key made of a label: "Họ tên mẹ" becomes "ho_ten_me"."""
    plain = re.sub(r"[^a-z0-9]+", "_", fold(text)).strip("_")[:LONGEST_KEY].strip("_")
    is_free = plain[:1].isalpha() and plain not in RESERVED
    return plain if is_free else f"q_{plain}".strip("_")


def unique_key(content: Mapping[str, Any], wish: str, taken: set[str] | None = None) -> str:
    """The wish when it is free, otherwise with the first free number after it."""
    used = (taken or set()) | {field["key"] for field in fields_of(content)}
    used |= {page["key"] for page in content.get("pages", [])}
    if wish not in used:
        return wish
    stem = _NUMBERED.sub("", wish)
    return next(key for n in count(1) if (key := f"{stem}_{n}") not in used)


def renamed(value: Any, keys: Mapping[str, str]) -> Any:
    """The data with every look at a question ("field": key) turned to its new key."""
    if isinstance(value, list):
        return [renamed(item, keys) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {name: _renamed_item(name, item, keys) for name, item in value.items()}


def fingerprint(element: Mapping[str, Any]) -> str:
    """A short mark of an element as it is now, without what stands inside it."""
    own = {name: value for name, value in element.items() if name not in {"fields", "pages"}}
    text = json.dumps(own, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _renamed_item(name: str, item: Any, keys: Mapping[str, str]) -> Any:
    if name in _LOOKS and isinstance(item, str):
        key, point, part = item.partition(".")
        return keys.get(key, key) + point + part
    if name == "sum" and isinstance(item, list) and len(item) == 2:
        column = keys.get(item[1], item[1]) if isinstance(item[1], str) else item[1]
        return [renamed(item[0], keys), column]
    return renamed(item, keys)
