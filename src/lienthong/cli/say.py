# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Progress for people: standard error, one line at a time."""

import sys


def say(text: str) -> None:
    """Print one line of progress; standard output stays free for results."""
    print(text, file=sys.stderr, flush=True)
