# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows of the table from drawn elements: names, terms, what an element of another tool means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lienthong.core.process.domain.bpmn_parsing import SERVICES, TASKS, Node
from lienthong.core.process.domain.limits import LimitUnit
from lienthong.core.process.domain.tables import DONE, PREVIOUS
from lienthong.kernel.text import slug

_DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?")
_RESERVED = frozenset({DONE, PREVIOUS})


def code_of(*texts: str) -> str:
    """A code for the first text that gives one; empty when none does."""
    for text in texts:
        code = slug(text).replace("-", "_").lstrip("_0123456789")[:50].strip("_")
        if code:
            return code
    return ""


def free_code(wanted: str, taken: Iterable[str]) -> str:
    """The code, with a number behind it when it is taken or reserved."""
    used = set(taken) | _RESERVED
    code, number = wanted, 2
    while code in used:
        code, number = f"{wanted}_{number}", number + 1
    return code


def limit_of(duration: str) -> dict[str, Any] | None:
    """An ISO 8601 duration as a limit: days are working days; ``None`` when it is another text."""
    found = _DURATION.fullmatch(duration)
    if found is None or not any(found.groups()):
        return None
    weeks, months, days, hours, minutes = (int(text or 0) for text in found.groups())
    if months and not (weeks or days or hours or minutes):
        return {"amount": months, "unit": LimitUnit.MONTH.value}
    total = months * 30 + weeks * 7
    if total:
        return {"amount": total + days, "unit": LimitUnit.CALENDAR_DAY.value}
    if hours or minutes:
        return {"amount": days * 8 + hours + (minutes > 0), "unit": LimitUnit.HOUR.value}
    return {"amount": days, "unit": LimitUnit.WORKING_DAY.value} if days else None


def foreign_row(node: Node, code: str) -> dict[str, Any]:
    """The row of an element that another tool wrote, or that was just drawn; ways not yet in it."""
    row: dict[str, Any] = {"node": code, "title": node.name or code}
    if node.tag in TASKS:
        row |= {"role": code_of(node.role), "outcomes": []}
        return row | ({"each": code_of(node.each), "of": "each"} if node.each else {})
    if node.tag in SERVICES or node.tag == "intermediateThrowEvent":
        return row | {"kind": "service", "service": code_of(node.name, node.id), "to": ""}
    if node.tag == "subProcess":
        return row | {"kind": "subprocess", "to": ""}
    if node.tag == "endEvent":
        return row | {"kind": "end", "result": code_of(node.name)}
    if node.tag == "exclusiveGateway":
        return row | {"kind": "choice", "choices": [], "otherwise": ""}
    if node.event == "messageEventDefinition":
        return row | {"kind": "wait", "message": code_of(node.detail, node.id), "to": ""}
    limit = limit_of(node.detail)
    return row | {"kind": "wait", "to": ""} | ({"limit": limit} if limit else {})
