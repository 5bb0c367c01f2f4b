# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The mark of text at the top right of page 1, measured as a reader shows it.

Legal basis: 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import io
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from django.utils import timezone
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from lienthong.core.documents.domain.annexes import mark_lines, roman
from lienthong.core.documents.domain.pdf.assemble import closed_to_signatures
from lienthong.core.documents.domain.pdf.assets import packaged_assets
from lienthong.core.documents.domain.pdf.marks import with_mark
from lienthong.core.documents.domain.pdf.render import render_pdf
from lienthong.core.documents.domain.pdf.sign import sign_field
from lienthong.core.documents.domain.pdf.stamps import mark_rows, mark_size
from lienthong.core.documents.domain.pdf.verify import verify_pdf
from lienthong.core.documents.domain.places import FieldError
from lienthong.core.documents.domain.signatures import Appearance, SignatureOrder
from lienthong.core.documents.tests.conftest import Pki
from lienthong.core.documents.tests.domain.pdf.pages import pdfsig

LONG, SHORT = 841.9, 595.3  # points: sides of A4
AT = datetime(2026, 11, 20, 7, 20, 36, tzinfo=UTC)
LINES = mark_lines("15/QĐ-UBND")
PAGE = '<html lang="vi"><body>Bảng</body></html>'


def order(name: str = "annex-1", lines: tuple[str, ...] = LINES) -> SignatureOrder:
    look = Appearance("UBND phường Đồng Hới", lines, "mark")
    return SignatureOrder(name, look, AT, level="b-b")


def sheet(turn: int = 0) -> bytes:
    drawn = render_pdf(PAGE, css="@page { size: A4 landscape }", assets=packaged_assets()).pdf
    with pikepdf.open(io.BytesIO(drawn)) as document:
        document.pages[0].rotate(turn, relative=False)
        buffer = io.BytesIO()
        document.save(buffer)
    return buffer.getvalue()


def open_field(pdf: bytes) -> bytes:
    """With a place that locks nothing, as other programs make it."""
    output = io.BytesIO(pdf)
    writer = IncrementalPdfFileWriter(output)
    append_signature_field(writer, SigFieldSpec("own", box=(40, 40, 200, 90)))
    writer.write_in_place()  # type: ignore[no-untyped-call]
    return output.getvalue()


def mark(pdf: bytes, pki: Pki, lines: tuple[str, ...] = LINES) -> bytes:
    asked = order(lines=lines)
    marked = with_mark(pdf, asked, mark_size(lines, AT))
    return sign_field(marked, asked, pki.agency, pki.clock, packaged_assets())


def words_of(pdf: bytes, folder: Path) -> dict[str, list[float]]:
    """The words of page 1 as it is shown: left, top, right, bottom in points."""
    path = folder / "marked.pdf"
    path.write_bytes(pdf)
    said = ["pdftotext", "-bbox", str(path), "-"]
    text = subprocess.run(said, capture_output=True, text=True, check=True).stdout
    found = re.findall(
        r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)<', text
    )
    return {one[4]: [float(side) for side in one[:4]] for one in found}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_mark_is_read_upright_at_the_top_right_however_the_page_is_turned(
    turn: int, pki: Pki, tmp_path: Path
) -> None:
    boxes = words_of(mark(sheet(turn), pki), tmp_path)
    wide = LONG if turn in {0, 180} else SHORT
    number, hour = boxes["15/QĐ-UBND"], boxes["14:20:36"]
    zone = boxes["+07:00"]
    assert number[1] < hour[1] < 40
    assert hour[1] - number[1] == pytest.approx(12, abs=0.3)
    assert number[2] == pytest.approx(zone[2], abs=1)
    assert wide - zone[2] == pytest.approx(8 * 72 / 25.4, abs=3)
    assert {"Thời", "gian", "ký:", "20/11/2026"} <= boxes.keys()


def test_mark_is_text_in_times_letters_black_and_nothing_else(pki: Pki, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(mark(sheet(), pki))
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    images = subprocess.run(
        ["pdfimages", "-list", path], capture_output=True, text=True, check=True
    ).stdout
    assert "Tinos" in fonts
    assert len(images.splitlines()) == 2
    with pikepdf.open(path) as document:
        (widget,) = [one for one in document.pages[0].Annots if one.T == "annex-1"]
        (drawn,) = widget.AP.N.Resources.XObject.values()
        (inner,) = [one for one in [drawn] if one.Subtype == "/Form"]
        shown = inner.read_bytes() + widget.AP.N.read_bytes()
    assert b" 10 Tf" in shown or b" 13.333" in shown
    assert b" rg" not in shown.replace(b"0 0 0 rg", b"")


def test_signatures_that_are_there_stay_valid_and_pdfsig_agrees(pki: Pki, tmp_path: Path) -> None:
    own = SignatureOrder("own", Appearance("Nguyễn Thị Hạnh"), timezone.now())
    signed = sign_field(open_field(sheet()), own, pki.leader, pki.clock, packaged_assets())
    assert not closed_to_signatures(signed)
    both = mark(signed, pki)
    assert both.startswith(signed)
    first, second = verify_pdf(both, pki.trust, at=timezone.now())
    assert (first.field_name, first.valid, first.covers) == ("own", True, "revision")
    assert (second.field_name, second.intact, second.covers) == ("annex-1", True, "file")
    assert second.signer == "UBND phường Đồng Hới"
    lines = pdfsig(both, pki.root_pem, tmp_path)
    assert [line.field for line in lines] == ["own", "annex-1"]
    assert {line.signature for line in lines} == {"Signature is Valid."}
    assert closed_to_signatures(both)
    with pytest.raises(FieldError):
        with_mark(both, order(), mark_size(LINES, AT))


def test_broken_file_takes_no_mark() -> None:
    with pytest.raises(FieldError):
        with_mark(b"%PDF-1.7 nothing", order(), (100, 30))


def test_rows_break_between_words_but_never_within_the_time() -> None:
    time = "Thời gian ký: 20/11/2026 14:20:36 +07:00"
    long = "Số: 15/QĐ-UBND của Hội đồng tư vấn thuế phường"
    assert mark_rows((long,), AT) == ["Số: 15/QĐ-UBND của Hội đồng tư vấn", "thuế phường", time]
    assert mark_size((long,), AT)[1] == 3 * 12 + 2
    copy = ("Hình thức sao: SAO Y", "số 02/SY-UBND", "UBND phường Đồng Hới")
    assert mark_rows(copy, AT) == [f"{'; '.join(copy)}; t{time[1:]}"]
    whole = (*copy[:2], "Ủy ban nhân dân phường Đồng Hới, tỉnh Quảng Trị")
    assert mark_rows(whole, AT) == ["; ".join(whole), time]


def test_annexes_are_numbered_in_roman_numerals() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 50)] == ["I", "IV", "IX", "XIV", "XL", "L"]
