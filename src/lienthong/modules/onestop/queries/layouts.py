# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers in a layout of the administrators' own: filled with a dossier, or with samples."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

import yaml

from lienthong.kernel.designs import Content
from lienthong.modules.onestop.domain.design.layouts import TABLE, filled, values_of
from lienthong.modules.onestop.domain.design.markup import safe_markup
from lienthong.modules.onestop.domain.design.places import value_at

OWN = "onestop/results/own.html"


def layout_body(body: str, content: Mapping[str, Any]) -> str:
    """The layout filled with the content of a drafted paper, as HTML that is safe to print."""
    values = values_of(content)
    tables = {f"{TABLE}{table['key']}": table for table in content.get("tables") or ()}

    def said(name: str) -> str:
        if name in tables:
            return _table(tables[name])
        return escape(values.get(name, "")).replace("\n", "<br>")

    return safe_markup(filled(body, said))


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
    place = files("lienthong.modules.onestop").joinpath("reference/layout_samples.yaml")
    read: dict[str, Any] = yaml.safe_load(place.read_text("utf-8"))["samples"]
    return read


def _sample_table(table: Mapping[str, Any]) -> dict[str, Any]:
    labels = [str(column.get("label", "")) for column in table.get("columns") or ()]
    return {
        "key": table.get("key"),
        "title": table.get("title", ""),
        "columns": labels,
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
