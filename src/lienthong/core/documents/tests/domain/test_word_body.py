# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The text of a Word file as a body: marks, what Word counts, tables, what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from lienthong.core.documents.domain.body import clean_body
from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.word_body import body_of_docx
from lienthong.testing.office_files import W, docx

NUMBERING = """<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl><w:lvl w:ilvl="1">
<w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/>
<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2">
<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>
</w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>"""
STYLES = """<w:style w:styleId="Muc"><w:basedOn w:val="Goc"/></w:style><w:style w:styleId="Goc">
<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>"""


def run(text: str, *marks: str) -> str:
    inside = "".join(f"<w:{mark}/>" for mark in marks)
    return f'<w:r><w:rPr>{inside}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, number: int = 0, depth: int = 0, style: str = "") -> str:
    said = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        said += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{said}</w:pPr>{''.join(runs)}</w:p>"


def word(folder: Path, *blocks: str) -> Path:
    inside = f"<w:body>{''.join(blocks)}</w:body>"
    parts = {
        "word/document.xml": f'<w:document xmlns:w="{W}">{inside}</w:document>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{W}">{NUMBERING}</w:numbering>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{STYLES}</w:styles>',
    }
    path = folder / "a.docx"
    path.write_bytes(docx({name: text.encode() for name, text in parts.items()}))
    return path


def test_marks_stay_and_runs_of_one_look_are_joined(tmp_path: Path) -> None:
    off = '<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>thường</w:t></w:r>'
    path = word(
        tmp_path,
        paragraph(
            run("Giao "), run("Trưởng ", "b"), run("phòng", "b"), run(" đọc &amp; ký", "i", "u")
        ),
        paragraph(off, "<w:r><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>"),
        paragraph(run("  ", "b")),
    )
    assert clean_body(body_of_docx(path)) == (
        "<p>Giao <b>Trưởng phòng</b><i><u> đọc &amp; ký</u></i></p><p>thường a<br>b</p>"
    )


def test_what_word_counts_is_written_out(tmp_path: Path) -> None:
    blocks = [
        paragraph(run("Phạm vi"), number=1),
        paragraph(run("Một", "b"), number=1, depth=1),
        paragraph(run("Hai"), number=1, depth=1),
        paragraph(run("ý"), number=1, depth=2),
        paragraph(run("Hiệu lực"), number=1),
        paragraph(run("Ba"), number=1, depth=1),
        paragraph(run("Lại từ đầu"), number=2),
        paragraph(run("Mục"), style="Muc"),
        paragraph(run("Mục nữa"), style="Muc"),
        paragraph(run("Không đếm"), style="Vong"),
        paragraph(run("Danh sách lạ"), number=9),
    ]
    body = clean_body(body_of_docx(word(tmp_path, *blocks)))
    assert body.removeprefix("<p>").removesuffix("</p>").split("</p><p>") == [
        "Điều 1. Phạm vi", "1.a) <b>Một</b>", "1.b) Hai", "- ý", "Điều 2. Hiệu lực", "2.a) Ba",
        "Điều 1. Lại từ đầu", "III. Mục", "IV. Mục nữa", "Không đếm", "Danh sách lạ",
    ]  # fmt: skip


def test_tables_stay_and_what_is_no_text_goes(tmp_path: Path) -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + paragraph(run("Cộng")) + "</w:tc>"
    row = "".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in ("A", "B"))
    gone = (
        "<w:del><w:r><w:delText>xóa</w:delText></w:r></w:del>"
        "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:drawing><w:t>hình</w:t>"
        "</w:drawing></w:r><w:ins>" + run("thêm") + "</w:ins>"
    )
    path = word(
        tmp_path,
        f"<w:tbl><w:tr>{row}</w:tr><w:tr>{wide}</w:tr></w:tbl>",
        paragraph(gone, run("&lt;script&gt;")),
    )
    assert clean_body(body_of_docx(path)) == (
        "<table><tbody><tr><td><p>A</p></td><td><p>B</p></td></tr>"
        '<tr><td colspan="2"><p>Cộng</p></td></tr></tbody></table><p>thêm&lt;script&gt;</p>'
    )


@pytest.mark.parametrize(
    "document",
    [b"", b"<a>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"<document/>"],
)
def test_broken_or_hostile_files_are_refused(document: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx({"word/document.xml": document}))
    with pytest.raises(UnreadableFileError):
        body_of_docx(path)
    path.write_bytes(b"PK")
    with pytest.raises(UnreadableFileError):
        body_of_docx(path)
