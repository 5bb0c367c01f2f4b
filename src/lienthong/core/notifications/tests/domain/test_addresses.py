# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from lienthong.core.notifications.domain.addresses import mail_address, mask_email, mobile_number


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        " 0912 345 678 ",
        "0912.345.678",
        "+84912345678",
        "84912345678",
        "(+84) 912-345-678",
        "\uff10912345678",
    ],
)
def test_mobile_number_in_any_spelling_is_ten_digits(typed: str) -> None:
    assert mobile_number(typed) == "0912345678"


@pytest.mark.parametrize(
    "typed", ["", "0212345678", "091234567", "09123456789", "abc", "0912 345 67a", "+1 912 345 678"]
)
def test_anything_else_is_no_mobile_number(typed: str) -> None:
    assert mobile_number(typed) == ""


def test_mail_address_keeps_the_name_and_lowers_the_domain() -> None:
    assert mail_address(" Duyen.Tran@Example.VN ") == "Duyen.Tran@example.vn"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "duyen",
        "duyen@",
        "@example.vn",
        "a b@example.vn",
        "a@b",
        "a..b@example.vn",
        "a@example.vn\r\nBcc: x@y.vn",
        "x" * 250 + "@example.vn",
    ],
)
def test_anything_else_is_no_mail_address(typed: str) -> None:
    assert mail_address(typed) == ""


def test_masked_address_shows_two_letters() -> None:
    assert mask_email("duyen@example.vn") == "du***@example.vn"
