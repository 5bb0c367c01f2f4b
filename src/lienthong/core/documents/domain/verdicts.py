# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the check of a signature found: a grid of separate answers, never one tick.

A signature may be intact but untrusted, trusted but of unknown revocation; each answer is kept
and shown for itself, and only all of them together make a valid signature.
"""

from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

TIME_TRUSTED, TIME_CLAIMED, TIME_NONE = "trusted", "claimed", "none"
COVERS_FILE, COVERS_REVISION, COVERS_PART = "file", "revision", "part"
GOOD, REVOKED, UNKNOWN = "good", "revoked", "unknown"


@dataclass(frozen=True)
class SignatureVerdict:
    """The answers about one signature of a PDF.

    ``covers`` is ``file`` (the last signature), ``revision`` (later changes are only the filling
    and signing it allowed) or ``part`` (something else was changed or left out).
    """

    field_name: str
    signer: str
    subject: str
    issuer: str
    serial: str
    intact: bool
    trusted: bool
    time: str
    covers: str
    revocation: str
    signed_at: datetime | None = None
    problem: str = ""

    @property
    def valid(self) -> bool:
        """True when intact, trusted, covering the whole and not revoked."""
        return (
            self.intact
            and self.trusted
            and self.covers != COVERS_PART
            and self.revocation != REVOKED
        )

    def as_row(self) -> dict[str, Any]:
        """Return plain JSON values, to be stored beside the file."""
        row = {one.name: getattr(self, one.name) for one in fields(self)}
        row["signed_at"] = self.signed_at.isoformat() if self.signed_at else None
        return row

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> "SignatureVerdict":
        """Return the verdict that ``as_row`` made into JSON."""
        text = row.get("signed_at")
        return cls(**{**row, "signed_at": datetime.fromisoformat(text) if text else None})


@dataclass(frozen=True)
class TrustSet:
    """Whom to believe, DER: roots for signatures, roots for time-stamps, intermediates, lists."""

    roots: tuple[bytes, ...] = field(default=())
    time_roots: tuple[bytes, ...] = field(default=())
    intermediates: tuple[bytes, ...] = field(default=())
    revocation_lists: tuple[bytes, ...] = field(default=())


def all_valid(verdicts: tuple[SignatureVerdict, ...]) -> bool:
    """Return True when there is a signature and every one is valid."""
    return bool(verdicts) and all(verdict.valid for verdict in verdicts)
