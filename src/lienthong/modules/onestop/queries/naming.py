# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the parts of one definition can name: in its form, in itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from lienthong.core.forms.api import Reach, fields_of
from lienthong.kernel.designs import Content
from lienthong.modules.onestop.domain.design.naming import (
    Nameable,
    paper_choices,
    told_apart,
    variant_choices,
)
from lienthong.modules.onestop.domain.design.places import value_at
from lienthong.modules.onestop.queries.designs import form_of, former_names

Choices = list[tuple[str, str]]


def nameable(content: Content) -> Nameable:
    """Everything that can be named, by the words people know."""
    version = form_of(content)
    form = dict(version.content) if version else {}
    return Nameable(
        questions=question_choices(form),
        tables=table_choices(form),
        columns=column_choices(form),
        papers=paper_choices(content),
        variants=variant_choices(content),
        former=former_names(str(value_at(content, "form.code") or ""), unknown=_("câu hỏi")),
    )


def question_choices(form: Mapping[str, Any]) -> Choices:
    """Questions that are answered once in a dossier: neither tables nor their columns."""
    tables = {one["key"] for one in fields_of(form) if one["kind"] == "repeat"}
    found = Reach(dict(form), "", itself=False).choices()
    asked = ((path, words) for path, words in found if path not in tables)
    return told_apart(asked, _pages_of(form))


def _pages_of(form: Mapping[str, Any]) -> dict[str, str]:
    """The title of the page of each question."""
    pages = form.get("pages", [])
    return {
        field["key"]: str(page.get("title", ""))
        for page in pages
        for field in fields_of({"pages": [page]})
    }


def table_choices(form: Mapping[str, Any]) -> Choices:
    """Tables of a form."""
    tables = (one for one in fields_of(form) if one["kind"] == "repeat")
    return told_apart((one["key"], str(one.get("label", ""))) for one in tables)


def column_choices(form: Mapping[str, Any]) -> dict[str, Choices]:
    """Of every table of a form, by its key: the columns with what people call them."""
    return {
        table["key"]: told_apart(
            (inner["key"], str(inner.get("label", ""))) for inner in table.get("fields", [])
        )
        for table in fields_of(form)
        if table["kind"] == "repeat"
    }
