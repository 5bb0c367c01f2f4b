# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""From a file to its records: what kind it is, within limits, each record read on its own."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any, Protocol

from lienthong.modules.onestop.domain.catalogue import limits
from lienthong.modules.onestop.domain.catalogue.listing import load_list, read_listed
from lienthong.modules.onestop.domain.catalogue.national import read_national
from lienthong.modules.onestop.domain.catalogue.packages import open_package, read_packaged
from lienthong.modules.onestop.domain.catalogue.reading import (
    Found,
    Reading,
    canonical,
    digest_of,
    storable,
)
from lienthong.modules.onestop.domain.catalogue.refusals import CatalogueRefused, Unreadable

NATIONAL, LIST, PACKAGE = "national", "list", "package"
_CHUNK = 65_536
_TOP_OF_LIST = re.compile(rb"""^["']?(meta|procedures)["']?\s*:""", re.MULTILINE)
MOST_LINES = 2 * limits.RECORDS
"""Empty ones included."""


class _Lines(Protocol):
    def readline(self, most: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """A file that was read: whose list, of which day, and its records in order."""

    source: str
    name: str
    as_of: date | None
    records: tuple[Found, ...]


def read_file(path: Path, told: Callable[[int], None] = lambda _at: None) -> CatalogueFile:
    """Everything the file holds; ``told`` hears now and then how many bytes were read.

    Raises ``CatalogueRefused`` when it cannot be taken at all.
    """
    try:
        if path.is_file() and path.stat().st_size > limits.FILE_BYTES:
            raise CatalogueRefused("file_too_large", f"trên {limits.FILE_BYTES // limits.MB} MB")
        with path.open("rb") as stream:
            return _read(_Watched(stream, told), path.name)
    except FileNotFoundError as error:
        raise CatalogueRefused("file_missing") from error
    except (OSError, ValueError) as error:
        raise CatalogueRefused("file_unreadable") from error


def _read(stream: _Watched, name: str) -> CatalogueFile:
    head = stream.read(4)
    stream.seek(0)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return read_package(stream.read(limits.FILE_BYTES), name)
    if head.startswith(b"\x1f\x8b"):
        return _lines(name, _Unfolding(stream))
    return _plain(stream, name)


def read_package(content: bytes, name: str) -> CatalogueFile:
    """The records of a package. Raises ``CatalogueRefused``."""
    day, definitions = open_package(content)
    return _checked(PACKAGE, name, day, _packaged(definitions))


def _plain(stream: _Watched, name: str) -> CatalogueFile:
    start = stream.read(_CHUNK)
    stream.seek(0)
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in start:
        raise CatalogueRefused("wrong_encoding", "dòng 1")
    begin = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not begin:
        raise CatalogueRefused("file_empty")
    if begin.startswith((b"{", b"[")) or (b"{" in begin and not _TOP_OF_LIST.search(begin)):
        return _lines(name, stream)
    if b":" not in begin:
        raise CatalogueRefused("unknown_format")
    return _listed(stream, name)


def _listed(stream: _Watched, name: str) -> CatalogueFile:
    content = stream.read(limits.LIST_BYTES + 1)
    if len(content) > limits.LIST_BYTES:
        raise CatalogueRefused("file_too_large", f"trên {limits.LIST_BYTES // limits.MB} MB")
    day, entries = load_list(_decoded(content, "danh sách"))
    records = (
        _found(f"mục {number}", entry, read_listed, canonical_data(entry))
        for number, entry in enumerate(entries, start=1)
    )
    return _checked(LIST, name, day, records)


def canonical_data(entry: Any) -> str:
    """One text for a record of YAML, whose days are written as the list wrote them."""
    return canonical(json.loads(json.dumps(entry, default=str, ensure_ascii=False)))


def _lines(name: str, stream: _Lines) -> CatalogueFile:
    return _checked(NATIONAL, name, None, _national(stream))


def _national(stream: _Lines) -> Iterator[Found]:
    number = 0
    while line := stream.readline(limits.LINE_BYTES + 1):
        number += 1
        if number > MOST_LINES:
            raise CatalogueRefused("too_many_records", f"trên {limits.RECORDS}")
        if len(line) > limits.LINE_BYTES:
            raise CatalogueRefused("line_too_long", f"dòng {number}")
        text = _decoded(line, f"dòng {number}").strip()
        if text:
            yield _found(f"dòng {number}", text, _read_line, "")
    if not number:
        raise CatalogueRefused("file_empty")


def _read_line(text: str) -> Reading:
    record = load_json(text)
    if not isinstance(record, Mapping):
        raise Unreadable("not_an_object")
    return read_national(record)


def _packaged(definitions: Iterable[tuple[str, str]]) -> Iterator[Found]:
    for code, text in definitions:
        found = _found(code, text, _read_definition, "")
        if found.reading is not None and found.code != code:
            raise CatalogueRefused("no_manifest")
        yield found


def _read_definition(text: str) -> Reading:
    definition = load_json(text)
    if not isinstance(definition, Mapping):
        raise Unreadable("not_an_object")
    return read_packaged(definition)


def load_json(text: str) -> Any:
    """JSON with every key once, real numbers and a bounded depth. Raises ``Unreadable``."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError as error:
        raise Unreadable("too_deep") from error
    except Unreadable:
        raise
    except ValueError as error:
        raise Unreadable("bad_json", str(error)[:80]) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Unreadable("repeated_key")
    return made


def _no_constant(name: str) -> Any:
    raise Unreadable("bad_json", name)


def _found(place: str, entry: Any, read: Callable[[Any], Reading], text: str) -> Found:
    """The record with its reading. The hash of JSON is that of its data, not of its spaces."""
    raw = text or str(entry)
    try:
        reading = read(entry)
        data = reading.data()
        if not storable(raw) or not storable(json.dumps(data, ensure_ascii=False)):
            raise Unreadable("odd_letters", reading.code)
    except Unreadable as problem:
        kept = raw if storable(raw) else raw.encode("unicode_escape").decode("ascii")
        why = problem.problem
        return Found(place, "", kept, digest_of(raw), problem=why, detail=problem.detail)
    return Found(place, reading.code, raw, digest_of(text or canonical(load_json(raw))), data)


def _checked(source: str, name: str, day: date | None, records: Iterable[Found]) -> CatalogueFile:
    found: list[Found] = []
    places: dict[str, str] = {}
    for record in records:
        found.append(record)
        if len(found) > limits.RECORDS:
            raise CatalogueRefused("too_many_records", f"trên {limits.RECORDS}")
        if record.code:
            before = places.setdefault(record.code, record.place)
            if before != record.place:
                where = f"{record.code}: {before}, {record.place}"
                raise CatalogueRefused("duplicate_code", where)
    if not found:
        raise CatalogueRefused("file_empty")
    return CatalogueFile(source, name, day, tuple(found))


def _decoded(content: bytes, place: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogueRefused("wrong_encoding", place) from error


class _Watched:
    """A stream that tells how far it was read."""

    def __init__(self, stream: IO[bytes], told: Callable[[int], None]) -> None:
        self._stream, self._told = stream, told
        self._at = self._last = 0

    def read(self, most: int) -> bytes:
        """The next bytes, at most so many."""
        return self._heard(self._stream.read(most))

    def readline(self, most: int, /) -> bytes:
        """The next line, at most so many bytes of it."""
        return self._heard(self._stream.readline(most))

    def seek(self, at: int) -> None:
        """Go on from there."""
        self._stream.seek(at)
        self._at = self._last = at

    def _heard(self, part: bytes) -> bytes:
        self._at += len(part)
        if self._at - self._last >= 4 * _CHUNK:
            self._last = self._at
            self._told(self._at)
        return part


class _Unfolding:
    """A gzip stream that stops when it unfolds beyond reason."""

    def __init__(self, packed: _Watched) -> None:
        self._packed = packed
        self._press = zlib.decompressobj(wbits=31)
        self._waiting = b""
        self._ready, self._at = b"", 0
        self._came = self._made = 0

    def readline(self, most: int, /) -> bytes:
        """The next line, at most so many bytes of it."""
        end = self._ready.find(b"\n", self._at)
        while end < 0 and len(self._ready) - self._at < most and self._unfold():
            end = self._ready.find(b"\n", self._at)
        cut = min(self._at + most, len(self._ready) if end < 0 else end + 1)
        line, self._at = self._ready[self._at : cut], cut
        return line

    def _unfold(self) -> bool:
        """Unfold a little more; false at the end. Raises ``CatalogueRefused``."""
        if not self._waiting:
            self._waiting = self._packed.read(_CHUNK)
            self._came += len(self._waiting)
        if self._press.eof:
            if not self._waiting:
                return False
            self._press = zlib.decompressobj(wbits=31)
        elif not self._waiting:
            raise CatalogueRefused("broken_archive")
        self._take()
        return True

    def _take(self) -> None:
        try:
            made = self._press.decompress(self._waiting, 16 * _CHUNK)
        except zlib.error as error:
            raise CatalogueRefused("broken_archive") from error
        self._waiting = self._press.unused_data or self._press.unconsumed_tail
        self._made += len(made)
        self._ready, self._at = self._ready[self._at :] + made, 0
        self._check_growth()

    def _check_growth(self) -> None:
        grown = self._made > limits.RATIO_FROM and self._made > limits.RATIO * self._came
        if self._made > limits.TEXT_BYTES or grown:
            raise CatalogueRefused("unfolds_too_large")
