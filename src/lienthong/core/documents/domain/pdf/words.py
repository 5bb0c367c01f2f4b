# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of a PDF, page by page, and pictures of its pages."""

import io
from collections.abc import Iterator
from typing import Any

from lienthong.core.documents.domain.pdf.engine import drawn, opened

MOST_PAGES = 500
WIDE, SMALL = 1000, 180  # pixels
DRAWN = 30  # pages drawn for notes and thumbnails at a time


def pdf_words(pdf: bytes) -> str:
    """Return the words of at most ``MOST_PAGES`` pages. Raises ``UnreadableFileError``."""
    with opened(pdf) as document:
        pages = []
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            words = page.get_textpage()
            pages.append(words.get_text_range())
            words.close()
            page.close()
        return "\n".join(pages)


def page_pictures(
    pdf: bytes, *, after: int = 0, most: int = DRAWN
) -> Iterator[tuple[bytes, bytes]]:
    """Yield pages as two JPEG pictures: wide enough to read, and a thumbnail.

    At most ``most`` of them, those that follow page ``after``.

    Raises ``UnreadableFileError``.
    """
    with opened(pdf) as document:
        for number in range(after, min(len(document), after + most, MOST_PAGES)):
            picture = drawn(document[number], WIDE)
            picture.thumbnail((WIDE, WIDE * 3))
            wide = _jpeg(picture)
            picture.thumbnail((SMALL, SMALL * 3))
            yield wide, _jpeg(picture)


def _jpeg(picture: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=78, optimize=True)
    return buffer.getvalue()
