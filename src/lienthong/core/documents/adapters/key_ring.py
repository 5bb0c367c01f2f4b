# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Key rings: a folder of software keys, and the ring that the settings name."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from lienthong.core.documents.adapters.demo_ring import DemoKeyRing
from lienthong.core.documents.adapters.software_key import SoftwareKey, key_name
from lienthong.core.documents.adapters.time_stamps import HttpTimeStamps
from lienthong.core.documents.domain.signatures import (
    Holder,
    KeyRing,
    Signer,
    SigningError,
    TimeStampClient,
)


@dataclass(frozen=True)
class SoftwareKeyRing:
    """Keys as ``<kind>-<id>.key.pem`` in one folder, put there by an administrator."""

    folder: Path

    def signer_of(self, holder: Holder) -> Signer:
        """Return the stored key, or raise ``SigningError``."""
        return SoftwareKey.load(self.folder, key_name(holder))


def key_ring() -> KeyRing:
    """Return the ring of ``SIGNING_KEY_RING`` (dotted name), or the demo's own.

    Raises ``SigningError`` in production without the setting: software keys are for the demo.
    """
    dotted = getattr(settings, "SIGNING_KEY_RING", "")
    if dotted:
        return cast("KeyRing", import_string(dotted)())
    if not settings.LIENTHONG_DEMO:
        raise SigningError("SIGNING_KEY_RING is not set")
    return DemoKeyRing(Path(settings.LIENTHONG_DATA_DIR) / "keys", authority_address())


def authority_address() -> str:
    """Return the address of the demo's certification authority, beside its time-stamp service."""
    if not settings.LIENTHONG_TSA_URL:
        raise SigningError("LIENTHONG_TSA_URL is not set")
    return str(settings.LIENTHONG_TSA_URL).removesuffix("/tsa") + "/ca"


def time_stamps() -> TimeStampClient:
    """Return the time-stamp authority of ``LIENTHONG_TSA_URL``; raise ``SigningError``."""
    if not settings.LIENTHONG_TSA_URL:
        raise SigningError("LIENTHONG_TSA_URL is not set")
    return HttpTimeStamps(settings.LIENTHONG_TSA_URL)
