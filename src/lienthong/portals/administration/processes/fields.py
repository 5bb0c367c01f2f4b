# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The input of each attribute of a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.process.api import Join, Kind, places_in
from lienthong.core.ui.api import WholeField
from lienthong.core.units.api import PositionVersion
from lienthong.kernel.registry import process_names, step_services
from lienthong.portals.administration.processes.extras import MARK, Extra
from lienthong.portals.administration.processes.kinds import (
    ASSIGN,
    OF,
    RESULTS,
    UNITS,
    message_pairs,
)
from lienthong.portals.administration.processes.panels import offered_roles, role_titles, titles_of
from lienthong.portals.administration.processes.saying import Called, said_condition

_OPTIONAL = ("when", "otherwise")
FIELDS: Mapping[str, tuple[str, ...]] = {
    Kind.TASK: (
        *("title", "short", "role", "of", "assign", "assignee", "person", "amount", "unit"),
        *(*_OPTIONAL, "each", "complete_when"),
    ),
    Kind.CHOICE: ("title", "otherwise"),
    Kind.WAIT: (
        *("title", "short", "message", "amount", "unit", "role", "of", "late", "to"),
        *_OPTIONAL,
    ),
    Kind.SERVICE: ("title", "short", "service", "to", "late", *_OPTIONAL),
    Kind.PARALLEL: ("title", "short", "join", "to", *_OPTIONAL),
    Kind.INCLUSIVE: ("title", "short", "to", *_OPTIONAL),
    Kind.SUBPROCESS: ("title", "short", "start", "to", *_OPTIONAL),
    Kind.END: ("title", "short", "result"),
}
SELDOM = frozenset({"short", "when", "otherwise", "each", "complete_when"})
"""Attributes that few steps need; a choice always needs its other way."""
NEEDED = {Kind.CHOICE: frozenset({"otherwise"})}
"""Of those, what steps of a kind always need."""


def is_seldom(name: str, kind: str) -> bool:
    """Whether the input stands under those that few steps of the kind need."""
    if name.startswith(MARK):
        return kind != Kind.SERVICE
    return name in SELDOM - NEEDED.get(Kind(kind), frozenset())


Content = Mapping[str, Any]
Pairs = Sequence[tuple[str, Any]]
Names = Mapping[str, Called]


def code_field(
    name: str, content: Content, row: Mapping[str, Any], aims: Pairs, called: Names
) -> forms.Field:
    """The input of an attribute of the step; ``called`` are the names that questions have."""
    if name in _TARGETS:
        return forms.ChoiceField(label=_TARGETS[name], choices=aims, required=False)
    if name == "when":
        return _when(row, called)
    return _MAKERS[name](content, row)


_TARGETS = {
    "to": _("Đi tiếp tới"),
    "late": _("Nếu trễ hoặc hỏng thì tới"),
    "otherwise": _("Nếu không thì tới"),
}


def _title(_content: Content, _row: Mapping[str, Any]) -> forms.Field:
    missing = {"required": _("Nhập tên bước.")}
    return forms.CharField(label=_("Tên bước"), max_length=160, error_messages=missing)


def _text(label: Any, *, most: int = 60, hint: Any = "") -> Callable[..., forms.Field]:
    return lambda *_: forms.CharField(label=label, max_length=most, required=False, help_text=hint)


def _select(label: Any, pairs: Mapping[str, Any]) -> Callable[..., forms.Field]:
    return lambda *_: forms.ChoiceField(label=label, choices=list(pairs.items()), required=False)


def role_choices(own: str) -> dict[str, str]:
    """The roles that a step may ask for, and its own even when nobody can hold that any more."""
    known = offered_roles()
    return known if own in known or not own else {own: role_titles().get(own, own)} | known


def _role(_content: Content, row: Mapping[str, Any]) -> forms.Field:
    waits = row.get("kind") == Kind.WAIT
    first = _("Một cửa, nơi tiếp nhận") if waits else _("Chưa chọn")
    pairs = [("", first), *role_choices(str(row.get("role", ""))).items()]
    label = _("Ai theo dõi, ghi nhận tin") if waits else _("Vai trò")
    return forms.ChoiceField(label=label, choices=pairs, required=False)


def _message(_content: Content, row: Mapping[str, Any]) -> forms.Field:
    pairs = [("", _("Không, chỉ chờ hết thời hạn")), *message_pairs(str(row.get("message", "")))]
    return forms.ChoiceField(label=_("Chờ tin gì"), choices=pairs, required=False)


