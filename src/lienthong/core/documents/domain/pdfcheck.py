# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Sanity of an uploaded PDF: opens, is not locked, stays within limits, carries nothing active."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lienthong.core.documents.domain.findings import Finding

MOST_OBJECTS = 300_000
MOST_MEMORY = 96 * 1024 * 1024  # bytes one stream may unpack to
ACTIVE_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition"})
ACTIVE_NAMES = ("/JavaScript", "/EmbeddedFiles")
ANNOTATIONS_READ = 2_000


def check_pdf(path: Path, *, max_pages: int) -> tuple[int | None, list[Finding]]:
    """Return the number of pages and what speaks against the file.

    No content is unpacked; a file that only its owner's password protects counts as locked too.
    """
    import pikepdf  # only when a PDF comes in

    set_limits()
    try:
        with pikepdf.open(path) as document:
            if document.is_encrypted:
                return None, [Finding("encrypted")]
            if len(document.objects) > MOST_OBJECTS:
                return None, [Finding("too_complex")]
            pages = len(document.pages)
            if pages == 0 or pages > max_pages:
                return pages, [Finding("too_many_pages" if pages else "broken")]
            active = any(_active(document))
    except pikepdf.PasswordError:
        return None, [Finding("encrypted")]
    except (pikepdf.PdfError, OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None, [Finding("broken")]
    return pages, [Finding("active_content", fatal=False)] if active else []


@cache
def set_limits() -> None:
    """Stop what unpacks without end while the structure is read; the limits are process-wide."""
    from pikepdf import settings  # only when a PDF comes in

    settings.set_qpdf_limits(flate_max_memory=MOST_MEMORY, parser_max_container_size=1_000_000)


def _active(document: Any) -> Iterator[bool]:
    root = document.Root
    yield _is_active(root.get("/OpenAction"))
    yield "/AA" in root
    names = root.get("/Names", {})
    yield any(name in names for name in ACTIVE_NAMES)
    yield "/XFA" in root.get("/AcroForm", {})
    read = 0
    for page in document.pages:
        yield "/AA" in page.obj
        for annotation in page.obj.get("/Annots", []):
            read += 1
            if read > ANNOTATIONS_READ:
                yield True
                return
            yield "/AA" in annotation or _is_active(annotation.get("/A"))


def _is_active(action: Any) -> bool:
    import pikepdf  # already loaded by the caller

    if not isinstance(action, pikepdf.Dictionary):
        return False
    return str(action.get("/S", "")) in ACTIVE_ACTIONS
