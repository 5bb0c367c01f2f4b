# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Typed text as it should be kept: NFC, no control or invisible characters, tidy spaces."""

import re
import unicodedata

_UNWANTED = frozenset({"Cc", "Cf", "Cs"})
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean_text(text: str) -> str:
    """Text of several lines: line ends become \\n, at most one empty line in a row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(
        character if character == "\n" else _replacement(character) for character in text
    )
    lines = (
        _SPACES.sub(" ", line).strip() for line in unicodedata.normalize("NFC", kept).split("\n")
    )
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def clean_line(text: str) -> str:
    """Text of one line: every run of white space is one space."""
    return " ".join(clean_text(text).split())


def digits_only(text: str) -> str:
    """A number without the points, spaces, dashes and brackets people put between its digits."""
    return re.sub(r"[\s.\-()/]", "", text)


def _replacement(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _UNWANTED else character
