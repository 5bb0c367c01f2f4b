# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Names that the editor gave and nobody replaced: citizens would read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lienthong.kernel.designs import Content
from lienthong.kernel.words import gettext
from lienthong.kernel.words import gettext_noop as _
from lienthong.modules.onestop.domain.design.facts import Fault
from lienthong.modules.onestop.domain.design.places import place_in

PLACEHOLDERS = frozenset(
    {
        *(_("Trường hợp mới"), _("Giấy tờ mới"), _("Khoản mới"), _("Mức mới")),
        *(_("Khoảng không tính mới"), _("Số liệu mới"), _("Mục mới"), _("Bước mới")),
        *(_("Câu hỏi mới"), _("Dòng mới"), _("Cột mới"), _("Bảng mới")),
    }
)
"""What a new element is called until a person names it, in the language of record."""
NAMES = ("title", "name", "label", "question")


def unnamed_faults(content: Content) -> Iterator[Fault]:
    """Every element of every list that still has such a name, with the way to it."""
    yield from _inside(content, "")


def _inside(element: Mapping[str, Any], place: str) -> Iterator[Fault]:
    for part, value in element.items():
        where = f"{place}/{part}" if place else part
        if isinstance(value, Mapping):
            yield from _inside(value, where)
        elif isinstance(value, list):
            yield from _listed(value, where)


def _listed(siblings: list[Any], place: str) -> Iterator[Fault]:
    for index, element in enumerate(siblings):
        if not isinstance(element, Mapping):
            continue
        where = place_in(place, siblings, index)
        name = next((str(element[part]) for part in NAMES if element.get(part)), "")
        if name in PLACEHOLDERS:
            text = gettext("“%(name)s” (%(key)s) là tên đặt sẵn. Hãy đặt tên.")
            yield Fault(where, text % {"name": name, "key": where.rpartition("/")[2]})
        yield from _inside(element, where)
