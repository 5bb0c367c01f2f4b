# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Bytes in the store that nothing refers to, and when the sweep takes them."""

from __future__ import annotations

from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.domain.storage import Stray
from lienthong.core.documents.queries import keys_in_use


def stray_files() -> list[Stray]:
    """Return what no version, preview, page or session refers to, what lies longest first."""
    return file_store().strays(keys_in_use)
