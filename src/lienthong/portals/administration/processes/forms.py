# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings of a step and of a table as a whole: from content to inputs and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.accounts.api import Account, AccountKind
from lienthong.core.process.api import (
    HEADER,
    Assign,
    Join,
    Kind,
    LimitUnit,
    Of,
    Place,
    ProcessDefinition,
    place_of,
)
from lienthong.core.ui.api import FieldView, OneInputDateField, field_view
from lienthong.kernel.designs import first_day
from lienthong.portals.administration.processes.data import read_datum, told_datum
from lienthong.portals.administration.processes.extras import MARK, mark_inputs, marks_of
from lienthong.portals.administration.processes.fields import FIELDS, code_field, mark_field
from lienthong.portals.administration.processes.kinds import DATA_WORDS, OWN_MESSAGE
from lienthong.portals.administration.processes.lines import Lines, boundary_lines, way_lines
from lienthong.portals.administration.processes.panels import backs, targets
from lienthong.portals.administration.processes.saying import Called

CODE = r"^[a-z][a-z0-9_]{0,59}$"


class NewProcess(forms.Form):
    """A new process: what people call it, and its code."""

    title = forms.CharField(
        label=_("Tên quy trình"),
        help_text=_("Như cán bộ đọc thấy, ví dụ “Cấp phép sửa nhà”."),
        max_length=300,
        error_messages={"required": _("Nhập tên quy trình.")},
    )
    code = forms.RegexField(
        CODE,
        label=_("Mã"),
        help_text=_("Chữ thường không dấu, nối bằng dấu _. Bỏ trống thì máy đặt theo tên."),
        required=False,
        max_length=60,
        error_messages={"invalid": _("Mã viết bằng chữ thường không dấu, nối bằng dấu _.")},
    )


class TakenCode(forms.Form):
    """The code under which a file is taken in: its own, or the one that is given instead."""

    code = forms.RegexField(
        CODE,
        label=_("Mã quy trình"),
        help_text=_("Chữ thường không dấu, nối bằng dấu _. Đặt xong không đổi được."),
        max_length=60,
        error_messages={
            "required": _("Nhập mã quy trình."),
            "invalid": _("Mã viết bằng chữ thường không dấu, nối bằng dấu _."),
        },
    )
    seen = forms.CharField(required=False)
    """The code that stood there, with what was said of it."""

    def replaces_unseen(self) -> bool:
        """Whether a process stands under a code of which nobody was told so; only when valid."""
        code = self.cleaned_data["code"]
        known = ProcessDefinition.objects.filter(code=code)
        return code != self.cleaned_data["seen"] and known.exists()


class PublishForm(forms.Form):
    """From which day the design is used."""

    valid_from = OneInputDateField(
        label=_("Dùng từ ngày"),
        help_text=_("Việc bắt đầu trước ngày này giữ bản cũ, cho đến khi được chuyển."),
        error_messages={"required": _("Nhập ngày bắt đầu dùng.")},
    )

    @classmethod
    def fresh(cls, newest: Any) -> PublishForm:
        """From today, or the first day that the newest version leaves free."""
        return cls(initial={"valid_from": first_day(newest)})


