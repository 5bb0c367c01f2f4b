# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where browsers post files to: the edge, with leave of our own site."""

from __future__ import annotations

from django.conf import settings

from lienthong.kernel import permits


def upload_address(permit: permits.UploadPermit) -> str:
    """Return the address at the edge that takes the one file which the permit allows."""
    signed = permits.sign(permit, settings.SECRET_KEY)
    return f"{settings.LIENTHONG_EDGE_URL}{permits.UPLOAD_PATH}?permit={signed}"
