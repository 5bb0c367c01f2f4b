# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Word files as layouts: read within limits, turned into our HTML, or filled and given back.

A field is ``{{name}}`` in the text. Pictures (PNG, JPEG) are looked at by content and drawn anew.
Word's own fields, macros, text boxes and anything that lies elsewhere are refused by name; nothing
of the file is carried out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

from lienthong.kernel.archives import BROKEN
from lienthong.modules.onestop.domain.design.docx_pictures import Pictures
from lienthong.modules.onestop.domain.design.layouts import FIELD, first_of, put, row_table
from lienthong.modules.onestop.domain.design.pictures import Limits, Picture
from lienthong.modules.onestop.domain.design.refusals import LayoutRefused

MB = 1024 * 1024
USUAL = Limits()
LARGEST_UNFOLDED = 20 * MB
MOST_PARTS = 500
RATIO = 200
DOCUMENT = "word/document.xml"
CONTENT_TYPES = "[Content_Types].xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
UNDRAWN = frozenset({"pict", "object", "txbxContent", "chart", "wgp", "wsp"})
"""Shapes, text boxes, charts and embedded objects of Word: they would need Word to be drawn."""
HYPERLINK = "/hyperlink"
PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES"})
_EPOCH = (1980, 1, 1, 0, 0, 0)
ALIGNED = {"center": "centre", "right": "right", "end": "right", "both": "justify"}
if TYPE_CHECKING:  # etree is loaded by those who read a document
    Element: TypeAlias = etree._Element
"""lxml has no public name of the class."""


@dataclass(frozen=True, slots=True)
class Read:
    """A Word file as a layout: its HTML, and the pictures that it names by hash."""

    html: str
    pictures: tuple[Picture, ...] = ()


def read_docx(content: bytes, limits: Limits = USUAL) -> Read:
    """The text and pictures of a Word file as a layout. Raises ``LayoutRefused``."""
    parts = _opened(content, limits)
    body, seen = _body(parts), Pictures(parts, limits)
    html = "\n".join(_block(child, seen) for child in body if _is_text(child))
    return Read(html, tuple(seen.found.values()))


def html_of(content: bytes) -> str:
    """The text of a Word file as HTML of a layout. Raises ``LayoutRefused``."""
    return read_docx(content).html


def filled_docx(
    content: bytes,
    value: Callable[[str], str],
    rows: Callable[[str], Iterable[Mapping[str, str]]] = lambda _table: (),
) -> bytes:
    """The same Word file with its fields replaced; a row with columns of a table is repeated.

    Raises ``LayoutRefused``.
    """
    parts = _opened(content)
    tree = _parsed(parts[DOCUMENT], DOCUMENT)
    patterns = [row for row in tree.iter(f"{W}tr") if _table_of(row)]
    inside = {text for row in patterns for text in row.iter(f"{W}t")}
    for text in tree.iter(f"{W}t"):
        if text not in inside:
            text.text = put(text.text or "", value)
    for row in patterns:
        _repeat(row, value, rows)
    parts[DOCUMENT] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _table_of(row: Element) -> str:
    """The table that a row is repeated for; empty for an ordinary row."""
    whole = "".join(text.text or "" for text in row.iter(f"{W}t"))
    return row_table(FIELD.findall(whole))


def _repeat(
    pattern: Element,
    value: Callable[[str], str],
    rows: Callable[[str], Iterable[Mapping[str, str]]],
) -> None:
    """Put one copy of a row for every row of the table that it names a column of."""
    owner = pattern.getparent()
    if owner is None:
        return
    for row in rows(_table_of(pattern)):
        made = deepcopy(pattern)
        for text in made.iter(f"{W}t"):
            text.text = put(text.text or "", first_of(row, value))
        pattern.addprevious(made)
    owner.remove(pattern)


def _opened(content: bytes, limits: Limits = USUAL) -> dict[str, bytes]:
    """Every part of the file, checked, with fields in one piece."""
    if len(content) > limits.file_bytes:
        raise LayoutRefused("too_large", f"{limits.file_bytes // 1000} kB")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            parts = {entry.filename: archive.read(entry) for entry in entries}
    except LayoutRefused:
        raise
    except BROKEN as error:
        raise LayoutRefused("not_docx") from error
    if DOCUMENT not in parts or CONTENT_TYPES not in parts:
        raise LayoutRefused("not_docx")
    for name, data in parts.items():
        _check_part(name, data)
    parts[DOCUMENT] = _joined(parts[DOCUMENT])
    return parts


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_PARTS or total > LARGEST_UNFOLDED:
        raise LayoutRefused("bomb", f"{max(total // MB, 1)} MB")
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise LayoutRefused("not_docx")
    for entry in entries:
        name = entry.filename.lower()
        if entry.flag_bits & 0x1:
            raise LayoutRefused("encrypted")
        if entry.file_size > MB and entry.file_size > RATIO * entry.compress_size:
            raise LayoutRefused("bomb", entry.filename[:60])
        if name.startswith("/") or ".." in name.split("/"):
            raise LayoutRefused("not_docx")
        if name.endswith(("vbaproject.bin", "vbadata.xml")) or "/activex/" in name:
            raise LayoutRefused("macros", entry.filename[:60])
        if "/embeddings/" in name:
            raise LayoutRefused("embedded", entry.filename[:60])


