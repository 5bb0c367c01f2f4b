# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.conf.edge.multipart import FileReader, MalformedFormError, clean_name

BOUNDARY = "b0undary"
TYPE = f"multipart/form-data; boundary={BOUNDARY}"


def form(content: bytes, name: str = "ảnh.jpg") -> bytes:
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="note"\r\n\r\nxin chào\r\n'
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    return head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


@given(content=st.binary(max_size=600), size=st.integers(1, 64))
def test_file_when_body_comes_in_any_pieces_then_arrives_whole(content: bytes, size: int) -> None:
    received = bytearray()
    reader = FileReader(TYPE, received.extend)
    body = form(content)

    for start in range(0, len(body), size):
        reader.feed(body[start : start + size])
    reader.finish()

    assert (bytes(received), reader.name) == (content, "ảnh.jpg")


def test_form_when_cut_short_then_is_malformed() -> None:
    reader = FileReader(TYPE, bytearray().extend)
    reader.feed(form(b"abc")[:-10])

    with pytest.raises(MalformedFormError):
        reader.finish()


def test_second_file_when_sent_along_then_is_passed_over() -> None:
    received = bytearray()
    reader = FileReader(TYPE, received.extend)
    first = form(b"mot").removesuffix(f"--{BOUNDARY}--\r\n".encode())

    reader.feed(first + form(b"hai"))
    reader.finish()

    assert bytes(received) == b"mot"


@pytest.mark.parametrize("content_type", ["", "text/plain", "multipart/form-data", "multipart/x"])
def test_body_when_not_a_multipart_form_then_is_malformed(content_type: str) -> None:
    with pytest.raises(MalformedFormError):
        FileReader(content_type, bytearray().extend)


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\anh\\Giấy khai sinh.pdf", "Giấy khai sinh.pdf"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("x" * 300 + ".pdf", "x" * 176 + ".pdf"),
        (unicodedata.normalize("NFD", "Ảnh cưới.jpg"), "Ảnh cưới.jpg"),
    ],
)
def test_name_when_strange_then_is_made_harmless(given_name: str, shown: str) -> None:
    assert clean_name(given_name) == shown
