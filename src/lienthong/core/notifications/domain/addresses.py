# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Telephone numbers and mail addresses as people type them."""

from __future__ import annotations

import re
import unicodedata

from lienthong.kernel.text import one_line

_MOBILE = re.compile(r"0[35789]\d{8}")
_EMAIL = re.compile(r"[^@\s\"(),:;<>\[\]\\]{1,64}@([a-z0-9](-?[a-z0-9]){0,62}\.)+[a-z]{2,24}")
_LONGEST_EMAIL = 254


def mobile_number(text: str) -> str:
    """Ten digits of a Vietnamese mobile number (+84 and 84 become 0); empty for anything else."""
    digits = re.sub(r"[\s.()-]", "", unicodedata.normalize("NFKC", one_line(text)))
    digits = digits.removeprefix("+")
    if digits.startswith("84") and len(digits) in {11, 12}:
        digits = "0" + digits[2:].removeprefix("0")
    return digits if digits.isascii() and _MOBILE.fullmatch(digits) else ""


def mail_address(text: str) -> str:
    """A mail address, the part after @ in small letters; empty for anything else."""
    local, at, domain = one_line(text).rpartition("@")
    address = f"{local}{at}{domain.lower()}"
    good = len(address) <= _LONGEST_EMAIL and ".." not in address and _EMAIL.fullmatch(address)
    return address if good else ""


def mask_email(address: str) -> str:
    """A mail address with most of the name hidden: ``my***@tinh.gov.vn``."""
    local, at, domain = address.partition("@")
    return f"{local[:2]}***{at}{domain}" if at else "***"
