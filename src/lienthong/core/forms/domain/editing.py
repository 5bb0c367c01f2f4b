# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Changes to a form that is being made: each takes the content and gives the changed content.

Content is plain JSON data in the shape of ``domain.loading``. It may be unfinished (a choice
without options), never malformed. A change that cannot be made leaves the content as it was.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Protocol

from lienthong.core.forms.domain.definitions import FIELDS_PER_PAGE, UNASKED
from lienthong.core.forms.domain.outline import (
    Content,
    Gone,
    fields_of,
    list_of,
    page_index,
    page_of,
    place_of,
    renamed,
    unique_key,
)

ALONE = frozenset({"file", "repeat"})
"""Kinds that share a page with no other kind."""


class Change(Protocol):
    """One change; ``act`` names it in the history and ``what`` the element it was about."""

    @property
    def act(self) -> str:
        """Code of the act."""

    def apply(self, content: Content) -> tuple[Content, str]:
        """The changed content and the key of the element to look at next. Raises ``Gone``."""


@dataclass(frozen=True, slots=True)
class AddPage:
    """A new empty page after another one, or at the end."""

    title: str
    after: str = ""
    act: str = "add_page"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Insert it."""
        made = deepcopy(content)
        pages = made.setdefault("pages", [])
        page = _new_page(made, self.title)
        pages.insert(page_index(made, self.after) + 1 if self.after else len(pages), page)
        return made, page["key"]


@dataclass(frozen=True, slots=True)
class AddField:
    """A new question: in a page or a group of rows, after another one or at the end."""

    kind: str
    label: str
    into: str
    after: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    act: str = "add"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Insert it; where the page is full or of another sort, on a new page that follows."""
        made = deepcopy(content)
        key = unique_key(made, f"{self.kind}_1")
        added = {
            "key": key,
            "kind": self.kind,
            "label": self.label,
            **deepcopy(dict(self.settings)),
        }
        _drop(made, added, self.into, self.after)
        return made, key


@dataclass(frozen=True, slots=True)
class MoveField:
    """A question to another place: into a page or group, after a question ("" is the beginning)."""

    key: str
    into: str
    after: str = ""
    act: str = "move"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Take it out and put it in; a group cannot move into a group."""
        made = deepcopy(content)
        siblings, index = place_of(made, self.key)
        moved = siblings.pop(index)
        target = list_of(made, self.into)
        inside_group = not any(page["key"] == self.into for page in made["pages"])
        if inside_group and moved["kind"] in ALONE:
            raise Gone(self.into)
        after = [item["key"] for item in target]
        if self.after and self.after not in after:
            raise Gone(self.after)
        target.insert(after.index(self.after) + 1 if self.after else 0, moved)
        return made, self.key


@dataclass(frozen=True, slots=True)
class StepField:
    """A question one place up (-1) or down (+1), over the edge of its page to the next page."""

    key: str
    step: int
    act: str = "move"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Move it; at the very beginning or end nothing changes."""
        made = deepcopy(content)
        siblings, index = place_of(made, self.key)
        wanted = index + self.step
        if 0 <= wanted < len(siblings):
            siblings.insert(wanted, siblings.pop(index))
            return made, self.key
        page = page_of(made, self.key)
        if siblings is not page["fields"]:
            return made, self.key
        neighbour = page_index(made, page["key"]) + self.step
        if 0 <= neighbour < len(made["pages"]):
            target = made["pages"][neighbour].setdefault("fields", [])
            target.insert(0 if self.step > 0 else len(target), siblings.pop(index))
        return made, self.key


@dataclass(frozen=True, slots=True)
class MovePage:
    """A page after another one; "" is the beginning."""

    key: str
    after: str = ""
    act: str = "move_page"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Move it."""
        made = deepcopy(content)
        page = made["pages"].pop(page_index(made, self.key))
        made["pages"].insert(page_index(made, self.after) + 1 if self.after else 0, page)
        return made, self.key


@dataclass(frozen=True, slots=True)
class StepPage:
    """A page one place up (-1) or down (+1)."""

    key: str
    step: int
    act: str = "move_page"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Move it; at the edge nothing changes."""
        made = deepcopy(content)
        index = page_index(made, self.key)
        wanted = min(max(index + self.step, 0), len(made["pages"]) - 1)
        made["pages"].insert(wanted, made["pages"].pop(index))
        return made, self.key


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A copy of a question right after it, under keys of its own."""

    key: str
    act: str = "duplicate"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Copy it; conditions inside a copied group look at the copies."""
        made = deepcopy(content)
        siblings, index = place_of(made, self.key)
        copy, keys = _with_new_keys(made, deepcopy(siblings[index]))
        siblings.insert(index + 1, renamed(copy, keys))
        page = page_of(made, self.key)
        if siblings is page["fields"] and _is_overfull(page):
            _split(made, page, copy["key"])
        return made, copy["key"]


@dataclass(frozen=True, slots=True)
class DuplicatePage:
    """A copy of a whole page right after it."""

    key: str
    act: str = "duplicate_page"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Copy it; conditions inside the copy look at the copied questions."""
        made = deepcopy(content)
        index = page_index(made, self.key)
        page = deepcopy(made["pages"][index])
        page["key"] = unique_key(made, "page_1")
        made["pages"].insert(index + 1, {**page, "fields": []})
        keys: dict[str, str] = {}
        for original in page.get("fields", []):
            copy, new = _with_new_keys(made, original)
            keys |= new
            made["pages"][index + 1]["fields"].append(copy)
        made["pages"][index + 1] = renamed(made["pages"][index + 1], keys)
        return made, page["key"]


@dataclass(frozen=True, slots=True)
class Remove:
    """Questions taken out."""

    keys: tuple[str, ...]
    act: str = "remove"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Take them out; what looked at them is told by the check, not changed in silence."""
        made = deepcopy(content)
        page = page_of(made, self.keys[0])
        for key in self.keys:
            siblings, index = place_of(made, key)
            siblings.pop(index)
        return made, page["key"]


