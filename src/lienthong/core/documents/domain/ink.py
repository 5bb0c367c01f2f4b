# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures of handwritten signatures and seals: one ink on nothing, trimmed.

A scan on white paper becomes ink with a transparent ground; whatever its colour was, a person's
signature is blue and an agency's seal red. Legal basis: 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import io
import warnings
from typing import Any

INKS = {"person": (0x1D, 0x3F, 0x91), "agency": (0xB3, 0x13, 0x1B)}
LARGEST = 2 * 1024 * 1024  # bytes of the file that comes in
MOST_PIXELS = 4_000_000
LONGEST_SIDE = 1200  # pixels that are kept
SHORTEST_SIDE = 150  # pixels that the longer side of the writing must have
FAINT = 24  # of 255: paler than this is paper
ROUND = 1.3  # a seal's longer side by its shorter one at most
LEAST_INK, MOST_INK = 0.002, 0.8
"""Shares of the picture that may be ink: less is an empty page, more is no writing."""


class UnusablePictureError(ValueError):
    """The picture cannot be a signature or a seal; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def inked(data: bytes, ink: str) -> bytes:
    """Return the writing of a PNG in the ink, on a transparent ground, without its margins.

    Raises ``UnusablePictureError``: ``not_png too_large empty no_writing too_small not_round``.
    """
    strength = _strength(_opened(data))
    box = strength.getbbox()
    if box is None or _share(strength) < LEAST_INK:
        raise UnusablePictureError("empty")
    strength = strength.crop(box)
    if _share(strength) > MOST_INK:
        raise UnusablePictureError("no_writing")
    _require_shape(strength.size, ink)
    strength.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return ink_png(strength, ink)


def _require_shape(size: tuple[int, int], ink: str) -> None:
    """Enough points to be printed sharply; a seal is about as high as wide."""
    if max(size) < SHORTEST_SIDE:
        raise UnusablePictureError("too_small")
    if ink == "agency" and max(size) > ROUND * min(size):
        raise UnusablePictureError("not_round")


def ink_png(strength: Any, ink: str) -> bytes:
    """Return a PNG of one ink on nothing; ``strength`` is a grey picture, white all ink."""
    from PIL import Image  # only when a picture comes in

    drawn = Image.new("RGBA", strength.size, (*INKS[ink], 0))
    drawn.putalpha(strength)
    buffer = io.BytesIO()
    drawn.save(buffer, "PNG")
    return buffer.getvalue()


def _opened(data: bytes) -> Any:
    from PIL import Image, UnidentifiedImageError

    if len(data) > LARGEST:
        raise UnusablePictureError("too_large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:
                if picture.size[0] * picture.size[1] > MOST_PIXELS:
                    raise UnusablePictureError("too_large")
                return picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise UnusablePictureError("not_png") from error


def _strength(picture: Any) -> Any:
    """How much ink there is at each point: dark and opaque is all of it."""
    from PIL import ImageChops, ImageOps

    dark = ImageOps.invert(picture.convert("L"))
    strength = ImageChops.multiply(dark, picture.getchannel("A"))
    strongest = strength.getextrema()[1] or 1
    return strength.point(lambda v: 0 if v < FAINT else min(255, v * 255 // strongest))


def _share(strength: Any) -> float:
    counted: list[int] = strength.histogram()
    return sum(counted[FAINT:]) / max(sum(counted), 1)
