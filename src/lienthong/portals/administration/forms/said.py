# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Error sentences that a question says in words of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = _StrPromise | str

MESSAGES: Mapping[str, tuple[str, Words]] = {
    "said_required": ("required", _("Câu báo khi chưa trả lời")),
    "said_too_short": ("too_short", _("Câu báo khi quá ngắn")),
    "said_too_long": ("too_long", _("Câu báo khi quá dài")),
    "said_future": ("future", _("Câu báo khi ngày chưa tới")),
    "said_past": ("past", _("Câu báo khi ngày đã qua")),
    "said_too_young": ("too_young", _("Câu báo khi chưa đủ tuổi")),
    "said_too_old": ("too_old", _("Câu báo khi quá tuổi")),
    "said_too_small": ("too_small", _("Câu báo khi số nhỏ quá")),
    "said_too_big": ("too_big", _("Câu báo khi số lớn quá")),
    "said_unknown_place": ("unknown_place", _("Câu báo khi không tìm thấy nơi ấy")),
    "said_too_few": ("too_few_items", _("Câu báo khi ít dòng quá")),
}
"""Input → code of an error and what the input is called."""
SAID: Mapping[str, tuple[str, ...]] = {
    "text": ("said_too_short", "said_too_long"),
    "long_text": ("said_too_short", "said_too_long"),
    "date": ("said_future", "said_past", "said_too_young", "said_too_old"),
    "number": ("said_too_small", "said_too_big"),
    "money": ("said_too_small", "said_too_big"),
    "address": ("said_unknown_place",),
    "repeat": ("said_too_few",),
}


def said_of(question: Mapping[str, Any]) -> dict[str, str]:
    """The sentences as the inputs show them."""
    own = question.get("messages", {})
    return {name: str(own.get(code, "")) for name, (code, _label) in MESSAGES.items()}


def said_with(question: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, str] | None:
    """The sentences with what was typed; those of codes without an input stay."""
    said = dict(question.get("messages", {}))
    for name, (code, _label) in MESSAGES.items():
        if name in given:
            said.pop(code, None)
            said |= {code: given[name]} if given[name] else {}
    return said or None
