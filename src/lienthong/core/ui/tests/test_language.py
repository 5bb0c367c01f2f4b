# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Vietnamese data on pages that speak another language are marked for screen readers."""

from django.template import Context, Template
from django.utils import translation

MARKED = Template(
    "{% load ui %}<h1>{{ text|vi }}</h1><option{{ text|vi_lang }}>{{ text }}</option>"
)


def drawn(text: str, language: str) -> str:
    """The template in a language."""
    with translation.override(language):
        return MARKED.render(Context({"text": text}))


def test_vietnamese_is_marked_on_an_english_page_only() -> None:
    assert drawn("Khai sinh cho Ổn", "vi") == (
        "<h1>Khai sinh cho Ổn</h1><option>Khai sinh cho Ổn</option>"
    )
    assert drawn("Khai sinh cho Ổn", "en") == (
        '<h1><span lang="vi">Khai sinh cho Ổn</span></h1>'
        '<option lang="vi">Khai sinh cho Ổn</option>'
    )


def test_other_text_stays_as_it_is_and_markup_is_escaped() -> None:
    assert drawn("H50.12", "en") == "<h1>H50.12</h1><option>H50.12</option>"
    assert '<span lang="vi">&lt;b&gt;ổn&lt;/b&gt;</span>' in drawn("<b>ổn</b>", "en")


def test_name_within_a_sentence_is_marked_alone_and_escaped() -> None:
    template = Template("{% load ui %}{{ text|vi_within:name }}")
    given = Context({"text": "No paper for <Hà Ổn> yet.", "name": "<Hà Ổn>"})

    with translation.override("en"):
        assert template.render(given) == ('No paper for <span lang="vi">&lt;Hà Ổn&gt;</span> yet.')
    with translation.override("vi"):
        assert template.render(given) == "No paper for &lt;Hà Ổn&gt; yet."
