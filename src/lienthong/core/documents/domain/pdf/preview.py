# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A small picture of the first page, so that nobody has to open a stranger's PDF to see it."""

import io

from lienthong.core.documents.domain.pdf.engine import drawn, opened

WIDTH = 1000  # pixels
LARGEST_SIDE = 5_000  # points: a larger page is a trick or a plan, drawn smaller


def first_page(pdf: bytes, *, width: int = WIDTH) -> bytes:
    """Return the first page as JPEG of at most ``width`` pixels; raise ``UnreadableFileError``."""
    with opened(pdf) as document:
        page = document[0]
        size = max(*page.get_size(), 1.0)
        scale = width / max(page.get_width(), 1.0) if size <= LARGEST_SIDE else width / size
        picture = drawn(page, scale)
    buffer = io.BytesIO()
    picture.thumbnail((width, width * 2))
    picture.save(buffer, "JPEG", quality=80, optimize=True)
    return buffer.getvalue()
