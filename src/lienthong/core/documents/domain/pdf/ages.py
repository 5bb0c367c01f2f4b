# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Word about revocation that a file keeps proves something while its giver is to be believed.

Once the certificate of whoever signed an answer or a list has ended or was revoked, such word may
have been made with the key afterwards. It counts only when a trusted time-stamp shows that it was
there before. What the installation got itself is not asked: it knows when that came.
Source: ETSI EN 319 102-1, 5.6 (past signature validation: proof of existence of revocation data).
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import core, crl, ocsp, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator.sig_validate import DEFAULT_SIGNATURE_VALIDATOR

from lienthong.core.documents.domain.pdf.evidence import (
    Kept,
    Word,
    certificates_in,
    kept_inside,
    revoked_at,
    words_inside,
)
from lienthong.core.documents.domain.verdicts import TrustSet

MOST_STEPS = 8
"""Certificates above each other that are followed."""
UNSIGNED = (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError, KeyError)
Known = Callable[[int], datetime]
"""When a revision of the file is known to have been there at the latest."""


@dataclass(frozen=True)
class Aged:
    """What of the kept word counts; ``ended`` is when the first giver of the other word ended."""

    kept: Kept
    ended: datetime | None


def counting(
    certificates: list[x509.Certificate],
    words: tuple[list[Word], list[Word]],
    givers: "Givers",
    known: Known,
) -> Aged:
    """Return the lists and answers that were there before whoever signed them ended."""
    kept: list[list[Any]] = []
    ends: list[datetime] = []
    for found in words:
        told = [(word, known(revision), givers.end_of(word)) for word, revision in found]
        kept.append([word for word, there, end in told if end and there < end])
        ends += [end for _word, there, end in told if end and there >= end]
    return Aged((certificates, kept[0], kept[1]), min(ends, default=None))


def givers_end(reader: PdfFileReader) -> list[datetime]:
    """Return when those ended or will end who gave the word that a file keeps."""
    givers = Givers(TrustSet(), certificates_within(reader))
    ends = [givers.end_of(word) for found in words_inside(reader) for word, _revision in found]
    return [end for end in ends if end]


def certificates_within(reader: PdfFileReader) -> Iterator[x509.Certificate]:
    """Yield the certificates in the store of a file and beside its signatures."""
    yield from kept_inside(reader)[0]
    for held in reader.embedded_signatures:
        try:
            yield from (held.signer_cert, *held.other_embedded_certs)
        except (SignatureValidationError, ValueError, TypeError, KeyError, AttributeError):
            continue


class Givers:
    """Finds who signed a list or an answer among known certificates, and when they ended.

    Of several certificates with the same key those of the installation are believed, otherwise
    the one that ends first: whoever has the key can make others.
    """

    def __init__(self, trust: TrustSet, found: Iterable[x509.Certificate]) -> None:
        own = trust.roots + trust.time_roots + trust.intermediates
        ended = [one.roots + one.time_roots + one.intermediates for one in trust.ended]
        self.lists = trust.revocation_lists
        self.roots = set(trust.roots + trust.time_roots)
        self.own = [*certificates_in(own + tuple(der for each in ended for der in each))]
        self.found = [*found]

    def end_of(self, word: crl.CertificateList | ocsp.OCSPResponse) -> datetime | None:
        """When whoever signed a list or an answer ended or will end; None for an unknown one."""
        if isinstance(word, crl.CertificateList):
            name = word.issuer.hashable
            return self._end(_Signed.of_list(word), lambda one: one.subject.hashable == name)
        basic = word.basic_ocsp_response
        return self._end(_Signed.of_answer(basic), _responder(basic), list(basic["certs"] or ()))

    def _end(
        self,
        signed: "_Signed",
        fits: Callable[[x509.Certificate], bool],
        more: Iterable[x509.Certificate] = (),
        steps: int = MOST_STEPS,
    ) -> datetime | None:
        for group, chosen in ((self.own, max), ([*self.found, *more], min)):
            makers = [one for one in group if fits(one) and signed.is_by(one)]
            ends = [self._own_end(one, steps) for one in makers]
            if ends:
                return chosen(ends)
        return None

    def _own_end(self, certificate: x509.Certificate, steps: int) -> datetime:
        ends = [certificate.not_valid_after, revoked_at(certificate, self.lists)]
        if certificate.dump() not in self.roots and certificate.self_issued is False and steps:
            name = certificate.issuer.hashable
            signed = _Signed.of_certificate(certificate)
            ends.append(
                self._end(signed, lambda one: one.subject.hashable == name, steps=steps - 1)
            )
        soonest: datetime = min(end for end in ends if end)
        return soonest


@dataclass(frozen=True)
class _Signed:
    """Something signed: what, how, and the signature."""

    told: bytes
    algorithm: core.Sequence
    signature: bytes

    @classmethod
    def of_list(cls, word: crl.CertificateList) -> "_Signed":
        told = word["tbs_cert_list"].dump()
        return cls(told, word["signature_algorithm"], word["signature"].native)

    @classmethod
    def of_answer(cls, basic: ocsp.BasicOCSPResponse) -> "_Signed":
        told = basic["tbs_response_data"].dump()
        return cls(told, basic["signature_algorithm"], basic["signature"].native)

    @classmethod
    def of_certificate(cls, one: x509.Certificate) -> "_Signed":
        told = one["tbs_certificate"].dump()
        return cls(told, one["signature_algorithm"], one["signature_value"].native)

    def is_by(self, certificate: x509.Certificate) -> bool:
        """Whether the key of a certificate made the signature."""
        try:
            DEFAULT_SIGNATURE_VALIDATOR.validate_signature(
                self.signature, self.told, certificate.public_key, self.algorithm
            )
        except UNSIGNED:
            return False
        return True


def _responder(basic: ocsp.BasicOCSPResponse) -> Callable[[x509.Certificate], bool]:
    """Whether a certificate is the one that an answer names as its signer's."""
    named = basic["tbs_response_data"]["responder_id"]
    if named.name != "by_key":
        name = named.chosen.hashable
        return lambda one: one.subject.hashable == name
    key = named.native
    return lambda one: (
        hashlib.sha1(bytes(one.public_key["public_key"]), usedforsecurity=False).digest() == key
        or one.key_identifier == key
    )
