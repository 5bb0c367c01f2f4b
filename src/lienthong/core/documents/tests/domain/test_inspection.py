# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienthong.core.documents.domain import kinds
from lienthong.core.documents.domain.inspection import Limits, inspect_file
from lienthong.core.documents.domain.words import words_of
from lienthong.core.documents.enums import REFUSALS
from lienthong.core.documents.tests import samples

OFFICE = Limits(media_types=frozenset({kinds.DOCX, kinds.PDF}))


@pytest.mark.parametrize(
    ("name", "data", "media_type", "pages"),
    [
        ("đơn.pdf", samples.pdf(3), kinds.PDF, 3),
        ("ảnh.JPG", samples.picture(), kinds.JPEG, 1),
        ("ảnh.png", samples.picture("PNG"), kinds.PNG, 1),
        ("ảnh.webp", samples.picture("WEBP"), kinds.WEBP, 1),
        ("không đuôi", samples.pdf(), kinds.PDF, 1),
    ],
)
def test_good_files_are_known_by_their_content(
    tmp_path: Path, name: str, data: bytes, media_type: str, pages: int
) -> None:
    seen = inspect_file(samples.put(tmp_path, "x", data), name=name)
    assert (seen.accepted, seen.media_type, seen.pages) == (True, media_type, pages)
    assert seen.size == len(data)


@pytest.mark.parametrize(
    ("data", "taken"),
    [
        ("Xin chào\r\n\tĐiều 1".encode(), True),
        ("\ufeffXin chào".encode(), True),
        ("Xin chào".encode("utf-16"), True),
        (("ư" * 5000).encode(), True),
        ("Xin chào".encode("cp1258", "replace") + b"\xff\xfe", False),
        (b"Xin\x00chao", False),
        (b"a\x1b[31m", False),
        (b" <svg onload='x'/>", False),
        (b"x" * 5000 + b"\xff", False),
    ],
)
def test_plain_text_is_words_and_nothing_else(tmp_path: Path, data: bytes, taken: bool) -> None:
    limits = Limits(media_types=frozenset({kinds.TEXT}))
    path = samples.put(tmp_path, "a.txt", data)
    seen = inspect_file(path, name="ghi-chu.txt", declared_type="text/plain", limits=limits)
    assert seen.accepted == taken
    if taken:
        assert words_of(path, kinds.TEXT).startswith(("Xin chào", "ưư"))


@pytest.mark.parametrize(
    ("name", "declared", "data", "code"),
    [
        ("khai-sinh.pdf", "application/pdf", b"MZ" + bytes(300), "disguised"),
        ("khai-sinh.pdf", "application/pdf", b"<html><script>x</script>", "disguised"),
        ("anh.jpg", "image/jpeg", samples.pdf(), "disguised"),
        ("anh", "image/jpeg", samples.pdf(), "disguised"),
        ("anh.exe", "", samples.picture(), "disguised"),
        ("anh.svg", "image/svg+xml", b"<svg onload='x'/>", "kind_not_taken"),
        ("ghi-chu.txt", "text/plain", b"xin ch\xc3\xa0o", "kind_not_taken"),
        ("don.docx", "", samples.docx(), "kind_not_taken"),
        ("trong.pdf", "", b"", "empty"),
        ("khoa.pdf", "", samples.locked_pdf("bí mật"), "encrypted"),
        ("khoa.pdf", "", samples.locked_pdf(), "encrypted"),
        ("hong.pdf", "", b"%PDF-1.7\nkhong phai", "broken"),
        ("hong.jpg", "", b"\xff\xd8\xff" + bytes(50), "broken"),
        ("to.png", "", samples.huge_png(), "too_many_pixels"),
    ],
)
def test_bad_files_are_refused_with_a_reason(
    tmp_path: Path, name: str, declared: str, data: bytes, code: str
) -> None:
    seen = inspect_file(samples.put(tmp_path, "x", data), name=name, declared_type=declared)
    assert seen.refusal is not None
    assert seen.refusal.code == code
    assert str(REFUSALS[code]).endswith(".")


def test_limits_are_the_slot_s_own(tmp_path: Path) -> None:
    path = samples.put(tmp_path, "x", samples.pdf(3))
    big = inspect_file(path, name="a.pdf", limits=Limits(max_bytes=100)).refusal
    long = inspect_file(path, name="a.pdf", limits=Limits(max_pages=2)).refusal
    assert big is not None
    assert long is not None
    assert (big.code, long.code) == ("too_large", "too_many_pages")


def test_script_in_pdf_is_noted_not_refused(tmp_path: Path) -> None:
    seen = inspect_file(samples.put(tmp_path, "x", samples.script_pdf()), name="a.pdf")
    assert seen.accepted
    assert [finding.code for finding in seen.findings] == ["active_content"]


def test_pdf_that_unpacks_without_end_is_refused_quickly(tmp_path: Path) -> None:
    data = samples.bomb_pdf()
    assert len(data) < 1_000_000
    path, start = samples.put(tmp_path, "x", data), time.process_time()
    seen = inspect_file(path, name="a.pdf")
    assert seen.refusal is not None
    assert seen.refusal.code == "broken"
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ({"word/vbaProject.bin": b"x"}, "macros"),
        ({"../../evil": b"x"}, "archive_suspicious"),
        ({"word/inner.zip": b"x"}, "archive_suspicious"),
        ({"word/zeros": bytes(30_000_000)}, "archive_bomb"),
    ],
)
def test_bad_office_files_are_refused(tmp_path: Path, extra: dict[str, bytes], code: str) -> None:
    path = samples.put(tmp_path, "x", samples.docx(**extra))
    refusal = inspect_file(path, name="a.docx", limits=OFFICE).refusal
    assert refusal is not None
    assert refusal.code == code
    assert str(REFUSALS[code]).endswith(".")


def test_office_file_is_taken_where_the_slot_says_so(tmp_path: Path) -> None:
    path = samples.put(tmp_path, "x", samples.docx())
    assert inspect_file(path, name="a.docx", limits=OFFICE).media_type == kinds.DOCX


def test_decomposed_name_comes_back_composed(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "Giấy chứng sinh.pdf")
    seen = inspect_file(samples.put(tmp_path, "x", samples.pdf()), name=name)
    assert seen.name == "Giấy chứng sinh.pdf"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    start=st.sampled_from(
        [b"%PDF-1.7\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b""]
    ),
    rest=st.binary(max_size=300),
    name=st.sampled_from(["a.pdf", "a.jpg", "a.png", "a.docx", "a"]),
)
def test_no_bytes_make_the_inspection_fail(
    tmp_path: Path, start: bytes, rest: bytes, name: str
) -> None:
    seen = inspect_file(samples.put(tmp_path, "x", start + rest), name=name, limits=OFFICE)
    assert seen.refusal is None or seen.refusal.code in REFUSALS
