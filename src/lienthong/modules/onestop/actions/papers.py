# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers of a dossier: the values of the day are kept, the worker makes the PDF."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from lienthong.kernel import ports
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.satisfaction import hand_out_form
from lienthong.modules.onestop.domain.codes import new_submission_code
from lienthong.modules.onestop.models import Dossier, DossierPaper
from lienthong.modules.onestop.permissions import VIEW
from lienthong.modules.onestop.queries.papers import paper_values
from lienthong.modules.onestop.queries.satisfaction import satisfaction_rules


@part_of_act
def make_paper(dossier: Dossier, kind: str, *, actor: Actor, **extra: Any) -> DossierPaper:
    """Keep what a paper says and let the worker print it; Mẫu 01–03 bring a satisfaction form.

    Legal basis: 03/2025/TT-VPCP; 01/2018/TT-VPCP, Điều 12.
    """
    values = paper_values(dossier, kind, made_by=actor.name) | extra
    code = new_submission_code() if kind in satisfaction_rules().stages else ""
    if code:
        address = reverse("onestop:citizen-satisfaction", args=[code])
        values |= {"rating_code": code, "rating_url": f"{settings.LIENTHONG_PUBLIC_URL}{address}"}
    paper = DossierPaper.objects.create(dossier=dossier, kind=kind, data=values)
    if code:
        hand_out_form(paper, code=code, actor=actor)
    ports.defer("onestop.render_paper", lock=f"paper:{paper.pk}", paper_id=paper.pk)
    return paper


@action(VIEW)
def print_paper(dossier: Dossier, *, kind: str, actor: Actor) -> DossierPaper:
    """Make a paper anew from what stands today (control slip, another copy)."""
    return make_paper(dossier, kind, actor=actor)
