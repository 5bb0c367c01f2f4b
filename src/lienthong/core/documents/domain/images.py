# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures: the header is checked at once, a safe preview is drawn by the worker."""

import io
import warnings
from collections.abc import Sequence
from pathlib import Path

from lienthong.core.documents.domain import kinds
from lienthong.core.documents.domain.findings import Finding, UnreadableFileError

FORMATS = {kinds.JPEG: ("JPEG",), kinds.PNG: ("PNG",), kinds.WEBP: ("WEBP",)}
MOST_FRAMES = 10
PREVIEW_SIDE = 1600  # pixels
PREVIEW_QUALITY = 80
PAGE_DPI = 200.0


def check_image(path: Path, media_type: str, *, max_pixels: int) -> list[Finding]:
    """Return what speaks against a picture, from its header only: nothing is decoded."""
    from PIL import Image, UnidentifiedImageError  # only when a picture comes in

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=FORMATS[media_type]) as picture:
                width, height = picture.size
                frames = getattr(picture, "n_frames", 1)
    except Image.DecompressionBombError:
        return [Finding("too_many_pixels")]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return [Finding("broken")]
    if width * height > max_pixels or frames > MOST_FRAMES:
        return [Finding("too_many_pixels")]
    return []


def preview_jpeg(path: Path, *, side: int = PREVIEW_SIDE) -> bytes:
    """Return a small JPEG of the picture, upright, without any metadata (place, device, owner).

    The original bytes stay as they are. Raises ``UnreadableFileError``.
    """
    from PIL import Image, ImageOps  # worker only

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path) as picture:
                picture.draft("RGB", (side * 2, side * 2))
                upright = ImageOps.exif_transpose(picture)
                upright.thumbnail((side, side))
                flat = Image.new("RGB", upright.size, "white")
                layer = upright.convert("RGBA")
                flat.paste(layer, mask=layer.getchannel("A"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableFileError(str(error)) from error
    buffer = io.BytesIO()
    flat.save(buffer, "JPEG", quality=PREVIEW_QUALITY)
    return buffer.getvalue()


def pages_pdf(pictures: Sequence[bytes]) -> bytes:
    """Bind pictures into a PDF, a page each, upright, at ``PAGE_DPI``, without their metadata.

    Raises ``UnreadableFileError``.
    """
    from PIL import Image, ImageOps  # worker only

    pages = []
    try:
        for data in pictures:
            with Image.open(io.BytesIO(data)) as picture:
                pages.append(ImageOps.exif_transpose(picture).convert("RGB"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableFileError(str(error)) from error
    bound = io.BytesIO()
    first, *others = pages
    first.save(bound, "PDF", save_all=True, append_images=others, resolution=PAGE_DPI)
    return bound.getvalue()
