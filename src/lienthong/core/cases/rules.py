# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pure decisions over the steps of cases."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.process.api import RECEIVED, Kind, OpenTask, ProcessVersion
from lienthong.kernel.language import of_record
from lienthong.kernel.registry import step_messages


def why_not_yet(version: ProcessVersion, day: date) -> str:
    """Why running cases cannot move to the version on the day: it begins later; else empty."""
    if version.valid_from <= day:
        return ""
    told = _("Bản %(number)s có hiệu lực từ ngày %(day)s. Từ ngày đó mới chuyển việc sang được.")
    return told % {"number": version.number, "day": f"{version.valid_from:%d/%m/%Y}"}


def outcomes_of(task: OpenTask) -> list[dict[str, Any]]:
    """What people may choose in a step, the messages that they may note among it.

    Time and the system choose the others; a message that an act of an app sends is left to it.
    """
    if task.kind is Kind.SERVICE:
        return []
    if task.kind is Kind.WAIT:
        with of_record():
            noted = _("Ghi nhận đã có")
        return [_noted(RECEIVED, noted, task.message)] if _by_hand(task.message) else []
    by_itself = {edge.code for edge in task.boundaries}
    ways = [
        {
            "code": way.code,
            "title": way.title,
            "expects": list(way.expects),
            "marks": dict(way.marks),
            "back": bool(way.back),
        }
        for way in task.outcomes
        if way.code not in by_itself
    ]
    edges = (edge for edge in task.boundaries if _by_hand(edge.message))
    return ways + [_noted(edge.code, edge.title, edge.message) for edge in edges]


def _by_hand(message: str) -> bool:
    return bool(message) and message not in step_messages()


def _noted(code: str, title: str, message: str) -> dict[str, Any]:
    marks = {"message": message}
    return {"code": code, "title": title, "expects": [], "marks": marks, "back": False}
