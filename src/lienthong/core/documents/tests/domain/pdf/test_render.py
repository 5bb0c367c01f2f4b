# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import io
from pathlib import Path

import pikepdf
import pytest
from django.contrib.staticfiles import finders

from lienthong.core.documents.domain.pdf.assets import packaged_assets
from lienthong.core.documents.domain.pdf.render import RenderError, render_pdf
from lienthong.core.documents.domain.places import FieldError
from lienthong.core.documents.tests.domain.pdf.pages import CSS, RESULT, text_of

ASSETS = packaged_assets("/tinh/", finders.find)
ALPHABET = "aàảãáạ ăằẳẵắặ âầẩẫấậ đ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ"


def test_fields_stand_where_the_page_marks_them() -> None:
    drawing = render_pdf(RESULT, css=CSS, assets=ASSETS)
    assert [(place.name, place.kind) for place in drawing.places] == [
        ("number", "text"),
        ("date", "text"),
        ("person", "signature"),
        ("agency", "signature"),
    ]
    width, height = drawing.places[2].size
    assert (round(width), round(height)) == (198, 62)
    with pikepdf.open(io.BytesIO(drawing.pdf)) as document:
        fields = {str(field.T): field for field in document.Root.AcroForm.Fields}
        assert str(fields["number"].V) == ""
        assert fields["person"].Lock.P == 2
        assert [str(name) for name in fields["person"].Lock.Fields] == ["agency", "date", "number"]
        assert fields["agency"].Lock.Action == pikepdf.Name.All
        assert fields["agency"].Lock.P == 1
        assert "/V" not in fields["agency"]


def test_every_vietnamese_letter_is_drawn_with_the_embedded_font(tmp_path: Path) -> None:
    page = f"<html lang=vi><body><p>{ALPHABET}</p><p>{ALPHABET.upper()}</p><b>{ALPHABET}</b></body>"
    pdf = render_pdf(page, css="body { width: 100mm; font-size: 9pt }", assets=ASSETS).pdf
    words = " ".join(text_of(pdf, tmp_path).split())
    assert words.count(ALPHABET) == 2
    assert ALPHABET.upper() in words
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = {
            str(item.BaseFont).split("+")[-1]
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.Font
        }
    assert fonts
    assert {name.split("-Semi")[0] for name in fonts} == {"Be-Vietnam-Pro"}


def test_screen_fonts_are_replaced_by_whole_ones(tmp_path: Path) -> None:
    rules = "".join(
        f"@font-face {{ font-family: X; src: url('/tinh/ui/fonts/be-vietnam-pro-{subset}-400-"
        "normal.woff2') }"
        for subset in ("latin", "vietnamese")
    )
    page = f"<html><body><p>{ALPHABET}</p></body></html>"
    pdf = render_pdf(page, css=f"{rules} p {{ font: 9pt X; width: 100mm }}", assets=ASSETS).pdf
    assert ALPHABET in " ".join(text_of(pdf, tmp_path).split())


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/a.png",
        "http://127.0.0.1:8000/noi-bo",
        "file:///etc/passwd",
        "/etc/passwd",
        "/tinh/../settings.py",
        "asset:../../../__init__.py",
        "asset:LICENCE.txt",
        "ftp://example.com/a.png",
    ],
)
def test_page_reaches_nothing_outside_the_package(address: str) -> None:
    with pytest.raises(RenderError):
        render_pdf(f'<html><body><img src="{address}"></body></html>', assets=ASSETS)


def test_embedded_pictures_are_drawn() -> None:
    svg = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"
    assert render_pdf(f'<html><body><img src="{svg}"></body></html>', assets=ASSETS).pages == 1


@pytest.mark.parametrize(
    "body",
    [
        '<p data-field="a">1</p><p data-field="a">2</p>',
        '<p data-field="a">1</p><div data-signature="s" data-leaves="b">2</div>',
    ],
)
def test_unclear_field_names_are_refused(body: str) -> None:
    with pytest.raises(FieldError):
        render_pdf(f"<html><body>{body}</body></html>")
