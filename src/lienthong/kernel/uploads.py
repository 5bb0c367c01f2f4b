# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where browsers post files to, the edge, with leave of our own site; and what it answers."""

from __future__ import annotations

import time

from django.conf import settings

from lienthong.kernel import permits


def upload_address(permit: permits.UploadPermit) -> str:
    """Return the address at the edge that takes the one file which the permit allows."""
    signed = permits.sign(permit, settings.SECRET_KEY)
    return f"{settings.LIENTHONG_EDGE_URL}{permits.UPLOAD_PATH}?permit={signed}"


def receipt_of(text: str) -> permits.UploadReceipt:
    """Return the receipt that the edge gave the browser for a file.

    Raises ``PermitError`` for no text at all, for one that was changed, and when its time is over.
    """
    return permits.read(permits.UploadReceipt, text, settings.SECRET_KEY, now=time.time())
