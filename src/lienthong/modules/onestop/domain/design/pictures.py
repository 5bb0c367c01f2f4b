# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures in layouts (coat of arms, logo): looked at by content, drawn anew, named by their hash.

Drawn anew, so that nothing but the picture is kept: no notes, no places, nothing behind its end.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lienthong.modules.onestop.domain.design.refusals import LayoutRefused

ADDRESS = re.compile(r"picture:([0-9a-f]{64})")
"""How a layout names a picture: never a place, only a hash."""
WIDEST = 640
"""Pixels of a page (96 in an inch): as wide as an A4 page between its margins."""
EMU = 9_525
"""English Metric Units in such a pixel."""
ENDS = {"PNG": b"IEND", "JPEG": b"\xff\xd9"}
"""Without it the file was cut off, which the reader may be told to pass over."""
FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a layout may bring: bytes of the file, pictures, bytes and pixels of each."""

    file_bytes: int = 2_000_000
    pictures: int = 12
    picture_bytes: int = 1_000_000
    picture_pixels: int = 8_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept."""

    digest: str
    media_type: str
    body: bytes

    @property
    def address(self) -> str:
        """How a layout names it."""
        return f"picture:{self.digest}"


def read_picture(data: bytes, name: str, limits: Limits) -> Picture:
    """The picture of a file, drawn anew. Raises ``LayoutRefused`` naming the part.

    Only PNG and JPEG: other kinds can carry instructions, or need programs to be drawn.
    """
    if len(data) > limits.picture_bytes:
        raise LayoutRefused("picture_large", f"{name}, {limits.picture_bytes // 1000} kB")
    made, kind = _drawn(data, name, limits)
    buffer = io.BytesIO()
    made.save(buffer, kind, **({"optimize": True} if kind == "PNG" else {"quality": 90}))
    body = buffer.getvalue()
    return Picture(hashlib.sha256(body).hexdigest(), FORMATS[kind], body)


def _drawn(data: bytes, name: str, limits: Limits) -> tuple[Any, str]:
    from PIL import Image, UnidentifiedImageError  # only when a picture comes in

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=tuple(FORMATS)) as picture:
                if picture.size[0] * picture.size[1] > limits.picture_pixels:
                    raise LayoutRefused("picture_large", f"{name}, {picture.size[0]} px")
                kind = str(picture.format)
                made = picture.convert("RGBA" if kind == "PNG" else "RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise LayoutRefused("picture_kind", name) from error
    except Image.DecompressionBombWarning as error:
        raise LayoutRefused("picture_large", name) from error
    plain = Image.new(made.mode, made.size)
    plain.paste(made)
    if ENDS[kind] not in data:
        raise LayoutRefused("picture_kind", name)
    return plain, kind


def named_pictures(body: str) -> list[str]:
    """The hashes of the pictures that a layout names, each once."""
    return list(dict.fromkeys(ADDRESS.findall(body)))


def with_pictures(body: str, picture: Callable[[str], Picture | None]) -> str:
    """The layout with its pictures inside, as it goes onto paper; unknown ones stay empty."""
    found = {digest: picture(digest) for digest in named_pictures(body)}
    inside = {
        digest: f"data:{one.media_type};base64,{base64.b64encode(one.body).decode()}"
        for digest, one in found.items()
        if one is not None
    }
    return ADDRESS.sub(lambda match: inside.get(match[1], "data:,"), body)
