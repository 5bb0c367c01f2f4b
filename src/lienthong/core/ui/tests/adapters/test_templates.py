# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What is the same on every page is drawn once, and drawn as it was before."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.template import Context, Engine, Template, TemplateDoesNotExist
from django.template.base import TextNode
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from lienthong.core.ui.adapters.templates import SteadyNode, folded

DAY = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
MIXED = (
    "{% load ui i18n static %}"
    '<a href="{% url \'citizen:about\' %}" title="{% translate "Tìm" %}">{% icon "x" size=18 %}</a>'
    "{% if late %}{% translate 'Trễ' %} {{ days }}{% else %}{% static 'ui/icons.svg' %}{% endif %}"
    "{% for name in names %}{% button _('Gửi') icon='send' full=True %}{{ name }}{% endfor %}"
)


def plain_and_folded(source: str) -> tuple[Template, Template]:
    plain, joined = Template(source), Template(source)
    joined.nodelist = folded(joined.nodelist)
    return plain, joined


@pytest.mark.parametrize("language", ["vi", "en", None])
@pytest.mark.parametrize("late", [True, False])
def test_folded_template_draws_what_the_plain_one_draws(language: str | None, late: bool) -> None:
    plain, joined = plain_and_folded(MIXED)
    told = {"late": late, "days": 3, "names": ["An", "<b>"]}

    with translation.override(language):
        drawn = [joined.render(Context(told)) for _time in range(2)]
        expected = plain.render(Context(told))

    assert drawn == [expected, expected]
    assert "&lt;b&gt;" in expected


def test_neighbours_that_stay_become_one_also_within_conditions_and_loops() -> None:
    _plain, joined = plain_and_folded(MIXED)

    assert len(joined.nodelist) == 3
    assert isinstance(joined.nodelist[0], SteadyNode)
    assert len(joined.nodelist.get_nodes_by_type(SteadyNode)) == 4


@pytest.mark.parametrize(
    "source",
    [
        "{% translate name %}",
        "{% translate 'Tìm' as said %}{{ said }}",
        "{% icon name %}",
        "{% icon 'x' as drawn %}{{ drawn }}",
        "{% icon 'X'|lower %}",
        "{% now_line %}",
        "{% url 'officer:step' pk %}",
        "{% url 'officer:inbox' as inbox_url %}{{ inbox_url }}",
        "{% static path %}",
        "{% csrf_token %}",
        "{% dialog 'a' _('Hỏi') %}{{ name }}{% enddialog %}",
    ],
)
def test_what_a_page_decides_is_drawn_each_time(source: str) -> None:
    template = Template("{% load ui i18n static %}" + source)

    assert not folded(template.nodelist).get_nodes_by_type(SteadyNode)


@pytest.mark.parametrize("auto", [True, False])
@pytest.mark.parametrize(
    "value", ["a < b & 'c'", mark_safe("<b>"), _("Tìm"), 1234.5, None, DAY, ["<i>"], "Hoà\ue000"]
)
def test_written_value_is_what_django_writes(value: object, auto: bool) -> None:
    plain, joined = plain_and_folded("{{ value }}|{{ value|default:'–' }}{{ no }}")

    texts = [one.render(Context({"value": value}, autoescape=auto)) for one in (plain, joined)]

    assert texts[0] == texts[1]
    assert isinstance(texts[1], SafeString)


def test_text_alone_stays_text_before_what_a_template_extends() -> None:
    """Django looks for what is extended behind nothing but text."""
    _plain, joined = plain_and_folded("\n{% extends 'ui/officer_base.html' %}")

    assert isinstance(joined.nodelist[0], TextNode)
    assert '<main id="noi-dung"' in joined.render(Context())


def test_templates_of_the_application_are_read_folded_and_once() -> None:
    engine = Engine.get_default()

    found = engine.get_template("officer/inbox.html")

    assert found.nodelist.get_nodes_by_type(SteadyNode)
    assert engine.get_template("officer/inbox.html") is found
    with pytest.raises(TemplateDoesNotExist):
        engine.get_template("officer/no_such.html")
