# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What an inspection can find; the words for people are in ``enums.py``."""

from dataclasses import dataclass


class UnreadableFileError(Exception):
    """The worker cannot decode the file: no verdict, no preview."""


@dataclass(frozen=True)
class Finding:
    """One finding by code; one that is not fatal is only shown to officers."""

    code: str
    fatal: bool = True
    detail: str = ""
