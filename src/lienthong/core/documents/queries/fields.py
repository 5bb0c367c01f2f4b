# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Fields of print templates as people call them, in the reader's language, with examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lienthong.core.documents.adapters.prints import drawn_html, packaged_source
from lienthong.core.documents.domain.prints import pickable
from lienthong.core.documents.queries.kinds import print_reference
from lienthong.core.documents.queries.packaged import packaged_papers
from lienthong.core.documents.queries.prints import PrintRow, sample_context
from lienthong.kernel.inserts import Insert, example
from lienthong.kernel.language import OF_RECORD

BETWEEN = "\x1f"


@dataclass(frozen=True, slots=True)
class Called:
    """What people call a field, under which heading, and an example where samples have none."""

    title: str
    group: str
    example: str = ""


def picker(row: PrintRow) -> list[Insert]:
    """Fields that can be put where the cursor stands, by heading."""
    paper = packaged_papers().get(row.pk)
    groups = [*print_reference()["fields"], *(paper.fields if paper else ())]
    known = _called(groups)
    fields = pickable(packaged_source(row.template_name))
    found: dict[str, Insert] = {}
    for text, said in zip(fields, _examples(row, fields), strict=True):
        name, _bar, rest = text[3:-3].partition("|")
        called = known.get(name, Called(name, ""))
        title = _in_capitals(called.title) if rest.endswith("upper") else called.title
        found.setdefault(title, Insert(text, title, called.group, said or called.example))
    order = [group[_language()] for group in reversed(groups)]
    return sorted(found.values(), key=lambda one: -order.index(one.group) if one.group else 1)


def _called(groups: Iterable[Mapping[str, Any]]) -> dict[str, Called]:
    language = _language()
    return {
        name: Called(vi if language == OF_RECORD else en, group[language], *example)
        for group in groups
        for name, (vi, en, *example) in group["fields"].items()
    }


def _language() -> str:
    return OF_RECORD if (get_language() or OF_RECORD).startswith(OF_RECORD) else "en"


def _in_capitals(title: str) -> str:
    return _("%(title)s (in hoa)") % {"title": title}


def _examples(row: PrintRow, fields: Sequence[str]) -> list[str]:
    """What each field says on the sample."""
    drawn = drawn_html(row.template_name, BETWEEN.join(fields), sample_context(row))
    return [example(unescape(strip_tags(one))) for one in drawn.split(BETWEEN)]