class HeaderSettings(forms.Form):
    """What is said of the table as a whole."""

    title = forms.CharField(
        label=_("Tên quy trình"),
        max_length=300,
        error_messages={"required": _("Nhập tên quy trình.")},
    )
    start = forms.ChoiceField(label=_("Bước đầu"), required=False)
    legal_basis = forms.CharField(
        label=_("Căn cứ pháp lý"),
        help_text=_("Mỗi dòng một căn cứ, ví dụ “61/2018/NĐ-CP, Điều 17”."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    to_be_confirmed = forms.BooleanField(label=_("Chờ cơ quan xác nhận"), required=False)
    names = forms.CharField(
        label=_("Dữ liệu dùng trong điều kiện"),
        help_text=_("Mỗi dòng một tên, ví dụ “fee: số = 0” hoặc “ready: đúng sai = sai”."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, content: Mapping[str, Any], data: Any = None) -> None:
        super().__init__(data, initial=_header_initial(content))
        self.lines = Lines(())
        self.edges = Lines(())
        self.fields["start"].choices = targets(content, content, inner=False)  # type: ignore[attr-defined]

    def clean_names(self) -> dict[str, Any]:
        """The names with type and default. Raises ``ValidationError`` that names the line."""
        found: dict[str, Any] = {}
        for number, line in enumerate(self.cleaned_data["names"].splitlines(), 1):
            if line.strip():
                name, item = _datum(line, number)
                found[name] = item
        return found

    def values(self) -> dict[str, Any]:
        """The table's own attributes; only when valid."""
        cleaned = self.cleaned_data
        lines = cleaned["legal_basis"].splitlines()
        return {
            "title": cleaned["title"],
            "start": cleaned["start"],
            "legal_basis": [line.strip() for line in lines if line.strip()],
            "to_be_confirmed": cleaned["to_be_confirmed"],
            "data": cleaned["names"],
        }


class StepSettings(forms.Form):
    """The attributes of one step that its kind has, its ways out, the events on its border."""

    def __init__(
        self,
        content: Mapping[str, Any],
        place: Place,
        data: Any = None,
        called: Mapping[str, Called] | None = None,
    ) -> None:
        names = called or {}
        self.row = place.row
        self.kind = str(self.row.get("kind", Kind.TASK))
        super().__init__(data, initial=_step_initial(self.row))
        inner = place.scope is not content and place.scope != content
        self.aims = targets(content, place.scope, inner=inner)
        for name in FIELDS[self.kind]:
            self.fields[name] = code_field(name, content, self.row, self.aims, names)
        types = {name: item["type"] for name, item in content.get("data", {}).items()}
        self.lines = way_lines(
            self.kind, self.row, self.aims, backs(content, place), data, types, names
        )
        self.marks = marks_of(self.row.get("marks", {}), self.kind)
        for extra in mark_inputs(self.marks):
            self.fields[extra.name] = mark_field(extra)
        self.edges = boundary_lines(self.kind, self.row, self.aims, data)

    def clean_person(self) -> str:
        """The account's name, when an officer has it."""
        text = str(self.cleaned_data["person"])
        known = Account.objects.filter(username=text, kind=AccountKind.OFFICER)
        if text and not known.exists():
            raise forms.ValidationError(gettext("Không có cán bộ nào tên đăng nhập ấy."))
        return text

    def is_valid(self) -> bool:
        """The inputs and every line."""
        fine = super().is_valid()
        for lines in (self.lines, self.edges):
            for text in lines.problems():
                self.add_error(None, text)
                fine = False
        return fine

    def values(self) -> dict[str, Any]:
        """The step's attributes; only when valid."""
        cleaned = self.cleaned_data.items()
        values = {name: value for name, value in cleaned if value not in ("", None, {})}
        sent = {code: values.pop(f"{MARK}{code}", "") for code in self.marks}
        if marks := {code: text for code, text in sent.items() if text}:
            values["marks"] = marks
        person = values.pop("person", "")
        if values.get("assign") == Assign.PERSON:
            values["assignee"] = person
        elif values.get("assign") in (Assign.ROLE, Assign.LEAST_LOADED):
            values.pop("assignee", None)
        amount, unit = values.pop("amount", None), values.pop("unit", None)
        if amount:
            values["limit"] = {"amount": amount, "unit": unit}
        if values.get("message") == OWN_MESSAGE:
            values["message"] = self.row["node"]
        if values.get("each"):
            values["of"] = Of.EACH.value
        if self.kind == Kind.WAIT and "role" not in values:
            values.pop("of", None)
        if self.kind == Kind.PARALLEL or self.kind == Kind.INCLUSIVE:
            values["branches"] = self.lines.branches()
        elif self.kind == Kind.CHOICE:
            values["choices"] = self.lines.choices()
        elif self.kind == Kind.TASK:
            values["outcomes"] = self.lines.outcomes()
            values |= {"boundaries": edges} if (edges := self.edges.boundaries()) else {}
        return values


def settings_of(
    content: dict[str, Any],
    node: str,
    data: Any = None,
    called: Mapping[str, Called] | None = None,
) -> HeaderSettings | StepSettings:
    """The inputs for a step, or for the table as a whole, with what was typed or what stands.

    ``called`` are the names that questions have, for the words of conditions.
    """
    if node == HEADER:
        return HeaderSettings(content, data)
    return StepSettings(content, place_of(content, node), data, called)


def shown_fields(form: forms.Form) -> list[FieldView]:
    """The inputs; settings that may be left out do not say so each, as nearly all may."""
    return [replace(field_view(bound), optional=False) for bound in form]


def _header_initial(content: Mapping[str, Any]) -> dict[str, Any]:
    names = (_datum_line(name, item) for name, item in content.get("data", {}).items())
    return {
        "title": content.get("title", ""),
        "start": content.get("start", ""),
        "legal_basis": "\n".join(content.get("legal_basis", ())),
        "to_be_confirmed": content.get("to_be_confirmed", False),
        "names": "\n".join(names),
    }


def _datum_line(name: str, item: Mapping[str, Any]) -> str:
    words, first = gettext(DATA_WORDS[item["type"]]), told_datum(item.get("default"))
    return f"{name}: {words} = {first}".rstrip(" =")


def _datum(line: str, number: int) -> tuple[str, dict[str, Any]]:
    name, _colon, rest = line.partition(":")
    word, _equals, first = rest.partition("=")
    said = word.strip()
    kind = next((k for k, words in DATA_WORDS.items() if said in (words, gettext(words))), "")
    if not kind:
        text = gettext("Dòng %(number)s: ghi tên, dấu hai chấm, rồi loại dữ liệu.")
        raise forms.ValidationError(text % {"number": number})
    item: dict[str, Any] = {"type": kind}
    try:
        default = {"default": read_datum(kind, first.strip())} if first.strip() else {}
    except (ValueError, KeyError) as error:
        text = gettext("Dòng %(number)s: giá trị lúc đầu không đúng loại.")
        raise forms.ValidationError(text % {"number": number}) from error
    return name.strip(), item | default


_DEFAULTS = {
    "of": Of.COMPETENT.value,
    "assign": Assign.ROLE.value,
    "complete_when": Join.ALL.value,
    "join": Join.ALL.value,
    "unit": LimitUnit.WORKING_DAY.value,
}
"""What a step says when its row says nothing."""


def _step_initial(row: Mapping[str, Any]) -> dict[str, Any]:
    limit = row.get("limit") or {}
    plain = {key: value for key, value in row.items() if isinstance(value, str | bool)}
    if row.get("assign") == Assign.PERSON:
        plain["person"] = plain.pop("assignee", "")
    marks = {f"{MARK}{code}": text for code, text in row.get("marks", {}).items()}
    return _DEFAULTS | plain | marks | dict(_limit_initial(limit))


def _limit_initial(limit: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if limit:
        yield "amount", limit["amount"]
        yield "unit", limit["unit"]
