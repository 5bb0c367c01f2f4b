# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Refusals of the legal clock: a code for machines, a Vietnamese sentence for people."""

from __future__ import annotations


class ClockError(ValueError):
    """A date that cannot be computed. ``code`` is stable, ``message`` is shown as it is."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def as_dict(self) -> dict[str, str]:
        """The error object of the command line."""
        return {"error": self.code, "message": self.message}
