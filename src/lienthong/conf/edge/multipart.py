# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Reads the one file of a multipart form while it arrives."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

LONGEST_NAME = 180  # characters of the name a person gave the file


class MalformedFormError(Exception):
    """The body is not the multipart form it says it is."""


class FileReader:
    """Feeds the bytes of the first file field to ``sink``; other fields are passed over."""

    def __init__(self, content_type: str, sink: Callable[[bytes], None]) -> None:
        kind, options = parse_options_header(content_type.encode("latin-1"))
        boundary = options.get(b"boundary")
        if kind != b"multipart/form-data" or not boundary:
            raise MalformedFormError
        self.name = ""
        self.seen = False
        self.complete = False
        self._sink = sink
        self._inside = False
        self._field = bytearray()
        self._value = bytearray()
        self._disposition = b""
        self._parser = MultipartParser(boundary, self._callbacks())  # type: ignore[arg-type]

    def feed(self, data: bytes) -> None:
        """Take the next piece of the body. Raises MalformedFormError."""
        try:
            self._parser.write(data)
        except FormParserError as problem:
            raise MalformedFormError from problem

    def finish(self) -> None:
        """Say that the body ended. Raises MalformedFormError when the form did not."""
        if not self.complete:
            raise MalformedFormError

    def _callbacks(self) -> dict[str, Callable[..., None]]:
        return {
            "on_part_begin": self._part_begins,
            "on_part_data": self._part_data,
            "on_part_end": self._part_ends,
            "on_header_field": lambda data, start, end: self._field.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._header_ends,
            "on_headers_finished": self._headers_finish,
            "on_end": self._end,
        }

    def _part_begins(self) -> None:
        self._disposition = b""

    def _header_ends(self) -> None:
        if self._field.lower() == b"content-disposition":
            self._disposition = bytes(self._value)
        self._field.clear()
        self._value.clear()

    def _headers_finish(self) -> None:
        _, options = parse_options_header(self._disposition)
        if b"filename" in options and not self.seen:
            self.seen = self._inside = True
            self.name = clean_name(options[b"filename"].decode("utf-8", "replace"))

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if self._inside:
            self._sink(data[start:end])

    def _part_ends(self) -> None:
        self._inside = False

    def _end(self) -> None:
        self.complete = True


def clean_name(given: str) -> str:
    """The name a person gave a file, for showing only: one line, NFC, without folders."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(letter for letter in last if letter.isprintable()).strip()
    if len(visible) <= LONGEST_NAME:
        return visible
    stem, dot, ending = visible.rpartition(".")
    if not dot or len(ending) > 10:
        return visible[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
