# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures of signatures and seals on a page."""

from __future__ import annotations

import base64

from lienthong.core.documents.api import SignatureImage


def data_address(picture: SignatureImage) -> str:
    """The picture as an address that holds it."""
    return f"data:image/png;base64,{base64.b64encode(bytes(picture.picture)).decode()}"
