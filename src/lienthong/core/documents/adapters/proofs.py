# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the worker gathers so that signatures can still be checked in years. No row is touched."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from lienthong.core.documents.adapters.answers import asking
from lienthong.core.documents.adapters.key_ring import time_stamps
from lienthong.core.documents.domain.signatures import Signer, SigningError
from lienthong.core.documents.domain.verdicts import TrustSet

if TYPE_CHECKING:
    from lienthong.core.documents.domain.pdf.proof import Proof

logger = logging.getLogger(__name__)


def proof_of(signer: Signer, pdf: bytes, evidence: TrustSet, at: datetime) -> Proof:
    """Return what status services and lists say of who is about to sign, and of who did before.

    Raises ``SigningError`` for a revoked key and when the time-stamp authority is silent.
    """
    from lienthong.core.documents.domain.pdf.proof import prove  # worker only

    proof = prove(signer, time_stamps(), evidence, asking(), at=at, pdf=pdf)
    if proof.unproven:
        logger.warning("no word about certificates of %s", proof.unproven)
    return proof


def renewed(pdf: bytes, evidence: TrustSet, *, at: datetime) -> bytes:
    """Return a PDF with one more archive time-stamp; raise ``SigningError``.

    That is also raised while nothing says of a signer whether their certificate is good.
    """
    from lienthong.core.documents.domain.pdf.proof import prove_earlier  # worker only
    from lienthong.core.documents.domain.pdf.renew import renew_proof  # worker only

    clock = time_stamps()
    proof = prove_earlier(pdf, clock, evidence, asking(), at=at)
    if proof.unproven:
        raise SigningError(f"no word about certificates of {proof.unproven}")
    return renew_proof(pdf, clock, proof.trust, at=at)
