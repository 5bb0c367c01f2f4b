# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Looking at an uploaded file before it is believed: kind, size, disguise, danger.

Nothing here unpacks or executes: headers, tables of contents and the structure of a PDF are read
under limits. Findings carry a code; a fatal one means the file is not taken.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lienthong.core.documents.domain import archives, images, kinds, pdfcheck
from lienthong.core.documents.domain.findings import Finding
from lienthong.core.documents.domain.names import clean_name, extension


@dataclass(frozen=True)
class Limits:
    """What a slot takes: media types, bytes, pages of a PDF, pixels of a picture."""

    media_types: frozenset[str] = frozenset({kinds.PDF, kinds.JPEG, kinds.PNG, kinds.WEBP})
    max_bytes: int = 20 * 1024 * 1024
    max_pages: int = 500
    max_pixels: int = 80_000_000
    max_unpacked: int = 200 * 1024 * 1024


@dataclass(frozen=True)
class Inspection:
    """What was found: the clean name, the media type by content, size, pages, findings."""

    name: str
    media_type: str
    size: int
    pages: int | None = None
    findings: tuple[Finding, ...] = field(default=())

    @property
    def accepted(self) -> bool:
        """True when nothing fatal was found."""
        return not any(finding.fatal for finding in self.findings)

    @property
    def refusal(self) -> Finding | None:
        """The first fatal finding."""
        return next((finding for finding in self.findings if finding.fatal), None)


def inspect_file(
    path: Path, *, name: str, declared_type: str = "", limits: Limits | None = None
) -> Inspection:
    """Return what the file is and what speaks against it; it never raises for a bad file."""
    limits = limits or Limits()
    size = path.stat().st_size
    clean = clean_name(name)
    refused = _size_finding(size, limits)
    if refused:
        return Inspection(clean, kinds.UNKNOWN, size, findings=(refused,))
    media_type = kinds.kind_of(path)
    findings = list(_kind_findings(media_type, clean, declared_type, limits))
    if media_type == kinds.ZIP and extension(clean) in kinds.OFFICE_ENDS:
        findings = _cut_short(path) or findings
    if findings:
        return Inspection(clean, media_type, size, findings=tuple(findings))
    pages, inner = _content(path, media_type, limits)
    return Inspection(clean, media_type, size, pages, tuple(inner))


def _cut_short(path: Path) -> list[Finding]:
    """Whether what calls itself an office file is an archive without its table of contents."""
    return [] if zipfile.is_zipfile(path) else [Finding("broken")]


def _size_finding(size: int, limits: Limits) -> Finding | None:
    if size == 0:
        return Finding("empty")
    return Finding("too_large") if size > limits.max_bytes else None


def _kind_findings(media_type: str, name: str, declared: str, limits: Limits) -> Iterator[Finding]:
    end = extension(name)
    if end in kinds.BY_EXTENSION and kinds.BY_EXTENSION[end] != media_type:
        yield Finding("disguised", detail=end)
        return
    said = declared.partition(";")[0].strip().lower()
    said = kinds.ALIASES.get(said, said)
    if said in kinds.EXTENSION and said != media_type:
        yield Finding("disguised", detail=said)
        return
    if media_type not in limits.media_types:
        yield Finding("kind_not_taken", detail=media_type)
    elif end and end not in kinds.BY_EXTENSION:
        yield Finding("disguised", detail=end)


def _content(path: Path, media_type: str, limits: Limits) -> tuple[int | None, list[Finding]]:
    if media_type == kinds.PDF:
        return pdfcheck.check_pdf(path, max_pages=limits.max_pages)
    if media_type in kinds.IMAGES:
        return 1, images.check_image(path, media_type, max_pixels=limits.max_pixels)
    if media_type == kinds.TEXT:
        return None, [] if kinds.is_plain_text(path.read_bytes()) else [Finding("broken")]
    return None, archives.check_archive(path, max_unpacked=limits.max_unpacked)
