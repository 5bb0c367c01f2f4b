# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Time limits and fees of a reading, in the words people read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lienthong.kernel.money import dong
from lienthong.kernel.words import gettext as _
from lienthong.kernel.words import ngettext


def time_words(amount: str, unit: str) -> str:
    """``3 ngày làm việc``; words for a limit that is not a number of something."""
    if not amount:
        return _("Tùy trường hợp")
    if unit == "same_day":
        return _("Trong ngày")
    counted = int(amount) if amount.isdecimal() else 2
    words = {
        "working_day": ngettext("%(count)s ngày làm việc", "%(count)s ngày làm việc", counted),
        "day": ngettext("%(count)s ngày", "%(count)s ngày", counted),
        "hour": ngettext("%(count)s giờ làm việc", "%(count)s giờ làm việc", counted),
        "month": ngettext("%(count)s tháng", "%(count)s tháng", counted),
    }
    return words.get(unit, _("%(count)s (chưa rõ đơn vị)")) % {"count": amount.replace(".", ",")}


def fee_words(amount: int | None) -> str:
    """``8.000 đ``, ``Miễn phí``, or that the amount is not known."""
    return _("Chờ xác nhận") if amount is None else dong(amount)


def times_in_short(rules: Iterable[Mapping[str, Any]]) -> str:
    """All limits of a reading in one line: ``1 đến 3 ngày làm việc``."""
    found = list(rules)
    units = {rule["unit"] for rule in found}
    amounts = sorted({rule["amount"] for rule in found}, key=lambda text: float(text or 0))
    if len(units) != 1 or not all(amounts):
        return _("Tùy trường hợp")
    (unit,) = units
    most = time_words(amounts[-1], unit)
    if len(amounts) == 1:
        return most
    return _("%(least)s đến %(most)s") % {"least": amounts[0].replace(".", ","), "most": most}


def fees_in_short(rules: Iterable[Mapping[str, Any]]) -> str:
    """The fees of a reading in one line: lowest to highest."""
    amounts = sorted({rule["amount"] for rule in rules if rule["amount"] is not None})
    if not amounts:
        return fee_words(None)
    if len(amounts) == 1:
        return fee_words(amounts[0])
    return _("%(least)s đến %(most)s") % {"least": dong(amounts[0]), "most": dong(amounts[-1])}


def rates_in_short(rules: Iterable[Mapping[str, Any]]) -> str:
    """The rates of a procedure in one line; where there is none it is free."""
    found = list(rules)
    return fees_in_short(found) if found else dong(0)


def money_title(kinds: Iterable[str]) -> str:
    """What money of these kinds is called: "Phí", "Lệ phí", or both where there are both or none.

    Legal basis: 97/2015/QH13, Điều 3.
    """
    named = {"fee": _("Phí"), "charge": _("Lệ phí")}
    found = {kind for kind in kinds if kind in named}
    return named[found.pop()] if len(found) == 1 else _("Phí, lệ phí")


def paper_words(originals: int, copies: int) -> str:
    """``2 bản chính, 1 bản sao``; what is not asked for is not said."""
    counted = (
        (originals, ngettext("%(count)s bản chính", "%(count)s bản chính", originals)),
        (copies, ngettext("%(count)s bản sao", "%(count)s bản sao", copies)),
    )
    return ", ".join(words % {"count": count} for count, words in counted if count)


def channel_words(channels: Iterable[str]) -> str:
    """Which channels a rule is for; nothing when it is for all."""
    named = {"online": _("trên mạng"), "desk": _("tại quầy"), "post": _("bưu chính")}
    found = [named[one] for one in channels if one in named]
    return "" if len(found) == len(named) else ", ".join(found)
