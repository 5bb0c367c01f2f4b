# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What became of the edge's receipts."""

from __future__ import annotations

from lienthong.core.documents.models import FileVersion
from lienthong.kernel.prepared import Prepared


def version_of_receipt(receipt: str) -> FileVersion | None:
    """The version that a receipt made; none while it was not taken."""
    return _TAKEN.first(receipt)


_TAKEN: Prepared[FileVersion] = Prepared(
    lambda receipt: FileVersion.objects.filter(receipt=receipt)[:1]
)
