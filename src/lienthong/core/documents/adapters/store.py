# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The file store that the settings name."""

from functools import cache
from pathlib import Path

from django.conf import settings

from lienthong.core.documents.adapters.local_store import LocalStore
from lienthong.core.documents.domain.storage import FileStore


def file_store() -> FileStore:
    """Return the store of ``FILE_STORE``: today a local folder."""
    return _local(Path(settings.FILE_STORE))


@cache
def _local(root: Path) -> LocalStore:
    root.mkdir(parents=True, exist_ok=True, mode=0o750)
    return LocalStore(root)
