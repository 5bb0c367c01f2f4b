# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Kinds of file the platform takes, recognised by their content and never by their name."""

import codecs
import zipfile
from dataclasses import dataclass
from pathlib import Path

from lienthong.kernel.archives import BROKEN

HEAD = 4096  # bytes looked at
PDF, JPEG, PNG, WEBP = "application/pdf", "image/jpeg", "image/png", "image/webp"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT = "text/plain"
ZIP, UNKNOWN = "application/zip", "application/octet-stream"


@dataclass(frozen=True)
class Kind:
    """A kind of file: its media type and the extensions that name it, the first one preferred."""

    media_type: str
    extensions: tuple[str, ...]


KINDS = (
    Kind(PDF, ("pdf",)),
    Kind(JPEG, ("jpg", "jpeg", "jfif", "jpe")),
    Kind(PNG, ("png",)),
    Kind(WEBP, ("webp",)),
    Kind(DOCX, ("docx",)),
    Kind(XLSX, ("xlsx",)),
    Kind(TEXT, ("txt", "text")),
)
IMAGES = frozenset({JPEG, PNG, WEBP})
OFFICE = frozenset({DOCX, XLSX})
RENDERED = frozenset({*OFFICE, TEXT})
"""Kinds that are drawn as PDF before their pages can be looked at."""
BY_EXTENSION = {end: kind.media_type for kind in KINDS for end in kind.extensions}
EXTENSION = {kind.media_type: kind.extensions[0] for kind in KINDS}
OFFICE_ENDS = frozenset(EXTENSION[kind] for kind in OFFICE)
ALIASES = {"image/jpg": JPEG, "image/pjpeg": JPEG, "application/x-pdf": PDF}
_SIGNATURES = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"PK\x03\x04", ZIP),
)


def kind_of(path: Path) -> str:
    """Return the media type that the content shows, ``application/octet-stream`` when unknown."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    found = _by_signature(head)
    return _office_kind(path) if found == ZIP else found


def _by_signature(head: bytes) -> str:
    for start, media_type in _SIGNATURES:
        if head.startswith(start):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    import filetype  # names what is refused, for the message only

    guess = filetype.guess_mime(head)
    if isinstance(guess, str):
        return guess
    return TEXT if is_plain_text(head) else UNKNOWN


def is_plain_text(data: bytes) -> bool:
    """Return whether the bytes are words and nothing else: no control characters, no markup.

    UTF-8, or UTF-16 with its mark. A letter may be cut at the end.
    """
    text = read_text(data, whole=False)
    if text is None or text.lstrip().startswith("<"):
        return False
    return bool(text) and all(one.isprintable() or one in "\n\r\t\f\ufeff" for one in text)


def read_text(data: bytes, *, whole: bool = True) -> str | None:
    """Return the words of a text file, None when they are in no known writing."""
    name = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    decoder = codecs.getincrementaldecoder(name)()
    try:
        return decoder.decode(data, final=whole)
    except UnicodeDecodeError:
        return None


def _office_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist()[:5000])
    except BROKEN:
        return ZIP
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return DOCX
        if "xl/workbook.xml" in names:
            return XLSX
    return ZIP
