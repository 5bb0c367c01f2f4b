# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The scheduled job that renews archive time-stamps of issued documents."""

from __future__ import annotations

import logging

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.actions.renew import record_renewal
from lienthong.core.documents.actions.warn import tell_endings
from lienthong.core.documents.adapters.kept import read_bytes
from lienthong.core.documents.adapters.proofs import renewed
from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.signatures import SigningError
from lienthong.core.documents.domain.storage import MissingBytesError
from lienthong.core.documents.queries.proofs import document_of, ending_proofs, unproven_files
from lienthong.core.documents.queries.trust import trust_set
from lienthong.core.documents.tasks.trust import refresh_trust
from lienthong.kernel.actor import Actor
from lienthong.kernel.ports import task

logger = logging.getLogger(__name__)
CANNOT = (SigningError, UnreadableFileError, MissingBytesError, ValueError)


@task("documents.renew_proofs", every="10 20 * * *", title=_("Gia hạn dấu thời gian lưu trữ"))
def renew_proofs() -> int:
    """Put one more time-stamp on documents, annexes and copies whose proof ends soon, or that were
    signed while nobody told whether the certificates were good.

    Each in an act of its own; one that cannot be stamped does not hold up the others. A signer's
    issuer that gives no word, or an authority that is silent, leaves it for another day.

    Returns how many.
    """
    refresh_trust()
    evidence, done = trust_set(), 0
    actor = Actor.platform("gia hạn lưu trữ")
    for base in [*ending_proofs(at=timezone.now()), *unproven_files()]:
        try:
            pdf = renewed(read_bytes(base), evidence, at=timezone.now())
            kept = file_store().keep_bytes(pdf)
        except CANNOT as error:
            logger.warning("archive time-stamp of file %s: %s", base.file_id, error)
            continue
        record_renewal(document_of(base.file), base=base, kept=kept, actor=actor)
        done += 1
    return done


@task("documents.tell_endings", every="20 0 * * *", title=_("Báo chứng thư sắp hết hạn"))
def tell_what_ends() -> int:
    """Tell holders and administrators what ends soon, every morning; return of how many things."""
    return tell_endings(timezone.now(), actor=Actor.platform("báo chứng thư sắp hết hạn"))
