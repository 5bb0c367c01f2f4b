# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings of one part of a definition: from its data to inputs and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.ui.api import (
    FieldView,
    MoneyField,
    OneInputDateField,
    SeveralSelects,
    WholeField,
    field_view,
)
from lienthong.modules.onestop.domain.design.naming import Nameable
from lienthong.modules.onestop.domain.design.places import value_at

Choices = Sequence[tuple[str, object]]
Listed = Choices | Callable[[], Choices]
"""Choices that stand in the code, or what asks for them when the part is shown."""
TEXT, AREA, WHOLE, MONEY, CHOICE, TICKS, TICK, LINES, DAY, NAMES, QUESTION = (
    *("text", "area", "whole", "money", "choice", "ticks", "tick", "lines", "day", "names"),
    "question",
)
TABLE, COLUMN, PAPER, VARIANTS = "table", "column", "paper", "variants"
"""A table of the form; a column of the table named beside it (``items.group``); a paper of the
procedure; cases of the procedure."""
OFFERED = {QUESTION: "questions", NAMES: "questions", TABLE: "tables", PAPER: "papers"}
OFFERED |= {VARIANTS: "variants"}
ONE_OF = frozenset({CHOICE, QUESTION, TABLE, COLUMN, PAPER})
SEVERAL = frozenset({NAMES, VARIANTS})
LARGEST_WHOLE = 10_000_000_000
LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class Setting:
    """One value of a part, at a dotted path; ``rare`` ones stand behind a disclosure."""

    path: str
    label: object
    kind: str = TEXT
    hint: object = ""
    required: bool = False
    choices: Listed = ()
    rare: bool = False
    missing: object = ""

    @property
    def name(self) -> str:
        """Name of the input."""
        return self.path.replace(".", "__")

    def listed(self) -> list[tuple[str, object]]:
        """What can be chosen."""
        return list(self.choices() if callable(self.choices) else self.choices)


class SettingsForm(forms.Form):
    """The settings of one part; ``named`` is what they can name."""

    def __init__(
        self,
        settings: Sequence[Setting],
        element: Mapping[str, Any],
        data: Any = None,
        *,
        named: Nameable = Nameable(),
    ) -> None:
        self.settings, self.element, self.named = settings, element, named
        super().__init__(data, initial={s.name: _shown(s, element) for s in settings})
        for setting in settings:
            self.fields[setting.name] = _MAKERS[setting.kind](setting)
            if setting.kind in ONE_OF | SEVERAL:
                choices = _choices(setting, element, named)
                self.fields[setting.name].choices = choices  # type: ignore[attr-defined]

    def shown(self, *, rare: bool) -> list[FieldView]:
        """The inputs; those that may be left out do not say so each, as most may."""
        wanted = [setting for setting in self.settings if setting.rare is rare]
        return [replace(field_view(self[s.name]), optional=False) for s in wanted]

    def values(self) -> dict[str, Any]:
        """Values by path, None for those to take away; only when valid."""
        return {s.path: self._value(s) for s in self.settings}

    def _value(self, setting: Setting) -> Any:
        given = self.cleaned_data[setting.name]
        old = value_at(self.element, setting.path)
        if setting.kind == TICK:
            return bool(given) if given or old is not None else None
        if setting.kind == LINES or setting.kind in SEVERAL:
            lines = given if setting.kind in SEVERAL else _lines_of(given)
            if setting.kind == NAMES and len(lines) == 1 and not isinstance(old, list):
                return lines[0]
            return lines if lines or old is not None else None
        if setting.kind == TICKS:
            return list(given) or None
        if isinstance(given, date):
            return given.isoformat()
        if isinstance(given, str):
            return _typed(given, setting) if given else None
        return given


def _lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _choices(
    setting: Setting, element: Mapping[str, Any], named: Nameable
) -> list[tuple[str, object]]:
    """What can be chosen; what stands there now stays possible."""
    known = [*_offered(setting, element, named)]
    if setting.kind not in {CHOICE, VARIANTS}:
        known.insert(0, ("", gettext("Không chọn")))
    gone = [own for own in _own(setting, element) if own not in dict(known)]
    return [*known, *((own, _gone(setting, own, named)) for own in gone)]


