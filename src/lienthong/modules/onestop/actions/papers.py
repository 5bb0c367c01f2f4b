# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers of a dossier: the values of the day are kept, the worker makes the PDF."""

from __future__ import annotations

from typing import Any

from lienthong.kernel import ports
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.models import Dossier, DossierPaper
from lienthong.modules.onestop.permissions import VIEW
from lienthong.modules.onestop.queries.papers import paper_values


@part_of_act
def make_paper(dossier: Dossier, kind: str, *, actor: Actor, **extra: Any) -> DossierPaper:
    """Keep what a paper says and let the worker print it.

    Legal basis: 03/2025/TT-VPCP.
    """
    values = paper_values(dossier, kind, made_by=actor.name) | extra
    paper = DossierPaper.objects.create(dossier=dossier, kind=kind, data=values)
    ports.defer("onestop.render_paper", lock=f"paper:{paper.pk}", paper_id=paper.pk)
    return paper


@action(VIEW)
def print_paper(dossier: Dossier, *, kind: str, actor: Actor) -> DossierPaper:
    """Make a paper anew from what stands today (control slip, another copy)."""
    return make_paper(dossier, kind, actor=actor)
