# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How a command fails: one code, one Vietnamese sentence, one exit status."""

FAILED = 1
WRONG_USAGE = 2


class CommandError(Exception):
    """A failure for the person at the keyboard; with --json one object, never a traceback."""

    def __init__(self, code: str, message: str, *, status: int = FAILED) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
