# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Refusals before Django speak the language chosen in the browser."""

import pytest

from lienthong.conf.edge.faults import TOO_LARGE
from lienthong.conf.web.app import TOO_BUSY
from lienthong.conf.web.language import language_of, translate
from lienthong.conf.web.messages import Scope


def scope(cookie: str = "", accepted: str = "") -> Scope:
    """A request with a cookie and what its sender accepts."""
    headers = [(b"cookie", cookie.encode()), (b"accept-language", accepted.encode())]
    return {"headers": headers}


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        (scope(), "vi"),
        (scope(cookie="lt_language=en"), "en"),
        (scope(cookie="lt_language=vi", accepted="en"), "vi"),
        (scope(accepted="en"), "en"),  # our script says the language of its page
        (scope(accepted="en-US,en;q=0.9"), "vi"),  # a browser that nobody told
        (scope(cookie="lt_language=../../etc"), "vi"),
    ],
)
def test_language_is_the_chosen_one(asked: Scope, language: str) -> None:
    assert language_of(asked) == language


def test_refusal_is_said_in_the_chosen_language() -> None:
    vietnamese, english = TOO_BUSY.answer(scope()), TOO_BUSY.answer(scope("lt_language=en"))

    assert "Hệ thống đang rất bận." in vietnamese.body.decode()
    assert b'<html lang="en">' in english.body
    assert b"The system is very busy. Try again in a few minutes." in english.body
    assert (b"retry-after", b"5") in english.headers


def test_refused_upload_is_said_in_the_chosen_language() -> None:
    assert translate(TOO_LARGE.message, "en").startswith("The file is too large.")
    assert translate(TOO_LARGE.message, "vi") == TOO_LARGE.message
