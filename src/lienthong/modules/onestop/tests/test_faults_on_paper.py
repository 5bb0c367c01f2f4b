# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The longest and the most hostile writing on every drawn paper: whole, inside, readable."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from lienthong.core.documents.api import file_store, print_html
from lienthong.modules.onestop.tests.papers import COMMON, PAPERS, QR
from lienthong.modules.onestop.tests.test_desk_prints import COMMON as FACTS
from lienthong.modules.onestop.tests.test_desk_prints import PAPERS as OLDER
from lienthong.modules.onestop.tests.test_desk_prints import RESULT
from lienthong.testing.sizes import some

pytestmark = pytest.mark.covers("3.6")

HOSTILE = '=1+1|cmd"<script>alert(1)</script></p></article><img src=x onerror=run()> &amp; {{ 7 }}'
EDGE = 8 / 25.4 * 72
"""Points from the edge of a page that stay white: the margin of 10 mm, less the ink of a line."""


def counted(most: int) -> str:
    """Words of which each is told from all others, as many characters as a field takes."""
    words = [f"điều{number:04d}" for number in range(most // 9)]
    return " ".join(words)


def unbroken(most: int) -> str:
    """One word as long as a field takes."""
    return "W" * most


LIMITS: dict[str, dict[str, int]] = {
    "supplement_notice": {"reason": 5000},
    "non_acceptance_notice": {"reason": 5000, "legal_basis": 300},
    "forwarding": {"reason": 500},
    "extension_notice": {"reason": 2000, "apology": 2000},
    "stop_notice": {"reason": 2000, "legal_basis": 300, "returned": 1000},
    "obligation_notice": {"what": 200, "legal_basis": 300, "pay_at": 300},
    "visit_record": {"visit_place": 300},
}
"""What people write themselves on each paper, and how much of it a field takes."""

SEEN = {
    "visited": "14:30, Thứ Tư 25/11/2026",
    "visit_place": "12 Lê Lợi",
    "participants": ["Ông Thắng"],
    "findings": ["Đất trống."],
    "conclusion": "khác với hồ sơ",
    "pictures": 2,
}


def paper_of(name: str, fill: Any) -> dict[str, Any]:
    """The values of a paper, every written field as long as it may become."""
    values = FACTS | COMMON | OLDER.get(name, {}) | PAPERS.get(name, {})
    if name == "visit_record":
        lines = [fill(500) for _line in range(10)]
        values |= SEEN | {"findings": lines, "participants": [fill(2000)]}
    if name == "supplement_notice":
        item = {"name": "Giấy chứng sinh", "originals": 1, "certified": 0}
        values["defects"] = [item | {"what": fill(500)} for _item in range(4)]
    return values | {key: fill(most) for key, most in LIMITS[name].items()}


def drawn(template: str, context: dict[str, Any]) -> list[tuple[str, Image.Image]]:
    """Text and picture of every page."""
    made = print_html(template, context)
    with file_store().open(made.kept.key) as stream:
        document = pypdfium2.PdfDocument(io.BytesIO(stream.read()))
    try:
        return [
            (page.get_textpage().get_text_range(), page.render(scale=1, grayscale=True).to_pil())
            for page in document
        ]
    finally:
        document.close()


def letters(text: str) -> str:
    """Without what lays text out: blanks, line ends, places where a word may break."""
    return re.sub(r"[\s\u200b\u0002]", "", text)


def written(name: str, values: dict[str, Any]) -> Iterator[str]:
    """Every long text that a paper has to say."""
    for key in LIMITS[name]:
        yield values[key]
    yield from (row["what"] for row in values.get("defects", ()) if name == "supplement_notice")
    if name == "visit_record":
        yield from [*values["findings"], *values["participants"]]


@pytest.mark.parametrize("fill", [counted, unbroken], ids=["words", "one word"])
@pytest.mark.parametrize("name", some(sorted(LIMITS), 3))
def test_paper_when_every_field_is_full_then_is_whole_and_inside_its_pages(
    name: str, fill: Any
) -> None:
    values = paper_of(name, fill)
    pages = drawn(f"onestop/print/{name}.html", {"paper": values, "qr": QR})

    said = letters("".join(text for text, _picture in pages))
    if fill is counted:
        assert all(letters(text) in said for text in written(name, values))
    else:
        assert said.count("W") >= sum(map(len, written(name, values)))
    assert "LậptừLiênThông" in said
    for _text, picture in pages:
        width, height = picture.size
        for edge in (
            (0, 0, EDGE, height),
            (width - EDGE, 0, width, height),
            (0, 0, width, EDGE),
            (0, height - EDGE, width, height),
        ):
            assert picture.crop(edge).getextrema() == (255, 255)


@pytest.mark.parametrize("name", some(sorted(LIMITS), 3))
def test_paper_when_the_writing_is_hostile_then_says_it_as_text(name: str) -> None:
    values = paper_of(name, lambda _most: HOSTILE)
    pages = drawn(f"onestop/print/{name}.html", {"paper": values, "qr": QR})

    said = letters("".join(text for text, _picture in pages))
    assert said.count(letters(HOSTILE)) >= len(list(written(name, values)))
    assert "LậptừLiênThông" in said


@pytest.mark.parametrize("fill", [counted, unbroken], ids=["words", "one word"])
def test_refusal_when_the_reason_is_as_long_as_it_may_be_then_is_whole(fill: Any) -> None:
    reason = fill(5000)
    context = RESULT | {"reason": reason, "legal_basis": fill(300), "qr": QR}
    pages = drawn("onestop/results/refusal_notice.html", context)

    numbers = r"\s\d+\s*\Z"
    said = letters("".join(re.sub(numbers, "", text) for text, _picture in pages))
    assert letters(reason) in said
    assert "Mãkiểmtra" in said
    for _text, picture in pages:
        width, height = picture.size
        assert picture.crop((width - round(EDGE), 0, width, height)).getextrema() == (255, 255)
