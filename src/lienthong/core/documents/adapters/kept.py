# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The kept bytes of a version: to be read, or to be signed when they are still the same."""

from __future__ import annotations

import hashlib

from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain.signatures import BROKEN_PAPER, SigningError
from lienthong.core.documents.domain.storage import MissingBytesError
from lienthong.core.documents.models import FileVersion


def read_bytes(version: FileVersion) -> bytes:
    """Return the stored bytes of a version; raise ``MissingBytesError``."""
    with file_store().open(version.storage_key) as stream:
        return stream.read()


def whole_bytes(version: FileVersion) -> bytes:
    """Return the bytes of a version that is to be signed: the very ones that were kept.

    Raises ``SigningError`` when they are missing or have changed where they lie.
    """
    try:
        found = read_bytes(version)
    except MissingBytesError as error:
        raise SigningError(BROKEN_PAPER) from error
    if hashlib.sha256(found).hexdigest() != version.sha256:
        raise SigningError(BROKEN_PAPER)
    return found
