# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""QR codes as inline SVG, for screens and prints."""

from functools import lru_cache


@lru_cache(maxsize=256)
def qr_svg(text: str, *, title: str = "") -> str:
    """Return an ``<svg>`` element showing ``text`` as a QR code of error level M.

    It has a view box and no size, style or script of its own: the page sets the size (printed
    at least 25 mm) and a strict content policy stays whole. The ground is white in dark mode too.
    """
    import segno  # asked for on few pages

    drawn: str = segno.make_qr(text, error="m").svg_inline(
        border=4, omitsize=True, svgclass="qr", lineclass=None, light="#fff", title=title or None
    )
    return drawn.replace("<svg ", '<svg role="img" ', 1)
