# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files in the edge's quarantine that wait for a check: of strangers, and what plug-ins signed."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from lienthong.kernel.permits import UploadReceipt, quarantine_folder

PLACE = "documents.examination"
"""What permits and receipts of strangers' uploads name as their draft."""
PLUGIN_PLACE = "documents.plugin"
"""What permits and receipts of documents signed on the signer's machine name as their draft."""


def waiting_file(stored: str) -> Path:
    """Return where a file waits under the name that the edge gave it."""
    return quarantine_folder(Path(settings.FILE_STORE)) / Path(stored).name


def discard_upload(receipt: UploadReceipt) -> None:
    """Drop a file that was uploaded for a check and will not be checked."""
    if receipt.draft == PLACE:
        waiting_file(receipt.stored).unlink(missing_ok=True)
