# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The one error of the supervisor: a code for programs, a sentence for people."""


class SupervisorError(Exception):
    """Something could not be started; ``message`` is Vietnamese and says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