@dataclass(frozen=True, slots=True)
class RemovePage:
    """A page with its questions taken out."""

    key: str
    act: str = "remove_page"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Take it out."""
        made = deepcopy(content)
        index = page_index(made, self.key)
        made["pages"].pop(index)
        left = made["pages"]
        return made, left[min(index, len(left) - 1)]["key"] if left else ""


@dataclass(frozen=True, slots=True)
class SplitPage:
    """A page cut in two: the question and all after it go to a new page."""

    key: str
    title: str
    act: str = "split"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Cut it."""
        made = deepcopy(content)
        page = page_of(made, self.key)
        siblings, _index = place_of(made, self.key)
        if siblings is not page["fields"]:
            raise Gone(self.key)
        return made, _split(made, page, self.key, self.title)


@dataclass(frozen=True, slots=True)
class JoinPage:
    """A page joined with the one before it."""

    key: str
    act: str = "join"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Join them; the first page stays."""
        made = deepcopy(content)
        index = page_index(made, self.key)
        if index == 0:
            return made, self.key
        page = made["pages"].pop(index)
        before = made["pages"][index - 1]
        before.setdefault("fields", []).extend(page.get("fields", []))
        return made, before["key"]


@dataclass(frozen=True, slots=True)
class Group:
    """Several questions brought together: on a new page, under a heading, or as rows of a table."""

    keys: tuple[str, ...]
    into: str
    title: str
    act: str = "group"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Bring them together at the place of the first one. Raises ``Gone``."""
        made = deepcopy(content)
        page = page_of(made, self.keys[0])
        at = page_index(made, page["key"])
        fields = [_taken(made, key) for key in self.keys]
        if self.into == "repeat" and any(item["kind"] in {*ALONE, *UNASKED} for item in fields):
            raise Gone(self.keys[0])
        return made, _GROUPS[self.into](made, at, fields, self.title)


def _group_page(content: Content, at: int, fields: list[Any], title: str) -> str:
    page = _new_page(content, title)
    page["fields"] = fields
    content["pages"].insert(at + 1, page)
    return str(page["key"])


def _group_section(content: Content, at: int, fields: list[Any], title: str) -> str:
    section = {"key": unique_key(content, "section_1"), "kind": "section", "label": title}
    content["pages"][at].setdefault("fields", []).extend([section, *fields])
    return str(section["key"])


def _group_repeat(content: Content, at: int, fields: list[Any], title: str) -> str:
    table = {"key": unique_key(content, "repeat_1"), "kind": "repeat", "label": title}
    _group_page(content, at, [{**table, "fields": fields}], title)
    return table["key"]


_GROUPS: Mapping[str, Callable[[Content, int, list[Any], str], str]] = {
    "page": _group_page,
    "section": _group_section,
    "repeat": _group_repeat,
}
GROUPS = tuple(_GROUPS)


def _new_page(content: Content, title: str) -> dict[str, Any]:
    return {"key": unique_key(content, "page_1"), "title": title, "fields": []}


def _drop(content: Content, added: dict[str, Any], into: str, after: str) -> None:
    target = list_of(content, into)
    for inner in added.get("fields", []):
        inner["key"] = unique_key(content, f"{added['key']}_{inner['kind']}")
    pages = [page for page in content["pages"] if page["key"] == into]
    keys = [item["key"] for item in target]
    if pages and not _fits(pages[0], added["kind"]):
        page = _new_page(content, added["label"])
        page["fields"] = [added]
        content["pages"].insert(page_index(content, into) + 1, page)
        if after in keys[:-1] and added["kind"] not in ALONE:
            page["fields"] += target[keys.index(after) + 1 :]
            del target[keys.index(after) + 1 :]
    else:
        target.insert(keys.index(after) + 1 if after in keys else len(target), added)


def _fits(page: Mapping[str, Any], kind: str) -> bool:
    kinds = [item["kind"] for item in page.get("fields", [])]
    if kind == "repeat" or "repeat" in kinds:
        return not kinds
    if (kind == "file") != ("file" in kinds) and kinds:
        return False
    return kind in UNASKED or sum(k not in UNASKED for k in kinds) < FIELDS_PER_PAGE


def _is_overfull(page: Mapping[str, Any]) -> bool:
    kinds = [item["kind"] for item in page["fields"]]
    return "repeat" in kinds or sum(k not in UNASKED for k in kinds) > FIELDS_PER_PAGE


def _split(content: Content, page: dict[str, Any], key: str, title: str = "") -> str:
    keys = [item["key"] for item in page["fields"]]
    index = keys.index(key)
    new = _new_page(content, title or str(page["title"]))
    new["fields"] = page["fields"][index:]
    del page["fields"][index:]
    content["pages"].insert(page_index(content, page["key"]) + 1, new)
    return str(new["key"])


def _taken(content: Content, key: str) -> dict[str, Any]:
    siblings, index = place_of(content, key)
    taken: dict[str, Any] = siblings.pop(index)
    return taken


def _with_new_keys(content: Content, copy: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
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
