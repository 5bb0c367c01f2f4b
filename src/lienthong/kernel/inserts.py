# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a picker beside a text puts where the cursor stands."""

from __future__ import annotations

from typing import NamedTuple


class Insert(NamedTuple):
    """The text that is put, what people call it, under which heading it stands, an example."""

    text: str
    title: str
    group: str = ""
    example: str = ""
