# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which open step of a dossier is the reader's to do, and by which ways of its own."""

from __future__ import annotations

from typing import Any

from lienthong.core.cases.api import Step, holds
from lienthong.kernel.actor import Actor


def own_step(actor: Actor, steps: list[Step], chosen: str = "") -> Step | None:
    """The step that lies in one of the actor's queues and can be worked on.

    Of several the ``chosen`` one (its number), else what stands beside the table: it waits for
    a decision of this person. A step that waits for a message comes last.
    """
    held = [s for s in steps if _is_work(s) and holds(actor, s)]
    held.sort(key=lambda s: (str(s.pk) != chosen, not s.is_side, "waits" in s.marks))
    return held[0] if held else None


def _is_work(step: Step) -> bool:
    """Whether people can do something in the step: of those that wait, note that it came."""
    return "waits" not in step.marks or bool(step.outcomes)


def own_ways(step: Step | None) -> dict[str, Any]:
    """The ways that are no act of ours, and whether the step has no other."""
    ways = [way for way in step.outcomes if not way["marks"].get("act")] if step else []
    return {"own_ways": ways, "own_only": step is not None and len(ways) == len(step.outcomes)}
