# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files of processes on their way in: through the edge, and diagrams packed by the browser."""

from __future__ import annotations

import base64
import binascii
import zlib

from lienthong.core.process.api import LARGEST_FILE, TableError, problem
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.uploads import fault_words
from lienthong.portals.receiving import Receiving

LARGEST_MB = LARGEST_FILE // 1_000_000
PROCESS_FILES = Receiving("process.import", "process", LARGEST_FILE)
"""Files of processes that wait to be taken in."""
FAULTS = {
    "too_large": "too_large",
    "wrong_type": "not_a_file",
}
"""Faults of the edge as problems of a file."""


def refusal_of(code: str) -> InvalidInput:
    """Why the edge did not take the file, in words."""
    if code in FAULTS:
        return TableError([problem(FAULTS[code], "", size=LARGEST_MB)])
    return InvalidInput(fault_words(code))


def unpacked(text: str) -> bytes:
    """A diagram that the browser packed (raw DEFLATE in base64), at most as large as a file.

    Raises ``TableError`` for anything else.
    """
    try:
        packed = base64.b64decode(text, validate=True)
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        content = unpacker.decompress(packed, LARGEST_FILE + 1)
    except (binascii.Error, zlib.error) as error:
        raise TableError([problem("not_xml", "")]) from error
    if len(content) > LARGEST_FILE:
        raise TableError([problem("too_large", "", size=LARGEST_MB)])
    if not unpacker.eof:
        raise TableError([problem("not_xml", "")])
    return content
