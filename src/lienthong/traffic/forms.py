# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The forms of a page, with what a browser would send when nothing is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser


class NoForm(LookupError):
    """The page has no such form."""


@dataclass
class Form:
    """Where a form goes (empty: to its own page) and what stands in it.

    ``return_to``: where a browser with scripts takes the receipt of a file that was sent.
    """

    action: str = ""
    method: str = "get"
    return_to: str = ""
    values: dict[str, str | list[str]] = field(default_factory=dict)

    def take(self, name: str, value: str) -> None:
        """One more field; the same name twice makes a list, as two ticked boxes do."""
        held = self.values.get(name)
        if held is None:
            self.values[name] = value
        else:
            self.values[name] = [*([held] if isinstance(held, str) else held), value]


class _Reader(HTMLParser):
    """Collects the forms of a page in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._named: dict[str, Form] = {}
        self._inside: Form | None = None
        self._select: tuple[Form, str] | None = None
        self._area: tuple[Form, str] | None = None
        self._strays: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A form begins, or a field of the form around it or of the one it names."""
        has = dict(attrs)
        if tag == "form":
            self._begin(has)
        elif tag == "option":
            self._choose(has)
        elif "disabled" not in has and has.get("name"):
            self._field(tag, has)

    def _begin(self, has: Mapping[str, str | None]) -> None:
        form = Form(
            has.get("action") or "",
            (has.get("method") or "get").lower(),
            return_to=has.get("data-return") or "",
        )
        self.forms.append(form)
        self._inside = self._named[has.get("id") or ""] = form

    def _choose(self, has: Mapping[str, str | None]) -> None:
        if self._select is not None and "selected" in has:
            form, name = self._select
            form.take(name, has.get("value") or "")

    def _field(self, tag: str, has: Mapping[str, str | None]) -> None:
        name, value, owner = has["name"] or "", has.get("value") or "", has.get("form")
        form = self._named.get(owner) if owner else self._inside
        if form is None:
            if tag == "input" and owner and _is_sent(has):
                self._strays.append((owner, name, value))
        elif tag == "select":
            self._select = (form, name)
        elif tag == "textarea":
            self._area = (form, name)
        elif tag == "input" and _is_sent(has):
            form.take(name, value)

    def handle_data(self, data: str) -> None:
        """What was written in a text area."""
        if self._area is not None:
            form, name = self._area
            form.take(name, data.strip())
            self._area = None

    def handle_endtag(self, tag: str) -> None:
        """An empty text area is sent empty; after a form fields stand on their own."""
        if tag == "textarea":
            self.handle_data("")
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self._inside = None

    def close(self) -> None:
        """Fields that stood before the form they name."""
        super().close()
        for owner, name, value in self._strays:
            if owner in self._named:
                self._named[owner].take(name, value)


def forms_of(html: str) -> list[Form]:
    """The forms of the main part of a page."""
    reader = _Reader()
    start = max(html.find("<main"), 0)
    end = html.find("</main", start)
    reader.feed(html[start : end if end > 0 else len(html)])
    reader.close()
    return reader.forms


def form_of(html: str, part: str = "") -> Form:
    """The last form whose address holds ``part``. Raises ``NoForm``."""
    found = [form for form in forms_of(html) if part in form.action]
    if not found:
        raise NoForm(part)
    return found[-1]


def _is_sent(has: Mapping[str, str | None]) -> bool:
    if has.get("type") in ("radio", "checkbox"):
        return "checked" in has
    return has.get("type") not in ("file", "submit", "button", "image", "reset")
