# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers in a layout of the administrators' own: filled with a dossier, or with samples."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from lienthong.core.references.api import packaged_setting
from lienthong.kernel.designs import Content
from lienthong.kernel.inserts import Insert
from lienthong.kernel.reference import packaged_yaml
from lienthong.modules.onestop.domain.design.layouts import (
    TABLE,
    filled,
    picker,
    rows_of,
    values_of,
)
from lienthong.modules.onestop.domain.design.markup import safe_markup
from lienthong.modules.onestop.domain.design.pictures import (
    Limits,
    Picture,
    named_pictures,
    with_pictures,
)
from lienthong.modules.onestop.domain.design.places import value_at
from lienthong.modules.onestop.models import LayoutPicture

OWN = "onestop/results/own.html"


def layout_body(body: str, content: Mapping[str, Any]) -> str:
    """The layout filled with the content of a drafted paper, as HTML that is safe to print."""
    values = values_of(content)
    tables = {f"{TABLE}{table['key']}": table for table in content.get("tables") or ()}

    def said(name: str) -> str:
        if name in tables:
            return _table(tables[name])
        return escape(values.get(name, "")).replace("\n", "<br>")

    def repeated(key: str) -> list[dict[str, str]]:
        rows = rows_of(tables[f"{TABLE}{key}"]) if f"{TABLE}{key}" in tables else []
        return [{name: escape(text) for name, text in row.items()} for row in rows]

    return safe_markup(filled(body, said, repeated))


def layout_limits() -> Limits:
    """How much a layout may bring, as the installation says it today."""
    place = Path(str(files("lienthong.modules.onestop").joinpath("reference/layout_limits.yaml")))
    said = packaged_setting("onestop.layouts", place)
    return Limits(**{name: int(said[name]) for name in Limits.__dataclass_fields__})


def drawn_markup(body: str) -> str:
    """The layout as it goes onto paper: cleaned once more, with its pictures inside."""
    digests = named_pictures(body)
    rows = LayoutPicture.objects.in_bulk(digests, field_name="digest") if digests else {}
    known = {key: Picture(key, row.media_type, bytes(row.body)) for key, row in rows.items()}
    return with_pictures(safe_markup(body), known.get)


def unknown_pictures(body: str) -> list[str]:
    """Pictures that a layout names and nobody ever sent."""
    digests = named_pictures(body)
    known = LayoutPicture.objects.filter(digest__in=digests).values_list("digest", flat=True)
    return [digest for digest in digests if digest not in set(known)] if digests else []


def layout_picker(content: Content, *, refusal: bool) -> list[Insert]:
    """Fields to pick for a layout, each with what it says on the sample."""
    sample = sample_content(content, refusal=refusal)
    return picker(content, refusal=refusal, examples=values_of(sample))


def sample_content(content: Content, *, refusal: bool) -> dict[str, Any]:
    """A paper as it would be drafted, with samples instead of a dossier."""
    result = content["result"]
    common = {**_samples(), "procedure_name": content.get("name", "")}
    if refusal:
        return common | {"title": value_at(content, "result.refusal.name") or ""}
    lines = [
        {"key": line["key"], "label": line.get("label", ""), "text": f"({line.get('label', '')})"}
        for line in result.get("fields") or ()
        if "signature" not in line
    ]
    return common | {
        "title": result.get("name", ""),
        "lines": lines,
        "tables": [_sample_table(table) for table in result.get("tables") or ()],
        "validity": value_at(content, "result.validity.text") or "",
    }


@cache
def _samples() -> dict[str, Any]:
    read: dict[str, Any] = packaged_yaml("lienthong.modules.onestop", "layout_samples.yaml")[
        "samples"
    ]
    return read


def _sample_table(table: Mapping[str, Any]) -> dict[str, Any]:
    columns = table.get("columns") or ()
    labels = [str(column.get("label", "")) for column in columns]
    return {
        "key": table.get("key"),
        "title": table.get("title", ""),
        "columns": labels,
        "keys": [str(column.get("key")) for column in columns],
        "rows": [[f"({label})" for label in labels]],
    }


def _table(table: Mapping[str, Any]) -> str:
    head = "".join(f"<th>{escape(str(column))}</th>" for column in table["columns"])
    rows = "".join(
        f"<tr><td>{number}</td>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>"
        for number, row in enumerate(table["rows"], 1)
    )
    return (
        f'<table class="result__table"><caption>{escape(str(table["title"]))}</caption>'
        f"<thead><tr><th>TT</th>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
