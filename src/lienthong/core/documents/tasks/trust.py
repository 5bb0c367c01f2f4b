# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs that keep what signatures are judged by up to date: roots and lists of revocation."""

from __future__ import annotations

import logging
import ssl
from datetime import timedelta

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.actions.configure import import_revocation_list, import_trust_anchor
from lienthong.core.documents.actions.files import record_verdicts
from lienthong.core.documents.adapters.kept import read_bytes
from lienthong.core.documents.adapters.key_ring import authority_address
from lienthong.core.documents.adapters.trust import (
    UnreadableTrustError,
    fetch,
    revocation_addresses,
)
from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.signatures import SigningError
from lienthong.core.documents.domain.storage import MissingBytesError
from lienthong.core.documents.enums import AnchorUse, DocumentState
from lienthong.core.documents.models import IssuedDocument, RevocationList, TrustAnchor
from lienthong.core.documents.queries.trust import doubted_versions, trust_set
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.ports import task

logger = logging.getLogger(__name__)
LIST_AGE = timedelta(hours=12)
TRY_AGAIN = 300  # seconds
LOT = 100
"""So many files are read at once to be judged anew."""
UNREADABLE = (UnreadableFileError, MissingBytesError, ValueError)
DEMO_SOURCE = "Cơ quan chứng thực mô phỏng"


@task(
    "documents.refresh_trust",
    every="20 */6 * * *",
    title=_("Cập nhật danh sách tin cậy và thu hồi"),
)
def refresh_trust() -> None:
    """Fetch revocation lists when the newest is older than half a day or one has run out.

    The demo also learns its own authority.

    Tried at most once in five minutes: a silent authority must not hold up every check.
    """
    newest = RevocationList.objects.order_by("-published_at").first()
    fresh = newest is not None and newest.published_at > timezone.now() - LIST_AGE
    has_stale = RevocationList.objects.filter(next_at__lte=timezone.now()).exists()
    if (fresh and not has_stale) or not caches["process"].add(
        "documents.trust_tried", True, TRY_AGAIN
    ):
        return
    actor = Actor.platform("cập nhật danh sách tin cậy")
    known = TrustAnchor.objects.order_by("pk").values_list("list_addresses", flat=True)
    addresses = [address for row in known for address in row]
    if settings.LIENTHONG_DEMO:
        addresses += _demo_authority(actor)
    for address, verify in revocation_addresses(addresses).items():
        _fetch_list(address, verify, actor)


def _demo_authority(actor: Actor) -> list[str]:
    """Believe the root of the simulated authority when no root is known; return its lists."""
    try:
        base = authority_address()
        if not TrustAnchor.objects.exists():
            root = fetch(f"{base}/root.pem")
            for use in (AnchorUse.SIGNATURE, AnchorUse.TIME_STAMP):
                import_trust_anchor(root, use=use, source=DEMO_SOURCE, actor=actor)
    except (SigningError, UnreadableTrustError) as error:
        logger.warning("no demo authority: %s", error)
        return []
    return [f"{base}/root.crl", f"{base}/issuer.crl"]


def _fetch_list(address: str, verify: ssl.SSLContext, actor: Actor) -> None:
    """Keep the newest list; without one, verdicts say that revocation is unknown."""
    try:
        import_revocation_list(fetch(address, verify), actor=actor)
    except (UnreadableTrustError, InvalidInput) as error:
        logger.warning("revocation list %s: %s", address, error)


@task(
    "documents.recheck_signatures",
    every="50 17 * * *",
    title=_("Kiểm tra lại chữ ký khi danh sách tin cậy đổi"),
)
def recheck_signatures() -> int:
    """Judge the signatures anew, lot by lot, that an anchor which ended or began since may change.

    Each file in an act of its own: a run that is killed goes on where it stopped. Returns how many.
    """
    from lienthong.core.documents.domain.pdf.verify import verify_pdf  # worker only

    actor, done = Actor.platform("kiểm tra lại chữ ký"), 0
    while lot := list(doubted_versions().select_related("file")[:LOT]):
        for version in lot:
            try:
                verdicts = verify_pdf(read_bytes(version), trust_set(), at=timezone.now())
            except UNREADABLE as error:
                logger.warning("signatures of file %s: %s", version.file_id, error)
                verdicts = version.signature_verdicts
            record_verdicts(version, verdicts=verdicts, actor=actor)
        done += len(lot)
    if done:
        _issue_what_waited()
    return done


def _issue_what_waited() -> None:
    """Check again what was sealed and not issued: whoever signed it may be believed now."""
    sealed = IssuedDocument.objects.filter(state=DocumentState.SEALED, issue_when_sealed=True)
    for one in sealed.order_by("pk"):
        ports.defer("documents.verify_document", lock=one.job_lock, document_id=one.pk)
