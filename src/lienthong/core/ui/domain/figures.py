# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""LT Figures: the ten digits of the typeface, all of one width.

Be Vietnam Pro has no tabular digits (no ``tnum``; "1" is 385 units wide, "4" is 710), so columns
of codes and times would not line up. This derives a ten-glyph font from a vendored file: every
digit keeps its shape, gets one advance width and is centred in it.
"""

from io import BytesIO

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "LT Figures"
DIGITS = "0123456789"
ADVANCES = {400: 672, 500: 672, 600: 690}  # in thousandths of the font size, per weight


def derive_figures(source: bytes, *, advance: int) -> bytes:
    """Return a woff2 font of the ten digits, each ``advance`` units wide and centred."""
    font = TTFont(BytesIO(source), recalcTimestamp=False)
    _keep_digits(font)
    cmap = font.getBestCmap()
    for digit in DIGITS:
        _centre(font, cmap[ord(digit)], advance)
    _rename(font)
    font["head"].modified = font["head"].created
    target = BytesIO()
    font.flavor = "woff2"
    font.save(target)
    return target.getvalue()


def digit_widths(source: bytes) -> dict[str, int]:
    """Return the advance width of each digit in a font file."""
    font = TTFont(BytesIO(source))
    cmap = font.getBestCmap()
    return {digit: font["hmtx"][cmap[ord(digit)]][0] for digit in DIGITS}


def _keep_digits(font: TTFont) -> None:
    options = Options(layout_features=[], hinting=False, name_IDs=[1, 2, 4, 6, 13, 14])
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "kern"]
    subsetter = Subsetter(options)
    subsetter.populate(text=DIGITS)
    subsetter.subset(font)


def _centre(font: TTFont, glyph_name: str, advance: int) -> None:
    glyph = font["glyf"][glyph_name]
    left = (advance - (glyph.xMax - glyph.xMin)) // 2
    shift = left - glyph.xMin
    glyph.expand(font["glyf"])
    if glyph.isComposite():
        for component in glyph.components:
            component.x += shift
    else:
        glyph.coordinates.translate((shift, 0))
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][glyph_name] = (advance, left)


def _rename(font: TTFont) -> None:
    for record in list(font["name"].names):
        if record.nameID in {1, 4, 16}:
            font["name"].setName(
                FAMILY, record.nameID, record.platformID, record.platEncID, record.langID
            )
        elif record.nameID == 6:
            font["name"].setName("LTFigures", 6, record.platformID, record.platEncID, record.langID)
