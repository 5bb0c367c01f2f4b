# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Keys of the demo: issued by the simulated authority when somebody signs for the first time."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from lienthong.core.documents.adapters.software_key import SoftwareKey, key_name
from lienthong.core.documents.domain.signatures import (
    Holder,
    Signer,
    SigningError,
    SilentAuthorityError,
)

KINDS = {"account": "person", "unit": "agency"}
WAIT = 30.0  # seconds: the first certificate makes the authority too


@dataclass(frozen=True)
class DemoKeyRing:
    """Keys kept in a folder, asked for at ``authority`` when a holder has none yet."""

    folder: Path
    authority: str

    def signer_of(self, holder: Holder) -> Signer:
        """Return the holder's key, or raise ``SigningError``."""
        name = key_name(holder)
        if not (self.folder / f"{name}.cert.pem").exists():
            self._ask(name, holder)
        return SoftwareKey.load(self.folder, name)

    def _ask(self, name: str, holder: Holder) -> None:
        import httpx  # only processes that speak to others pay for it

        form = {
            "common_name": holder.name,
            "organisation": holder.agency,
            "kind": KINDS[holder.kind],
        }
        try:
            reply = httpx.post(f"{self.authority}/issue", data=form, timeout=WAIT)
            reply.raise_for_status()
            issued = reply.json()
            key, certificate = issued["key"], issued["certificate"] + issued["chain"]
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise SilentAuthorityError(f"certification authority: {error}") from error
        if not SoftwareKey.read(key.encode(), certificate.encode(), name).is_of(holder.name):
            raise SigningError("certification authority: another holder")
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(self.folder / f"{name}.key.pem", key)
        _write(self.folder / f"{name}.cert.pem", certificate)


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(text)
    temporary.replace(path)
