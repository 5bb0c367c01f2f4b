# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What happened to files and documents; ``owner_kind`` and ``owner_id`` name whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lienthong.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStored(Event):
    """A version of a file was stored."""

    file_id: int
    version_id: int
    owner_kind: str
    owner_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChecked(Event):
    """The worker looked into a version: preview drawn, signatures verified."""

    file_id: int
    version_id: int
    owner_kind: str
    owner_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEvent(Event):
    """Base of what happens to an issued document."""

    document_id: int
    owner_kind: str
    owner_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDrafted(DocumentEvent):
    """A draft was ordered; its PDF is being drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningAsked(DocumentEvent):
    """A draft was laid before a signer (``account_id``)."""

    account_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningReturned(DocumentEvent):
    """The signer gave a draft back to who had laid it before him (``account_id``)."""

    account_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRendered(DocumentEvent):
    """The PDF of a draft is there to be read and signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInitialled(DocumentEvent):
    """Somebody initialled the draft, or the secretary of a meeting signed the minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSigned(DocumentEvent):
    """The signature of the person with authority is on the PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNumbered(DocumentEvent):
    """A number was taken and is being written into the PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSealed(DocumentEvent):
    """Number, date and the agency's seal are on the PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentIssued(DocumentEvent):
    """The document is in force and can be verified by everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSent(DocumentEvent):
    """The document went to units of the system (``unit_ids``) that did not have it before."""

    unit_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentWithdrawn(DocumentEvent):
    """The document was recalled, replaced or revoked; ``state`` says which."""

    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCorrected(DocumentEvent):
    """A letter corrected an error of form; the document stays in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexesChanged(DocumentEvent):
    """An annex came to a draft or was taken off it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexSigned(DocumentEvent):
    """The agency's signature stands on an annex in a file of its own."""

    annex_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTakenOver(DocumentEvent):
    """A paper in the making went from a unit that ended to its heir.

    ``anew`` says that the issuing agency ended: it is drawn and signed again.
    """

    from_unit_id: int
    anew: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyMade(DocumentEvent):
    """The agency certified a copy of the document."""

    copy_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentVoided(DocumentEvent):
    """The document was given up before it was issued; its number stays in the book as void."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFailed(DocumentEvent):
    """Key or time-stamp authority did not answer; the signature can be asked for again."""

    signature_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateIncomplete(Event):
    """A paper could not be drawn because its print template lacks places; ``words`` say which."""

    template: str
    title: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateEnding(Event):
    """A certificate ends soon: of a person, of a unit's seal, or one that others are judged by."""

    key: str
    subject: str
    ends: datetime
    account_id: int | None
    unit_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofsEnding(Event):
    """Issued documents prove themselves no longer than until a moment and were not renewed."""

    count: int
    before: datetime
