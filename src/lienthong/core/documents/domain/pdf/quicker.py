# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Lets the libraries answer the same in less time: strings in hexadecimal, names of certificates.

A signature is a string of 30,000 letters that pyHanko 0.38 reads letter by letter, and anew in
every revision looked at; whatever is not plainly digits and white space is left to it. asn1crypto
1.5.1 prepares the same few names for comparison hundreds of times a file.
Source: ISO 32000-1, 7.3.4.3 (hexadecimal strings); RFC 4518 (preparation of names).
"""

import binascii
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import IO, Any

from asn1crypto import x509
from pyhanko.pdf_utils import generic

BLOCK = 16_384  # bytes
NAMES = 512
DIGITS = b"0123456789abcdefABCDEF"
WHITE_SPACE = b" \n\r\t\x0c\x00"
Read = Callable[[IO[bytes]], Any]


def mend() -> None:
    """Give the libraries the quick ways; may be repeated."""
    library: Any = generic
    if not hasattr(library.read_hex_string_from_stream, "__wrapped__"):
        library.read_hex_string_from_stream = _quick(library.read_hex_string_from_stream)
    kind = x509.NameTypeAndValue
    if not hasattr(kind._ldap_string_prep, "__wrapped__"):
        kind._ldap_string_prep = _once(kind._ldap_string_prep)


def _quick(slow: Read) -> Read:
    @wraps(slow)
    def read(stream: IO[bytes]) -> Any:
        start = stream.tell()
        body = _until_end(stream)
        digits = None if body is None else body[1:].translate(None, WHITE_SPACE)
        if body is None or digits is None or digits.translate(None, DIGITS):
            stream.seek(start)
            return slow(stream)
        stream.seek(start + len(body) + 1)
        return generic.pdf_string(binascii.unhexlify(digits + b"0" * (len(digits) % 2)))

    return read


def _until_end(stream: IO[bytes]) -> bytes | None:
    """What stands before the end mark; None without one."""
    found = bytearray()
    while block := stream.read(BLOCK):
        place = block.find(b">")
        if place >= 0:
            return bytes(found + block[:place])
        found += block
    return None


def _once(prepare: Callable[[Any, str], str]) -> Callable[[Any, str], str]:
    """The preparation looks at nothing but the text; one that is refused is not kept."""

    @lru_cache(maxsize=NAMES)
    def prepared(text: str) -> str:
        return prepare(None, text)

    @wraps(prepare)
    def of(_self: Any, text: str) -> str:
        return prepared(text)

    return of
