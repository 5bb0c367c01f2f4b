# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who initials a result before it is signed: whom the officer who proposes it may choose.

Legal basis: 30/2020/NĐ-CP, Điều 12.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lienthong.core.cases.api import Step
from lienthong.core.documents.api import RequestPurpose, initials
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.models import Dossier

OUTCOMES = ("propose", "propose_refusal")


def initials_context(
    dossier: Dossier, actor: Actor, step: Step | None, kept: Mapping[str, Any]
) -> dict[str, Any]:
    """``initials_of``: for each way to propose a paper what is initialled, and by whom it may be.

    Who is asked unless another is chosen stands first.
    """
    if step is None or step.node != "examine":
        return {"initials_of": {}}
    spec = dossier.procedure_version.spec.result
    papers = {"propose": spec["template"], "propose_refusal": spec["refusal"]["template"]}
    ways = {way["code"] for way in step.outcomes}
    offered = {
        way: initials.offered_for(dossier.case.agency_id, papers[way], actor.unit_id)
        for way in OUTCOMES
        if way in ways
    }
    return {"initials_of": {way: _rows(found, kept) for way, found in offered.items()}}


def _rows(
    offered: Mapping[RequestPurpose, list[tuple[int, str]]], kept: Mapping[str, Any]
) -> list[dict[str, Any]]:
    return [
        {
            "name": f"initial_{mark}",
            "title": mark.label,
            "people": [(str(pk), said) for pk, said in people],
            "chosen": str(kept.get(f"initial_{mark}", "")),
        }
        for mark, people in offered.items()
    ]
