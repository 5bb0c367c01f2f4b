# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Key rings: a folder of software keys, and the ring that the settings name."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from lienthong.core.documents.adapters.consents import remote_signer
from lienthong.core.documents.adapters.demo_ring import DemoKeyRing
from lienthong.core.documents.adapters.software_key import SoftwareKey, key_name
from lienthong.core.documents.adapters.time_stamps import HttpTimeStamps
from lienthong.core.documents.adapters.token import TokenKey
from lienthong.core.documents.domain.signatures import (
    Holder,
    KeyRing,
    Signer,
    SigningError,
    TimeStampClient,
)
from lienthong.core.documents.enums import MeansKind
from lienthong.core.documents.models import SigningMeans
from lienthong.core.integration.api import TIME_STAMPS, line_to

AUTHORITY = "ca"


@dataclass(frozen=True)
class SoftwareKeyRing:
    """Keys as ``<kind>-<id>.key.pem`` in one folder, put there by an administrator."""

    folder: Path

    def signer_of(self, holder: Holder) -> Signer:
        """Return the stored key, or raise ``SigningError``."""
        return SoftwareKey.load(self.folder, key_name(holder))


@dataclass(frozen=True)
class AssignedKeyRing:
    """The key that an administrator assigned to the holder; ``others`` for who has none."""

    others: Callable[[], KeyRing]

    def signer_of(self, holder: Holder) -> Signer:
        """Return the key in force today, or raise ``SigningError``."""
        means = means_of(holder)
        return self.others().signer_of(holder) if means is None else signer_by(means)


def signer_by(means: SigningMeans) -> Signer:
    """Return the key behind a means of signing; raise ``SigningError``.

    A plug-in on the signer's machine has none here: its documents travel there and back.
    """
    if means.kind == MeansKind.REMOTE:
        return remote_signer(means)
    if means.kind == MeansKind.TOKEN:
        token, _slash, label = means.reference.partition("/")
        module, pin = settings.LIENTHONG_PKCS11_MODULE, settings.LIENTHONG_PKCS11_PIN
        return TokenKey.find(module, token, label, pin)
    if means.kind == MeansKind.SOFTWARE and settings.LIENTHONG_DEMO:
        return SoftwareKey.load(key_folder(), means.reference)
    raise SigningError(f"{means.kind} keys do not sign here")


def means_of(holder: Holder) -> SigningMeans | None:
    """Return what the holder signs with today, None when nothing was assigned."""
    whose = {"account_id": holder.id} if holder.kind == "account" else {"unit_id": holder.id}
    rows = SigningMeans.objects.usable(timezone.localdate()).filter(**whose)
    found: SigningMeans | None = rows.first()
    return found


def key_ring() -> KeyRing:
    """Return the keys of the installation: the assigned ones, then those of the ring it names."""
    return AssignedKeyRing(unassigned_keys)


def key_folder() -> Path:
    """Return where software keys lie."""
    return Path(settings.LIENTHONG_DATA_DIR) / "keys"


def unassigned_keys() -> KeyRing:
    """Return the ring of ``SIGNING_KEY_RING`` (dotted name), or the demo's own.

    Raises ``SigningError`` in production without the setting: software keys are for the demo.
    """
    dotted = getattr(settings, "SIGNING_KEY_RING", "")
    if dotted:
        return cast("KeyRing", import_string(dotted)())
    if not settings.LIENTHONG_DEMO:
        raise SigningError("SIGNING_KEY_RING is not set")
    return DemoKeyRing(key_folder(), authority_address())


def authority_address() -> str:
    """Return the address of the demo's certification authority: the partner ``ca``, else the one
    beside the time-stamp service. Raises ``SigningError`` without one.
    """
    beside = str(settings.LIENTHONG_TSA_URL)
    line = line_to(AUTHORITY, f"{beside.removesuffix('/tsa')}/ca" if beside else "")
    if not line.url or not line.is_open:
        raise SigningError("no certification authority is connected")
    return line.url.rstrip("/")


def time_stamps() -> TimeStampClient:
    """Return the time-stamp authority: the partner ``tsa``, else ``LIENTHONG_TSA_URL``.

    Raises ``SigningError`` without one, and when administrators switched it off.
    """
    line = line_to(TIME_STAMPS, settings.LIENTHONG_TSA_URL)
    if not line.url or not line.is_open:
        raise SigningError("no time-stamp authority is connected")
    return HttpTimeStamps(line.url, verify=line.verify)
