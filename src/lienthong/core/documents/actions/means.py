# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""With what somebody signs: set by an administrator or the holder; leave given by the holder."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.adapters.consents import hide
from lienthong.core.documents.adapters.csc import Credential, Leave
from lienthong.core.documents.adapters.trust import common_name_of
from lienthong.core.documents.enums import MeansKind
from lienthong.core.documents.models import SigningConsent, SigningMeans
from lienthong.core.documents.permissions import CONFIGURE, OWN_MEANS, SIGN, WORK
from lienthong.core.documents.queries.sent import described_certificate
from lienthong.kernel import ports
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput, NotAllowed, OutOfScope
from lienthong.kernel.text import fold

OWN_KINDS = (MeansKind.PLUGIN, MeansKind.REMOTE)
"""What holders may add themselves; keys in the agency's device are assigned by administrators."""
NOT_OWN_KIND = _("Loại phương tiện này do người quản trị giao.")
OTHER_NAME = _("Chứng thư này mang tên %(name)s, không phải tên của bạn.")
RUN_OUT = _("Chứng thư này đã hết hạn. Hãy xin chứng thư mới.")
KNOWN = _("Bạn đã có phương tiện ký số này.")


@action(CONFIGURE)
def assign_means(
    kind: MeansKind,
    *,
    reference: str,
    valid_from: date,
    account_id: int | None = None,
    unit_id: int | None = None,
    certificate: bytes | None = None,
    actor: Actor,
) -> SigningMeans:
    """Let a person or an agency's seal sign with a key from a day on; the one before ends."""
    whose = {"account_id": account_id, "unit_id": unit_id}
    before = SigningMeans.objects.filter(valid_to__isnull=True, valid_from__lt=valid_from, **whose)
    before.update(valid_to=valid_from)
    SigningMeans.objects.filter(is_default=True, valid_from=valid_from, **whose).update(
        is_default=False
    )
    made = SigningMeans(kind=kind, reference=reference[:200], valid_from=valid_from, **whose)
    _describe(made, certificate)
    made.save()
    return made


@action(OWN_MEANS)
def add_means(
    kind: MeansKind, *, reference: str = "", label: str = "", certificate: bytes, actor: Actor
) -> SigningMeans:
    """Add a key of the actor's own; the first one signs by default.

    The certificate must name the actor. Raises ``InvalidInput`` in words.
    Legal basis: 23/2025/NĐ-CP.
    """
    if kind not in OWN_KINDS or actor.account_id is None:
        raise InvalidInput(NOT_OWN_KIND)
    made = SigningMeans(
        kind=kind,
        account_id=actor.account_id,
        valid_from=timezone.localdate(),
        label=label[:80],
    )
    fingerprint = _describe(made, certificate)
    made.reference = fingerprint if kind == MeansKind.PLUGIN else reference[:200]
    _fit(made, actor)
    own = _own(actor.account_id)
    if own.filter(kind=kind, reference=made.reference).exists():
        raise InvalidInput(KNOWN)
    made.is_default = not own.filter(is_default=True).exists()
    made.save()
    return made


def _describe(means: SigningMeans, certificate: bytes | None) -> str:
    """Note what the certificate says; its fingerprint. Raises ``InvalidInput``."""
    if certificate is None:
        return ""
    read = described_certificate(certificate)
    means.certificate, means.subject = read.body, read.subject[:500]
    means.expires_at = read.until
    return read.fingerprint


def _fit(means: SigningMeans, actor: Actor) -> None:
    name = common_name_of(bytes(means.certificate or b""))
    if fold(name) != fold(actor.name):
        raise InvalidInput(OTHER_NAME % {"name": name})
    if means.expires_at is not None and means.expires_at <= timezone.now():
        raise InvalidInput(RUN_OUT)


@action(OWN_MEANS)
def prefer_means(means: SigningMeans, *, actor: Actor) -> SigningMeans:
    """Sign with this key from now on. Raises ``OutOfScope`` for somebody else's."""
    means = _mine(means, actor)
    others = SigningMeans.objects.exclude(pk=means.pk).exclude(is_default=False)
    others.filter(account=means.account).update(is_default=False)
    means.is_default = True
    means.save(update_fields=["is_default"])
    return means


@action(OWN_MEANS)
def disable_means(means: SigningMeans, *, actor: Actor) -> SigningMeans:
    """Do not sign with this key any more, from today; what it signed stays as it is."""
    means = _mine(means, actor)
    means.disabled_at, means.is_default = timezone.now(), False
    means.save(update_fields=["disabled_at", "is_default"])
    return means


@action(OWN_MEANS)
def try_means(means: SigningMeans, *, actor: Actor) -> SigningMeans:
    """Order a trial signature on a blank page; the list of means says how it went."""
    means = _mine(means, actor)
    means.tried_at, means.tried_failure = None, ""
    means.save(update_fields=["tried_at", "tried_failure"])
    ports.defer("documents.try_means", lock=f"documents.means:{means.pk}", means_id=means.pk)
    return means


@action(WORK)
def record_trial(
    means: SigningMeans, *, failure: str, certificate: bytes | None = None, actor: Actor
) -> SigningMeans:
    """Note how a trial signature went, and the certificate it was made with."""
    means = SigningMeans.objects.select_for_update(of=("self",)).get(pk=means.pk)
    means.tried_at, means.tried_failure = timezone.now(), failure[:300]
    _describe(means, certificate)
    means.save(update_fields=["tried_at", "tried_failure", "certificate", "subject", "expires_at"])
    return means


def _mine(means: SigningMeans, actor: Actor) -> SigningMeans:
    rows = SigningMeans.objects.select_for_update(of=("self",))
    found: SigningMeans = rows.get(pk=means.pk)
    if actor.account_id is None or found.account_id != actor.account_id:
        raise OutOfScope
    return found


def _own(account_id: int) -> QuerySet[SigningMeans]:
    today = timezone.localdate()
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=today)
    rows = SigningMeans.objects.filter(lasting, account_id=account_id, disabled_at__isnull=True)
    return cast("QuerySet[SigningMeans]", rows)


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
