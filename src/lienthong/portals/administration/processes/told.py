# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Values of attributes of steps in words, as the comparison of two versions says them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from lienthong.kernel.registry import step_services
from lienthong.portals.administration.processes.data import told_datum
from lienthong.portals.administration.processes.extras import told_marks, told_needs, told_sets
from lienthong.portals.administration.processes.fields import JOINS
from lienthong.portals.administration.processes.kinds import (
    ASSIGN,
    DATA_WORDS,
    KINDS,
    OF,
    RESULTS,
    attribute_name,
    limit_words,
    message_pairs,
)
from lienthong.portals.administration.processes.panels import role_titles
from lienthong.portals.administration.processes.saying import Called, said_condition


class Teller:
    """Says values of attributes, steps by what they are called in either version."""

    def __init__(
        self, names: Mapping[str, str], called: Mapping[str, Called] | None = None
    ) -> None:
        self._steps = names
        self._called = called or {}
        self._words: Mapping[str, Mapping[str, object]] = {
            "role": role_titles(),
            "of": OF,
            "assign": ASSIGN,
            "result": RESULTS,
            "join": JOINS,
            "complete_when": JOINS,
            "kind": {code: view.title for code, view in KINDS.items()},
            "service": {code: one.title for code, one in step_services().items()},
            "message": dict(message_pairs()),
            **dict.fromkeys(("to", "back", "otherwise", "late", "start", "assignee"), names),
        }

    def __call__(self, key: str, value: Any) -> str:
        """The value in words; empty for none."""
        if value in (None, "", [], {}):
            return ""
        if key in self._words:
            return str(self._words[key].get(value, value))
        if key == "when":
            return said_condition(value, self._called)
        if key in _SAYINGS:
            return _SAYINGS[key](value)
        if isinstance(value, bool):
            return told_datum(value)
        if key.startswith("data."):
            return self._datum(value)
        if isinstance(value, Mapping):
            return self._parts(value)
        if isinstance(value, list):
            parts = (self(key, part) if isinstance(part, Mapping) else str(part) for part in value)
            return "; ".join(parts)
        return str(value)

    def _parts(self, value: Mapping[str, Any]) -> str:
        """An outcome, an event on the border, a branch: what it says, one after the other."""
        told = ((key, self(key, value.get(key))) for key in sorted(value, key=_place))
        said = ((key, words) for key, words in told if words)
        return "; ".join(w if key == "marks" else f"{attribute_name(key)}: {w}" for key, w in said)

    def _datum(self, item: Mapping[str, Any]) -> str:
        kind, default = _(DATA_WORDS[item["type"]]), told_datum(item.get("default"))
        return f"{kind} = {default}" if default else kind


_ORDER = ("title", "limit", "message", "when", "to", "back", "expects", "marks", "set")


def _place(key: str) -> tuple[int, str]:
    return (_ORDER.index(key) if key in _ORDER else len(_ORDER)), key


_SAYINGS: Mapping[str, Callable[[Any], str]] = {
    "limit": limit_words,
    "marks": told_marks,
    "expects": told_needs,
    "set": told_sets,
}
