# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A small picture of the first page, so that nobody has to open a stranger's PDF to see it."""

import io

from lienthong.core.documents.domain.pdf.engine import drawn, opened

WIDTH = 1000  # pixels


def first_page(pdf: bytes, *, width: int = WIDTH) -> bytes:
    """Return the first page as JPEG of at most ``width`` pixels; raise ``UnreadableFileError``."""
    with opened(pdf) as document:
        picture = drawn(document[0], width)
    buffer = io.BytesIO()
    picture.thumbnail((width, width * 2))
    picture.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()
