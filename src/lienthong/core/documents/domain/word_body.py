# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The text of a Word file as the body of a paper: paragraphs, marks, tables; read, never obeyed.

What Word counts by itself ("Điều 1.", "a)") is written out, for the words must stay the same.
Pictures, text boxes, headers and deleted words are left out.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.word_numbers import MARK, Numbers, W, valued
from lienthong.kernel.archives import BROKEN

LARGEST_PART = 20 * 1024 * 1024
"""Bytes of XML."""
PARTS = ("word/document.xml", "word/numbering.xml", "word/styles.xml")
BEHIND = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LEFT_OUT = frozenset({BEHIND, *(f"{W}{name}" for name in ("pPr", "del", "moveFrom"))})
OFF = frozenset({"0", "false", "off", "none"})
MARKS = ("b", "i", "u")
if TYPE_CHECKING:  # etree is loaded by those who read a document
    Element: TypeAlias = etree._Element
"""lxml has no public name of the class."""


def body_of_docx(path: Path) -> str:
    """Return the text of a DOCX as HTML, before it is cleaned. Raises ``UnreadableFileError``."""
    document, numbering, styles = _parts(path)
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise UnreadableFileError("no body")
    return "".join(_blocks(body, Numbers(numbering, styles)))


def _parts(path: Path) -> list[Element | None]:
    try:
        with zipfile.ZipFile(path) as archive:
            return [_part(archive, name) for name in PARTS]
    except BROKEN as error:
        raise UnreadableFileError(str(error)) from error


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    if name not in archive.namelist():
        return None
    if archive.getinfo(name).file_size > LARGEST_PART:
        raise UnreadableFileError("too large")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(archive.read(name), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFileError(str(error)) from error
    if tree.getroottree().docinfo.doctype:
        raise UnreadableFileError("not plain XML")
    return tree


def _blocks(inside: Element, numbers: Numbers) -> Iterator[str]:
    for child in inside:
        if child.tag == f"{W}p":
            yield _paragraph(child, numbers)
        elif child.tag == f"{W}tbl":
            rows = "".join(_row(row, numbers) for row in child.iterchildren(f"{W}tr"))
            yield f"<table>{rows}</table>"
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins"}:
            yield from _blocks(child, numbers)


def _row(row: Element, numbers: Numbers) -> str:
    cells = []
    for cell in row.iterchildren(f"{W}tc"):
        wide = valued(cell, "tcPr", "gridSpan")
        span = f' colspan="{int(wide)}"' if wide.isdecimal() and int(wide) > 1 else ""
        cells.append(f"<td{span}>{''.join(_blocks(cell, numbers))}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _paragraph(paragraph: Element, numbers: Numbers) -> str:
    label = numbers.label(paragraph)
    runs = [("", escape(label + " ", quote=False))] if label else []
    said = groupby([*runs, *_runs(paragraph)], key=lambda run: run[0])
    return f"<p>{''.join(_marked(marks, ''.join(t for _m, t in some)) for marks, some in said)}</p>"


def _runs(inside: Element) -> Iterator[tuple[str, str]]:
    """What stands in a paragraph, piece by piece: its marks (``bi``) and its text."""
    for child in inside:
        if child.tag in LEFT_OUT:
            continue
        if child.tag == f"{W}r":
            yield _marks(child), "".join(map(_text, child))
        else:
            yield from _runs(child)


def _marks(run: Element) -> str:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return ""
    found = ((mark, properties.find(f"{W}{mark}")) for mark in MARKS)
    return "".join(m for m, one in found if one is not None and one.get(MARK, "1") not in OFF)


def _text(piece: Element) -> str:
    if piece.tag == f"{W}t":
        return escape(piece.text or "", quote=False)
    if piece.tag == f"{W}br":
        return "<br>" if piece.get(f"{W}type") is None else ""
    return {f"{W}tab": " ", f"{W}noBreakHyphen": "-"}.get(str(piece.tag), "")


def _marked(marks: str, text: str) -> str:
    if not text.strip():
        return text
    opening = "".join(f"<{mark}>" for mark in marks)
    closing = "".join(f"</{mark}>" for mark in reversed(marks))
    return f"{opening}{text}{closing}"
