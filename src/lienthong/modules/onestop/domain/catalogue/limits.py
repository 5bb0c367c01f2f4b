# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How large a file with procedures may be, in all its parts."""

from __future__ import annotations

MB = 1_000_000
FILE_BYTES = 100 * MB
"""Whole file, packed or not."""
TEXT_BYTES = 200 * MB
"""All that a packed file may unfold to."""
LINE_BYTES = 2 * MB
"""One line of the national catalogue; the longest published one has 135 kB."""
LIST_BYTES = 5 * MB
MEMBER_BYTES = 5 * MB
"""One file inside a package."""
MEMBERS = 2_000
RECORDS = 20_000
RATIO = 200
"""Times a packed file may grow; ordinary text grows about tenfold."""
RATIO_FROM = 10 * MB
"""Below so many unfolded bytes the ratio does not matter."""
DEPTH = 40
"""Levels of lists and mappings inside one another."""
NAME_LENGTH = 2_000
NATIONAL_CODE = r"[0-9A-Z]{1,3}\.[0-9]{5,6}(?:\.[0-9A-Za-z-]{1,20}){0,3}"
"""``1.004873``, ``2.000815.H50``: the code of the national catalogue."""
LOCAL_CODE = r"(?=[A-Z._-]*[0-9])[A-Z][A-Z0-9]{1,19}(?:[._-][A-Z0-9]{1,20}){0,3}"
"""``QLCHO001``, ``DNG-288122_1``: a province codes procedures of its own as it likes.

No instrument fixes the shape (63/2010/NĐ-CP, Điều 8 asks for no code at all), so everything that
can stand in an address, a file name and a search is taken: capital letters first, a digit
somewhere, single dots, dashes or underscores between.
"""
CODE_PATTERN = rf"(?:{NATIONAL_CODE}|{LOCAL_CODE})"
