# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings of a form, a page, a question: from content to inputs and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.forms.api import (
    COMPOSITE_PARTS,
    DEFAULT_PARTS,
    PARTS,
    Meaning,
    key_from,
    meanings_for,
)
from lienthong.core.ui.api import FieldView, OneInputDateField, field_view
from lienthong.kernel.designs import first_day
from lienthong.portals.administration.forms.fields import ADVANCED, by_kind, field_for
from lienthong.portals.administration.forms.options import option_lines, read_options
from lienthong.portals.administration.forms.said import said_of, said_with

KEY_PATTERN = r"^[a-z][a-z0-9_]{0,62}$"
PLAIN = (
    "label",
    "hint",
    "key",
    "name",
    "ask",
    "summary_label",
    "semantic",
    "width",
    "show_if_text",
)
ALWAYS, NEVER, BY_RULE = "always", "never", "rule"


class NewForm(forms.Form):
    """A new form: what people call it, and its code."""

    title = forms.CharField(
        label=_("Tên biểu mẫu"),
        help_text=_("Như người dân đọc thấy, ví dụ “Đăng ký tạm trú”."),
        max_length=300,
        error_messages={"required": _("Nhập tên biểu mẫu.")},
    )
    code = forms.RegexField(
        KEY_PATTERN,
        label=_("Mã"),
        help_text=_("Chữ thường không dấu, nối bằng dấu _. Bỏ trống thì máy đặt theo tên."),
        required=False,
        max_length=63,
        error_messages={"invalid": _("Mã viết bằng chữ thường không dấu, nối bằng dấu _.")},
    )

    def asked_code(self) -> str:
        """The code given, or one made of the title; only when valid."""
        return str(self.cleaned_data["code"] or key_from(self.cleaned_data["title"]))


