# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""With what somebody signs: set by an administrator; leave given by the holder alone."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from lienthong.core.documents.adapters.consents import hide
from lienthong.core.documents.adapters.csc import Credential, Leave
from lienthong.core.documents.enums import MeansKind
from lienthong.core.documents.models import SigningConsent, SigningMeans
from lienthong.core.documents.permissions import CONFIGURE, SIGN
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import NotAllowed


@action(CONFIGURE)
def assign_means(
    kind: MeansKind,
    *,
    reference: str,
    valid_from: date,
    account_id: int | None = None,
    unit_id: int | None = None,
    actor: Actor,
) -> SigningMeans:
    """Let a person or an agency's seal sign with a key from a day on; the one before ends."""
    whose = {"account_id": account_id, "unit_id": unit_id}
    before = SigningMeans.objects.filter(valid_to__isnull=True, valid_from__lt=valid_from, **whose)
    before.update(valid_to=valid_from)
    made = SigningMeans(kind=kind, reference=reference[:200], valid_from=valid_from, **whose)
    made.save()
    return made


@action(SIGN)
def give_consent(
    means: SigningMeans, *, credential: Credential, leave: Leave, count: int, actor: Actor
) -> SigningConsent:
    """Keep the leave that the holder gave for so many signatures. Raises ``NotAllowed``."""
    if means.account_id is None or means.account_id != actor.account_id:
        raise NotAllowed
    return SigningConsent.objects.create(
        means=means,
        given_by_id=means.account_id,
        most=count,
        secret=hide(leave.sad),
        given_at=timezone.now(),
        until=leave.until,
        credential=credential.id,
    )
