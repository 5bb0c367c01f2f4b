# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Lengths that end in 0x80: written once, and as before; open ones are still closed."""

from __future__ import annotations

from asn1crypto import cms, core

from lienthong.core.documents.domain.pdf import lengths

OPEN = bytes.fromhex("3080 06092a864886f70d010701 0000")
CLOSED = bytes.fromhex("300b 06092a864886f70d010701")


class _Counted(core.SequenceOf):  # type: ignore[misc]  # the library is not typed
    _child_spec = core.OctetString
    written = 0

    def _set_contents(self, force: bool = False) -> None:
        type(self).written += 1
        super()._set_contents(force=force)


def test_a_closed_length_that_looks_open_is_written_once() -> None:
    lengths.mend()
    lengths.mend()
    der = _Counted([core.OctetString(bytes(0x7E))]).dump()
    assert der[:3] == bytes.fromhex("308180")
    read = _Counted.load(der)
    _Counted.written = 0

    assert read.dump() == der
    assert _Counted.written == 0


def test_an_open_length_is_closed() -> None:
    lengths.mend()

    assert cms.ContentInfo.load(OPEN).dump() == CLOSED
