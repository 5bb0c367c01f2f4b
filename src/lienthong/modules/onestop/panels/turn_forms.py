# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Forms of the turns beside the table, as plain data: one template draws them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from lienthong.core.cases.api import Step
from lienthong.core.ui.api import FieldView


@dataclass(frozen=True, slots=True)
class Act:
    """A button: the value it sends, its words, and its kind (``primary``, ``danger``, empty)."""

    value: str
    title: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class TurnForm:
    """One form: what it asks, what is known, the fields, the buttons; the first one is primary.

    ``lines`` are sentences, ``facts`` pairs of label and value, ``menu`` the words that open it.
    """

    key: str
    title: str
    url: str
    acts: tuple[Act, ...]
    fields: tuple[FieldView, ...] = ()
    lines: tuple[str, ...] = ()
    facts: tuple[dict[str, Any], ...] = ()
    menu: str = ""
    icon: str = "clock"
    links: tuple[dict[str, str], ...] = field(default=())


class Fields:
    """Makes the fields of one form with what was typed and what was wrong."""

    def __init__(
        self, key: str, kept: Mapping[str, Any], wrong: Mapping[str, str] | None = None
    ) -> None:
        self.key, self.kept, self.wrong = key, kept, wrong or {}

    def text(self, name: str, label: str, value: str = "", **more: Any) -> FieldView:
        """A field of one line, of several (``kind="textarea"``), of choices (``kind="select"``)."""
        identifier = f"id_{self.key}_{name}"
        return FieldView(
            name=name,
            label=label,
            value=str(self.kept.get(name, value)),
            error=self.wrong.get(identifier, ""),
            id=identifier,
            **({"rows": 2, "maxlength": 2000} | more if more.get("kind") == "textarea" else more),
        )

    def check(self, name: str, label: str, **more: Any) -> FieldView:
        """A box to tick."""
        return self.text(name, label, kind="checkbox", **more)


Facts = tuple[dict[str, Any], ...]


def facts_of(rows: Iterable[tuple[str, str]]) -> Facts:
    """Pairs of label and value; empty values are left out."""
    return tuple({"label": label, "value": value} for label, value in rows if value)


def carry_out_url(step: Step) -> str:
    """Where the one-stop's side steps are sent."""
    return reverse("onestop:officer-carry-out", args=[step.pk])
