# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What parts of a definition can name: offered by the words people know, never by keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lienthong.kernel.designs import Content
from lienthong.kernel.inserts import Insert
from lienthong.kernel.words import gettext as _
from lienthong.modules.onestop.domain.design.facts import never_called
from lienthong.modules.onestop.domain.titles import ABOUT

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Nameable:
    """Questions and tables of the form, columns by table, papers and cases of the procedure."""

    questions: Choices = ()
    tables: Choices = ()
    columns: Mapping[str, Choices] = field(default_factory=dict)
    papers: Choices = ()
    variants: Choices = ()
    former: Callable[[str], str] = never_called
    """What a question, table or column that is gone was called."""


def told_apart(
    choices: Iterable[tuple[str, str]], within: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    """The choices; where several have the same words, where each stands is behind them.

    ``within`` says by key where that is. The key is there of those that it does not tell apart.
    """
    kept, places = list(choices), within or {}
    told = _added(kept, {key: places.get(key.split(".")[0], "") for key, _words in kept})
    return _added(told, {key: key for key, _words in told})


def _added(choices: list[tuple[str, str]], more: Mapping[str, str]) -> list[tuple[str, str]]:
    """With more behind the words that several have."""
    times = Counter(words for _key, words in choices)
    return [
        (key, f"{words} ({more[key]})" if times[words] > 1 and more[key] else words)
        for key, words in choices
    ]


def title_choices(questions: Choices) -> list[Insert]:
    """What can stand in the title of a dossier, as written there; no parts of an answer."""
    asked = [(key, words) for key, words in questions if "." not in key]
    return [Insert(f"{{{key}}}", words) for key, words in ((ABOUT, _("Hồ sơ nói về")), *asked)]


def paper_choices(content: Content) -> list[tuple[str, str]]:
    """The papers of a procedure, by key."""
    return _named(content.get("components") or (), "citizen_name", "name")


def variant_choices(content: Content) -> list[tuple[str, str]]:
    """The cases of a procedure, by key."""
    return _named(content.get("variants") or (), "title")


def _named(elements: Iterable[Mapping[str, Any]], *names: str) -> list[tuple[str, str]]:
    keyed = (one for one in elements if one.get("key"))
    return told_apart(
        (str(one["key"]), next((str(one[n]) for n in names if one.get(n)), str(one["key"])))
        for one in keyed
    )
