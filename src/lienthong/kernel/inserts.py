# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a picker beside a text puts where the cursor stands."""

from __future__ import annotations

from typing import NamedTuple

LONGEST = 60
"""Letters of an example."""


class Insert(NamedTuple):
    """The text that is put, what people call it, under which heading it stands, an example."""

    text: str
    title: str
    group: str = ""
    example: str = ""


def example(text: str) -> str:
    """The text as one line, as long as an example may be."""
    said = " ".join(text.split())
    return said if len(said) <= LONGEST else f"{said[:LONGEST].rstrip()}…"
