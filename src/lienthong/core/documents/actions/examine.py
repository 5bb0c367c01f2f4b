# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Anybody may have the signatures of a PDF checked; the file is not kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from lienthong.core.documents.adapters.quarantine import PLACE, waiting_file
from lienthong.core.documents.domain.verdicts import SignatureVerdict
from lienthong.core.documents.enums import CheckState
from lienthong.core.documents.models import Examination
from lienthong.core.documents.permissions import EXAMINE, WORK
from lienthong.kernel import ports
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import after_commit
from lienthong.kernel.errors import NotAllowed
from lienthong.kernel.permits import UploadReceipt, new_id


@action(EXAMINE)
def ask_examination(receipt: UploadReceipt, *, actor: Actor) -> Examination:
    """Order the check of an uploaded file, once for each receipt.

    Raises ``NotAllowed`` for a receipt that was given for something else.
    """
    if receipt.draft != PLACE:
        raise NotAllowed
    made, is_new = Examination.objects.get_or_create(
        receipt=receipt.id,
        defaults={
            "token": new_id(),
            "stored": receipt.stored,
            "name": receipt.name,
            "size": receipt.size,
            "sha256": receipt.sha256,
            "asked_at": timezone.now(),
        },
    )
    if is_new:
        ports.defer("documents.examine_upload", examination_id=made.pk)
    return made


@action(WORK)
def record_examination(
    examination: Examination,
    *,
    verdicts: Sequence[SignatureVerdict] = (),
    refusal: str = "",
    actor: Actor,
) -> Examination:
    """Store the answer and drop the file; a second report of the same check changes nothing."""
    examination = Examination.objects.select_for_update(of=("self",)).get(pk=examination.pk)
    if examination.state != CheckState.WAITING:
        return examination
    examination.verdicts = [verdict.as_row() for verdict in verdicts]
    examination.refusal = refusal
    examination.state = CheckState.FAILED if refusal else CheckState.DONE
    examination.save(update_fields=["verdicts", "refusal", "state"])
    path = waiting_file(examination.stored)
    after_commit(lambda: path.unlink(missing_ok=True))
    return examination


@action(WORK)
def forget_examinations(before: datetime, *, actor: Actor) -> int:
    """Remove answers asked for before a moment, and files never checked; return how many."""
    old = list(Examination.objects.filter(asked_at__lt=before).order_by("pk"))
    for one in old:
        waiting_file(one.stored).unlink(missing_ok=True)
    Examination.objects.filter(pk__in=[one.pk for one in old]).delete()
    return len(old)
