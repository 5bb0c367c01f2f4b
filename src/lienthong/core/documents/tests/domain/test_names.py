# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.core.documents.domain.names import (
    LONGEST,
    clean_name,
    content_disposition,
    extension,
)


def test_decomposed_name_is_stored_composed() -> None:
    name = unicodedata.normalize("NFD", "Giấy chứng sinh của Ước.pdf")
    assert clean_name(name) == "Giấy chứng sinh của Ước.pdf"


@pytest.mark.parametrize(
    ("given_name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Ảnh\\khai sinh.jpg", "khai sinh.jpg"),
        ("ảnh\u202egpj.exe", "ảnhgpj.exe"),
        ("a\u200bb\x00c\n.pdf", "ab_c_.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("  khai   sinh . ", "khai sinh"),
        ("...", "tep"),
        ("", "tep"),
        ('<"x">.png', "__x__.png"),
    ],
)
def test_dangerous_names_become_harmless(given_name: str, clean: str) -> None:
    assert clean_name(given_name) == clean


def test_long_name_keeps_its_extension() -> None:
    name = clean_name("ệ" * 300 + ".pdf")
    assert name.endswith("ệ.pdf")
    assert len(name.encode()) <= LONGEST


@given(st.text(max_size=400))
def test_every_name_is_safe_and_stays_so(text: str) -> None:
    name = clean_name(text)
    assert name
    assert len(name.encode()) <= LONGEST
    assert not set(name) & set('/\\<>:"|?*\x00\n\r')
    assert unicodedata.is_normalized("NFC", name)
    assert clean_name(name) == name


def test_extension_needs_a_stem() -> None:
    assert [extension(name) for name in ("a.PDF", ".htaccess", "a", "a.tar.gz")] == [
        "pdf", "", "", "gz",
    ]  # fmt: skip


def test_vietnamese_name_is_sent_in_both_forms() -> None:
    assert content_disposition("Đơn khai sinh.pdf") == (
        'attachment; filename="Don khai sinh.pdf"; '
        "filename*=UTF-8''%C4%90%C6%A1n%20khai%20sinh.pdf"
    )


@given(st.text(max_size=60))
def test_header_cannot_be_broken_out_of(text: str) -> None:
    header = content_disposition(text, inline=True)
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
