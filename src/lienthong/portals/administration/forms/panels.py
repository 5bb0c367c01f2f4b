# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the screens of the form editor show: kinds of questions, the outline, what was done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lienthong.core.forms.api import FIELDS_PER_PAGE, UNASKED, FormDesign
from lienthong.kernel.designs import DesignEdit
from lienthong.kernel.language import of_record
from lienthong.portals.administration.forms.palette import KINDS, SEVERAL, KindView

FORM = "form"


ACTS: Mapping[str, str] = {
    "new": gettext_noop("Lập biểu mẫu"),
    "copied": gettext_noop("Lập biểu mẫu từ bản sao"),
    "opened": gettext_noop("Bắt đầu soạn từ bản đang có"),
    "imported": gettext_noop("Nhập cả biểu mẫu từ tệp"),
    "undone": gettext_noop("Trở lại như lần sửa %(what)s"),
    "reverted": gettext_noop("Bỏ thay đổi, trở lại bản đã ban hành"),
    "published": gettext_noop("Ban hành bản %(what)s"),
    "add": gettext_noop("Thêm câu hỏi “%(what)s”"),
    "add_page": gettext_noop("Thêm trang “%(what)s”"),
    "move": gettext_noop("Chuyển chỗ “%(what)s”"),
    "move_page": gettext_noop("Chuyển chỗ trang “%(what)s”"),
    "duplicate": gettext_noop("Nhân đôi thành “%(what)s”"),
    "duplicate_page": gettext_noop("Nhân đôi trang “%(what)s”"),
    "remove": gettext_noop("Bỏ câu hỏi ở trang “%(what)s”"),
    "remove_page": gettext_noop("Bỏ một trang, đến “%(what)s”"),
    "split": gettext_noop("Tách ra trang “%(what)s”"),
    "join": gettext_noop("Nhập vào trang “%(what)s”"),
    "group": gettext_noop("Gom thành “%(what)s”"),
    "edit": gettext_noop("Sửa “%(what)s”"),
    "edit_page": gettext_noop("Sửa trang “%(what)s”"),
    "edit_form": gettext_noop("Sửa thông tin chung"),
    "rule": gettext_noop("Sửa điều kiện hoặc phép tính của “%(what)s”"),
}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One question in the outline."""

    key: str
    label: str
    kind: KindView
    is_optional: bool
    is_conditional: bool
    problems: Sequence[str]
    is_current: bool
    rows: tuple[FieldRow, ...] = ()


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page in the outline with its questions."""

    key: str
    title: str
    number: int
    is_conditional: bool
    problems: Sequence[str]
    is_current: bool
    is_full: bool
    rows: tuple[FieldRow, ...] = field(default_factory=tuple)


def outline(
    content: Mapping[str, Any], problems: Mapping[str, Sequence[str]], chosen: str
) -> list[PageRow]:
    """Pages and questions in order, with what is wrong at each."""
    return [
        PageRow(
            key=page["key"],
            title=page.get("title", ""),
            number=number,
            is_conditional=page.get("show_if") is not None,
            problems=problems.get(page["key"], ()),
            is_current=page["key"] == chosen,
            is_full=_asked(page) >= FIELDS_PER_PAGE,
            rows=tuple(_rows(page.get("fields", []), problems, chosen)),
        )
        for number, page in enumerate(content.get("pages", []), 1)
    ]


def kind_of(question: Mapping[str, Any]) -> KindView:
    """The palette's entry of a question."""
    several = question["kind"] == "choice" and question.get("multiple") is True
    return KINDS[SEVERAL if several else question["kind"]]


def first_settings(kind: str) -> tuple[str, str, dict[str, Any]]:
    """Kind, label and settings that a new question begins with, so that it can be shown at once."""
    with of_record():
        label = str(KINDS[kind].title)
        option = _("Lựa chọn %(number)s")
        options = [{"value": str(n), "label": option % {"number": n}} for n in (1, 2)]
        column = {"key": "", "kind": "text", "label": _("Cột %(number)s") % {"number": 1}}
    settings: dict[str, dict[str, Any]] = {
        "choice": {"options": options},
        SEVERAL: {"options": options, "multiple": True},
        "repeat": {"fields": [column]},
        "computed": {"result": "number", "required": False},
        "section": {"required": False},
    }
    return "choice" if kind == SEVERAL else kind, label, settings.get(kind, {})


def told(edit: DesignEdit) -> str:
    """What a change did, in words."""
    return _(ACTS[edit.act]) % {"what": edit.what}


def place_name(design: FormDesign, place: str) -> str:
    """What people call an element that a problem is about."""
    if place == FORM:
        return _("Thông tin chung")
    for page in design.content.get("pages", []):
        for element in (page, *_fields(page)):
            if element["key"] == place:
                return str(element.get("label") or element.get("title"))
    return place


def _fields(page: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for question in page.get("fields", []):
        yield question
        yield from question.get("fields", [])


def _rows(
    questions: Sequence[Mapping[str, Any]], problems: Mapping[str, Sequence[str]], chosen: str
) -> Iterator[FieldRow]:
    for question in questions:
        yield FieldRow(
            key=question["key"],
            label=question.get("label", ""),
            kind=kind_of(question),
            is_optional=question.get("required") is False and question["kind"] not in UNASKED,
            is_conditional=question.get("show_if") is not None,
            problems=problems.get(question["key"], ()),
            is_current=question["key"] == chosen,
            rows=tuple(_rows(question.get("fields", []), problems, chosen)),
        )


def _asked(page: Mapping[str, Any]) -> int:
    return sum(question["kind"] not in UNASKED for question in page.get("fields", []))
