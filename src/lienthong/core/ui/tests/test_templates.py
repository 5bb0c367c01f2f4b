# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import re
from pathlib import Path

import pytest
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory

from lienthong.core.ui.api import style_guide_context

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "ui"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
BASES = sorted(path.stem for path in FOLDER.glob("*_base.html"))
LONGEST = 120


def render(name: str, **values: object) -> str:
    """Render without context processors: a base must manage with what it is given."""
    return Template(f'{{% extends "ui/{name}.html" %}}').render(Context(values))


def request(path: str = "/", **cookies: str) -> HttpRequest:
    made = RequestFactory().get(path)
    made.COOKIES.update(cookies)
    return made


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_is_short_and_keeps_script_and_style_outside(path: Path) -> None:
    text = path.read_text("utf-8")

    assert len(text.splitlines()) <= LONGEST
    assert re.findall(r"""\sstyle=["']|\son[a-z]+=["']|<style|<script(?![^>]*\bsrc=)""", text) == []


@pytest.mark.parametrize("base", BASES)
def test_base_renders_without_any_context(base: str) -> None:
    html = render(base)

    assert "⟦" not in html
    assert html.count("<main") == 1
    assert 'lang="vi"' in html


@pytest.mark.parametrize("base", ["citizen_base", "officer_base", "leader_base"])
def test_first_focusable_element_leads_to_the_content(base: str) -> None:
    html = render(base, request=request())
    first = re.search(r"<(a|button|input|summary)\b[^>]*>", html.split("<body")[1])

    assert first
    assert 'class="skip" href="#noi-dung"' in first[0]
    assert 'id="noi-dung"' in html


@pytest.mark.parametrize("base", ["citizen_base", "officer_base", "leader_base"])
def test_what_failed_stands_before_the_content_and_what_was_done_after_it(base: str) -> None:
    told = [Message(messages.ERROR, "Không có mã này."), Message(messages.SUCCESS, "Đã lưu.")]
    html = render(base, request=request(), messages=told)

    failed, done = html.index("Không có mã này."), html.index("Đã lưu.")
    assert html[:failed].rindex('role="alert"') > html.index("</header>")
    assert failed < html.index("</main>") < done
    assert html.count("Không có mã này.") == html.count("Đã lưu.") == 1


def test_theme_and_size_come_from_the_cookies() -> None:
    chosen = render("citizen_base", request=request(lt_theme="dark", lt_size="130"))
    odd = render("citizen_base", request=request(lt_theme="x", lt_size="99"))

    assert '<html lang="vi" data-theme="dark" data-size="130">' in chosen
    assert '<html lang="vi">' in odd


def test_title_says_that_something_must_be_corrected() -> None:
    html = render("citizen_base", page_title="Con", errors=[{"message": "x"}])

    assert "<title>Lỗi: Con – Liên Thông tỉnh Quảng Trị</title>" in html


def test_style_guide_renders_with_nothing_undefined() -> None:
    html = render("style_guide", **style_guide_context(), request=request())
    ids = re.findall(r'\sid="([^"]+)"', html)

    assert "⟦" not in html
    assert sorted(ids) == sorted(set(ids))
    assert html.count('class="guide-theme"') == 2
