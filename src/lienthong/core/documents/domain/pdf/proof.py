# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which answers and lists prove the certificates of a signature good at this moment.

Source: RFC 6960 (answers of status services), RFC 5280 (lists); ETSI EN 319 142-1, 5.4.
"""

import asyncio
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko_certvalidator import CertificateValidator
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.errors import (
    InsufficientRevinfoError,
    OCSPValidationError,
    PathBuildingError,
    PathError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.fetchers.common_utils import format_ocsp_request
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.revinfo.validate_ocsp import verify_ocsp_response
from pyhanko_certvalidator.util import get_declared_revinfo

from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.pdf.evidence import Kept, context_of, fresh_lists
from lienthong.core.documents.domain.pdf.sign import time_stamper
from lienthong.core.documents.domain.signatures import (
    REVOKED_KEY,
    Signer,
    SigningError,
    TimeStampClient,
)
from lienthong.core.documents.domain.verdicts import TrustSet

STRANGER = "time-stamp authority"
Ask = Callable[[bytes], Iterable[bytes]]
"""Asks the status services that the installation knows: a DER request, DER replies in turn."""


@dataclass(frozen=True)
class Proof:
    """Whom to believe, with the answers that were got; ``unproven`` names who issued a certificate
    of which neither answer nor list says now that it is good, empty when all are proven.
    """

    trust: TrustSet
    unproven: str = ""


def prove(
    signer: Signer, clock: TimeStampClient, trust: TrustSet, ask: Ask, *, at: datetime, pdf: bytes
) -> Proof:
    """Return what proves the certificates of a key and of the time-stamp authority good.

    Answers about the signers before, in ``pdf``, come along where they can be got. Raises
    ``SigningError`` when the key is revoked or leads to nobody we trust.
    """
    held = Held(x509.Certificate.load(signer.certificate), _loaded(signer.chain))
    return asyncio.run(_prove([held], clock, trust, ask, at, earlier=list(signers_in(pdf))))


def prove_earlier(
    pdf: bytes, clock: TimeStampClient, trust: TrustSet, ask: Ask, *, at: datetime
) -> Proof:
    """Return what proves the signers of a file good, as far as they still can be."""
    return asyncio.run(_prove([], clock, trust, ask, at, earlier=list(signers_in(pdf))))


@dataclass(frozen=True)
class Held:
    """A certificate with those that lead from it towards a root."""

    certificate: x509.Certificate
    chain: list[x509.Certificate]


def signers_in(pdf: bytes) -> Iterator[Held]:
    """Yield the certificates that signed a file, oldest signature first.

    Raises ``UnreadableFileError``.
    """
    try:
        for one in PdfFileReader(io.BytesIO(pdf), strict=False).embedded_regular_signatures:
            yield Held(one.signer_cert, list(one.other_embedded_certs))
    except PdfError as error:
        raise UnreadableFileError(str(error)) from error


async def _prove(
    held: list[Held],
    clock: TimeStampClient,
    trust: TrustSet,
    ask: Ask,
    at: datetime,
    *,
    earlier: list[Held],
) -> Proof:
    context = _context(trust, at, "soft-fail")
    try:
        paths = [await _validated(one, context) for one in held]
        stamper: Any = time_stamper(clock)  # type: ignore[arg-type]  # ports are frozen values
        paths += [path async for path in stamper.validation_paths(context)]
    except PathBuildingError:
        return Proof(trust, STRANGER if not held else name_of(held[0].certificate.issuer))
    except RevokedError as error:
        raise SigningError(f"{REVOKED_KEY}: {error}") from error
    except (TimestampRequestError, PathError, ValidationError) as error:
        raise SigningError(str(error)) from error
    known = [path for one in earlier if (path := await _path_or_none(one, context))]
    search = _Search(trust, ask, at)
    for path in paths:
        await search.follow(path, strictly=True)
    for path in known:
        await search.follow(path, strictly=False)
    found = replace(trust, answers=tuple(search.answers))
    needed = paths if held else known
    return Proof(found, await _missing(needed, found, search.settled, at))


async def _missing(
    paths: list[ValidationPath], trust: TrustSet, settled: set[bytes], at: datetime
) -> str:
    """Who issued the first certificate that nothing proves good; empty when all are."""
    context = _context(trust, at, "require")
    for path in paths:
        validator = CertificateValidator(
            path.last, list(path.iter_certs(include_root=False)), context
        )
        try:
            await validator.async_validate_path()
        except InsufficientRevinfoError:
            return _issuer_without_word(path, trust, settled, at)
        except (PathError, ValidationError):
            continue
    return ""


def _issuer_without_word(
    path: ValidationPath, trust: TrustSet, settled: set[bytes], at: datetime
) -> str:
    """The issuer whose list is missing or has run out; else that of the last certificate."""
    current = {one["tbs_cert_list"]["issuer"].hashable for one in fresh_lists(trust, at)}
    for one in path.iter_certs(include_root=False):
        if one.issuer.hashable not in current and one.sha256 not in settled:
            return name_of(one.issuer)
    return name_of(path.last.issuer)


def name_of(who: x509.Name) -> str:
    """The common name, else the whole name."""
    native = who.native.get("common_name")
    return native if isinstance(native, str) else str(who.human_friendly)


@dataclass
class _Search:
    """Asks about each certificate of a path that names a status service; keeps what holds."""

    trust: TrustSet
    ask: Ask
    at: datetime

    def __post_init__(self) -> None:
        self.answers: list[bytes] = []
        self.settled: set[bytes] = set()

    async def follow(self, path: ValidationPath, *, strictly: bool) -> None:
        """Gather answers; raise ``SigningError`` for a revoked one when ``strictly``."""
        for one in path.iter_certs(include_root=False):
            if one.sha256 in self.settled or not get_declared_revinfo(one)[1]:
                continue
            issuer = path.find_issuing_authority(one)
            query = format_ocsp_request(
                one, issuer, certid_hash_algo="sha1", request_nonces=False
            ).dump()
            try:
                await self._settle(one, path, self.ask(query))
            except RevokedError as error:
                if strictly:
                    raise SigningError(f"{REVOKED_KEY}: {error}") from error

    async def _settle(
        self, certificate: x509.Certificate, path: ValidationPath, replies: Iterable[bytes]
    ) -> None:
        for reply in replies:
            if await _is_good(certificate, path, reply, self.trust, self.at):
                self.answers.append(reply)
                self.settled.add(certificate.sha256)
                return


async def _is_good(
    certificate: x509.Certificate, path: ValidationPath, reply: bytes, trust: TrustSet, at: datetime
) -> bool:
    """Whether a reply says, in time and by who may say it, that the certificate is good.

    Raises ``RevokedError`` when it says as surely that it is revoked.
    """
    answered = replace(trust, answers=(reply,))
    kept: Kept = (list(path.iter_certs(include_root=True)), [], [])
    roots = trust.roots + trust.time_roots
    try:
        context = context_of(answered, roots, at, "soft-fail", kept=kept)
        await verify_ocsp_response(certificate, path, context)
    except RevokedError:
        raise
    except (OCSPValidationError, PathError, ValidationError, ValueError):
        return False
    return True


def _context(trust: TrustSet, at: datetime, mode: str) -> ValidationContext:
    return context_of(trust, trust.roots + trust.time_roots, at, mode)


async def _path_or_none(held: Held, context: ValidationContext) -> ValidationPath | None:
    """The path of who signed before; None when they cannot be proven any more."""
    try:
        return await _validated(held, context)
    except (PathError, ValidationError):
        return None


async def _validated(held: Held, context: ValidationContext) -> ValidationPath:
    validator = CertificateValidator(held.certificate, held.chain, context)
    path: ValidationPath = await validator.async_validate_path()
    return path


def _loaded(ders: Iterable[bytes]) -> list[x509.Certificate]:
    return [x509.Certificate.load(der) for der in ders]
