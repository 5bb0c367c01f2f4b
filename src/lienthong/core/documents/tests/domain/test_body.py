# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What stays of a typed or pasted body."""

from __future__ import annotations

import pytest

from lienthong.core.documents.domain.body import clean_body, closed, words_of


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Một\n\n 5 < 6 & 7 \n", "<p>Một</p>\n<p>5 &lt; 6 &amp; 7</p>"),
        ("<div>Một</div><h2>Hai</h2>", "<p>Một</p><p><b>Hai</b></p>"),
        ('<p class="MsoNormal" style="x">A<o:p></o:p></p><p>&nbsp;</p>', "<p>A</p>"),
        ("<p onclick=x>A<script>alert(1)</script></p>", "<p>A</p>"),
        ('<p>A<img src="http://x/y.png"><a href="http://x">B</a></p>', "<p>AB</p>"),
        ('<table><tr><td colspan="2" width=9>A</td></tr></table>',
         '<table><tbody><tr><td colspan="2">A</td></tr></tbody></table>'),
        ("Một <b>hai</b><br>ba<ul><li>bốn</li></ul>năm",
         "<p>Một <b>hai</b></p><p>ba</p><ul><li>bốn</li></ul><p>năm</p>"),
        ("<!-- a --><p><b> </b></p>", ""),
    ],
)  # fmt: skip
def test_body_keeps_the_marks_of_a_paper(given: str, kept: str) -> None:
    assert clean_body(given) == kept
    assert clean_body(kept) == kept


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("<p>Một</p>", "<p>Một./.</p>"),
        ("<p>Một</p><p>hai.</p>\n", "<p>Một</p><p>hai./.</p>"),
        ("<p>Một./.</p>", "<p>Một./.</p>"),
        ("<ul><li>Một</li></ul>", "<ul><li>Một</li></ul>"),
        ("", ""),
    ],
)
def test_body_ends_with_the_sign_that_nothing_follows(given: str, made: str) -> None:
    assert closed(given) == made


def test_words_of_a_body() -> None:
    assert words_of("<p>Một &amp; <b>hai</b></p><ul><li>ba</li></ul>") == "Một & hai ba"
    assert words_of("<p><br></p>") == ""
