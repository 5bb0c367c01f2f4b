# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Changes to the pages of a form that is being made."""

from copy import deepcopy
from dataclasses import dataclass

from lienthong.core.forms.domain.outline import page_index, page_of, place_of, renamed, unique_key
from lienthong.core.forms.domain.placing import new_page, split, with_new_keys
from lienthong.kernel.designs import Content, Gone


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
        page = new_page(made, self.title)
        pages.insert(page_index(made, self.after) + 1 if self.after else len(pages), page)
        return made, page["key"]


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
            copy, new = with_new_keys(made, original)
            keys |= new
            made["pages"][index + 1]["fields"].append(copy)
        made["pages"][index + 1] = renamed(made["pages"][index + 1], keys)
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
        return made, split(made, page, self.key, self.title)


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
