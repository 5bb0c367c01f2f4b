# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A paper just made: printed from the next screen by itself, or shown in the print view.

Legal basis: 61/2018/NĐ-CP, Điều 17.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.kernel.actor import Actor
from lienthong.kernel.views import get_or_404
from lienthong.modules.onestop.enums import PaperKind
from lienthong.modules.onestop.models import DossierPaper
from lienthong.modules.onestop.permissions import RECEIVE, VIEW
from lienthong.modules.onestop.queries.desk_profiles import print_profile
from lienthong.modules.onestop.views.desk.papers import received_words

PRINTED = "in"
"""Names the paper that a screen of the desk prints beside."""


def newest_paper(
    actor: Actor, dossier_id: int, kind: str, *, then: str = "onestop:officer-reception"
) -> HttpResponse:
    """Go on after an act that made a paper: to ``then``, where the desk prints at once."""
    papers = DossierPaper.objects.filter(dossier_id=dossier_id, kind=kind)
    paper = papers.order_by("-made_at", "-pk")[0]
    if actor.holds(RECEIVE.code) and print_profile(actor).at_once:
        return redirect(f"{reverse(then)}?{PRINTED}={paper.pk}")
    return redirect("onestop:officer-paper-now", pk=paper.pk)


def printed_beside(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """The paper that this screen prints in a hidden frame, and its words; empty without one."""
    number = request.GET.get(PRINTED, "")
    if not number.isascii() or not number.isdecimal():
        return {}
    papers = DossierPaper.objects.select_related("dossier__case")
    paper: DossierPaper = get_or_404(actor, VIEW, papers, pk=int(number))
    return {"slip": paper, "slip_words": _words(paper)}


def _words(paper: DossierPaper) -> str:
    if paper.kind == PaperKind.ACCEPTANCE_SLIP:
        return received_words(paper.dossier)
    said = {"paper": paper.get_kind_display(), "code": paper.dossier.code}
    return _("%(paper)s, hồ sơ %(code)s.") % said
