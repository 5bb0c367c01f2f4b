# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Forms are read as a browser without scripts would send them."""

from __future__ import annotations

import pytest

from lienthong.traffic.forms import NoForm, form_of, forms_of

PAGE = """
<form action="/outside/"><input name="never" value="1"></form>
<main>
  <form id="a" method="post" action="/ky/">
    <input name="token" value="t&amp;1"><input name="off" value="x" disabled>
    <input type="checkbox" name="box" value="1" checked><input type="checkbox" name="box" value="2">
    <input type="checkbox" name="box" value="3" checked><input type="radio" name="way" value="no">
    <input type="radio" name="way" value="yes" checked><input type="file" name="paper">
    <button name="act" value="never">…</button>
    <select name="place"><option value="1">A</option><option value="2" selected>B</option></select>
    <textarea name="said">
 Đủ điều kiện. </textarea><textarea name="empty"></textarea>
  </form>
  <input name="late" value="5" form="a"><input name="stray" value="6">
  <input name="early" value="7" form="b">
  <form id="b" action="/tim/"><input name="q" value=""></form>
</main>
"""


def test_fields_are_those_a_browser_sends() -> None:
    first, second = forms_of(PAGE)

    assert (first.method, first.action) == ("post", "/ky/")
    assert first.values == {
        "token": "t&1",
        "box": ["1", "3"],
        "way": "yes",
        "place": "2",
        "said": "Đủ điều kiện.",
        "empty": "",
        "late": "5",
    }
    assert (second.method, second.action) == ("get", "/tim/")
    assert second.values == {"q": "", "early": "7"}


def test_form_is_found_by_a_part_of_its_address() -> None:
    assert form_of(PAGE, "/ky/").values["late"] == "5"
    assert form_of(PAGE).action == "/tim/"
    with pytest.raises(NoForm):
        form_of(PAGE, "/outside/")


def test_page_without_main_is_read_whole() -> None:
    assert form_of('<form action="/x/"><input name="a" value="b"></form>').values == {"a": "b"}
