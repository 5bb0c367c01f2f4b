# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files of strangers in the edge's quarantine, which wait for a check and are never kept."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from lienthong.kernel.permits import UploadReceipt, quarantine_folder

PLACE = "documents.examination"
"""What permits and receipts of such uploads name as their draft."""


def waiting_file(stored: str) -> Path:
    """Return where a file waits under the name that the edge gave it."""
    return quarantine_folder(Path(settings.FILE_STORE)) / Path(stored).name


def discard_upload(receipt: UploadReceipt) -> None:
    """Drop a file that was uploaded for a check and will not be checked."""
    if receipt.draft == PLACE:
        waiting_file(receipt.stored).unlink(missing_ok=True)