class FormSettings(forms.Form):
    """What is said of the form as a whole."""

    title = forms.CharField(
        label=_("Tên biểu mẫu"),
        max_length=300,
        error_messages={"required": _("Nhập tên biểu mẫu.")},
    )
    legal_basis = forms.CharField(
        label=_("Căn cứ pháp lý"),
        help_text=_("Mỗi dòng một căn cứ, ví dụ “60/2014/QH13, Điều 16”."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    declaration = forms.CharField(
        label=_("Lời cam đoan"),
        help_text=_("Người nộp đọc và đồng ý trước khi gửi."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @classmethod
    def of(cls, content: Mapping[str, Any], data: Any = None) -> FormSettings:
        """The form, filled from the content."""
        initial = {
            "title": content.get("title", ""),
            "declaration": content.get("declaration", ""),
            "legal_basis": "\n".join(content.get("legal_basis", [])),
        }
        return cls(data, initial=initial)

    def values(self) -> dict[str, Any]:
        """The new settings; only when valid."""
        lines = self.cleaned_data["legal_basis"].splitlines()
        return {
            "title": self.cleaned_data["title"],
            "declaration": self.cleaned_data["declaration"] or None,
            "legal_basis": [line.strip() for line in lines if line.strip()],
        }


class PageSettings(forms.Form):
    """What a page says."""

    title = forms.CharField(
        label=_("Tiêu đề trang"),
        help_text=_("Một câu hỏi hoặc một việc, ví dụ “Thông tin của mẹ”."),
        max_length=200,
        error_messages={"required": _("Nhập tiêu đề trang.")},
    )
    lead = forms.CharField(
        label=_("Lời dẫn"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    group = forms.CharField(
        label=_("Nhóm khi xem lại"),
        help_text=_("Các trang cùng nhóm đứng chung một mục ở trang xem lại."),
        required=False,
        max_length=200,
    )

    @classmethod
    def of(cls, page: Mapping[str, Any], data: Any = None) -> PageSettings:
        """The form, filled from the page."""
        return cls(data, initial={name: page.get(name, "") for name in ("title", "lead", "group")})

    def values(self) -> dict[str, Any]:
        """The new settings; only when valid."""
        return {name: text or None for name, text in self.cleaned_data.items()}


class FieldSettings(forms.Form):
    """What a question says and demands; which inputs there are depends on its kind."""

    def __init__(self, question: Mapping[str, Any], data: Any = None) -> None:
        self.question = question
        self.kind = str(question["kind"])
        super().__init__(data, initial=_initial(question))
        for name in by_kind(self.kind):
            self.fields[name] = field_for(name, self.kind)
        if "semantic" in self.fields:
            self.fields["semantic"].choices = _meanings(self.kind, question)  # type: ignore[attr-defined]
        if "required" in self.fields and isinstance(question.get("required", True), Mapping):
            self.fields["required"].choices = [  # type: ignore[attr-defined]
                *self.fields["required"].choices,  # type: ignore[attr-defined]
                (BY_RULE, gettext("Tùy điều kiện đã đặt")),
            ]

    def main(self) -> list[FieldView]:
        """Inputs that every form needs."""
        return [view for view in shown_fields(self) if view.name not in ADVANCED]

    def advanced(self) -> list[FieldView]:
        """Inputs that few forms need."""
        return [view for view in shown_fields(self) if view.name in ADVANCED]

    def values(self) -> dict[str, Any]:
        """Attributes to set, None for those to take away; only when valid."""
        given = self.cleaned_data
        values: dict[str, Any] = {
            name: given[name] or None for name in PLAIN if name in self.fields
        }
        values["key"] = given.get("key") or self.question["key"]
        if "required" in given:
            kept = self.question.get("required", True)
            values["required"] = {ALWAYS: None, NEVER: False, BY_RULE: kept}[given["required"]]
        if "options" in given:
            values["options"] = read_options(given["options"], self.question.get("options", []))
            values["options_from"] = given["options_from"] or None
            values["options"] = None if given["options_from"] else values["options"]
        if "parts" in given:
            values["parts"] = [COMPOSITE_PARTS[self.kind][0], *given["parts"]]
        if "decimals" in given and self.kind == "computed":
            values["decimals"] = given["decimals"]
        limits = dict(self.question.get("constraints", {}))
        if "decimals" in given and self.kind == "number":
            _limit("decimals", given["decimals"], limits)
        for name in self.fields:
            _LIMITS.get(name, _ignore)(name, given[name], limits)
            if name in _ATTRIBUTES:
                values[name] = _ATTRIBUTES[name](given[name])
        values["constraints"] = limits or None
        values["messages"] = said_with(self.question, given)
        return values

    def clean(self) -> dict[str, Any]:
        """Refuse a smallest above a largest."""
        given = super().clean() or {}
        for low, high in (("min", "max"), ("min_length", "max_length"), ("min_items", "max_items")):
            pair = (given.get(low), given.get(high))
            if None not in pair and pair[0] > pair[1]:  # type: ignore[operator]
                self.add_error(high, gettext("Số này phải lớn hơn hoặc bằng số ít nhất."))
        return given


class PublishForm(forms.Form):
    """From which day."""

    valid_from = OneInputDateField(
        label=_("Dùng từ ngày"),
        help_text=_("Hồ sơ bắt đầu trước ngày này giữ bản cũ."),
        error_messages={"required": _("Nhập ngày bắt đầu dùng.")},
    )

    @classmethod
    def fresh(cls, newest: Any) -> PublishForm:
        """From today, or the first day that the newest version leaves free."""
        return cls(initial={"valid_from": first_day(newest)})


def shown_fields(form: forms.Form) -> list[FieldView]:
    """The inputs; settings that may be left out do not say so each, as nearly all may."""
    return [replace(field_view(bound), optional=False) for bound in form]


def _initial(question: Mapping[str, Any]) -> dict[str, Any]:
    limits = question.get("constraints", {})
    required = question.get("required", True)
    rule = BY_RULE if isinstance(required, Mapping) else NEVER if required is False else ALWAYS
    lists = {name: list(question[name]) for name in _LISTS if name in question}
    parts = lists.get("parts", DEFAULT_PARTS.get(str(question["kind"]), ()))
    lists["parts"] = [part for part in parts if part in PARTS and part not in FIRST_PARTS]
    return {
        **said_of(question),
        "with_detail": True,
        **{name: value for name, value in limits.items() if not isinstance(value, Mapping)},
        **{name: value for name, value in question.items() if not isinstance(value, list | dict)},
        **lists,
        "required": rule,
        "options": option_lines(question.get("options", [])),
    }


def _meanings(kind: str, question: Mapping[str, Any]) -> list[tuple[str, str]]:
    own = str(question.get("semantic", ""))
    found = [(one.key, meaning_words(one)) for one in meanings_for(kind, also=own)]
    return [("", gettext("Không lấy sẵn")), *found]


def meaning_words(meaning: Meaning) -> str:
    """``họ tên của người nộp (submitter.full_name): lấy từ VNeID``, or that nothing fills it."""
    said = {"title": meaning.title, "key": meaning.key, "sources": ", ".join(meaning.sources)}
    if meaning.sources:
        return gettext("%(title)s (%(key)s): lấy từ %(sources)s") % said
    return gettext("%(title)s (%(key)s): chưa có nguồn điền, chỉ để in và đối chiếu") % said


def _ignore(name: str, value: Any, limits: dict[str, Any]) -> None:
    return None


def _limit(name: str, value: Any, limits: dict[str, Any]) -> None:
    if value in (None, "", False):
        limits.pop(name, None)
    else:
        limits[name] = value


FIRST_PARTS = {parts[0] for parts in COMPOSITE_PARTS.values()}
_LISTS = ("parts", "optional_parts", "accept")
_LIMITS: Mapping[str, Callable[[str, Any, dict[str, Any]], None]] = dict.fromkeys(
    (
        *("min_length", "max_length", "pattern", "pattern_message", "min", "max"),
        *("not_future", "not_past", "min_age_years", "max_age_years", "mobile_only"),
        *("earliest", "latest"),
    ),
    _limit,
)


def _or_none(value: Any) -> Any:
    return None if value in ("", False, []) else value


def _unless_true(value: Any) -> Any:
    return None if value else False


_ATTRIBUTES: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(
        (
            *("suffix", "yes_label", "no_label", "division_label", "detail_label", "abroad"),
            *("detail_required", "multiple", "accept", "max_mb", "max_files", "item_title"),
            *("add_label", "min_items", "max_items", "optional_parts", "result", "rows"),
        ),
        _or_none,
    ),
    "with_detail": _unless_true,
}
