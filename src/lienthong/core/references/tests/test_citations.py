# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything the code cites as law stands in the register."""

import re
from pathlib import Path

import pytest

from lienthong.core.references.adapters import law

PACKAGE = Path(__file__).parents[3]
CITED = re.compile(r"Legal basis: (?P<text>[^\n]+(?:\n(?!\s*(\n|\"\"\"))[^\n]+)?)")
NUMBER = re.compile(r"\d[\d.]*(?:/\d{4})?/(?:NĐ-CP|QH\d+|(?:TT|QĐ|NQ|TB)-?[\wĐ-]+)")


def citations() -> list[tuple[str, str]]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for match in CITED.finditer(path.read_text("utf-8")):
            numbers = NUMBER.findall(match["text"])
            found += [(str(path.relative_to(PACKAGE)), number) for number in numbers]
    return found


@pytest.mark.covers("8")
def test_docstrings_when_citing_law_then_the_instrument_is_registered() -> None:
    found = citations()

    assert len(found) > 40
    assert [(path, number) for path, number in found if number not in law()] == []
