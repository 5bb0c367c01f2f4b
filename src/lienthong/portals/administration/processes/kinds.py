# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the screens call kinds of steps, ways of assigning, units and attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from lienthong.core.process.api import MESSAGES, Assign, Kind, LimitUnit, Of, Problem
from lienthong.kernel.registry import process_names, step_messages


@dataclass(frozen=True, slots=True)
class KindView:
    """A kind of step as the palette shows it."""

    kind: str
    title: object
    icon: str


PALETTE = (
    KindView(Kind.TASK, gettext_lazy("Bước người làm"), "user"),
    KindView(Kind.CHOICE, gettext_lazy("Rẽ nhánh"), "git-branch"),
    KindView(Kind.WAIT, gettext_lazy("Chờ"), "hourglass-low"),
    KindView(Kind.SERVICE, gettext_lazy("Hệ thống tự làm"), "settings"),
    KindView(Kind.PARALLEL, gettext_lazy("Nhóm song song"), "columns"),
    KindView(Kind.INCLUSIVE, gettext_lazy("Nhóm chọn nhánh"), "list-check"),
    KindView(Kind.SUBPROCESS, gettext_lazy("Quy trình con"), "stack-2"),
    KindView(Kind.END, gettext_lazy("Kết thúc"), "flag"),
)
KINDS: Mapping[str, KindView] = {view.kind: view for view in PALETTE}
OF = {
    Of.RECEIVING.value: gettext_lazy("nơi tiếp nhận"),
    Of.COMPETENT.value: gettext_lazy("cơ quan giải quyết"),
    Of.SUPPORT.value: gettext_lazy("đơn vị phối hợp"),
    Of.EACH.value: gettext_lazy("từng đơn vị trong danh sách"),
}
ASSIGN = {
    Assign.ROLE.value: gettext_lazy("Mọi người giữ vai trò ở đơn vị"),
    Assign.POSITION.value: gettext_lazy("Người giữ chức vụ ở đơn vị"),
    Assign.PERSON.value: gettext_lazy("Một người"),
    Assign.PREVIOUS.value: gettext_lazy("Người đã làm một bước trước"),
    Assign.LEAST_LOADED.value: gettext_lazy("Người đang ít việc nhất"),
}
RESULTS = {
    "returned": gettext_lazy("trả kết quả"),
    "not_accepted": gettext_lazy("không tiếp nhận"),
    "granted": gettext_lazy("được giải quyết"),
    "refused": gettext_lazy("bị từ chối"),
}
"""How a matter ends, in words, for the codes that our processes use."""
OWN_MESSAGE = "*"
"""Asks for a message of the step's own: whoever minds the step notes that it came."""
UNITS = {
    LimitUnit.HOUR.value: gettext_lazy("giờ làm việc"),
    LimitUnit.SAME_DAY.value: gettext_lazy("trong ngày"),
    LimitUnit.WORKING_DAY.value: gettext_lazy("ngày làm việc"),
    LimitUnit.CALENDAR_DAY.value: gettext_lazy("ngày"),
    LimitUnit.MONTH.value: gettext_lazy("tháng"),
}
ATTRIBUTES: Mapping[str, object] = {
    "title": gettext_lazy("Tên"),
    "short": gettext_lazy("Tên ngắn"),
    "kind": gettext_lazy("Loại"),
    "role": gettext_lazy("Vai trò"),
    "of": gettext_lazy("Ở đâu"),
    "assign": gettext_lazy("Cách giao"),
    "assignee": gettext_lazy("Giao cho"),
    "limit": gettext_lazy("Thời hạn"),
    "when": gettext_lazy("Chỉ làm khi"),
    "otherwise": gettext_lazy("Nếu không thì tới"),
    "marks": gettext_lazy("Việc hệ thống làm theo"),
    "each": gettext_lazy("Lặp theo danh sách"),
    "complete_when": gettext_lazy("Xong khi"),
    "choices": gettext_lazy("Các hướng rẽ"),
    "message": gettext_lazy("Chờ thông điệp"),
    "service": gettext_lazy("Việc hệ thống làm"),
    "late": gettext_lazy("Nếu trễ hoặc hỏng thì tới"),
    "to": gettext_lazy("Đi tiếp tới"),
    "back": gettext_lazy("Trả lại"),
    "expects": gettext_lazy("Phải có"),
    "set": gettext_lazy("Đặt dữ liệu"),
    "join": gettext_lazy("Xong khi"),
    "result": gettext_lazy("Kết thúc bằng"),
    "start": gettext_lazy("Bước đầu"),
    "legal_basis": gettext_lazy("Căn cứ pháp lý"),
    "to_be_confirmed": gettext_lazy("Chờ xác nhận"),
    "code": gettext_lazy("Mã"),
}
_PARTS = {
    "outcomes": gettext_noop("Kết quả “%(name)s”"),
    "boundaries": gettext_noop("Sự kiện biên “%(name)s”"),
    "branch": gettext_noop("Nhánh %(name)s"),
    "data": gettext_noop("Dữ liệu “%(name)s”"),
}
ACTS: Mapping[str, str] = {
    "new": gettext_noop("Lập quy trình"),
    "copied": gettext_noop("Lập quy trình từ bản sao"),
    "opened": gettext_noop("Bắt đầu soạn từ bản đang có"),
    "imported": gettext_noop("Nhập cả quy trình từ tệp"),
    "drawn": gettext_noop("Sửa trên sơ đồ"),
    "undone": gettext_noop("Trở lại như lần sửa %(what)s"),
    "published": gettext_noop("Ban hành bản %(what)s"),
    "add": gettext_noop("Thêm bước “%(what)s”"),
    "add_branch": gettext_noop("Thêm nhánh cho “%(what)s”"),
    "remove": gettext_noop("Bỏ một bước, cạnh “%(what)s”"),
    "move": gettext_noop("Chuyển chỗ “%(what)s”"),
    "duplicate": gettext_noop("Nhân đôi thành “%(what)s”"),
    "edit": gettext_noop("Sửa “%(what)s”"),
    "condition": gettext_noop("Đặt điều kiện của “%(what)s”"),
    "edit_header": gettext_noop("Sửa thông tin chung"),
}