def _gone(setting: Setting, own: str, named: Nameable) -> str:
    """What stands there and is no more: by what it was called, else by its sort."""
    sorts = {VARIANTS: gettext("trường hợp"), PAPER: gettext("giấy tờ")}
    called = sorts.get(setting.kind) or (own if setting.kind == CHOICE else named.former(own))
    return gettext("%(key)s (không còn)") % {"key": called}


def _offered(setting: Setting, element: Mapping[str, Any], named: Nameable) -> Choices:
    if setting.kind == COLUMN:
        group = f"{setting.path.rpartition('.')[0]}.group"
        return named.columns.get(str(value_at(element, group) or ""), ())
    name = OFFERED.get(setting.kind)
    return getattr(named, name) if name else setting.listed()


def _own(setting: Setting, element: Mapping[str, Any]) -> list[str]:
    """What stands there now."""
    value = value_at(element, setting.path)
    return [str(one) for one in (value if isinstance(value, list) else [value]) if one]


def _typed(given: str, setting: Setting) -> Any:
    return int(given) if setting.path == "online.identity.level" else given


def _shown(setting: Setting, element: Mapping[str, Any]) -> Any:
    value = value_at(element, setting.path)
    if setting.kind == NAMES:
        return [value] if isinstance(value, str) else list(value or ())
    if setting.kind == LINES:
        return "\n".join([value] if isinstance(value, str) else map(str, value or ()))
    if setting.kind == DAY and isinstance(value, str):
        return date.fromisoformat(value)
    return "" if value is None else value


def _text(setting: Setting) -> forms.Field:
    strip = setting.path != "prefix"
    return forms.CharField(max_length=500, strip=strip, **_common(setting))


def _area(setting: Setting) -> forms.Field:
    return forms.CharField(
        max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}), **_common(setting)
    )


def _lines(setting: Setting) -> forms.Field:
    return forms.CharField(
        max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}), **_common(setting)
    )


def _whole(setting: Setting) -> forms.Field:
    common = _common(setting)
    invalid = _("Nhập một số nguyên từ 0 trở lên.")
    messages = dict.fromkeys(("invalid", "min_value", "max_value"), invalid)
    common["error_messages"] = {**common["error_messages"], **messages}
    kind = MoneyField if setting.kind == MONEY else WholeField
    return kind(
        min_value=0,
        max_value=LARGEST_WHOLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "width": "short"}),
        **common,
    )


def _choice(setting: Setting) -> forms.Field:
    return forms.ChoiceField(**_common(setting))


def _ticks(setting: Setting) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=setting.listed(), widget=forms.CheckboxSelectMultiple, **_common(setting)
    )


def _names(setting: Setting) -> forms.Field:
    return forms.MultipleChoiceField(widget=SeveralSelects, **_common(setting))


def _tick(setting: Setting) -> forms.Field:
    return forms.BooleanField(**_common(setting))


def _day(setting: Setting) -> forms.Field:
    return OneInputDateField(**_common(setting))


def _common(setting: Setting) -> dict[str, Any]:
    missing = setting.missing or _("Chỗ này không để trống.")
    return {
        "label": setting.label,
        "help_text": setting.hint,
        "required": setting.required,
        "error_messages": {"required": missing},
    }


_MAKERS: Mapping[str, Callable[[Setting], forms.Field]] = {
    TEXT: _text,
    AREA: _area,
    WHOLE: _whole,
    MONEY: _whole,
    CHOICE: _choice,
    TICKS: _ticks,
    TICK: _tick,
    LINES: _lines,
    DAY: _day,
    NAMES: _names,
    VARIANTS: _ticks,
    **dict.fromkeys((QUESTION, TABLE, COLUMN, PAPER), _choice),
}
