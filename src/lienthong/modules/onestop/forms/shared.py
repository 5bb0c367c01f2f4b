# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings that many parts have, and the shape of parts and tabs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from lienthong.modules.onestop.enums import ConfirmUnit
from lienthong.modules.onestop.forms.settings import AREA, CHOICE, LINES, TICK, WHOLE, Setting

UNITS = (("", _("Chọn đơn vị")), *ConfirmUnit.choices)
CHANNELS = (("online", _("Trực tuyến")), ("desk", _("Tại quầy")), ("post", _("Bưu chính")))


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a condition in an element."""

    path: str
    title: object


@dataclass(frozen=True, slots=True)
class Section:
    """Settings that stand once in a definition. ``name`` is where its faults are told."""

    name: str
    title: object
    settings: tuple[Setting, ...]
    place: str = ""
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Elements:
    """A list of elements of one kind; ``inner`` are lists inside each.

    ``further`` answers settings that depend on what an element holds.
    """

    name: str
    title: object
    one: object
    settings: tuple[Setting, ...]
    first: Mapping[str, Any]
    slots: tuple[Slot, ...] = ()
    inner: tuple[Elements, ...] = ()
    further: Callable[[Mapping[str, Any]], tuple[Setting, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the editor."""

    slug: str
    title: object
    sections: tuple[Section, ...] = ()
    lists: tuple[Elements, ...] = ()
    icon: str = "file-text"


KEY = Setting(
    "key",
    _("Khóa"),
    hint=_("Chữ thường không dấu, nối bằng dấu _. Hồ sơ đã nộp nhớ theo khóa này."),
    required=True,
    rare=True,
)
NOTE = Setting("note", _("Ghi chú cho người soạn"), AREA, rare=True)


def basis(path: str = "legal_basis", label: object = "") -> Setting:
    """The legal basis of a part."""
    hint = _("Mỗi dòng một căn cứ, ví dụ “61/2018/NĐ-CP, Điều 19”.")
    return Setting(path, label or _("Căn cứ pháp lý"), LINES, hint=hint)


def unconfirmed(path: str = "to_be_confirmed") -> Setting:
    """The mark that somebody must still compare the part with the law."""
    return Setting(
        path,
        _("Chờ xác nhận"),
        TICK,
        hint=_("Người có thẩm quyền còn phải đối chiếu với văn bản."),
    )


def limit(path: str, label: object, *, required: bool = False) -> tuple[Setting, Setting]:
    """Amount and unit of a time."""
    return (
        Setting(f"{path}amount", label, WHOLE, required=required),
        Setting(f"{path}unit", _("Đơn vị"), CHOICE, choices=UNITS, required=required),
    )
