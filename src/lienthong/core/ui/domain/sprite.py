# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One SVG sprite out of single icon files."""

import re
from collections.abc import Mapping

_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_EMPTY_FRAME = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>')
_GAPS = re.compile(r"\s*\n\s*")


def icon_names(listing: str) -> list[str]:
    """Return the icon names of a listing file: one a line, "#" begins a comment."""
    lines = (line.split("#")[0].strip() for line in listing.splitlines())
    return sorted({line for line in lines if line})


def symbol(name: str, svg: str) -> str:
    """Turn one icon file into a ``<symbol>``; stroke and colour come from the page's CSS."""
    found = _BODY.search(svg)
    if found is None:
        raise ValueError(f"{name}: not an SVG file")
    body = _GAPS.sub("", _EMPTY_FRAME.sub("", found[1])).replace(" />", "/>")
    return f'<symbol id="{name}" viewBox="0 0 24 24">{body}</symbol>'


def sprite(icons: Mapping[str, str], *, extra: tuple[str, ...] = ()) -> str:
    """Join icons (name to SVG text) and further symbols into one sprite file."""
    symbols = [symbol(name, icons[name]) for name in sorted(icons)]
    lines = "\n".join([*symbols, *extra])
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{lines}\n</svg>\n'
