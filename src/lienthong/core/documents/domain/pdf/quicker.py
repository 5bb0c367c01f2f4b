# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Lets the libraries answer the same in less time: strings and words of a file, names.

A signature is a string of 30,000 letters that pyHanko 0.38 reads letter by letter, and anew in
every revision looked at; whatever is not plainly digits and white space is left to it. Words
(numbers, the few hundred names of a file) it reads in the same way. asn1crypto 1.5.1 prepares the
same few names for comparison hundreds of times a file.
Source: ISO 32000-1, 7.2.2 (where words end), 7.3.4.3 (hexadecimal strings), 7.3.5 (names); RFC 4518
(preparation of names).
"""

import binascii
import re
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import IO, Any

from asn1crypto import x509
from pyhanko.pdf_utils import generic, misc

BLOCK = 16_384  # bytes
NAMES = 512
LONG_WORD = 64  # bytes
DIGITS = b"0123456789abcdefABCDEF"
WHITE_SPACE = b" \n\r\t\x0c\x00"
Read = Callable[[IO[bytes]], Any]


def mend() -> None:
    """Give the libraries the quick ways; may be repeated."""
    library: Any = generic
    if not hasattr(library.read_hex_string_from_stream, "__wrapped__"):
        library.read_hex_string_from_stream = _quick(library.read_hex_string_from_stream)
    if not hasattr(misc._read_until_class, "__wrapped__"):
        _words()
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


def _words() -> None:
    """Words and names of a file, and the dictionaries that names are the keys of."""
    library: Any = misc
    library._read_until_class = _in_one_go(misc._read_until_class)
    own: Any = generic
    own._decode_name = _known(generic._decode_name)
    kind: Any = generic.DictionaryObject
    kind.__init__ = _by_names(kind.__init__)


def _in_one_go(slow: Callable[..., tuple[bytes, bool]]) -> Callable[..., tuple[bytes, bool]]:
    """The bytes before one of some; long words and the last of a file are left to the library."""
    ends = lru_cache(maxsize=8)(lambda some: re.compile(b"[" + re.escape(some) + b"]"))

    @wraps(slow)
    def read(some: bytes, stream: IO[bytes], maxchars: int | None = None) -> tuple[bytes, bool]:
        if maxchars is not None:
            return slow(some, stream, maxchars)
        start = stream.tell()
        block = stream.read(LONG_WORD)
        end = ends(some).search(block)
        if end is None:
            stream.seek(start)
            return slow(some, stream)
        stream.seek(start + end.end())
        return block[: end.start()], False

    return read


def _known(decode: Callable[[bytes], Any]) -> Callable[[bytes], Any]:
    """Each name is an object of its own, as it remembers where it stands."""
    text = lru_cache(maxsize=NAMES)(lambda word: str(decode(word)))

    @wraps(decode)
    def name(word: bytes) -> Any:
        return generic.NameObject(text(word))

    return name


def _by_names(slow: Callable[..., None]) -> Callable[..., None]:
    """Keys that are names already need not be made names one by one."""
    names = frozenset({generic.NameObject})

    @wraps(slow)
    def begin(self: Any, dict_data: Any = None) -> None:
        if dict_data is not None and names.issuperset(map(type, dict_data)):
            dict.__init__(self, dict_data)
        else:
            slow(self, dict_data)

    return begin
