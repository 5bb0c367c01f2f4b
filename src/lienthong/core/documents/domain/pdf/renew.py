# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Archive time-stamps: how long the last one proves, and one more over all of it (PAdES B-LTA).

Source: ETSI EN 319 142-1, 5.5 and 6.3 (long-term availability and integrity of proof).
"""

import io
from datetime import datetime

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError as PdfSigningError
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation import add_validation_info
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.errors import PathError

from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.pdf.ages import givers_end
from lienthong.core.documents.domain.pdf.evidence import context_of
from lienthong.core.documents.domain.pdf.sign import DIGEST, time_stamper
from lienthong.core.documents.domain.pdf.verify import UNREADABLE
from lienthong.core.documents.domain.signatures import SigningError, TimeStampClient
from lienthong.core.documents.domain.verdicts import TrustSet


def proof_ends(pdf: bytes) -> datetime | None:
    """Until when the file proves its signatures by itself; None when it has none.

    That is the end of the certificate of the newest archive time-stamp; without one, of the
    certificate that ends first, of the signers and of those who gave the word kept inside.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        stamps = reader.embedded_timestamp_signatures
        signatures = reader.embedded_regular_signatures
        ends = [one.signer_cert.not_valid_after for one in stamps[-1:] or signatures]
        ends += [] if stamps else givers_end(reader)
    except UNREADABLE as error:
        raise UnreadableFileError(str(error)) from error
    return min(ends, default=None)


def renew_proof(pdf: bytes, clock: TimeStampClient, evidence: TrustSet, *, at: datetime) -> bytes:
    """Return the document with one more archive time-stamp over everything before it.

    What proves the time-stamp before it is kept inside first; the first archive time-stamp also
    covers what proves the signers' certificates good. The earlier bytes stay as they are.
    Raises ``SigningError`` when the authority fails or the evidence does not prove it good,
    ``UnreadableFileError`` for a file that cannot be read.
    """
    context = context_of(evidence, evidence.roots + evidence.time_roots, at, "soft-fail")
    maker = PdfTimeStamper(time_stamper(clock))  # type: ignore[arg-type]  # ports are frozen values
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        if reader.embedded_timestamp_signatures:
            made = maker.update_archival_timestamp_chain(reader, context, in_place=False)
        else:
            proven = io.BytesIO(_with_evidence(pdf, context))
            writer = IncrementalPdfFileWriter(proven, strict=False)
            made = maker.timestamp_pdf(writer, DIGEST, context, output=io.BytesIO())
    except (PdfSigningError, TimestampRequestError, PathError) as error:
        raise SigningError(str(error)) from error
    except UNREADABLE as error:
        raise UnreadableFileError(str(error)) from error
    return bytes(made.getvalue())


def _with_evidence(pdf: bytes, context: ValidationContext) -> bytes:
    """Keep inside what proves each signer good now: lists forget certificates that ran out.

    A signer who cannot be proven good any more is left as they stand.
    """
    count = len(PdfFileReader(io.BytesIO(pdf), strict=False).embedded_regular_signatures)
    for place in range(count):
        signature = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_regular_signatures[place]
        try:
            pdf = add_validation_info(signature, context, add_vri_entry=False).getvalue()
        except PathError:
            continue
    return pdf
