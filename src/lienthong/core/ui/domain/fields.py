# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One question of a form as plain data, whatever made it."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "text", "textarea", "select", "selects", "radio", "checkbox", "checkboxes", "date", "date_one",
    "tel", "number", "money", "password", "email", "search", "file", "hidden",
]  # fmt: skip
Choice = tuple[str, str]


@dataclass(frozen=True)
class FieldView:
    """A question as the page shows it.

    ``value`` is the text typed or stored; for ``checkboxes`` and ``selects`` (several of one list,
    in an order) a tuple; for ``checkbox`` "on" or "";
    for ``date`` ISO text or the three typed parts as a tuple, so that wrong input is shown again.
    """

    name: str
    label: str
    kind: Kind = "text"
    value: str | tuple[str, ...] = ""
    hint: str = ""
    error: str = ""
    choices: tuple[Choice, ...] = ()
    optional: bool = False
    width: Literal["", "short", "medium", "id"] = ""
    autocomplete: str = ""
    inputmode: str = ""
    maxlength: int | None = None
    placeholder: str = ""
    readonly: bool = False
    disabled: bool = False
    rows: int = 4
    id: str = ""

    @property
    def html_id(self) -> str:
        """Return the id of the first input; the error summary links to it."""
        return self.id or f"id_{self.name}"

    @property
    def target_id(self) -> str:
        """Return the id the error summary jumps to."""
        first = {"date": "_day", "radio": "_0", "checkboxes": "_0", "selects": "_0"}
        return self.html_id + first.get(self.kind, "")

    @property
    def described_by(self) -> str:
        """Return the ids of hint and error, for aria-describedby."""
        ids = [f"{self.html_id}_hint"] if self.hint else []
        return " ".join([*ids, f"{self.html_id}_error"] if self.error else ids)

    @property
    def is_group(self) -> bool:
        """Tell whether several inputs answer the question, so that it needs a fieldset."""
        return self.kind in {"radio", "checkboxes", "selects", "date"}

    @property
    def is_impersonal(self) -> bool:
        """Tell whether nothing was typed or went wrong: at most one of the offered is chosen."""
        return not self.error and (not self.value or self.kind in {"select", "radio"})

    @property
    def input_type(self) -> str:
        """Return the type attribute of a one-line input."""
        return self.kind if self.kind in {"tel", "password", "email", "search"} else "text"

    @property
    def mode(self) -> str:
        """Return the keyboard a phone should offer."""
        return self.inputmode or ("numeric" if self.kind in {"number", "money", "date_one"} else "")

    @property
    def selected(self) -> tuple[str, ...]:
        """Return the chosen values of radio buttons, check boxes and lists."""
        return self.value if isinstance(self.value, tuple) else (self.value,)

    @property
    def places(self) -> tuple[str, ...]:
        """Return what is chosen in each of several lists, and one place more."""
        return (*filter(None, self.selected), "")

    @property
    def date_parts(self) -> tuple[str, str, str]:
        """Return day, month and year as they stand in the three inputs."""
        if isinstance(self.value, tuple):
            day, month, year = (*self.value, "", "", "")[:3]
            return day, month, year
        parts = self.value.split("-")
        return (parts[2], parts[1], parts[0]) if len(parts) == 3 else (self.value, "", "")
