# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The table of steps of a procedure, to read beside its definition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lienthong.core.access.api import Role
from lienthong.kernel.designs import Content
from lienthong.modules.onestop.domain.rule_words import time_words
from lienthong.modules.onestop.queries.designs import process_of


def step_rows(content: Content) -> list[dict[str, str]]:
    """The steps that new dossiers run through today: title, who, how long, where next."""
    version = process_of(content)
    if version is None:
        return []
    steps = version.table["steps"]
    titles = {step["node"]: str(step["title"]) for step in steps}
    roles = dict(Role.objects.values_list("code", "title"))
    return [_row(step, titles, roles) for step in steps]


def _row(
    step: Mapping[str, Any], titles: Mapping[str, str], roles: Mapping[str, str]
) -> dict[str, str]:
    limit = step.get("limit") or {}
    ways = [str(way.get("to", "")) for way in step.get("outcomes") or ()]
    ways += [str(step["to"])] if isinstance(step.get("to"), str) else []
    named = dict.fromkeys(titles.get(way, way) for way in ways if way)
    return {
        "title": str(step["title"]),
        "role": roles.get(str(step.get("role")), str(step.get("role") or "")),
        "limit": time_words(str(limit["amount"]), str(limit["unit"])) if limit else "",
        "next": "; ".join(named),
    }
