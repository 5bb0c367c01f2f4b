# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Layouts in HTML and DOCX: what they become, and every hostile one refused by name."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable

import pytest
from django.utils import translation
from PIL import Image

from lienthong.modules.onestop.domain.design.docx import filled_docx, html_of, read_docx
from lienthong.modules.onestop.domain.design.layouts import (
    filled,
    layout_fields,
    misplaced_fields,
    rows_of,
    unknown_fields,
)
from lienthong.modules.onestop.domain.design.markup import clean_markup, safe_markup
from lienthong.modules.onestop.domain.design.pictures import with_pictures
from lienthong.modules.onestop.domain.design.refusals import LayoutRefused
from lienthong.modules.onestop.queries.layouts import layout_body, layout_picker

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELS = "word/_rels/document.xml.rels"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
SPACES = f'xmlns:wp="{DRAWN}/wordprocessingDrawing" xmlns:a="{DRAWN}/main" xmlns:r="{REL}"'
PARAGRAPH = "<w:p><w:r><w:t>Giấy phép</w:t></w:r></w:p>"


def word(body: str = PARAGRAPH, **parts: str | bytes) -> bytes:
    """A Word file with this body and further parts (name with __ for /)."""
    made = io.BytesIO()
    document = f"<?xml version='1.0' encoding='UTF-8'?><w:document {W}><w:body>{body}</w:body>"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        named = {"[Content_Types].xml": TYPES, "word/document.xml": f"{document}</w:document>"}
        for name, data in {**named, **parts}.items():
            archive.writestr(name, data)
    return made.getvalue()


def links(target: str, kind: str) -> str:
    link = f'<Relationship Id="r1" Type="{REL}/{kind}" Target="{target}" TargetMode="External"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{link}</Relationships>'


def declared(entity: str, body: str) -> bytes:
    document = f"<!DOCTYPE d [{entity}]><w:document {W}><w:body>{body}</w:body></w:document>"
    return part("word/document.xml", document)


def field_code(code: str) -> bytes:
    return word(f"<w:p><w:r><w:instrText>{code}</w:instrText></w:r></w:p>")


def doubled() -> bytes:
    made = io.BytesIO(word())
    with zipfile.ZipFile(made, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<x/>")
    return made.getvalue()


def locked() -> bytes:
    content = bytearray(word())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := content.find(mark, place + 1)) >= 0:
            content[place + at] |= 1
    return bytes(content)


LAUGHS = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10 if n else 'ha'}'>" for n in range(9))


def part(name: str, data: str | bytes) -> bytes:
    """A Word file with this part more, or instead of its own."""
    return word(PARAGRAPH, **{name: data})


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), more: bytes = b"") -> bytes:
    """A drawn picture, perhaps with something behind its end."""
    buffer = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(buffer, kind)
    return buffer.getvalue() + more


def with_picture(data: bytes, after: str = "", target: str = "media/image1.png") -> bytes:
    """A Word file that shows a picture, 20 mm wide, and some text after it."""
    extent = '<wp:extent cx="720000" cy="540000"/><wp:docPr id="1" name="p" descr="Quốc huy"/>'
    shown = f'<w:drawing><wp:inline {SPACES}>{extent}<a:blip r:embed="r7"/></wp:inline></w:drawing>'
    link = f'<Relationship Id="r7" Type="{REL}/image" Target="{target}"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    links = f'<Relationships xmlns="{space}">{link}</Relationships>'
    parts: dict[str, str | bytes] = {RELS: links, "word/media/image1.png": data}
    return word(f"<w:p><w:r>{shown}</w:r></w:p>{after}", **parts)


HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "no archive": (lambda: b"PK\x03\x04 broken", "not_docx", ""),
    "another file": (lambda: b"%PDF-1.7", "not_docx", ""),
    "cut off": (lambda: word()[:-40], "not_docx", ""),
    "no document": (lambda: part("word/document.xml", "<"), "not_docx", "word/document.xml"),
    "two documents": (doubled, "not_docx", ""),
    "leaves its folder": (lambda: part("../../etc/passwd", "x"), "not_docx", ""),
    "password": (locked, "encrypted", ""),
    "too large": (lambda: word() + b"0" * 2_000_000, "too_large", "2000 kB"),
    "bomb": (lambda: part("word/a.xml", b" " * 2_000_000), "bomb", "word/a.xml"),
    "wide bomb": (lambda: part("word/a.bin", b"\0" * 21_000_000), "bomb", "20 MB"),
    "many parts": (lambda: word(**{f"p{n}": "x" for n in range(600)}), "bomb", "1 MB"),
    "macro": (lambda: part("word/vbaProject.bin", b"x"), "macros", "word/vbaProject.bin"),
    "macro type": (
        lambda: part("[Content_Types].xml", TYPES.replace("/>", ' a="macroEnabled"/>')),
        "macros",
        "[Content_Types].xml",
    ),
    "embedded": (lambda: part("word/embeddings/a.bin", b"x"), "embedded", ""),
    "outside file": (
        lambda: declared('<!ENTITY x SYSTEM "file:///etc/passwd">', "<w:p>&x;</w:p>"),
        "entities",
        "word/document.xml",
    ),
    "entities that grow": (lambda: declared(LAUGHS, "<w:p>&e8;</w:p>"), "entities", ""),
    "template elsewhere": (
        lambda: part(RELS, links("http://evil.example/t.dotm", "attachedTemplate")),
        "external",
        "http://evil.example/t.dotm",
    ),
    "picture": (lambda: word("<w:p><w:r><w:drawing/></w:r></w:p>"), "picture", ""),
    "no picture": (lambda: with_picture(b"<svg/>"), "picture_kind", "image1.png"),
    "GIF": (lambda: with_picture(picture("GIF")), "picture_kind", "image1.png"),
    "cut picture": (lambda: with_picture(picture()[:60]), "picture_kind", "image1.png"),
    "gone picture": (
        lambda: with_picture(picture(), target="media/none.png"),
        "picture_kind",
        "word/media/none.png",
    ),
    "picture of many points": (
        lambda: with_picture(picture(size=(9_000, 1_000))),
        "picture_large",
        "9000 px",
    ),
    "heavy picture": (
        lambda: with_picture(picture(more=os.urandom(1_000_001))),
        "picture_large",
        "1000 kB",
    ),
    "text box": (lambda: word("<w:p><w:r><w:txbxContent/></w:r></w:p>"), "picture", ""),
    "chunk": (lambda: word("<w:altChunk/>"), "embedded", "altChunk"),
    "DDE": (lambda: field_code("DDEAUTO c:\\\\cmd"), "field_code", "DDEAUTO"),
    "include": (lambda: field_code('INCLUDETEXT "/etc/passwd"'), "field_code", "INCLUDETEXT"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_word_files_are_refused_by_name(name: str) -> None:
    make, problem, detail = HOSTILE[name]
    with pytest.raises(LayoutRefused) as refused:
        html_of(make())
    assert refused.value.problem == problem
    assert detail in refused.value.detail
    assert "%" not in str(refused.value)


def test_a_word_file_becomes_a_layout_with_fields_split_among_runs() -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:jc w:val="center"/></w:pPr>'
        "<w:r><w:t>{{ti</w:t></w:r><w:r><w:t>tle}} &amp; số</w:t></w:r></w:p>"
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Hạng: {{</w:t></w:r><w:r><w:t>lic</w:t></w:r>"
        "<w:r><w:t>ence}}.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Một</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    linked = word(body, **{RELS: links("https://dichvucong.gov.vn", "hyperlink")})
    assert html_of(linked).split("\n") == [
        '<h1 class="centre">{{title}} &amp; số</h1>',
        "<p><strong>Hạng: {{licence}}</strong>.</p>",
        '<table class="result__table"><tbody><tr><td>Một</td></tr></tbody></table>',
    ]
    values = {"title": "Giấy <phép>", "licence": "B"}
    made = filled_docx(linked, lambda field: values[field])
    assert "Giấy &lt;phép&gt; &amp; số" in html_of(made)
    assert filled_docx(linked, lambda field: values[field]) == made


@pytest.mark.parametrize(
    ("html", "problem", "detail"),
    [
        ("<script>alert(1)</script>", "tag", "script"),
        ("<p onclick=x()>a</p>", "attribute", "p onclick"),
        ('<p style="background:url(http://a)">a</p>', "attribute", "p style"),
        ('<img src="http://evil.example/x.png">', "picture_unknown", "http://evil"),
        ('<img src="/tinh/x.png">', "picture_unknown", "/tinh/x.png"),
        ('<img src="data:image/svg+xml,<svg/onload=x()>">', "picture_unknown", "data:"),
        ('<img src="picture:12">', "picture_unknown", "picture:12"),
        ('<svg onload="x()"></svg>', "tag", "svg"),
        ('<object data="file:///etc/passwd"></object>', "tag", "object"),
        ("<p>{% load os %}</p>", "instruction", "{%"),
        ("<p>{# x #}</p>", "instruction", "{#"),
        ("<p>${7*7}</p>", "instruction", "${"),
        ("<?php x ?>", "instruction", "<?"),
        ("<!DOCTYPE html><p>a</p>", "instruction", "<!"),
        ("<p>a\x00</p>", "odd_letters", ""),
        ("<!-- nothing -->", "empty", ""),
        ("<p>" + "a" * 80_001, "too_large", "80 kB"),
    ],
)
def test_hostile_html_is_refused_by_name(html: str, problem: str, detail: str) -> None:
    with pytest.raises(LayoutRefused) as refused:
        clean_markup(html)
    assert (refused.value.problem, detail in refused.value.detail) == (problem, True)


def test_a_layout_reaches_nothing_but_its_fields() -> None:
    known = ("title", "table.floors")
    reaching = "{{ title }} {{title.__class__}} {{ settings.SECRET_KEY }} {{title|safe}} {{ 7*7 }}"
    assert set(unknown_fields(reaching, known)) == {
        "title.__class__",
        "{{ settings.SECRET_KEY }}",
        "{{title|safe}}",
        "{{ 7*7 }}",
    }
    assert filled("<p>{{title}}</p>", lambda name: name.upper()) == "<p>TITLE</p>"


def test_what_a_citizen_wrote_stays_text_in_a_layout() -> None:
    written = "<script>alert(1)</script> {{agency_name}} {% x %}"
    content = {
        "lines": [{"key": "name", "text": written}],
        "agency_name": "UBND",
        "tables": [{"key": "t", "title": "<b>", "columns": ["A"], "rows": [["<i>1</i>"]]}],
    }
    made = layout_body("<p>{{name}}</p>{{table.t}}", content)
    assert "&lt;script&gt;" in made
    assert "<script" not in made
    assert "{{agency_name}} {% x %}" in made
    assert "<caption>&lt;b&gt;</caption>" in made
    assert "<td>1</td><td>&lt;i&gt;1&lt;/i&gt;</td>" in made
    assert safe_markup("<p onclick=a>x<iframe></iframe></p>") == "<p>x</p>"


def test_a_picture_of_a_word_file_is_drawn_anew_and_named_by_hash() -> None:
    behind = b"<script>alert(1)</script>"
    found = read_docx(with_picture(picture(more=behind)))
    (kept,) = found.pictures

    assert found.html == f'<p><img src="{kept.address}" alt="Quốc huy" width="75"></p>'
    assert kept.media_type == "image/png"
    assert behind not in kept.body
    with Image.open(io.BytesIO(kept.body)) as drawn:
        assert drawn.size == (40, 30)
    assert clean_markup(found.html) == found.html
    assert read_docx(with_picture(picture())).pictures == found.pictures
    (photo,) = read_docx(with_picture(picture("JPEG"))).pictures
    assert photo.media_type == "image/jpeg"
    printed = with_pictures(found.html, {kept.digest: kept}.get)
    assert 'src="data:image/png;base64,' in printed
    assert with_pictures(found.html, lambda _digest: None).count("data:,") == 1


TABLE = {
    "key": "floors",
    "title": "Các tầng",
    "columns": ["Tầng", "Diện tích"],
    "keys": ["name", "area"],
    "rows": [["1", "80 {{title}}"], ["2", "<b>60</b>"]],
}


def test_a_row_is_repeated_for_every_row_of_its_table() -> None:
    row = "<tr><td>{{table.floors.tt}}</td><td>{{table.floors.area}} {{dossier_code}}</td></tr>"
    body = f"<table><tr><th>TT</th></tr>{row}</table><p>{{{{title}}}}</p>"
    made = layout_body(body, {"title": "T", "dossier_code": "H1", "tables": [TABLE]})

    assert made.count("<td>") == 4
    assert "<td>1</td><td>80 {{title}} H1</td>" in made, "what a citizen wrote is no field"
    assert "<td>2</td><td>&lt;b&gt;60&lt;/b&gt; H1</td>" in made
    assert made.endswith("<p>T</p>")
    empty = layout_body(body, {"tables": [{**TABLE, "rows": []}]})
    assert empty.count("<td>") == 0

    columns = [{"key": "name", "label": "Tầng"}, {"key": "area", "label": "Diện tích"}]
    content = {"result": {"tables": [{**TABLE, "columns": columns}]}}
    known = layout_fields(content, refusal=False)
    assert {"table.floors", "table.floors.tt", "table.floors.area"} <= set(known)
    assert unknown_fields(body, known) == []
    assert unknown_fields("{{table.floors.height}}", known) == ["table.floors.height"]
    assert misplaced_fields(body) == []
    assert misplaced_fields("<p>{{table.floors.area}}</p>") == ["table.floors.area"]
    mixed = "<tr><td>{{table.floors.area}}{{table.other.x}}</td></tr>"
    assert misplaced_fields(mixed) == ["table.other.x"]


def test_fields_to_pick_stand_under_headings_with_an_example_in_both_languages() -> None:
    lines = [{"key": "licence", "label": "Hạng"}, {"key": "signed", "signature": "leader"}]
    columns = [{"key": "name", "label": "Tầng"}]
    result = {"name": "Giấy phép", "fields": lines, "tables": [{**TABLE, "columns": columns}]}
    content = {"name": "Cấp phép " * 10, "result": result}

    offered = layout_picker(content, refusal=False)

    found: dict[str, list[str]] = {}
    for one in offered:
        found.setdefault(one.group, []).append(one.title)
    assert list(found) == [
        "Nội dung của giấy",
        "Bảng: Các tầng",
        "Hồ sơ, kết quả",
        "Cơ quan, nơi lập",
    ]
    assert found["Nội dung của giấy"] == ["Tên giấy", "Hạng"]
    assert found["Bảng: Các tầng"] == ["Cả bảng", "Số thứ tự", "Tầng"]
    known = layout_fields(content, refusal=False)
    assert sorted(one.text for one in offered) == sorted(f"{{{{{name}}}}}" for name in known)
    examples = {one.text: one.example for one in offered}
    assert examples["{{applicant.name}}"] == "Lê Thị Hồng Nhung"
    assert examples["{{title}}"] == "Giấy phép"
    assert examples["{{procedure_name}}"] == f"{'Cấp phép ' * 6}Cấp ph…"
    refused = layout_picker(content, refusal=True)
    assert [one.title for one in refused if one.group == "Hồ sơ, kết quả"][-2:] == [
        "Lý do",
        "Căn cứ",
    ]
    with translation.override("en"):
        english = layout_picker(content, refusal=False)
    own = {"Hạng", "Tầng"}
    titles = {one.title for one in offered} - own
    assert titles.isdisjoint(one.title for one in english)
    assert set(found).isdisjoint(one.group for one in english)


def test_a_row_of_a_word_file_is_repeated_too() -> None:
    cells = ("{{table.floors.tt}}", "{{table.fl", "oors.area}}")
    texts = "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in cells)
    written = word(f"<w:tbl><w:tr><w:tc><w:p>{texts}</w:p></w:tc></w:tr></w:tbl>")

    made = filled_docx(written, lambda _name: "", lambda key: rows_of(TABLE) * (key == "floors"))

    rows = html_of(made).split("<tr>")[1:]
    assert [row.partition("</td>")[0] for row in rows] == [
        "<td>180 {{title}}",
        "<td>2&lt;b&gt;60&lt;/b&gt;",
    ]
