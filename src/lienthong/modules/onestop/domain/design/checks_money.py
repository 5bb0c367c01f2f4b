# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Checks of fees: channels, exemptions, resolutions, dates.

Legal basis: 61/2018/NĐ-CP, Điều 22.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from lienthong.kernel.designs import Content
from lienthong.kernel.words import gettext as _
from lienthong.modules.onestop.domain.design.checks_shared import (
    basis_faults,
    condition_faults,
    key_faults,
)
from lienthong.modules.onestop.domain.design.facts import Facts, Fault

LARGEST_FEE = 10_000_000_000
"""In đồng."""


def fee_faults(content: Content, facts: Facts) -> Iterator[Fault]:
    """What is wrong with fees and their rules."""
    fees = content.get("fees") or []
    yield from key_faults(fees, "fees")
    for item in fees:
        place = f"fees/{item.get('key')}"
        name = str(item.get("name") or item.get("key"))
        if not item.get("name"):
            yield Fault(place, _("Khoản phí “%(name)s” chưa có tên.") % {"name": name})
        asked = item.get("quantity_field")
        if asked and facts.has_form and asked not in facts.questions:
            text = _("Khoản “%(name)s”: biểu mẫu không có câu hỏi “%(key)s” để đếm số lượng.")
            yield Fault(place, text % {"name": name, "key": facts.former(asked)})
        if not item.get("rules"):
            yield Fault(place, _("Khoản “%(name)s” chưa có mức thu nào.") % {"name": name})
        yield from _rules(item.get("rules") or [], place, name, content, facts)


def _rules(
    rules: Sequence[Mapping[str, Any]], place: str, item: str, content: Content, facts: Facts
) -> Iterator[Fault]:
    yield from key_faults(rules, f"{place}/rules")
    for index, rule in enumerate(rules):
        where = f"{place}/rules/{rule.get('key')}"
        name = f"{item} – {rule.get('title') or rule.get('key')}"
        yield from _amount(rule, where, name, facts)
        yield from _reach(rule, where, name, content)
        yield from condition_faults(rule.get("when"), where, name, facts)
        yield from basis_faults(rule.get("legal_basis"), where, facts, name)
        hiding = _hiding(rules[:index], rule)
        if hiding:
            text = _("“%(name)s” không bao giờ được dùng: “%(other)s” đứng trước đã thu hết.")
            other = "”, “".join(str(one.get("title") or one.get("key")) for one in hiding)
            yield Fault(where, text % {"name": name, "other": other})


def _amount(rule: Mapping[str, Any], place: str, name: str, facts: Facts) -> Iterator[Fault]:
    amount = rule.get("amount")
    fits = isinstance(amount, int) and not isinstance(amount, bool) and 0 <= amount <= LARGEST_FEE
    if not fits:
        yield Fault(place, _("“%(name)s”: mức thu là số đồng từ 0 trở lên.") % {"name": name})
    pages = rule.get("pages")
    if pages and facts.has_form:
        group = str(pages.get("group", ""))
        columns = facts.tables.get(group, ())
        wanted = {str(pages.get(part, "")) for part in ("pages", "copies")}
        if not wanted <= set(columns):
            text = _("“%(name)s”: biểu mẫu không có bảng “%(key)s” với cột số trang, số bản.")
            yield Fault(place, text % {"name": name, "key": facts.former(group)})


def _reach(rule: Mapping[str, Any], place: str, name: str, content: Content) -> Iterator[Fault]:
    channels = set(rule.get("channels") or ())
    if not channels or channels - set(content.get("channels") or ()):
        text = _("“%(name)s”: chọn cách nộp trong những cách thủ tục nhận.")
        yield Fault(place, text % {"name": name})
    since, until = _day(rule.get("valid_from")), _day(rule.get("valid_to"))
    if since is None:
        yield Fault(place, _("“%(name)s”: ghi ngày bắt đầu thu mức này.") % {"name": name})
    elif until is not None and until <= since:
        text = _("“%(name)s”: ngày kết thúc phải sau ngày bắt đầu.")
        yield Fault(place, text % {"name": name})


def _hiding(
    before: Sequence[Mapping[str, Any]], rule: Mapping[str, Any]
) -> list[Mapping[str, Any]]:
    """The earlier rules that together take every case of this one; empty when one is left."""
    start, end = _day(rule.get("valid_from")), _day(rule.get("valid_to"))
    if start is None or rule.get("decided_by") == "officer":
        return []
    found: list[Mapping[str, Any]] = []
    for channel in rule.get("channels") or ():
        taking = [one for one in before if _takes_all(one, channel)]
        if not _covered(taking, start, end):
            return []
        found += [one for one in taking if one not in found]
    return found


def _takes_all(rule: Mapping[str, Any], channel: str) -> bool:
    """Whether nothing of that channel goes past the rule while it is in force."""
    by_law = rule.get("when") is None and rule.get("decided_by") != "officer"
    return by_law and channel in (rule.get("channels") or ())


def _covered(rules: Sequence[Mapping[str, Any]], start: date, end: date | None) -> bool:
    """Whether one of the rules is in force on every day of the time; an open end is the last."""
    spans = ((_day(one.get("valid_from")), _day(one.get("valid_to"))) for one in rules)
    known = sorted((since, until or date.max) for since, until in spans if since)
    reached, last = start, end or date.max
    for since, until in known:
        if since <= reached:
            reached = max(reached, until)
    return reached >= last


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
