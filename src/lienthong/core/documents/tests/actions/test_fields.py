# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Fields offered beside a print template are called what people call them, in both languages."""

from __future__ import annotations

import re

import pytest
from django.template.utils import get_app_template_dirs
from django.utils import timezone, translation

from lienthong.core.documents.adapters.prints import packaged_source
from lienthong.core.documents.domain.prints import pickable
from lienthong.core.documents.queries.fields import picker
from lienthong.core.documents.queries.kinds import print_reference
from lienthong.core.documents.queries.packaged import packaged_papers
from lienthong.core.documents.queries.prints import print_row
from lienthong.kernel.inserts import Insert

pytestmark = [pytest.mark.covers("13"), pytest.mark.django_db]
TECHNICAL = re.compile(r"^[a-z_.0-9]+$|\w\.\w|_|\{")


def offered(code: str, language: str) -> list[Insert]:
    row = print_row(code, timezone.localdate())
    assert row is not None
    with translation.override(language):
        return picker(row)


def faults(code: str) -> list[str]:
    own, english = offered(code, "vi"), offered(code, "en")
    titles = {one.text: one.title for one in english}
    assert own
    assert titles.keys() == {one.text for one in own}
    found = [f"{one.text} in one language" for one in own if titles[one.text] == one.title]
    for one in (*own, *english):
        found += [f"{one.text} has no name"] if TECHNICAL.search(one.title) else []
        found += [f"{one.text} has no heading"] if not one.group else []
        found += [f"{one.text} has no example"] if not one.example else []
    return found


def test_every_field_has_a_name_in_both_languages_a_heading_and_an_example() -> None:
    found = {code: told for code in packaged_papers() if (told := faults(code))}

    assert found == {}


def test_every_field_of_the_results_of_procedures_has_a_name() -> None:
    known = {name for group in print_reference()["fields"] for name in group["fields"]}
    files = [
        path.relative_to(folder)
        for folder in get_app_template_dirs("templates")
        for path in folder.glob("*/results/*.html")
    ]

    assert len(files) > 3
    for file in files:
        fields = pickable(packaged_source(str(file)))
        assert [one for one in fields if re.split(r"[|]", one[3:-3])[0] not in known] == [], file


def test_field_within_a_tag_is_not_offered() -> None:
    source = '<p class="a{% if n > 1 %} b{% endif %} {{ size|default:"x>y" }}">{{ paper.code }}</p>'

    assert pickable(source) == ["{{ paper.code }}"]
