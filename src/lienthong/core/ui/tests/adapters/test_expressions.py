# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Quick expressions give what Django's give, also where something is missing or fails."""

from __future__ import annotations

from collections import UserDict, namedtuple
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.http import QueryDict
from django.template import Context, Engine, Template
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from lienthong.core.ui.adapters.templates import QuickTemplate

Pair = namedtuple("Pair", "first second")


class Owner:
    kind = "owner"

    def __init__(self) -> None:
        self.name = "An <b>"
        self.calls = 0

    @property
    def broken(self) -> NoReturn:
        raise AttributeError("within")

    @property
    def gone(self) -> NoReturn:
        raise ObjectDoesNotExist

    def greeting(self) -> str:
        self.calls += 1
        return f"chào {self.calls}"

    def told(self, word: str) -> str:
        return word

    def wrong(self) -> NoReturn:
        raise TypeError("within")

    def worse(self) -> NoReturn:
        raise ZeroDivisionError

    def lost(self) -> NoReturn:
        raise ObjectDoesNotExist

    def delete(self) -> str:
        raise AssertionError("must not be called")

    delete.alters_data = True  # type: ignore[attr-defined]


class Uncalled:
    do_not_call_in_templates = True
    name = "stays"

    def __str__(self) -> str:
        return self.name

    def __call__(self) -> NoReturn:
        raise AssertionError("must not be called")


@dataclass(slots=True)
class Row:
    label: str


def values() -> dict[str, Any]:
    return {
        "owner": Owner(),
        "row": Row("nhãn"),
        "pair": Pair("một", "hai"),
        "plain": {"a": {"b": "<i>"}, "items": "own", "2": "hai", 3: "ba"},
        "empty": {},
        "many": ["x", {"y": "z"}],
        "kept": QueryDict("a=1&a=2"),
        "other": UserDict({"k": "v"}),
        "space": SimpleNamespace(part=Uncalled()),
        "call": lambda: "gọi",
        "nothing": None,
        "day": datetime(2026, 11, 27, 23, 30, tzinfo=UTC),
        "safe": mark_safe("<b>đậm</b>"),
        "word": _("Tìm"),
        "number": 1234.5,
    }


ASKED = """
owner.name owner.kind owner.broken owner.gone owner.greeting owner.told owner.wrong
owner.worse owner.lost owner.delete owner.missing owner.missing.more owner.name.upper
row.label row.missing pair.first pair.0 pair.2 pair.count plain.a.b plain.a plain.items
plain.values plain.2 plain.3 plain.none plain.none.more empty.items many.0 many.1.y many.9
kept.a kept.b kept.urlencode other.k other.none space.part space.part.name space.none call
call.none nothing nothing.more missing missing.more dicts autoescape template day safe word
word.upper number 12 'text' "<i>" _('Tìm')
""".split()  # noqa: SIM905 - one word after another is easier to read
WRITTEN = ("{{%s}}", "{{%s|default:'–'}}", "{{%s|upper|lower}}", "{{%s|default:pair.second}}")
ASKED_ELSEWHERE = (
    "{{% if {0} %}}1{{% elif {0} == 'x' %}}2{{% else %}}0{{% endif %}}",
    "{{% with one={0} %}}{{{{ one }}}}{{% endwith %}}",
    "{{% for one in {0} %}}{{{{ forloop.counter }}}}{{{{ one }}}}{{% empty %}}-{{% endfor %}}",
)
OTHERS = (
    "{{ day|date:'H:i' }}",
    "{{ number|floatformat:1 }}{{ 'a'|add:number }}",
    "{{ owner.name|linebreaksbr }}{{ safe|linebreaksbr }}{{ safe|upper }}",
    "{{ owner.name|default:missing }}",
    "{{ missing|default:missing }}",
    "{% translate owner.name %}{% translate 'Tìm' %}{{ word }}",
    "{% translate 'Tìm' as said %}{{ said }}",
    "{% blocktranslate with a=owner.name %}Người nộp: {{ a }}{% endblocktranslate %}",
    "{% autoescape off %}{{ owner.name }}{{ owner.name|linebreaksbr }}{% endautoescape %}",
    "{% url 'officer:step' number %}",
    "{% firstof missing nothing owner.name %}",
)
SOURCES = (
    *(form % asked for asked in ASKED for form in WRITTEN),
    *(form.format(asked) for asked in ASKED for form in ASKED_ELSEWHERE),
    *OTHERS,
)


def engine(invalid: str) -> Engine:
    default = Engine.get_default()
    return Engine(
        libraries=default.libraries,
        builtins=["django.templatetags.i18n", "django.templatetags.static"],
        string_if_invalid=invalid,
    )


def drawn(template: Template) -> str:
    """What is drawn, or how it fails."""
    try:
        return template.render(Context(values()))
    except Exception as failure:
        return type(failure).__name__


@pytest.mark.parametrize("invalid", ["", "⟦%s⟧"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_quick_expressions_give_what_django_gives(language: str, invalid: str) -> None:
    made = engine(invalid)
    with translation.override(language):
        pairs = {
            source: (
                drawn(Template(source, engine=made)),
                drawn(QuickTemplate(source, engine=made)),
            )
            for source in SOURCES
        }

    assert {source: pair for source, pair in pairs.items() if pair[0] != pair[1]} == {}
    assert pairs["{{owner.name}}"][1] == "An &lt;b&gt;"
    assert pairs["{{owner.worse}}"][1] == "ZeroDivisionError"
    assert pairs["{{owner.missing}}"][1] == invalid.replace("%s", "owner.missing")
