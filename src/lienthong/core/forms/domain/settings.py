# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Changes to what one element says and demands, guarded against two people at once."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from lienthong.core.forms.domain.outline import (
    field_of,
    fields_of,
    find_page,
    fingerprint,
    renamed,
    unique_key,
)
from lienthong.kernel.designs import Content, Taken


@dataclass(frozen=True, slots=True)
class EditField:
    """New settings of a question: given attributes replace the old ones, None takes one away.

    ``seen`` is the fingerprint of the element as it was shown; empty overrides what others did.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    seen: str = ""
    act: str = "edit"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Set them; a new key is carried into every condition. Raises ``Gone``, ``Taken``."""
        made = deepcopy(content)
        found = field_of(made, self.key)
        _check_seen(found, self.seen)
        _set(found, self.values)
        return _with_key(made, found, self.key)


@dataclass(frozen=True, slots=True)
class EditPage:
    """New settings of a page."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    seen: str = ""
    act: str = "edit_page"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Set them. Raises ``Gone``, ``Taken``."""
        made = deepcopy(content)
        found = find_page(made, self.key)
        _check_seen(found, self.seen)
        _set(found, self.values)
        return made, self.key


@dataclass(frozen=True, slots=True)
class EditForm:
    """New title, legal basis, declaration of the form."""

    values: Mapping[str, Any] = field(default_factory=dict)
    seen: str = ""
    act: str = "edit_form"

    def apply(self, content: Content) -> tuple[Content, str]:
        """Set them. Raises ``Taken``."""
        made = deepcopy(content)
        _check_seen(made, self.seen)
        _set(made, self.values)
        return made, ""


def _check_seen(element: Mapping[str, Any], seen: str) -> None:
    if seen and fingerprint(element) != seen:
        raise Taken


def _set(element: dict[str, Any], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if value is None:
            element.pop(name, None)
        else:
            element[name] = deepcopy(value)


def _with_key(content: Content, changed: dict[str, Any], old: str) -> tuple[Content, str]:
    if changed["key"] == old:
        return content, old
    others = {item["key"] for item in fields_of(content) if item is not changed}
    wish, changed["key"] = str(changed["key"]), ""
    key = changed["key"] = unique_key(content, wish, others)
    made: Content = renamed(content, {old: key})
    return made, key
