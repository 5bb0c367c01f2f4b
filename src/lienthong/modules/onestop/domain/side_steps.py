# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The table of steps that stand beside the table of every procedure: where, by whom, how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lienthong.kernel.reference import packaged_yaml
from lienthong.modules.onestop.domain.procedure import LimitSpec


@dataclass(frozen=True, slots=True)
class SideStep:
    """One kind of side step. An empty ``role`` is given by whoever opens it.

    ``of`` is ``receiving`` or ``competent``; ``blocks`` keeps the table from moving meanwhile.
    """

    node: str
    title: str
    role: str
    of: str
    limit: LimitSpec | None
    blocks: bool
    legal_basis: tuple[str, ...] = ()


def side_step(node: str) -> SideStep:
    """The kind of side step under a node. Raises ``KeyError`` for an unknown one."""
    return _table()[node]


def side_nodes(*, of: str = "") -> frozenset[str]:
    """The nodes of all side steps, or of those at one place."""
    return frozenset(node for node, kind in _table().items() if of in ("", kind.of))


@lru_cache(maxsize=1)
def _table() -> Mapping[str, SideStep]:
    data = packaged_yaml("lienthong.modules.onestop", "side_steps.yaml")
    return {entry["node"]: _read(entry) for entry in data["steps"]}


def _read(entry: Mapping[str, Any]) -> SideStep:
    limit = entry.get("limit")
    return SideStep(
        node=entry["node"],
        title=entry["title"],
        role=entry.get("role", ""),
        of=entry["of"],
        limit=LimitSpec(limit["amount"], limit["unit"]) if limit else None,
        blocks=bool(entry.get("blocks")),
        legal_basis=tuple(entry.get("legal_basis", ())),
    )
