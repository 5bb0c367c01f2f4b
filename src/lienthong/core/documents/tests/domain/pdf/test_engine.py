# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The engine serves one thread at a time, and every thread in the end."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pikepdf
import pytest

from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.pdf.engine import opened
from lienthong.core.documents.domain.pdf.preview import first_page
from lienthong.core.documents.domain.pdf.words import pdf_words


def page_with(words: str) -> bytes:
    """A page with a line of ASCII words."""
    made, into = pikepdf.new(), BytesIO()
    page = made.add_blank_page(page_size=(300, 200))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = made.make_stream(f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET".encode())
    made.save(into)
    return into.getvalue()


def test_second_thread_waits_until_the_first_has_closed_its_document() -> None:
    pdf, done = page_with("Giay khai sinh"), threading.Event()

    def read() -> None:
        pdf_words(pdf)
        done.set()

    other = threading.Thread(target=read)
    with opened(pdf) as document:
        other.start()
        assert not done.wait(0.2)
        assert len(document) == 1
    other.join(30)

    assert done.is_set()


def test_many_threads_read_and_draw_what_they_asked_for() -> None:
    texts = [f"Trang so {number}" for number in range(24)]
    pages = [page_with(text) for text in texts]

    with ThreadPoolExecutor(4) as pool:
        pictures = list(pool.map(first_page, pages))
        words = list(pool.map(pdf_words, pages))

    assert [word.strip() for word in words] == texts
    assert all(picture.startswith(b"\xff\xd8") for picture in pictures)


def test_file_that_cannot_be_read_lets_the_next_one_in() -> None:
    with pytest.raises(UnreadableFileError):
        first_page(b"%PDF-1.7 nothing")

    assert pdf_words(page_with("Sau do")).strip() == "Sau do"
