# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Answers of a declaration are drawn as a template would draw them."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

WITH_CONDITIONS = (
    '{% for row in group.rows %}<div{% if row.mark %} data-key="{{ row.key }}"{% endif %}>'
    "<dt>{{ row.label|vi }}</dt>"
    '<dd>{% if row.mark == "same" %}<span class="match">{{ row.value|linebreaksbr|vi }}</span>'
    '{% elif row.mark == "differs" %}<mark class="differs">{{ row.value|linebreaksbr|vi }}</mark>'
    "{% elif row.answered %}{{ row.value|linebreaksbr|vi }}"
    '{% else %}<span class="sheet-empty">{{ row.value|vi }}</span>'
    "{% endif %}</dd></div>{% endfor %}"
)
ROWS: list[Any] = [
    {"key": "name", "label": "Họ, tên", "value": "Hà <Mai>\nMai", "answered": True, "mark": ""},
    {"key": "id", "label": "Số", "value": "044<\r\n1", "answered": True, "mark": "same"},
    {"key": 'a"b', "label": "Note", "value": "Khác & lạ", "answered": True, "mark": "differs"},
    {"key": "born", "label": "Born", "value": "chưa khai", "answered": False, "mark": ""},
    {"key": "home", "label": "Nhà", "value": "chưa\nkhai", "answered": False, "mark": "unknown"},
]


ROWS.append(SimpleNamespace(key="sex", label="Giới tính", value="Nữ", answered=True))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_answers_are_drawn_as_conditions_of_a_template_would(language: str) -> None:
    told = Context({"rows": ROWS, "group": {"rows": ROWS}})
    with translation.override(language):
        drawn = Template("{% load ui %}{% answer_rows rows %}").render(told)
        expected = Template("{% load ui %}" + WITH_CONDITIONS).render(told)

    assert drawn == expected
    assert "Hà &lt;Mai&gt;<br>Mai" in drawn
