# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of a document file, paragraph by paragraph; read, never obeyed."""

import unicodedata
import zipfile
from pathlib import Path
from xml.parsers import expat

from lienthong.core.documents.domain import kinds
from lienthong.core.documents.domain.archives import LARGEST_PART, xml_problem
from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.kernel.archives import BROKEN

MOST_LETTERS = 2_000_000
BODY = "word/document.xml"
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
PARAGRAPH, TEXT, TAB, BREAK = (f"{_SPACE}{name}" for name in ("p", "t", "tab", "br"))


def words_of(path: Path, media_type: str) -> str:
    """Return the words of a PDF, DOCX or text file in NFC, at most ``MOST_LETTERS``.

    None for a picture.

    Raises ``UnreadableFileError``.
    """
    if media_type == kinds.DOCX:
        return clean(docx_words(path))
    if media_type == kinds.TEXT:
        return clean(kinds.read_text(path.read_bytes()) or "")
    if media_type == kinds.PDF:
        from lienthong.core.documents.domain.pdf.words import pdf_words  # worker only

        return clean(pdf_words(path.read_bytes()))
    return ""


def clean(text: str) -> str:
    """Return the text in NFC with plain line ends, without control characters."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    kept = "".join(one for one in plain if one in "\n\t" or one.isprintable())
    return unicodedata.normalize("NFC", kept)[:MOST_LETTERS].strip()


def docx_words(path: Path) -> str:
    """Return the paragraphs of a DOCX, one a line. Raises ``UnreadableFileError``."""
    try:
        with zipfile.ZipFile(path) as archive:
            entry = archive.getinfo(BODY)
            if entry.file_size > LARGEST_PART:
                raise UnreadableFileError("too large")
            data = archive.read(entry)
    except (KeyError, *BROKEN) as error:
        raise UnreadableFileError(str(error)) from error
    if xml_problem(data):
        raise UnreadableFileError("not plain XML")
    return _paragraphs(data)


def _paragraphs(data: bytes) -> str:
    lines: list[str] = []
    inside: list[str] = []
    said: list[str] = []

    def start(tag: str, _attributes: dict[str, str]) -> None:
        inside.append(tag)
        if tag in {TAB, BREAK}:
            said.append("\t" if tag == TAB else "\n")

    def end(tag: str) -> None:
        inside.pop()
        if tag == PARAGRAPH:
            lines.append("".join(said))
            said.clear()

    def text(letters: str) -> None:
        if inside and inside[-1] == TEXT:
            said.append(letters)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.Parse(data, True)
    return "\n".join(lines)
