# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Django form fields for dates and numbers, and the way from a bound field to the page."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lienthong.core.ui.domain.days import parse_date_text, read_three_part_date
from lienthong.core.ui.domain.fields import FieldView, Kind
from lienthong.kernel.text import fold

KINDS: Mapping[type[forms.Widget], Kind] = {
    forms.Textarea: "textarea",
    forms.CheckboxSelectMultiple: "checkboxes",  # before its base class
    forms.RadioSelect: "radio",
    forms.CheckboxInput: "checkbox",
    forms.Select: "select",
    forms.PasswordInput: "password",
    forms.EmailInput: "email",
    forms.NumberInput: "number",
    forms.FileInput: "file",
    forms.HiddenInput: "hidden",
}


class ThreePartDate(forms.Widget):
    """Day, month and year in three inputs; keeps what was typed when it is no date."""

    kind: Kind = "date"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Return the date, the three typed parts when they make none, or None when empty."""
        parts = tuple(str(data.get(f"{name}_{part}", "")) for part in ("day", "month", "year"))
        return read_three_part_date(data, name) or (parts if any(parts) else None)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Tell whether the page did not contain the three inputs."""
        return f"{name}_day" not in data


class OneInputDate(forms.TextInput):
    """One input that takes ddmmyyyy."""

    kind: Kind = "date_one"

    def format_value(self, value: Any) -> str | None:
        """Show a date as dd/mm/yyyy and anything else as typed."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


class ThreePartDateField(forms.Field):
    """A date asked of a citizen."""

    widget: type[forms.Widget] = ThreePartDate
    default_error_messages = {"invalid": _("Hãy nhập ngày, tháng, năm bằng số. Ví dụ: 15 11 2026.")}

    def to_python(self, value: Any) -> date | None:
        """Return the date or refuse what makes none."""
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        raise ValidationError(self.error_messages["invalid"], code="invalid")


class OneInputDateField(ThreePartDateField):
    """A date asked of an officer, typed without separators."""

    widget = OneInputDate
    default_error_messages = {"invalid": _("Hãy nhập ngày có thật, ví dụ 15112026.")}

    def to_python(self, value: Any) -> date | None:
        """Read the typed text."""
        parsed = parse_date_text(value) if isinstance(value, str) and value.strip() else value
        return super().to_python(parsed or value)


_WHOLE = re.compile(r"-?(?:\d{1,3}(?:[. ]\d{3})+|\d+)")
_DONG = re.compile(r"\s*(?:d|dong|vnd|₫)$")
"""What people write after an amount, without marks."""


class WholeField(forms.IntegerField):
    """A whole number as people write it: 50.000 is fifty thousand, 50.0 is none.

    Django takes a point and noughts for decimals and would read fifty.
    """

    def to_python(self, value: Any) -> int | None:
        """Read the typed text; a number as it is."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        text = value.strip()
        if not (text.isascii() and _WHOLE.fullmatch(text)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(re.sub("[. ]", "", text))


class MoneyField(WholeField):
    """An amount in đồng: 50000, 50.000 and 50.000 đ are the same; shown with points."""

    def to_python(self, value: Any) -> int | None:
        """Read the typed text."""
        return super().to_python(_DONG.sub("", fold(value)) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """Write a stored amount with points; what was typed stays."""
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


class SeveralSelects(forms.SelectMultiple):
    """Some of one list in an order: a list for each, and an empty one for the next."""

    kind: Kind = "selects"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return what was chosen, in its order, each once."""
        given = super().value_from_datadict(data, files, name) or ()
        return list(dict.fromkeys(filter(None, given)))


def field_view(bound: forms.BoundField) -> FieldView:
    """Turn a bound field into plain data for the page."""
    widget = bound.field.widget
    attributes = widget.attrs
    return FieldView(
        name=bound.html_name,
        label=str(bound.label),
        kind=_kind(widget),
        value=_value(bound),
        hint=str(bound.help_text),
        error=" ".join(str(error) for error in bound.errors),
        choices=_choices(widget),
        optional=not bound.field.required,
        width=attributes.get("width", ""),
        autocomplete=attributes.get("autocomplete", ""),
        inputmode=attributes.get("inputmode", ""),
        maxlength=getattr(bound.field, "max_length", None),
        placeholder=attributes.get("placeholder", ""),
        readonly=bool(attributes.get("readonly")),
        disabled=bound.field.disabled,
        rows=int(attributes.get("rows", 4)),
        id=bound.id_for_label or bound.auto_id,
    )


def _kind(widget: forms.Widget) -> Kind:
    own: Kind | None = getattr(widget, "kind", None) or widget.attrs.get("kind")
    if own:
        return own
    matches = (kind for base, kind in KINDS.items() if isinstance(widget, base))
    return next(matches, "text")


def _value(bound: forms.BoundField) -> str | tuple[str, ...]:
    value = bound.value()
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    if isinstance(value, list | tuple):
        return tuple(str(item) for item in value)
    if isinstance(value, date) and _kind(bound.field.widget) == "date":
        return value.isoformat()
    widget = bound.field.widget
    if isinstance(widget, forms.widgets.Input) and not isinstance(widget, forms.CheckboxInput):
        return str(widget.format_value(value) or "")
    return str(value)


def _choices(widget: forms.Widget) -> tuple[tuple[str, str], ...]:
    found = getattr(widget, "choices", ())
    return tuple((str(value), str(label)) for value, label in found)
