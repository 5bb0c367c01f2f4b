# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""In which capacity the leader would sign papers today, as it will be printed."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lienthong.core.documents.api import IssuedDocument, SigningBlock, signing_block
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.panels.work_signing import Item


def block_of(document: IssuedDocument, actor: Actor) -> SigningBlock:
    """In which capacity the leader would sign the paper today."""
    collective = document.template_version.collective
    today = timezone.localdate()
    matter = document.template_version.template.code
    return signing_block(actor, document.agency_id, on=today, collective=collective, matter=matter)


def blocks_of(items: list[Item], actor: Actor) -> list[dict[str, Any]]:
    """The capacities in which the chosen papers would be signed, with how many each.

    Asked once for each agency and kind of paper. Refused ones come first.
    """
    numbers = [item.dossier.result.document_id or 0 for item in items]
    papers = IssuedDocument.objects.select_related("template_version__template").in_bulk(numbers)
    blocks: dict[tuple[int, int], SigningBlock] = {}
    counts: dict[SigningBlock, int] = {}
    for item, number in zip(items, numbers, strict=True):
        paper = papers.get(number)
        if paper is None:
            continue
        kind = (paper.agency_id, paper.template_version_id)
        if kind not in blocks:
            blocks[kind] = block_of(paper, actor)
        counts[blocks[kind]] = counts.get(blocks[kind], 0) + 1
        item.refusal = blocks[kind].refusal
    ordered = sorted(counts.items(), key=lambda one: not one[0].refusal)
    return [{"block": block, "count": count} for block, count in ordered]
