# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Changes to a form that is being made: each takes the content and gives the changed content.

Content is plain JSON data in the shape of ``domain.loading``. It may be unfinished (a choice
without options), never malformed. A change that cannot be made leaves the content as it was.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from lienthong.core.forms.domain.outline import (
    list_of,
    page_index,
    page_of,
    place_of,
    renamed,
    unique_key,
)
from lienthong.core.forms.domain.placing import (
    ALONE,
    NO_COLUMN,
    fits,
    is_overfull,
    new_page,
    split,
    with_new_keys,
)
from lienthong.kernel.designs import Content, Gone, Unfit
from lienthong.kernel.words import gettext


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
        """Take it out and put it in. Raises ``Unfit`` for what cannot be a column."""
        made = deepcopy(content)
        siblings, index = place_of(made, self.key)
        moved = siblings.pop(index)
        target = list_of(made, self.into)
        _check_fits(made, moved, self.into)
        after = [item["key"] for item in target]
        if self.after and self.after not in after:
            raise Gone(self.after)
        target.insert(after.index(self.after) + 1 if self.after else 0, moved)
        return made, self.key


@dataclass(frozen=True, slots=True)
class StepField:
    """A question one place up (-1) or down (+1), through tables and over the edges of pages."""

    key: str
    step: int
    act: str = "move"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Move it; at the very beginning or end nothing changes."""
        made = deepcopy(content)
        siblings, index = place_of(made, self.key)
        wanted = index + self.step
        if 0 <= wanted < len(siblings):
            self._pass(siblings, index, wanted)
            return made, self.key
        page = page_of(made, self.key)
        if siblings is not page["fields"]:
            table = [one.get("fields") is siblings for one in page["fields"]].index(True)
            page["fields"].insert(table + (self.step > 0), siblings.pop(index))
            return made, self.key
        neighbour = page_index(made, page["key"]) + self.step
        if 0 <= neighbour < len(made["pages"]):
            target = made["pages"][neighbour].setdefault("fields", [])
            target.insert(0 if self.step > 0 else len(target), siblings.pop(index))
        return made, self.key

    def _pass(self, siblings: list[Any], index: int, wanted: int) -> None:
        """Change places with the neighbour; a table is entered by what can be its column."""
        neighbour = siblings[wanted]
        moved = siblings.pop(index)
        if neighbour["kind"] == "repeat" and moved["kind"] not in NO_COLUMN:
            columns = neighbour.setdefault("fields", [])
            columns.insert(0 if self.step > 0 else len(columns), moved)
        else:
            siblings.insert(wanted, moved)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A copy of a question right after it, under keys of its own."""

    key: str
    act: str = "duplicate"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Copy it; conditions inside a copied group look at the copies."""
        made = deepcopy(content)
        siblings, index = place_of(made, self.key)
        copy, keys = with_new_keys(made, deepcopy(siblings[index]))
        siblings.insert(index + 1, renamed(copy, keys))
        page = page_of(made, self.key)
        if siblings is page["fields"] and is_overfull(page):
            split(made, page, copy["key"])
        return made, copy["key"]


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
class Group:
    """Several questions brought together: on a new page, under a heading, or as rows of a table."""

    keys: tuple[str, ...]
    into: str
    title: str
    act: str = "group"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Bring them together at the place of the first one; a page left empty goes.

        Raises ``Gone``, and ``Unfit`` for a table of what cannot be a column.
        """
        made = deepcopy(content)
        page = page_of(made, self.keys[0])
        at = page_index(made, page["key"])
        fields = [_taken(made, key) for key in self.keys]
        if self.into == "repeat":
            _check_columns(fields)
        place = _GROUPS[self.into](made, at, fields, self.title)
        before = {page["key"]: page.get("fields") for page in content["pages"]}
        made["pages"] = [page for page in made["pages"] if not _is_left(page, before)]
        return made, place


def _is_left(page: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """Whether a page lost its questions and says nothing else that would be lost with it."""
    says = page.get("fields") or page.get("lead") or page.get("show_if") is not None
    return bool(before.get(page["key"])) and not says


def _group_page(content: Content, at: int, fields: list[Any], title: str) -> str:
    page = new_page(content, title)
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


def _check_fits(content: Content, moved: Mapping[str, Any], into: str) -> None:
    if not any(page["key"] == into for page in content["pages"]):
        _check_columns([moved])


def _check_columns(fields: Iterable[Mapping[str, Any]]) -> None:
    """Raises ``Unfit`` with the name of the first that cannot be a column."""
    for item in fields:
        if item["kind"] in NO_COLUMN:
            text = gettext(
                "“%(name)s” không đặt vào bảng được: tệp, bảng và tiêu đề không làm cột của bảng."
            )
            raise Unfit(text % {"name": item.get("label", "")})


def _drop(content: Content, added: dict[str, Any], into: str, after: str) -> None:
    target = list_of(content, into)
    _check_fits(content, added, into)
    for inner in added.get("fields", []):
        inner["key"] = unique_key(content, f"{added['key']}_{inner['kind']}")
    pages = [page for page in content["pages"] if page["key"] == into]
    keys = [item["key"] for item in target]
    if pages and not fits(pages[0], added["kind"]):
        page = new_page(content, added["label"])
        page["fields"] = [added]
        content["pages"].insert(page_index(content, into) + 1, page)
        if after in keys[:-1] and added["kind"] not in ALONE:
            page["fields"] += target[keys.index(after) + 1 :]
            del target[keys.index(after) + 1 :]
    else:
        target.insert(keys.index(after) + 1 if after in keys else len(target), added)


def _taken(content: Content, key: str) -> dict[str, Any]:
    siblings, index = place_of(content, key)
    taken: dict[str, Any] = siblings.pop(index)
    return taken
