# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files that the edge keeps in quarantine are taken over, once for each receipt."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from lienthong.core.documents.actions.files import (
    insert_version,
    inspected,
    new_file,
    space_of,
    store_upload,
)
from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain.inspection import Limits
from lienthong.core.documents.enums import REFUSALS, FileSource
from lienthong.core.documents.models import File, FileVersion
from lienthong.core.documents.permissions import STORE
from lienthong.core.documents.queries.strays import version_of_receipt
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import after_commit
from lienthong.kernel.errors import InvalidInput, NotAllowed
from lienthong.kernel.permits import UploadReceipt, quarantined_file


@action(STORE)
def accept_quarantined(
    file: File,
    *,
    receipt: UploadReceipt,
    source: FileSource = FileSource.UPLOADED,
    digitised: bool = False,
    limits: Limits | None = None,
    actor: Actor,
) -> FileVersion:
    """Take over what the edge keeps in quarantine, once for each receipt, from its owner only.

    The same receipt again answers the version it made. Raises ``NotAllowed`` for somebody else's
    receipt and ``InvalidInput`` for a missing or refused file.
    """
    if receipt.account != str(actor.account_id):
        raise NotAllowed
    taken = version_of_receipt(receipt.id)
    if taken is not None:
        return taken
    path = _path_of(receipt, actor)
    version = store_upload(
        file,
        path=path,
        name=receipt.name,
        declared_type=receipt.media_type,
        source=source,
        digitised=digitised,
        limits=limits,
        receipt=receipt.id,
        actor=actor,
    )
    return _received(version, receipt, path)


@action(STORE)
def receive_file(
    title: str,
    *,
    owner_kind: str,
    owner_id: int,
    person_id: int | None = None,
    receipt: UploadReceipt,
    limits: Limits | None = None,
    actor: Actor,
) -> FileVersion:
    """Open a file for what the edge keeps in quarantine and take that over as its first version.

    For a receipt that made no version yet. Raises as :func:`accept_quarantined`.
    Legal basis: 45/2020/NĐ-CP, Điều 9.
    """
    path = _path_of(receipt, actor)
    seen = inspected(path, receipt.name, receipt.media_type, limits)
    file = new_file(title, owner_kind, owner_id, None, person_id)
    kept = file_store().keep(path, space=space_of(file))
    source = FileSource.UPLOADED
    version = insert_version(
        file, 1, kept, seen, source=source, digitised=False, receipt=receipt.id, actor=actor
    )
    return _received(version, receipt, path)


def _path_of(receipt: UploadReceipt, actor: Actor) -> Path:
    """Where the bytes of a receipt lie. Raises ``NotAllowed``, ``InvalidInput``."""
    if receipt.account != str(actor.account_id):
        raise NotAllowed
    path = quarantined_file(Path(settings.FILE_STORE), receipt)
    if path.parent != path.resolve().parent or not path.is_file():
        raise InvalidInput(REFUSALS["broken"], code="broken")
    return path


def _received(version: FileVersion, receipt: UploadReceipt, path: Path) -> FileVersion:
    """The version, whose bytes are those of the receipt. Raises ``InvalidInput``."""
    if version.sha256 != receipt.sha256:
        raise InvalidInput(REFUSALS["broken"], code="broken")
    after_commit(lambda: path.unlink(missing_ok=True))
    return version
