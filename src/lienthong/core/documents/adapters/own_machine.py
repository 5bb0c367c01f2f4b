# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What goes to a plug-in on the signer's machine and what comes back; trials of any means.

Like the press, only jobs call it, and nothing here touches a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lienthong.core.documents.adapters.kept import whole_bytes
from lienthong.core.documents.adapters.key_ring import signer_by, time_stamps
from lienthong.core.documents.adapters.press import (
    assets,
    filled_for,
    order_of,
    print_html,
)
from lienthong.core.documents.adapters.quarantine import waiting_file
from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain.signatures import (
    Appearance,
    HandedOut,
    SignatureOrder,
    SignedBack,
)
from lienthong.core.documents.domain.storage import Kept
from lienthong.core.documents.domain.verdicts import TrustSet
from lienthong.core.documents.models import Signature, SigningMeans, SigningSession


@dataclass(frozen=True)
class Prepared:
    """What goes to the signer's machine: the document in the store, and the look as a PDF."""

    kept: Kept
    look: bytes


@dataclass(frozen=True)
class Returned:
    """What came from the signer's machine: the signed document in the store, and who signed."""

    kept: Kept
    made: SignedBack


def prepare_document(signature: Signature, *, at: datetime) -> Prepared:
    """Make a document ready for a plug-in on the signer's machine: filled, with its look.

    Raises ``SigningError`` and ``FieldError`` as ``make_signature`` does.
    """
    from lienthong.core.documents.domain.pdf.sign import draw_look  # worker only

    pdf = filled_for(signature, whole_bytes(signature.base_version))
    look = draw_look(pdf, order_of(signature, at), assets())
    return Prepared(file_store().keep_bytes(pdf), look)


def prepare_trial(name: str, *, at: datetime) -> Prepared:
    """Make a blank page with one place ``person``, on which a means of signing is tried."""
    from lienthong.core.documents.domain.pdf.sign import draw_look  # worker only

    drawn = print_html("documents/trial.html", {"name": name, "at": at})
    with file_store().open(drawn.kept.key) as stream:
        pdf = stream.read()
    return Prepared(drawn.kept, draw_look(pdf, trial_order(name, at), assets()))


def try_signer(means: SigningMeans, name: str, *, at: datetime) -> bytes:
    """Sign a blank page with a means that needs no machine of the signer; its certificate, DER.

    Raises ``SigningError``.
    """
    from lienthong.core.documents.domain.pdf.sign import sign_field  # worker only

    with file_store().open(prepare_trial(name, at=at).kept.key) as stream:
        pdf = stream.read()
    signer = signer_by(means)
    sign_field(pdf, trial_order(name, at), signer, time_stamps(), assets())
    return signer.certificate


def trial_order(name: str, at: datetime) -> SignatureOrder:
    """The signature on the trial page."""
    return SignatureOrder("person", Appearance(name, (), "person"), at)


def check_signed_back(session: SigningSession, trust: TrustSet, *, at: datetime) -> Returned:
    """Check what a plug-in sent back and keep it; raise ``ReturnRefusedError``."""
    from lienthong.core.documents.domain.pdf.returned import check_return  # worker only

    with file_store().open(session.storage_key) as stream:
        pdf = stream.read()
    handed = HandedOut(pdf, session.field_name, session.means.reference)
    path = waiting_file(session.stored)
    returned = path.read_bytes() if path.is_file() else b""
    made = check_return(handed, returned, trust, at=at)
    return Returned(file_store().keep_bytes(returned), made)
