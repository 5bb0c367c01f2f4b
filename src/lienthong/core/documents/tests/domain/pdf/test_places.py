# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where signatures stand and how they look, measured in the drawn picture.

Legal basis: 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import io
import subprocess
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image, ImageChops, ImageDraw

from lienthong.core.documents.domain.ink import INKS, inked
from lienthong.core.documents.domain.pdf.assets import packaged_assets
from lienthong.core.documents.domain.pdf.render import render_pdf
from lienthong.core.documents.domain.pdf.sign import sign_field
from lienthong.core.documents.domain.signatures import Appearance, SignatureOrder
from lienthong.core.documents.tests.conftest import Pki

DPI = 144
MM = DPI / 25.4  # pixels
NEAR = 20  # of 255: so far may a colour be off
BLUE, RED = INKS["person"], INKS["agency"]
PAGE = """<html lang="vi"><body><div class="place"><p>KT. CHỦ TỊCH</p>
<div class="person" data-signature="person" data-leaves="agency" data-inset-mm="31"></div>
<p>Nguyễn Thị Hạnh</p><div class="agency" data-signature="agency" data-closes></div></div>
</body></html>"""
CSS = """@page { size: A4; margin: 20mm } body { margin: 0 }
.place { position: relative; width: 76mm; margin-left: 90mm }
p { margin: 0; text-align: center }
.person { width: 76mm; height: 24mm } .agency { position: absolute; top: 0; left: -7.5mm;
width: 38mm; height: 36mm }"""
LINES = ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def ring() -> bytes:
    """A round seal, black on white."""
    return _png(lambda pen: pen.ellipse([20, 20, 380, 380], outline="black", width=30))


def stroke() -> bytes:
    """A signature, twice as wide as high."""
    points = [(20, 180), (120, 20), (200, 180), (300, 20), (380, 180)]
    return _png(lambda pen: pen.line(points, fill="black", width=14), (400, 200))


def _png(draw: Any, size: tuple[int, int] = (400, 400)) -> bytes:
    sheet = Image.new("RGB", size, "white")
    draw(ImageDraw.Draw(sheet))
    buffer = io.BytesIO()
    sheet.save(buffer, "PNG")
    return buffer.getvalue()


def picture_of(pdf: bytes) -> Image.Image:
    """The first page with everything that stands on it."""
    words = ["pdftoppm", "-r", str(DPI), "-singlefile", "-"]
    drawn = subprocess.run(words, input=pdf, capture_output=True, check=True).stdout
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def box_of(picture: Image.Image, colour: tuple[int, int, int]) -> list[float]:
    """Left, top, right, bottom of what has the colour, in millimetres."""
    far = ImageChops.difference(picture, Image.new("RGB", picture.size, colour)).split()
    near = ImageChops.lighter(ImageChops.lighter(far[0], far[1]), far[2])
    found = near.point(lambda v: 255 if v < NEAR else 0).getbbox()
    assert found, f"nothing has the colour {colour}"
    return [side / MM for side in found]


@pytest.fixture(scope="module")
def signed(pki: Pki) -> bytes:
    page = render_pdf(PAGE, css=CSS, assets=packaged_assets()).pdf
    own = Appearance("Nguyễn Thị Hạnh", LINES, "person", inked(stroke(), "person"), 45)
    order = SignatureOrder("person", own, timezone.now(), level="b-b")
    return sign_field(page, order, pki.leader, pki.clock)


def test_seal_lies_over_the_left_third_of_the_blue_signature(signed: bytes, pki: Pki) -> None:
    look = Appearance("UBND", (), "agency", inked(ring(), "agency"), 36)
    order = SignatureOrder("agency", look, timezone.now(), level="b-b")
    alone = picture_of(signed)
    blue = box_of(alone, BLUE)
    both = picture_of(sign_field(signed, order, pki.agency, pki.clock))
    red, blue_under = box_of(both, RED), box_of(both, BLUE)

    assert red[2] - red[0] == pytest.approx(36, abs=0.7)
    assert red[3] - red[1] == pytest.approx(36, abs=0.7)
    assert blue[2] - blue[0] == pytest.approx(45, abs=1.5)
    share = (red[2] - blue[0]) / (blue[2] - blue[0])
    assert share == pytest.approx(1 / 3, abs=0.04)
    assert red[0] < blue[0]
    assert blue_under == pytest.approx(blue, abs=0.7)


def test_signature_stands_between_title_and_name(signed: bytes) -> None:
    picture = picture_of(signed)
    left, top, right, bottom = box_of(picture, BLUE)
    width = picture.width / MM
    above = _dark(_part(picture, 0, top - 0.3, width))
    below = _dark(_part(picture, bottom + 0.3, picture.height / MM, width))

    assert 0 < top - above[3] < 8
    assert below[1] + 0.3 < 8
    middle = (left + right) / 2
    assert 100 + (below[0] + below[2]) / 2 == pytest.approx(middle, abs=1)
    assert 100 + (above[0] + above[2]) / 2 == pytest.approx(middle, abs=1)


def _dark(picture: Image.Image) -> list[float]:
    """Left, top, right, bottom of what is written in the picture, in millimetres."""
    found = picture.convert("L").point(lambda v: 255 if v < 160 else 0).getbbox()
    assert found
    return [side / MM for side in found]


def _part(picture: Image.Image, top: float, bottom: float, width: float) -> Image.Image:
    return picture.crop((int(100 * MM), int(top * MM), int(width * MM), int(bottom * MM)))


def test_words_keep_clear_of_the_seal_when_there_is_no_picture(pki: Pki) -> None:
    page = render_pdf(PAGE, css=CSS, assets=packaged_assets()).pdf
    order = SignatureOrder(
        "person", Appearance("Nguyễn Thị Hạnh", LINES), timezone.now(), level="b-b"
    )
    left, _top, right, _bottom = box_of(
        picture_of(sign_field(page, order, pki.leader, pki.clock)), BLUE
    )
    assert 110 + 31 - 0.3 < left < 110 + 31 + 4
    assert right <= 110 + 76 + 0.3
