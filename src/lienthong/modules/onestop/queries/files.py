# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may read the files of a dossier: its owner, and officers of units that take part."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db.models import Q

from lienthong.core.access.api import may
from lienthong.core.accounts.api import Mandate
from lienthong.core.documents.api import File
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.modules.onestop.models import (
    Defect,
    Dossier,
    DossierComponent,
    DossierPaper,
    FinancialObligation,
    PhoneCamera,
)
from lienthong.modules.onestop.permissions import VIEW, VIEW_OWN

MOST_FILED = 50
"""Dossiers of one mandate that are looked through for an officer."""

Reader = Callable[[Actor, int | None, int], bool]


def _may_see(actor: Actor, dossier: Dossier | None) -> bool:
    if dossier is None:
        return False
    if actor.kind is ActorKind.CITIZEN:
        return may(actor, VIEW_OWN, dossier)
    return may(actor, VIEW, dossier)


def reads_dossier(actor: Actor, owner_id: int | None, _file_id: int) -> bool:
    """Files given with a dossier, and its result."""
    return _may_see(actor, Dossier.objects.filter(pk=owner_id or 0).first())


def reads_paper(actor: Actor, owner_id: int | None, _file_id: int) -> bool:
    """Printed papers of a dossier."""
    paper = DossierPaper.objects.select_related("dossier").filter(pk=owner_id or 0).first()
    return paper is not None and _may_see(actor, paper.dossier)


def reads_draft(actor: Actor, owner_id: int | None, _file_id: int) -> bool:
    """Files uploaded for a draft: only whoever writes it."""
    from lienthong.core.forms.api import FormDraft  # models first

    return FormDraft.objects.filter(pk=owner_id or 0, owner_id=actor.account_id).exists()


def reads_mandate_paper(actor: Actor, owner_id: int | None, _file_id: int) -> bool:
    """The paper of a mandate: both its sides, and officers who have a dossier filed under it."""
    mandate = Mandate.objects.filter(pk=owner_id or 0).first()
    if mandate is None:
        return False
    if actor.kind is ActorKind.CITIZEN:
        return actor.person_id in mandate.owner_person_ids()
    filed = Dossier.objects.select_related("case", "mandate").filter(mandate=mandate)
    return any(may(actor, VIEW, dossier) for dossier in filed.order_by("-pk")[:MOST_FILED])


def reads_photo(actor: Actor, owner_id: int | None, _file_id: int) -> bool:
    """Pages photographed for a desk: only the officer for whose screen they were taken."""
    rows = PhoneCamera.objects.filter(pk=owner_id or 0, account_id=actor.account_id or 0)
    return rows.exists()


READERS: dict[str, Reader] = {
    "onestop.dossier": reads_dossier,
    "onestop.paper": reads_paper,
    "onestop.draft": reads_draft,
    "accounts.mandate": reads_mandate_paper,
    "onestop.camera": reads_photo,
}


def given_files(dossier_id: int, file_ids: Sequence[int]) -> set[int]:
    """Of these files of a dossier those that officers keep and those that its citizen has sent.

    What was uploaded for an answer or as a proof of payment is the citizen's alone until it is
    sent, and stays so when it is taken out before.
    """
    papers = DossierComponent.objects.filter(dossier_id=dossier_id).order_by()
    answers = Defect.objects.filter(notice__dossier_id=dossier_id, answered_at__isnull=False)
    proofs = FinancialObligation.objects.filter(dossier_id=dossier_id, proof_sent_at__isnull=False)
    lists = papers.values_list("files", flat=True).union(
        answers.order_by().values_list("answer_files", flat=True),
        proofs.order_by().values_list("proof_files", flat=True),
        all=True,
    )
    sent = {pk for given in lists for pk in given}
    kept = Q(unit__isnull=False) | Q(person=None) | Q(internal=True) | Q(versions__in=sent)
    found = File.objects.filter(kept, pk__in=file_ids)
    return set(found.values_list("pk", flat=True))


def file_of_paper(paper_id: int) -> int | None:
    """The drawn PDF of a paper, None while the worker draws it."""
    rows = DossierPaper.objects.filter(pk=paper_id)
    return rows.values_list("file_version_id", flat=True).first()


def sees_messages(actor: Actor, dossier_id: int) -> bool:
    """Whether an officer may see what was sent about a dossier."""
    return actor.is_officer and _may_see(actor, Dossier.objects.filter(pk=dossier_id).first())
