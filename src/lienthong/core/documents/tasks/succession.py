# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Job that gives the papers of a unit that ended to its heir; may be repeated."""

from __future__ import annotations

from datetime import date

from lienthong.core.documents.actions.succession import take_over_document
from lienthong.core.documents.queries.succession import papers_in_the_making
from lienthong.core.units.api import Unit
from lienthong.kernel.actor import Actor
from lienthong.kernel.ports import task


@task("documents.take_over_papers")
def take_over_papers(from_id: int, to_id: int, on: str) -> int:
    """Take over paper by paper, each in a transaction of its own; return how many."""
    ended, heir = Unit.objects.get(pk=from_id), Unit.objects.get(pk=to_id)
    day, actor = date.fromisoformat(on), Actor.platform("nhận văn bản của đơn vị đã kết thúc")
    papers = list(papers_in_the_making(from_id))
    for paper in papers:
        take_over_document(paper, ended=ended, heir=heir, on=day, actor=actor)
    return len(papers)
