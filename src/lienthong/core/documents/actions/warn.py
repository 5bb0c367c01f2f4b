# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Telling in time: certificates and proofs that end soon. Who hears it is for notifications."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lienthong.core.documents.events import CertificateEnding, ProofsEnding
from lienthong.core.documents.models import SigningMeans, TrustAnchor
from lienthong.core.documents.permissions import WORK
from lienthong.core.documents.queries.proofs import (
    count_ending_proofs,
    ending_anchors,
    ending_means,
    keeping,
)
from lienthong.kernel import clock
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.events import publish


@action(WORK)
def tell_endings(at: datetime, *, actor: Actor) -> int:
    """Tell of every certificate and of the proofs that end soon; return of how many things.

    The same stage (30, 7, 1 days before) is told once, however often this runs. Proofs are renewed
    long before: those told of could not be, because the time-stamp authority did not answer.
    Legal basis: 23/2025/NĐ-CP.
    """
    days = keeping(on=timezone.localdate(at))
    before = at + days.first_warning
    endings = [_of_means(one) for one in ending_means(at=at, before=before)]
    endings += [_of_anchor(one) for one in ending_anchors(at=at, before=before)]
    for ending in endings:
        publish(ending)
    if proofs := count_ending_proofs(before=before):
        publish(ProofsEnding(count=proofs, before=before))
    return len(endings) + bool(proofs)


def _of_means(means: SigningMeans) -> CertificateEnding:
    assert means.expires_at is not None
    return CertificateEnding(
        key=f"means:{means.pk}",
        subject=means.subject_name or str(means.account or means.unit),
        ends=means.expires_at,
        account_id=means.account_id,
        unit_id=means.unit_id,
    )


def _of_anchor(anchor: TrustAnchor) -> CertificateEnding:
    assert anchor.valid_to is not None
    ends = clock.midnight(anchor.valid_to)
    return CertificateEnding(
        key=f"anchor:{anchor.pk}", subject=anchor.subject, ends=ends, account_id=None, unit_id=None
    )