def _each(content: Content, row: Mapping[str, Any]) -> forms.Field:
    lists = [name for name, item in content.get("data", {}).items() if item["type"] == "list"]
    own, known = str(row.get("each", "")), process_names()
    named = {name: known[name].title if name in known else name for name in [*lists, own] if name}
    return forms.ChoiceField(
        label=_("Làm cho từng đơn vị của danh sách"),
        help_text=_("Danh sách khai ở “Dữ liệu dùng trong điều kiện”, phần Thông tin chung."),
        choices=[("", _("Không, làm một lần")), *named.items()],
        required=False,
    )


def _result(_content: Content, row: Mapping[str, Any]) -> forms.Field:
    own = str(row.get("result", ""))
    extra = {own: own} if own and own not in RESULTS else {}
    pairs = [("", _("Không ghi")), *(RESULTS | extra).items()]
    return forms.ChoiceField(label=_("Kết thúc bằng"), choices=pairs, required=False)


def _service(_content: Content, row: Mapping[str, Any]) -> forms.Field:
    known = {code: str(one.title) for code, one in step_services().items()}
    own = str(row.get("service", ""))
    extra = {} if own in known else {own: own}
    pairs = [("", _("Chưa chọn")), *({k: v for k, v in extra.items() if k} | known).items()]
    hint = str(step_services()[own].explanation) if own in known else ""
    return forms.ChoiceField(
        label=_("Việc hệ thống làm"), choices=pairs, required=False, help_text=hint
    )


def mark_field(extra: Extra) -> forms.Field:
    """The input of a mark of the step, a choice where the app knows all its values."""
    label = str(extra.title)
    if not extra.choices:
        return forms.CharField(label=label, required=False, max_length=500)
    pairs = [("", gettext("Không")), *extra.choices]
    return forms.ChoiceField(label=label, choices=pairs, required=False)


def _assignee(content: Content, _row: Mapping[str, Any]) -> forms.Field:
    positions = PositionVersion.objects.all().on(timezone.localdate()).order_by("rank", "title")
    post, done = gettext("Chức vụ: %(name)s"), gettext("Người đã làm: %(name)s")
    names = titles_of(content)
    pairs = [
        (code, post % {"name": title})
        for title, code in positions.values_list("title", "position__code")
    ]
    pairs += [
        (place.row["node"], done % {"name": names[place.row["node"]]})
        for place in places_in(dict(content))
        if place.row.get("kind", Kind.TASK) == Kind.TASK
    ]
    choices = [("", gettext("Không áp dụng")), *pairs]
    return forms.ChoiceField(label=_("Giao cho"), choices=choices, required=False)


def _start(content: Content, row: Mapping[str, Any]) -> forms.Field:
    names = titles_of(content)
    pairs = [(str(step["node"]), names[step["node"]]) for step in row.get("steps", ())]
    pairs = [("", str(_("Chưa chọn"))), *pairs]
    return forms.ChoiceField(label=_("Bước đầu"), choices=pairs, required=False)


def _amount(*_ignored: object) -> forms.Field:
    return WholeField(
        label=_("Thời hạn"),
        min_value=1,
        max_value=10_000,
        required=False,
        error_messages={"invalid": _("Nhập một số nguyên.")},
    )


def _when(row: Mapping[str, Any], called: Names) -> forms.Field:
    said = said_condition(str(row.get("when", "")), called)
    hint = gettext("Nghĩa là: %(what)s.") % {"what": said} if said else _EXPRESSION
    return forms.CharField(label=_("Chỉ làm khi"), max_length=500, required=False, help_text=hint)


JOINS = {Join.ALL.value: _("Tất cả đã xong"), Join.ANY.value: _("Một cái xong")}
_EXPRESSION = _("Ví dụ: fee > 0 and channel == 'desk'. Bỏ trống thì luôn làm.")
_MAKERS: Mapping[str, Callable[..., forms.Field]] = {
    "title": _title,
    "short": _text(_("Tên ngắn"), hint=_("Cho dải bước. Bỏ trống thì dùng tên bước.")),
    "role": _role,
    "of": _select(_("Ở đâu"), OF),
    "assign": _select(_("Cách giao"), ASSIGN),
    "assignee": _assignee,
    "person": _text(_("Tên đăng nhập của người được giao"), most=150),
    "amount": _amount,
    "unit": _select(_("Tính theo"), UNITS),
    "each": _each,
    "complete_when": _select(_("Xong khi"), JOINS),
    "join": _select(_("Xong khi"), JOINS),
    "message": _message,
    "service": _service,
    "start": _start,
    "result": _result,
}