def _check_part(name: str, data: bytes) -> None:
    if not name.endswith((".xml", ".rels")):
        return
    tree = _parsed(data, name)
    if name == CONTENT_TYPES and b"macroEnabled" in data:
        raise LayoutRefused("macros", CONTENT_TYPES)
    if name.endswith(".rels"):
        for link in tree:
            kind = str(link.get("Type", ""))
            if link.get("TargetMode") == "External" and not kind.endswith(HYPERLINK):
                raise LayoutRefused("external", str(link.get("Target", ""))[:80])


def _parsed(data: bytes, name: str) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        kind = "entities" if b"<!ENTITY" in data or b"<!DOCTYPE" in data else "not_docx"
        raise LayoutRefused(kind, name[:60]) from error
    if tree.getroottree().docinfo.doctype:
        raise LayoutRefused("entities", name[:60])
    return tree


def _joined(data: bytes) -> bytes:
    """The document with every field in one run: Word splits text where it likes."""
    tree = _parsed(data, DOCUMENT)
    for paragraph in tree.iter(f"{W}p"):
        texts = list(paragraph.iter(f"{W}t"))
        whole = "".join(text.text or "" for text in texts)
        for match in FIELD.finditer(whole):
            _gather(texts, match.start(), match.end())
    made: bytes = etree.tostring(tree)
    return made


def _gather(texts: list[Element], start: int, end: int) -> None:
    """Move the letters from ``start`` to ``end`` into the run where they begin."""
    at, first = 0, None
    for text in texts:
        own = text.text or ""
        low, high = max(start - at, 0), min(end - at, len(own))
        at += len(own)
        if low >= high:
            continue
        if first is None:
            first = text
            continue
        first.text = (first.text or "") + own[low:high]
        text.text = own[:low] + own[high:]


def _body(parts: dict[str, bytes]) -> Element:
    tree = _parsed(parts[DOCUMENT], DOCUMENT)
    body = tree.find(f"{W}body")
    if body is None:
        raise LayoutRefused("not_docx")
    for element in body.iter():
        local = etree.QName(element).localname
        if local in UNDRAWN:
            raise LayoutRefused("picture")
        if local == "altChunk":
            raise LayoutRefused("embedded", "altChunk")
        if local in {"instrText", "fldSimple"}:
            code = element.text or element.get(f"{W}instr") or ""
            if code.split()[:1] and code.split()[0] not in PAGE_FIELDS:
                raise LayoutRefused("field_code", code.strip()[:40])
    return body


def _is_text(element: Element) -> bool:
    return element.tag in {f"{W}p", f"{W}tbl"}


def _block(element: Element, seen: Pictures) -> str:
    if element.tag == f"{W}tbl":
        rows = "".join(_row(row, seen) for row in element.iterchildren(f"{W}tr"))
        return f'<table class="result__table"><tbody>{rows}</tbody></table>'
    inner = "".join(_runs(element, seen))
    style = element.find(f"{W}pPr/{W}pStyle")
    heading = (
        re.fullmatch(r"(?:Heading|Title)([1-3]?)", style.get(f"{W}val", ""))
        if (style is not None)
        else None
    )
    tag = f"h{heading[1] or 1}" if heading else "p"
    aligned = element.find(f"{W}pPr/{W}jc")
    name = ALIGNED.get(aligned.get(f"{W}val", "")) if aligned is not None else None
    listed = element.find(f"{W}pPr/{W}numPr") is not None
    mark = f' class="{name}"' if name else ""
    return f"<{tag}{mark}>{'– ' if listed else ''}{inner or '<br>'}</{tag}>"


def _row(row: Element, seen: Pictures) -> str:
    cells = []
    for cell in row.iterchildren(f"{W}tc"):
        inner = "<br>".join("".join(_runs(p, seen)) for p in cell.iterchildren(f"{W}p"))
        cells.append(f"<td>{inner}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _runs(paragraph: Element, seen: Pictures) -> Iterator[str]:
    for run in paragraph.iter(f"{W}r"):
        text = "".join(_piece(piece, seen) for piece in run)
        if not text:
            continue
        for name, tag in (("b", "strong"), ("i", "em"), ("u", "u")):
            mark = run.find(f"{W}rPr/{W}{name}")
            if mark is not None and mark.get(f"{W}val", "1") not in {"0", "false", "none"}:
                text = f"<{tag}>{text}</{tag}>"
        yield text


def _piece(piece: Element, seen: Pictures) -> str:
    if piece.tag == f"{W}drawing":
        return seen.said(piece)
    if piece.tag == f"{W}t":
        return escape(piece.text or "", quote=False)
    if piece.tag in {f"{W}br", f"{W}cr"}:
        return "<br>"
    return " " if piece.tag == f"{W}tab" else ""
