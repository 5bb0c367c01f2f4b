# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The quick ways answer as the libraries do."""

import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils import generic, misc
from pyhanko.pdf_utils.misc import PdfReadError, PdfStreamError

from lienthong.core.documents.domain.pdf import quicker
from lienthong.core.documents.domain.pdf.evidence import certificates_in, lists_in
from lienthong.core.documents.tests.conftest import Pki

STRINGS = {
    "plain": b"<48656C6c6f>",
    "empty": b"<>",
    "odd": b"<486>",
    "white space": b"<48 65\r\n6C\t6C\x0c6F\x00>",
    "comment": b"<48 % 00 >\n65>",
    "words": b"<FEFF004E01B0>",
    "longer than a block": b"<" + b"4A" * quicker.BLOCK + b">",
    "end at the end of a block": b"<" + b"4A" * (quicker.BLOCK // 2 - 1) + b"4>",
}


def ways() -> tuple[Any, Any]:
    quicker.mend()
    quick: Any = generic.read_hex_string_from_stream
    return quick, quick.__wrapped__


@pytest.mark.parametrize("name", STRINGS)
def test_string_and_place_after_it_are_those_of_the_library(name: str) -> None:
    found = []
    for read in ways():
        stream = io.BytesIO(b"  " + STRINGS[name] + b" /Next 1 0 R >>")
        stream.seek(2)
        found.append((read(stream), stream.tell()))
    assert found[0] == found[1]
    assert type(found[0][0]) is type(found[1][0])


@pytest.mark.parametrize("broken", [b"<48zz>", b"<4865", b"<", b"<48(>)>"])
def test_what_the_library_refuses_is_refused(broken: bytes) -> None:
    for read in ways():
        with pytest.raises(PdfStreamError):
            read(io.BytesIO(broken))


WORDS = {
    "word": b"endobj 12",
    "before a delimiter": b"Type/Page",
    "long": b"a" * (quicker.LONG_WORD + 3) + b" b",
    "as long as is looked at": b"a" * quicker.LONG_WORD + b"]",
    "end of the file": b"12",
    "nothing": b"",
    "only its end": b"<<",
}


@pytest.mark.parametrize("name", WORDS)
def test_word_and_place_after_it_are_those_of_the_library(name: str) -> None:
    quicker.mend()
    quick: Any = misc._read_until_class
    for most in (None, 4):
        found = []
        for read in (quick, quick.__wrapped__):
            stream = io.BytesIO(WORDS[name])
            found.append((read(b" \n/<>[]", stream, maxchars=most), stream.tell()))
        assert found[0] == found[1]


def test_names_of_a_file_are_those_of_the_library_each_an_object_of_its_own() -> None:
    quicker.mend()
    quick: Any = generic._decode_name
    for word in (b"Type", b"A#20B", b"T#c3#aan", b"#e9", b""):
        one, two, other = quick(word), quick(word), quick.__wrapped__(word)
        assert (one, type(one)) == (two, type(two)) == (other, type(other))
        assert one is not two
    for broken in (b"a b", b"#4", b"#zz", b"\xe9"):
        for read in (quick, quick, quick.__wrapped__):
            with pytest.raises(PdfReadError):
                read(broken)


def test_dictionaries_have_names_for_keys() -> None:
    quicker.mend()
    library: Any = generic
    name, one = library.NameObject("/A"), library.NumberObject(1)
    for given in ({name: one}, {"/A": one}, {"/B": one, name: one}, {}, None):
        made = library.DictionaryObject(given)
        assert made == (given or {})
        assert {type(key) for key in made} <= {generic.NameObject}
    with pytest.raises(ValueError, match="name"):
        library.DictionaryObject({1: one})


def test_names_are_prepared_as_before_and_refused_ones_each_time() -> None:
    quicker.mend()
    quick: Any = x509.NameTypeAndValue._ldap_string_prep
    value = x509.NameTypeAndValue()
    for text in ("UBND  phường   Đồng Hới", "ﬁ ①", ""):
        assert quick(value, text) == quick.__wrapped__(value, text) == quick(value, text)
    for _ in range(2):
        with pytest.raises(ValueError, match="private use"):
            quick(value, "xấu\ue000")


def test_threads_do_not_share_what_the_library_takes_apart(pki: Pki) -> None:
    mine = certificates_in(pki.trust.roots), lists_in(pki.trust.revocation_lists)
    with ThreadPoolExecutor(1) as other:
        theirs = other.submit(
            lambda: (certificates_in(pki.trust.roots), lists_in(pki.trust.revocation_lists))
        ).result()
    again = certificates_in(pki.trust.roots), lists_in(pki.trust.revocation_lists)
    for own, same, foreign in zip(mine, again, theirs, strict=True):
        assert [one is two for one, two in zip(own, same, strict=True)] == [True] * len(own)
        assert not set(map(id, own)) & set(map(id, foreign))
        assert [one.dump() for one in own] == [one.dump() for one in foreign]
