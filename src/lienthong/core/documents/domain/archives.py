# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Archives (office files): counted and weighed by their table of contents, never unpacked."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from lienthong.core.documents.domain.findings import Finding
from lienthong.kernel.archives import BROKEN

MOST_ENTRIES = 5_000
HIGHEST_RATIO = 200  # unpacked : packed, for entries above the small size
SMALL = 1024 * 1024  # bytes
ENCRYPTED = 0x1
XML_PARTS = (".xml", ".rels")
LARGEST_PART = 64 * 1024 * 1024  # bytes of XML
NESTED = (".zip", ".rar", ".7z", ".gz", ".tar", ".jar")


def check_archive(path: Path, *, max_unpacked: int) -> list[Finding]:
    """Return what speaks against an office file: bombs, encryption, macros, odd names."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = list(dict.fromkeys(_findings(archive.infolist(), max_unpacked)))
            return found or list(dict.fromkeys(_parts(archive)))
    except BROKEN:
        return [Finding("broken")]


def _parts(archive: zipfile.ZipFile) -> Iterator[Finding]:
    """What the XML of an office file would fetch or carry: its parts are read, never obeyed."""
    for entry in archive.infolist():
        name = entry.filename.lower()
        if not name.endswith(XML_PARTS):
            continue
        if entry.file_size > LARGEST_PART:
            yield Finding("archive_bomb")
            continue
        data = archive.read(entry)
        problem = xml_problem(data)
        if problem:
            yield Finding(problem)
        elif name.endswith(".rels") and fetches(data):
            yield Finding("outside_parts")


def xml_problem(data: bytes) -> str:
    """Return ``entities`` for a document type or entities, ``broken`` for no XML, else nothing."""
    parser, found = expat.ParserCreate(), []
    parser.StartDoctypeDeclHandler = lambda *_: found.append("entities")
    parser.EntityDeclHandler = lambda *_: found.append("entities")
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        return found[0] if found else "broken"
    return found[0] if found else ""


def fetches(rels: bytes) -> bool:
    """Return whether relationships fetch something from outside; a link to click does not."""
    parser, found = expat.ParserCreate(), []

    def seen(_tag: str, attributes: dict[str, str]) -> None:
        outside = attributes.get("TargetMode", "").casefold() == "external"
        if outside and not attributes.get("Type", "").endswith("/hyperlink"):
            found.append(True)

    parser.StartElementHandler = seen
    parser.Parse(rels, True)
    return bool(found)


def _findings(entries: list[zipfile.ZipInfo], max_unpacked: int) -> Iterator[Finding]:
    if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > max_unpacked:
        yield Finding("archive_bomb")
        return
    for entry in entries:
        name = entry.filename.lower()
        if entry.flag_bits & ENCRYPTED:
            yield Finding("encrypted")
        if entry.file_size > SMALL and entry.file_size > HIGHEST_RATIO * entry.compress_size:
            yield Finding("archive_bomb")
        if name.startswith("/") or ".." in name.split("/") or name.endswith(NESTED):
            yield Finding("archive_suspicious")
        if name.endswith("vbaproject.bin"):
            yield Finding("macros")
        if "/embeddings/" in name or "/activex/" in name:
            yield Finding("embedded")