_NO_NAMES: Mapping[str, str] = {}
DATA_WORDS: Mapping[str, str] = {
    "text": gettext_noop("chữ"),
    "number": gettext_noop("số"),
    "flag": gettext_noop("đúng sai"),
    "list": gettext_noop("danh sách"),
}
"""Types of data as people say them."""


def told(act: str, what: str) -> str:
    """What a change did, in words."""
    return _(ACTS[act]) % {"what": what}


def sentence(problem: Problem, names: Mapping[str, str] = _NO_NAMES) -> str:
    """What is wrong, in the reader's language, steps by what they are called."""
    values = {key: _said(key, text, names) for key, text in problem.values}
    return _(MESSAGES[problem.code]).format(**values)


def _said(key: str, text: str, names: Mapping[str, str]) -> str:
    """A value of a sentence: reasons, types and attributes are ours to say, names are not."""
    if key == "key":
        return attribute_name(text)
    if key == "node":
        return names.get(text) or text
    return _(DATA_WORDS.get(text, text)) if key in ("reason", "expected") else text


def attribute_name(key: str, titles: Mapping[str, str] | None = None) -> str:
    """What people call an attribute of a step; ``titles`` of its outcomes and events, by key."""
    part, _dot, name = key.partition(".")
    if part == "data" and name in process_names():
        name = str(process_names()[name].title)
    if name and part in _PARTS:
        return _(_PARTS[part]) % {"name": (titles or {}).get(key) or name}
    return str(ATTRIBUTES.get(key, key))


def message_pairs(*kept: str) -> list[tuple[str, str]]:
    """What a step can wait for: what acts send, word of others, the codes that stand there."""
    sent = {code: str(message.title) for code, message in step_messages().items()}
    own = _("Tin khác, người theo dõi bước ghi nhận")
    named = _("Tin khác (%(code)s), người theo dõi bước ghi nhận")
    others = {code: named % {"code": code} for code in kept if code and code not in sent}
    return [*sent.items(), *others.items(), (OWN_MESSAGE, own)]


def limit_words(limit: Mapping[str, Any] | None) -> str:
    """A limit in words: ``3 ngày làm việc``."""
    if not limit:
        return ""
    if limit["unit"] == LimitUnit.SAME_DAY:
        return str(UNITS[limit["unit"]])
    return f"{limit['amount']} {UNITS[limit['unit']]}"
