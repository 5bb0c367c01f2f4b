# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Checking the signatures of a PDF against a given trust set; nothing is fetched."""

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel

from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.pdf.ages import Aged, Givers, certificates_within, counting
from lienthong.core.documents.domain.pdf.evidence import (
    kept_inside,
    listed,
    told_at,
    words_inside,
)
from lienthong.core.documents.domain.pdf.looks import LENIENT, STRICT, Looks
from lienthong.core.documents.domain.verdicts import (
    COVERS_FILE,
    COVERS_PART,
    COVERS_REVISION,
    GOOD,
    LEVELS,
    REVOKED,
    TIME_BEFORE,
    TIME_CLAIMED,
    TIME_NONE,
    TIME_TRUSTED,
    TODAY_ENDED,
    TODAY_EXPIRED,
    TODAY_GOOD,
    TODAY_REVOKED,
    TODAY_STRANGE,
    UNKNOWN,
    SignatureVerdict,
    TrustSet,
)

UNREADABLE = (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)
LAST_LINES = re.compile(rb"startxref\s+\d+\s+%%EOF\s*")


# An untrusted signer or a changed page is an answer here, not an incident, and that nothing is
# fetched is meant: the library logs each, most with a traceback.
for talker in ("validation", "diff_analysis", "signers.pdf_signer"):
    logging.getLogger(f"pyhanko.sign.{talker}").setLevel(logging.ERROR)


def verify_pdf(pdf: bytes, trust: TrustSet, *, at: datetime) -> tuple[SignatureVerdict, ...]:
    """Return one verdict for each signature, in the order they were made.

    A signature with a trusted time-stamp is judged at the time it proves, also one that covers it
    later in the file; any other at ``at``. Who issued it must have been believed at that time.
    What the file itself keeps for later (certificates, revocation answers) is used too, answers
    that are not proven to be older than the end of whoever gave them only against a certificate.
    Source: ETSI EN 319 102-1, 5.6 (past signature validation).
    Raises ``UnreadableFileError`` when the file cannot be read (``encrypted`` when it is locked).
    """
    end = _end_of(pdf)
    try:
        reader = PdfFileReader(io.BytesIO(pdf[:end]), strict=False)
        if reader.encrypted:
            _unlock(reader)
        signatures = reader.embedded_regular_signatures
        has_tail = bool(pdf[end:].strip()) or _has_tail(reader, pdf[:end])
        examiner = Examiner(reader, trust, at, has_tail=has_tail)
    except UnreadableFileError:
        raise
    except UNREADABLE as error:
        raise UnreadableFileError(str(error)) from error
    return tuple(examiner.verdict(signature) for signature in signatures)


def _end_of(pdf: bytes) -> int:
    """Return where the last revision ends; what follows was never part of the document."""
    ends = [match.end() for match in LAST_LINES.finditer(pdf)]
    return ends[-1] if ends else len(pdf)


def _unlock(reader: PdfFileReader) -> None:
    """Open what anybody may open; a password for reading stops us."""
    if reader.decrypt(b"").status == AuthStatus.FAILED:
        raise UnreadableFileError("encrypted")


