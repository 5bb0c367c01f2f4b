# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The body of a free document: what an officer types or pastes, down to the few marks of a paper.

Paragraphs, bold, italic, underlined, lists and tables stay; everything else goes, its words stay.
"""

from __future__ import annotations

import re
from html import escape, unescape

import nh3

LARGEST = 200_000
"""Characters."""
_MARKS = "b strong i em u"
_BLOCKS = "p br ul ol li table caption thead tbody tr th td"
TAGS = frozenset(f"{_MARKS} {_BLOCKS}".split(" "))
_ATTRIBUTES = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_MARKED = re.compile(r"</?(?:p|br|div|b|strong|i|em|u|ul|ol|li|table|h[1-6])\b", re.IGNORECASE)
_BLOCK = re.compile(r"<(/?)div\b[^>]*>", re.IGNORECASE)
_HEADING = re.compile(r"<h[1-6]\b[^>]*>(.*?)</h[1-6]>", re.IGNORECASE | re.DOTALL)
_EMPTY = re.compile(r"<(p|li|b|strong|i|em|u)>(?:\s|&nbsp;|<br>)*</\1>")
_PARTS = re.compile(r"(<[^>]*>)")
_BLOCK_TAG = re.compile(r"<(/?)(?:p|ul|ol|table)\b")
_LAST_STOP = re.compile(r"(?<!/)(?<!/\.)[.;,]?\s*</p>\s*\Z")
_TAG = re.compile(r"<[^>]*>")


def clean_body(text: str) -> str:
    """Return the body as it is kept; plain text becomes a paragraph for every line."""
    if not _MARKED.search(text):
        lines = (line.strip() for line in text.splitlines())
        return "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)
    blocks = _BLOCK.sub(r"<\1p>", _HEADING.sub(r"<p><b>\1</b></p>", text))
    kept = nh3.clean(
        blocks,
        tags=set(TAGS),
        clean_content_tags={"script", "style", "title"},
        attributes=_ATTRIBUTES,
        strip_comments=True,
    )
    while (lean := _EMPTY.sub("", kept)) != kept:
        kept = lean
    return _in_paragraphs(kept.strip())


def closed(body: str) -> str:
    """Return the body with the sign at its end that nothing follows: ``./.``.

    A body that ends with a list or a table keeps its end. Legal basis: 30/2020/NĐ-CP, Phụ lục III.
    """
    return _LAST_STOP.sub("./.</p>", body)


def _in_paragraphs(kept: str) -> str:
    """The same with words that stand in no paragraph put into one."""
    made: list[str] = []
    loose: list[str] = []
    depth = 0
    for part in _PARTS.split(kept):
        block = _BLOCK_TAG.match(part)
        if block is None and depth == 0 and part != "<br>":
            loose.append(part)
            continue
        if depth == 0:
            _end_paragraph(loose, made)
        if block is not None:
            depth += -1 if block[1] else 1
        if block is not None or depth:
            made.append(part)
    _end_paragraph(loose, made)
    return "".join(made)


def _end_paragraph(loose: list[str], made: list[str]) -> None:
    """Put gathered loose words into a paragraph; white space alone stays as it is."""
    text = "".join(loose)
    loose.clear()
    made.append(f"<p>{text.strip()}</p>" if text.strip() else text)


def words_of(body: str) -> str:
    """Return the words of a body without its marks."""
    return " ".join(unescape(_TAG.sub(" ", body)).split())
