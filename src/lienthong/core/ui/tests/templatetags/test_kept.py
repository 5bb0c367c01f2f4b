# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Parts of pages that are drawn once."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from lienthong.core.ui.templatetags.ui_kept import MOST, KeptNode, still


def drawn(source: str, **context: Any) -> tuple[Template, str]:
    template = Template("{% load ui i18n %}" + source)
    return template, template.render(Context(context))


def kept_of(template: Template) -> KeptNode:
    return next(node for node in template.nodelist if isinstance(node, KeptNode))


def test_content_is_drawn_once_for_a_value_and_filled_in_each_time() -> None:
    """A tag that counts its calls stands in for all that is slow."""
    calls: list[str] = []

    class Told:
        def __init__(self, name: str) -> None:
            self.name = name

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Told) and other.name == self.name

        def __hash__(self) -> int:
            return hash(self.name)

        @property
        def said(self) -> str:
            calls.append(self.name)
            return self.name

    source = "{% kept told=told around who=who %}<b>{{ told.said }}</b>{{ who }}{% endkept %}"
    template, first = drawn(source, told=Told("một"), who="An")
    again = template.render(Context({"told": Told("một"), "who": "Bình & Co"}))
    other = template.render(Context({"told": Told("hai"), "who": "An"}))

    assert first == "<b>một</b>An"
    assert again == "<b>một</b>Bình &amp; Co"
    assert other == "<b>hai</b>An"
    assert calls == ["một", "hai"]


def test_nothing_but_what_was_named_gets_into_what_stays() -> None:
    """A name that was forgotten is empty at once instead of one reader's for all."""
    _template, text = drawn(
        "{% kept a=a %}{{ a }}/{{ secret }}{% endkept %}", a="1", secret="của tôi"
    )

    assert text.startswith("1/")
    assert "của tôi" not in text


def test_filled_in_text_cannot_break_out_or_be_taken_for_another_gap() -> None:
    """Neither a sign of markup nor the sign of a gap does anything."""
    source = '{% kept a=a around b=b c=c %}<i title="{{ b }}">{{ c }}</i>{% endkept %}'

    _template, text = drawn(source, a=1, b='"><script>', c="\ue000b\ue001")

    assert text == '<i title="&quot;&gt;&lt;script&gt;">\ue000b\ue001</i>'


def test_each_language_has_its_own() -> None:
    """The same values in another language are drawn in that language."""
    source = '{% kept a=a %}{% translate "Tìm" %}{% endkept %}'
    template, said = drawn(source, a=1)
    with translation.override("en"):
        english = template.render(Context({"a": 1}))

    assert said == "Tìm"
    assert english == "Search"
    assert template.render(Context({"a": 1})) == "Tìm"


def test_what_is_remembered_has_an_end() -> None:
    """However many values come by, so many forms are kept and each text is right."""
    template = Template("{% load ui %}{% kept a=a %}{{ a }}{% endkept %}")

    texts = [template.render(Context({"a": number})) for number in range(MOST + 5)]

    assert texts == [str(number) for number in range(MOST + 5)]
    assert len(kept_of(template).drawn) <= MOST


def test_lists_and_mappings_are_compared_by_what_is_in_them() -> None:
    """A menu that differs in one count is another menu."""

    def menu(count: int) -> list[dict[str, object]]:
        return [{"title": "Việc", "count": count}, {"title": "Sổ", "count": None}]

    assert still(menu(3)) == still(menu(3))
    assert hash(still(menu(3))) == hash(still(menu(3)))
    assert still(menu(3)) != still(menu(4))


@pytest.mark.parametrize(
    "wrong",
    [
        "{% kept %}a{% endkept %}",
        "{% kept around a=a %}a{% endkept %}",
        "{% kept a=a and b %}a{% endkept %}",
        "{% kept a=a around %}{% endkept %}{% kept a=a around b %}{% endkept %}",
    ],
)
def test_a_tag_that_cannot_be_read_is_refused(wrong: str) -> None:
    """What is kept must have a value to be kept under, and gaps have names."""
    with pytest.raises(TemplateSyntaxError, match="kept"):
        Template("{% load ui %}" + wrong)
