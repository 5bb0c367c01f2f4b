# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pairings of phones: the officer's own, and the one that a scanned permit names."""

from __future__ import annotations

import hashlib
import time

from django.conf import settings
from django.utils import timezone

from lienthong.core.access.api import actor_for
from lienthong.core.accounts.api import Account
from lienthong.kernel import permits
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.permits import PairingPermit
from lienthong.modules.onestop.models import PhoneCamera


def own_camera(actor: Actor, pk: int) -> PhoneCamera:
    """The officer's own pairing. Raises ``OutOfScope`` for anybody else's."""
    found = PhoneCamera.objects.filter(pk=pk, account_id=actor.account_id or 0).first()
    if found is None:
        raise OutOfScope
    return found


def pairing_text(camera: PhoneCamera) -> str:
    """The signed permit that the phone scans; good as long as the pairing."""
    permit = PairingPermit(
        account=str(camera.account_id),
        post=str(camera.unit_id),
        slot=str(camera.pk),
        expires=int(camera.expires_at.timestamp()),
    )
    return permits.sign(permit, settings.SECRET_KEY)


def camera_of(text: str) -> PhoneCamera:
    """The pairing of a scanned permit, also an expired one.

    Raises ``OutOfScope`` when the permit was not signed here or speaks of another pairing.
    """
    permit = _permit_in(text)
    camera = PhoneCamera.objects.filter(pk=int(permit.slot)).first()
    if camera is None:
        raise OutOfScope
    if (str(camera.account_id), str(camera.unit_id)) != (permit.account, permit.post):
        raise OutOfScope
    return camera


def _permit_in(text: str) -> PairingPermit:
    try:
        return permits.read(PairingPermit, text, settings.SECRET_KEY, now=time.time())
    except permits.PermitExpiredError as old:
        if isinstance(old.document, PairingPermit):
            return old.document
        raise OutOfScope from old
    except permits.PermitError as forged:
        raise OutOfScope from forged


def is_open(camera: PhoneCamera) -> bool:
    """Whether photos may still come."""
    return camera.ended_at is None and camera.expires_at > timezone.now()


def officer_of(camera: PhoneCamera) -> Actor:
    """The officer for whose screen the phone takes photos, with the rights of today."""
    account = Account.objects.filter(pk=camera.account_id, is_active=True).first()
    if account is None:
        raise OutOfScope
    return actor_for(account).acting(purpose="điện thoại ghép ở quầy")


def device_hash(secret: str) -> str:
    """What a pairing keeps of the secret of its phone."""
    return hashlib.sha256(f"lienthong.camera\0{secret}".encode()).hexdigest() if secret else ""
