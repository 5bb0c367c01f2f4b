# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Mends a fault of asn1crypto 1.5.1: a length that ends in 0x80 is no open length.

The library takes it for one and writes everything below anew, each part once more for every level
above it: seven seconds for a signature with a time-stamp inside, whenever one of their lengths
happens to be such a number. An open length always has its end mark behind the contents.
Source: ITU-T X.690, 8.1.3.6 (indefinite form, end-of-contents octets).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from asn1crypto import core

OPEN = b"\x80"
Dump = Callable[..., bytes]


def mend() -> None:
    """Let the library know closed lengths for what they are; may be repeated."""
    for kind in (core.Sequence, core.SequenceOf):
        if not hasattr(kind.dump, "__wrapped__"):
            kind.dump = _mended(kind.dump)


def _mended(dump: Dump) -> Dump:
    @wraps(dump)
    def written(self: Any, force: bool = False) -> bytes:
        if self._header is not None and self._header[-1:] == OPEN and not self._trailer:
            self._header = None  # it is made anew, the same
        return dump(self, force=force)

    return written
