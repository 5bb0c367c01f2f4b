# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers of a dossier: the values of the day are kept, the worker makes the PDF."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from lienthong.core.documents.api import (
    Drawn,
    File,
    FileVersion,
    Kept,
    Signed,
    add_produced,
    open_file,
    wording,
)
from lienthong.kernel import ports
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.satisfaction import hand_out_form
from lienthong.modules.onestop.domain.codes import new_submission_code
from lienthong.modules.onestop.enums import PaperKind
from lienthong.modules.onestop.models import Dossier, DossierPaper
from lienthong.modules.onestop.permissions import VIEW
from lienthong.modules.onestop.queries.papers import paper_values
from lienthong.modules.onestop.queries.satisfaction import satisfaction_rules
from lienthong.modules.onestop.queries.seals import sealing_unit
from lienthong.modules.onestop.queries.slips import SLIPS


@part_of_act
def make_paper(dossier: Dossier, kind: str, *, actor: Actor, **extra: Any) -> DossierPaper:
    """Keep what a paper says, with which words, and let the worker print it.

    Browser and worker draw the same. Mẫu 01–03 bring a satisfaction form.
    Legal basis: 03/2025/TT-VPCP; 01/2018/TT-VPCP, Điều 12.
    """
    values = paper_values(dossier, kind, made_by=actor.name) | extra
    code = new_submission_code() if kind in satisfaction_rules().stages else ""
    if code:
        address = reverse("onestop:citizen-satisfaction", args=[code])
        values |= {"rating_code": code, "rating_url": f"{settings.LIENTHONG_PUBLIC_URL}{address}"}
    unit_id = sealing_unit(dossier, kind)
    words = wording.words_in_force(SLIPS[kind])
    paper = DossierPaper.objects.create(
        dossier=dossier, kind=kind, data=values, print_version=words, seal_unit_id=unit_id
    )
    if code:
        hand_out_form(paper, code=code, actor=actor)
    ports.defer("onestop.render_paper", lock=f"paper:{paper.pk}", paper_id=paper.pk)
    return paper


@part_of_act
def record_drawing(paper: DossierPaper, drawn: Drawn, *, actor: Actor) -> DossierPaper | None:
    """Keep the PDF of a paper; None when an earlier run of the job has kept one."""
    locked = _locked(paper)
    if locked.file_version_id is not None:
        return None
    kind = PaperKind(paper.kind)
    file = open_file(
        str(kind.label),
        owner_kind="onestop.paper",
        owner_id=paper.pk,
        person_id=paper.dossier.submitter_id,
        actor=actor,
    )
    version = _add(file, paper, drawn.kept, drawn.pages, actor)
    locked.file_version_id = version.pk
    locked.save(update_fields=["file_version_id"])
    return locked


@part_of_act
def record_seal(
    paper: DossierPaper, base: FileVersion, signed: Signed, *, actor: Actor
) -> DossierPaper:
    """Keep the signed PDF once; a second report, or one for another PDF, changes nothing."""
    locked = _locked(paper)
    if locked.sealed_at is not None or locked.file_version_id != base.pk:
        return locked
    version = _add(base.file, paper, signed.kept, base.pages, actor)
    locked.file_version_id, locked.sealed_at = version.pk, signed.signed_at
    locked.save(update_fields=["file_version_id", "sealed_at"])
    ports.defer("documents.check_version", version_id=version.pk)
    return locked


def _locked(paper: DossierPaper) -> DossierPaper:
    return DossierPaper.objects.select_for_update(of=("self",)).get(pk=paper.pk)


def _add(
    file: File, paper: DossierPaper, kept: Kept, pages: int | None, actor: Actor
) -> FileVersion:
    return add_produced(
        file,
        kept=kept,
        name=f"{PaperKind(paper.kind).label} {paper.data['code']}.pdf",
        content_type="application/pdf",
        pages=pages,
        actor=actor,
    )


@action(VIEW)
def print_paper(dossier: Dossier, *, kind: str, actor: Actor) -> DossierPaper:
    """Make a paper anew from what stands today (control slip, another copy)."""
    return make_paper(dossier, kind, actor=actor)
