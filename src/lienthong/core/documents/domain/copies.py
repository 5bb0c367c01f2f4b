# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How a certified copy is marked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CopyForm:
    """The form of certification: mark in the number, heading and words on the copy, layout."""

    mark: str
    heading: str
    words: str
    layout: str

    def mark_lines(self, number: str, agency: str) -> tuple[str, ...]:
        """Return what stands in the mark of an electronic copy besides the time."""
        return f"Hình thức sao: {self.heading}", f"số {number}", agency
