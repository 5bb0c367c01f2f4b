# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""CSS bundles: sources joined in the order of their layers, comments and blanks taken out."""

import re
from collections.abc import Mapping

LAYERS = "@layer tokens,base,components,citizen,officer,print;"
BUNDLES: Mapping[str, tuple[str, ...]] = {
    "citizen.css": ("tokens", "base", "components", "forms", "citizen", "print"),
    "officer.css": (
        *("tokens", "medium", "base", "components", "forms", "officer", "cases"),
        *("print", "print_lists"),
    ),
    "paper.css": ("tokens", "paper"),
    "guide.css": ("guide",),
}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANK = re.compile(r"\s+")
_TIGHT = re.compile(r"\s*([{};,>])\s*")


def minify(css: str) -> str:
    """Return the same rules without comments and needless blanks (no string holds blanks twice)."""
    text = _BLANK.sub(" ", _COMMENT.sub("", css))
    text = re.sub(r":\s+", ":", _TIGHT.sub(r"\1", text))
    return text.replace(";}", "}").strip()


def bundle(name: str, sources: Mapping[str, str]) -> str:
    """Join the sources of one bundle; ``sources`` maps a source's stem to its text."""
    parts = [minify(sources[stem]) for stem in BUNDLES[name]]
    return "\n".join([LAYERS, *parts]) + "\n"
