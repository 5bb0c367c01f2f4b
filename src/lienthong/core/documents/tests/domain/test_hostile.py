# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Broken, hostile and huge office files and PDF: each has a name, nothing is obeyed."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from lienthong.core.documents.domain import kinds
from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.inspection import Limits, inspect_file
from lienthong.core.documents.domain.pdf import assemble
from lienthong.core.documents.domain.pdf.words import page_pictures, pdf_words
from lienthong.core.documents.domain.words import clean, docx_words, words_of
from lienthong.core.documents.tests import samples
from lienthong.testing.office_files import LINK, RELS, body, docx

LIMITS = Limits(media_types=frozenset({kinds.PDF, kinds.DOCX, kinds.PNG}))


def rels(kind: str, target: str) -> bytes:
    one = f'<Relationship Id="r" Type="{LINK}/{kind}" Target="{target}" TargetMode="External"/>'
    return f'<Relationships xmlns="{RELS}">{one}</Relationships>'.encode()


SETTINGS, PARTS = "word/_rels/settings.xml.rels", "word/_rels/document.xml.rels"
BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/document.xml": BOMB}, "entities"),
        ({"word/document.xml": OUTSIDE}, "entities"),
        ({"word/document.xml": OUTSIDE.decode().encode("utf-16")}, "entities"),
        ({"word/document.xml": b"<a><b></a>"}, "broken"),
        ({"word/document.xml": b""}, "broken"),
        ({SETTINGS: rels("attachedTemplate", "http://a/b.dotm")}, "outside_parts"),
        ({PARTS: rels("image", "file:///etc/passwd")}, "outside_parts"),
        ({"word/vbaProject.bin": b"x"}, "macros"),
        ({"word/embeddings/oleObject1.bin": b"x"}, "embedded"),
        ({"word/activeX/activeX1.xml": b"<a/>"}, "embedded"),
        ({"../../etc/x.xml": b"<a/>"}, "archive_suspicious"),
        ({"word/media/a.zip": b"PK"}, "archive_suspicious"),
        ({"word/media/a.png": bytes(3_000_000)}, "archive_bomb"),
    ],
)  # fmt: skip
def test_hostile_docx_is_refused_by_name(
    parts: dict[str, bytes], code: str, tmp_path: Path
) -> None:
    path = samples.put(tmp_path, "a.docx", docx(parts))
    seen = inspect_file(path, name="a.docx", limits=LIMITS)
    assert seen.refusal is not None
    assert seen.refusal.code == code


def test_plain_docx_with_a_link_to_click_is_taken(tmp_path: Path) -> None:
    parts = {"word/_rels/document.xml.rels": rels("hyperlink", "https://quangtri.gov.vn")}
    path = samples.put(tmp_path, "a.docx", docx(parts | {"word/document.xml": body("Điều 1", "b")}))
    assert inspect_file(path, name="a.docx", limits=LIMITS).refusal is None
    assert words_of(path, kinds.DOCX) == "Điều 1\nb"


def test_encrypted_and_cut_docx(tmp_path: Path) -> None:
    whole = docx({})
    cut = samples.put(tmp_path, "a.docx", whole[: len(whole) // 2])
    seen = inspect_file(cut, name="a.docx", limits=LIMITS)
    assert seen.refusal is not None
    locked = bytearray(whole)
    for start in (whole.index(b"PK\x03\x04"), whole.index(b"PK\x01\x02")):
        locked[start + (6 if whole[start + 2] == 3 else 8)] |= 1
    path = samples.put(tmp_path, "b.docx", bytes(locked))
    refusal = inspect_file(path, name="b.docx", limits=LIMITS).refusal
    assert refusal is not None
    assert refusal.code == "encrypted"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", OUTSIDE])
def test_words_of_a_broken_docx_are_refused(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        docx_words(samples.put(tmp_path, "a.docx", data))
    with pytest.raises(UnreadableFileError):
        docx_words(samples.put(tmp_path, "b.docx", docx({"word/document.xml": data or b"<"})))


def test_words_are_clean() -> None:
    assert clean("a\r\nb\x00\x07c\x0cd") == "a\nbc\nd"
    assert clean("e\u0302\u0301") == "ế"


def test_broken_pdf_has_no_words_no_pages_and_no_parts() -> None:
    for bad in (b"", b"%PDF-1.7 nothing", samples.locked_pdf(user="x")):
        with pytest.raises(UnreadableFileError):
            pdf_words(bad)
        with pytest.raises(UnreadableFileError):
            list(page_pictures(bad))
        with pytest.raises(UnreadableFileError):
            assemble.bind([(bad, (1,))])
        with pytest.raises(UnreadableFileError):
            assemble.closed_to_signatures(bad)
    with pytest.raises(UnreadableFileError):
        assemble.bind([(samples.pdf(1), (2,))])


def test_nothing_active_goes_into_a_bound_pdf() -> None:
    with pikepdf.open(io.BytesIO(samples.script_pdf())) as source:
        page = source.pages[0].obj
        page.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x"))
        page.Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Link,
                    Rect=[0, 0, 9, 9],
                    A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="a.exe"),
                )
            ]
        )
        active = samples.saved(source)
    bound = assemble.bind([(active, (1,)), (samples.pdf(2), (2, 1))])
    with pikepdf.open(io.BytesIO(bound)) as document:
        assert len(document.pages) == 3
        assert "/OpenAction" not in document.Root
        assert "/AcroForm" not in document.Root
        assert not any("/AA" in page.obj or "/Annots" in page.obj for page in document.pages)
    assert b"JavaScript" not in bound