class Examiner:
    """Judges the signatures of one file against one trust set."""

    def __init__(
        self, reader: PdfFileReader, trust: TrustSet, at: datetime, *, has_tail: bool
    ) -> None:
        self.at = at
        self.has_tail = has_tail
        self.looks = Looks(trust, kept_inside(reader), at)
        self.trust = trust
        self.archive = list(self._archive_times(reader))
        self.aged = self._aged(reader)
        self.looks = replace(self.looks, counting=self.aged.kept)

    def _aged(self, reader: PdfFileReader) -> Aged:
        """What of the word kept in the file was there before whoever gave it ended."""
        givers = Givers(self.trust, certificates_within(reader))
        return counting(self.looks.kept[0], words_inside(reader), givers, self._there)

    def _there(self, revision: int) -> datetime:
        return min((time for until, time in self.archive if until >= revision), default=self.at)

    def verdict(self, signature: Any) -> SignatureVerdict:
        """Return the answers about one signature."""
        try:
            return self._verdict(signature)
        except (SignatureValidationError, *UNREADABLE) as error:
            return _broken(signature, error)

    def _verdict(self, signature: Any) -> SignatureVerdict:
        until = self._known_until(signature)
        first = self.looks.whole(signature, until)
        proven = _proven_time(first)
        moment = proven or until
        strict = self.looks.standing(signature, moment, STRICT)
        status = strict
        if not strict.trusted:
            is_now = moment == self.at
            status = first if is_now else self.looks.standing(signature, moment, LENIENT)
        revocation = self._revocation(status, strict, signature.signer_cert, moment)
        return SignatureVerdict(
            **_names(signature.signer_cert),
            field_name=signature.field_name,
            intact=bool(status.intact and status.valid),
            trusted=bool(status.trusted),
            time=TIME_BEFORE if moment < self.at and not proven else _time_kind(first),
            covers=COVERS_PART if self.has_tail else _coverage(first),
            revocation=revocation,
            signed_at=proven or first.signer_reported_dt,
            problem=_problem(status),
            level=self._level(first, signature),
            valid_until=signature.signer_cert.not_valid_after,
            today=TODAY_REVOKED if revocation == REVOKED else self._today(first, signature),
            told_at=told_at(signature.signer_cert, self.trust.revocation_lists),
            word_ended=self._word_ended(signature, moment) if revocation == UNKNOWN else None,
        )

    def _word_ended(self, signature: Any, moment: datetime) -> datetime | None:
        """When the giver of the kept word ended that would prove the certificate good."""
        ended = self.aged.ended
        return ended if ended and self.looks.good_by_all_kept(signature, moment) else None

    def _revocation(
        self, status: Any, strict: Any, certificate: x509.Certificate, moment: datetime
    ) -> str:
        if status.revoked or strict.revoked:
            return REVOKED
        if strict.trusted:
            return GOOD
        lists = self.trust.revocation_lists
        return REVOKED if listed(certificate, lists, moment) else UNKNOWN

    def _archive_times(self, reader: PdfFileReader) -> Iterator[tuple[int, datetime]]:
        """Yield revision and time of each archive time-stamp, newest first.

        Each is judged at the time that the one after it proves, so that a chain outlives the
        certificates of its time-stamp authorities.
        """
        known = self.at
        for stamp in reversed(reader.embedded_timestamp_signatures):
            try:
                status = self.looks.archive_stamp(stamp, known)
            except (SignatureValidationError, *UNREADABLE):
                continue
            is_whole = status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
            if status.valid and status.intact and status.trusted and is_whole:
                known = min(known, status.timestamp)
                yield stamp.signed_revision, known

    def _known_until(self, signature: Any) -> datetime:
        """Return the moment at which the signature is known to have been there at the latest.

        Its own time-stamp is judged at it, and without one the signature itself.
        """
        later = [time for revision, time in self.archive if revision > signature.signed_revision]
        return min(later, default=self.at)

    def _level(self, first: Any, signature: Any) -> str:
        if _proven_time(first) is None and first.timestamp_validity is None:
            return LEVELS[0]
        if not self.looks.proof_kept:
            return LEVELS[1]
        archived = any(revision > signature.signed_revision for revision, _time in self.archive)
        return LEVELS[3] if archived else LEVELS[2]

    def _today(self, first: Any, signature: Any) -> str:
        if first.revoked:
            return TODAY_REVOKED
        if signature.signer_cert.not_valid_after < self.at:
            return TODAY_EXPIRED
        if not (first.intact and first.valid):
            return ""
        if first.trusted:
            return TODAY_GOOD
        return TODAY_ENDED if self.looks.led_to_ended(signature) else TODAY_STRANGE


def _has_tail(reader: PdfFileReader, pdf: bytes) -> bool:
    """Whether bytes follow that belong to no revision: nothing that was signed explains them."""
    last = reader.total_revisions - 1
    ends = [
        one.byte_range[2] + one.byte_range[3]
        for one in reader.embedded_signatures
        if one.signed_revision == last and len(one.byte_range) == 4
    ]
    return bool(ends) and bool(pdf[max(ends) :].strip())


def _proven_time(status: Any) -> datetime | None:
    stamp = status.timestamp_validity
    if stamp is not None and stamp.valid and stamp.intact and stamp.trusted:
        time: datetime = stamp.timestamp
        return time
    return None


def _problem(status: Any) -> str:
    return str(status.trust_problem_indic.name) if status.trust_problem_indic else ""


def _time_kind(status: Any) -> str:
    if _proven_time(status):
        return TIME_TRUSTED
    return TIME_CLAIMED if status.signer_reported_dt or status.timestamp_validity else TIME_NONE


def _coverage(status: Any) -> str:
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return COVERS_FILE
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_REVISION and status.docmdp_ok
    return COVERS_REVISION if whole else COVERS_PART


def _names(certificate: x509.Certificate) -> dict[str, str]:
    name = certificate.subject.native.get("common_name", "")
    return {
        "signer": name if isinstance(name, str) else ", ".join(name),
        "subject": certificate.subject.human_friendly,
        "issuer": certificate.issuer.human_friendly,
        "serial": f"{certificate.serial_number:x}",
    }


def _broken(signature: Any, error: Exception) -> SignatureVerdict:
    return SignatureVerdict(
        signer="",
        subject="",
        issuer="",
        serial="",
        field_name=str(signature.field_name),
        intact=False,
        trusted=False,
        time=TIME_NONE,
        covers=COVERS_PART,
        revocation=UNKNOWN,
        problem=type(error).__name__,
    )
