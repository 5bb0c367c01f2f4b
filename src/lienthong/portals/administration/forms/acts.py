# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""From what a form post asks for to the change of the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _

from lienthong.core.forms.api import (
    GROUPS,
    AddField,
    AddPage,
    Duplicate,
    DuplicatePage,
    Group,
    JoinPage,
    MoveField,
    MovePage,
    Remove,
    RemovePage,
    SplitPage,
    StepField,
    StepPage,
)
from lienthong.kernel.designs import Change
from lienthong.kernel.errors import IllegalState
from lienthong.kernel.language import of_record
from lienthong.portals.administration.forms.palette import KINDS
from lienthong.portals.administration.forms.panels import first_settings

UP, DOWN = "up", "down"


def change_of(asked: QueryDict) -> Change:
    """The change that is asked for. Raises ``IllegalState`` for an unknown act or no element."""
    make = _ACTS.get(asked.get("act", ""))
    if make is None:
        raise IllegalState(_("Không có thao tác này."))
    return make(asked)


def _add(asked: QueryDict) -> Change:
    kind = asked.get("kind", "")
    if kind not in KINDS:
        raise IllegalState(_("Không có loại câu hỏi này."))
    kind, label, settings = first_settings(kind)
    return AddField(kind, label, asked.get("into", ""), asked.get("after", ""), settings)


def _add_page(asked: QueryDict) -> Change:
    with of_record():
        return AddPage(_("Trang mới"), asked.get("after", ""))


def _move(asked: QueryDict) -> Change:
    key, to = asked.get("key", ""), asked.get("to", "")
    if to in {UP, DOWN}:
        return StepField(key, -1 if to == UP else 1)
    return MoveField(key, asked.get("into", ""), asked.get("after", ""))


def _move_page(asked: QueryDict) -> Change:
    key, to = asked.get("key", ""), asked.get("to", "")
    if to in {UP, DOWN}:
        return StepPage(key, -1 if to == UP else 1)
    return MovePage(key, asked.get("after", ""))


def _split(asked: QueryDict) -> Change:
    with of_record():
        return SplitPage(asked.get("key", ""), _("Trang mới"))


def _group(asked: QueryDict) -> Change:
    into = asked.get("into", "")
    if into not in GROUPS:
        raise IllegalState(_("Không có thao tác này."))
    with of_record():
        title = asked.get("title", "").strip()[:200] or _("Nhóm mới")
    return Group(_keys(asked), into, title)


def _keys(asked: QueryDict) -> tuple[str, ...]:
    keys = tuple(dict.fromkeys(asked.getlist("key")))
    if not keys:
        raise IllegalState(_("Hãy chọn ít nhất một câu hỏi."))
    return keys


_ACTS: Mapping[str, Callable[[QueryDict], Change]] = {
    "add": _add,
    "add_page": _add_page,
    "move": _move,
    "move_page": _move_page,
    "duplicate": lambda asked: Duplicate(asked.get("key", "")),
    "duplicate_page": lambda asked: DuplicatePage(asked.get("key", "")),
    "remove": lambda asked: Remove(_keys(asked)),
    "remove_page": lambda asked: RemovePage(asked.get("key", "")),
    "split": _split,
    "join": lambda asked: JoinPage(asked.get("key", "")),
    "group": _group,
}
