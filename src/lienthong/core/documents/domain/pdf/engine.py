# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""PDFium, which draws pages and reads their words, used by one thread of a process at a time.

The engine keeps state of its own that no lock of it guards: two threads in it at once end the
whole process. Everything that it gives is closed before the next thread is let in.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lienthong.core.documents.domain.findings import UnreadableFileError

LARGEST_SIDE = 5_000  # points: a larger page is a trick or a plan, drawn smaller
_TURN = threading.Lock()


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """A document while the block lasts; other threads wait. Raises ``UnreadableFileError``."""
    import pypdfium2  # a native engine, worker only

    with _TURN:
        try:
            document = pypdfium2.PdfDocument(pdf)
            try:
                document.init_forms()  # numbers, dates and signatures stand in fields
                yield document
            finally:
                document.close()
        except (pypdfium2.PdfiumError, ValueError, IndexError, MemoryError) as error:
            raise UnreadableFileError(str(error)) from error


def drawn(page: Any, width: int) -> Any:
    """A page as a picture of its own, ``width`` pixels wide; the page is closed.

    Of a page that is too large its longer side gets so many pixels.
    """
    wide, high = page.get_size()
    side = max(wide, high)
    bitmap = page.render(scale=width / max(side if side > LARGEST_SIDE else wide, 1.0))
    try:
        return bitmap.to_pil().convert("RGB")
    finally:
        bitmap.close()
        page.close()
