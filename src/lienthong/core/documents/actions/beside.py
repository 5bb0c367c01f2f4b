# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files that officers put beside what they work on: read by officers only."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lienthong.core.access.api import may
from lienthong.core.documents.actions.findable import forget_file
from lienthong.core.documents.actions.quarantine import accept_quarantined
from lienthong.core.documents.actions.work import WORK_LIMITS, must_read
from lienthong.core.documents.domain.names import clean_name, extension
from lienthong.core.documents.domain.readers import owner_allows
from lienthong.core.documents.models import File, FileVersion
from lienthong.core.documents.permissions import FREE, WORK_ON
from lienthong.core.documents.queries.strays import version_of_receipt
from lienthong.core.documents.queries.work import holder_of
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, NotAllowed, OutOfScope
from lienthong.kernel.permits import UploadReceipt

MOST_INTERNAL = 100
"""Internal files of one owner."""
LONGEST_TITLE = 900
"""Bytes: three hundred letters, however they are written."""


@action(WORK_ON)
def put_beside(
    owner_kind: str, owner_id: int, *, receipt: UploadReceipt, actor: Actor
) -> FileVersion:
    """Keep a file beside what it is about, once for each receipt, named as the file is.

    Raises ``OutOfScope`` unless the actor may read what it is about, ``NotAllowed`` for a receipt
    of something else, ``IllegalState`` when there are a hundred already, ``InvalidInput`` for a
    file that cannot be taken.
    """
    if not owner_allows(actor, owner_kind, owner_id, 0):
        raise OutOfScope
    if receipt.draft != place_beside(owner_kind, owner_id):
        raise NotAllowed
    taken = version_of_receipt(receipt.id)
    if taken is not None:
        return taken
    beside = File.objects.filter(owner_kind=owner_kind, owner_id=owner_id, internal=True)
    if beside.count() >= MOST_INTERNAL:
        raise IllegalState(_("Đã đủ %(most)s tài liệu nội bộ.") % {"most": MOST_INTERNAL})
    file = File.objects.create(
        title=_title(receipt.name),
        owner_kind=owner_kind,
        owner_id=owner_id,
        unit_id=actor.unit_id,
        internal=True,
    )
    return accept_quarantined(file, receipt=receipt, limits=WORK_LIMITS, actor=actor)


@action(WORK_ON)
def take_off(file: File, *, actor: Actor) -> None:
    """Take an internal file away with all its versions and notes; its bytes go with the sweep.

    By whoever put it there or may free files of others; what was bound or parted, by anybody who
    reads it, for it can be made again. Raises ``NotAllowed`` for anybody else and
    for what a citizen gave, ``IllegalState`` while somebody else holds it.
    """
    must_read(file, actor)
    first = file.versions.order_by("number").first()
    own = first is None or first.uploaded_by_id in {None, actor.account_id}
    if not file.internal or not (own or may(actor, FREE, file)):
        raise NotAllowed
    held = holder_of(file)
    if held is not None and held.account_id != actor.account_id:
        raise IllegalState(_("%(name)s đang giữ tệp này.") % {"name": held.account}, code="held")
    forget_file(file)
    file.versions.all().delete()
    file.delete()


def place_beside(owner_kind: str, owner_id: int) -> str:
    """What the edge's permits call the place for one more file beside something."""
    return f"documents.beside-{owner_kind}-{owner_id}"


def _title(name: str) -> str:
    """The name of the file without what names its kind."""
    clean = clean_name(name, longest=LONGEST_TITLE)
    end = extension(clean)
    return clean[: -len(end) - 1 if end else None][:300]
