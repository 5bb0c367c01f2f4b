# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a page of a form consists of when it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lienthong.core.forms.domain.problems import input_id
from lienthong.core.ui.api import FieldView


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item of a repeat group with its inputs."""

    title: str
    name: str
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question on a page.

    ``form`` says how it is drawn: field, address (any question of several inputs), taken, repeat,
    file, section, computed (``formula`` is JSON for the browser).

    ``condition`` is JSON for the browser; ``condition_text`` says it in words, for people whose
    browser runs no scripts. ``hidden`` are inputs that carry a taken answer, or say that one is
    being corrected; ``is_first`` is the question where one goes on.
    """

    key: str
    kind: str
    form: str
    label: str
    hint: str = ""
    error: str = ""
    optional: bool = False
    fields: tuple[FieldView, ...] = ()
    condition: str = ""
    condition_text: str = ""
    warnings: tuple[str, ...] = ()
    value: str = ""
    source: str = ""
    can_change: bool = False
    hidden: tuple[tuple[str, str], ...] = ()
    is_first: bool = False
    items: tuple[ItemView, ...] = ()
    add_label: str = ""
    slot: Mapping[str, Any] = field(default_factory=dict)
    formula: str = ""

    @property
    def html_id(self) -> str:
        """HTML id of the question as a whole."""
        return input_id(self.key)


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything ``forms/page.html`` shows; times are aware, ``today`` is an ISO day.

    ``address`` is where the page stands; empty where it is certainly shown there.
    """

    key: str
    form_title: str
    title: str
    lead: str
    number: int
    total: int
    back: str
    questions: tuple[QuestionView, ...]
    errors: tuple[Mapping[str, str], ...]
    revision: int
    saved_at: datetime
    today: str
    known: str
    is_files: bool
    address: str = ""
