# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Layouts of results that administrators write: HTML with fields in double braces.

``{{licence_class}}`` is one line of the result, ``{{table.floors}}`` one of its tables. A row
of a table that names ``{{table.floors.area}}`` is repeated for every row of that table. There is
no other instruction: a layout cannot compute, load or reach anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lienthong.kernel.designs import Content
from lienthong.kernel.inserts import Insert, example
from lienthong.kernel.words import gettext as _
from lienthong.kernel.words import gettext_noop
from lienthong.modules.onestop.domain.design.places import value_at

FIELD = re.compile(r"\{\{\s*([a-z][a-z0-9_.]{0,130})\s*\}\}")
COMMON = (
    "title",
    "agency_name",
    "superior",
    "dossier_code",
    "procedure_name",
    "applicant.name",
    "subject_name",
    "validity",
)
OF_REFUSAL = ("reason", "legal_basis")
TABLE = "table."
NUMBER = "result.number"
ORDER = "tt"
"""The column that counts the rows."""
ROW = re.compile(r"<tr\b[^>]*>(?:(?!<tr\b).)*?</tr>", re.S)
"""A row of a table with no other row inside."""
LABELS = {
    "title": gettext_noop("Tên giấy"),
    "agency_name": gettext_noop("Cơ quan cấp"),
    "superior": gettext_noop("Cơ quan cấp trên"),
    "dossier_code": gettext_noop("Mã hồ sơ"),
    "procedure_name": gettext_noop("Tên thủ tục"),
    "applicant.name": gettext_noop("Tên người nộp"),
    "subject_name": gettext_noop("Tên người được cấp giấy"),
    "validity": gettext_noop("Thời gian có giá trị, bằng lời"),
    "reason": gettext_noop("Lý do"),
    "legal_basis": gettext_noop("Căn cứ"),
}
OWN = gettext_noop("Nội dung của giấy")
HEADINGS = {
    gettext_noop("Hồ sơ, kết quả"): (
        "dossier_code",
        "procedure_name",
        "applicant.name",
        "subject_name",
        "validity",
        "reason",
        "legal_basis",
    ),
    gettext_noop("Cơ quan, nơi lập"): ("agency_name", "superior"),
}
"""Fields of every paper under the headings that print templates have; all others are its own."""
FOREIGN = re.compile(r"\{%|%\}|\{#|#\}|\$\{|<%|<\?")
"""Instructions of template languages: none of them is carried out, none is let in."""


def layout_fields(content: Content, *, refusal: bool) -> tuple[str, ...]:
    """Every field a layout of this procedure may name."""
    if refusal:
        return tuple(name for name in (*COMMON, *OF_REFUSAL) if name != "validity")
    lines = [line.get("key") for line in _shown_lines(content)]
    tables = [name for one in value_at(content, "result.tables") or () for name in _of_table(one)]
    return tuple(dict.fromkeys((*COMMON, *(str(key) for key in lines if key), *tables)))


def named_fields(body: str) -> list[str]:
    """The fields a layout names, in order, each once."""
    return list(dict.fromkeys(FIELD.findall(body)))


def unknown_fields(body: str, known: tuple[str, ...]) -> list[str]:
    """What a layout names that there is not, and what looks like a field but is none."""
    found = [name for name in named_fields(body) if name not in known]
    rest = FIELD.sub("", body)
    found += [match[0][:40] for match in re.finditer(r"\{\{[^}]*\}{0,2}", rest)]
    found += [match[0] for match in FOREIGN.finditer(rest)]
    return list(dict.fromkeys(found))


def row_table(names: Iterable[str]) -> str:
    """The table that a row is repeated for: the first whose column it names, else nothing."""
    columns = (name.split(".") for name in names if name.startswith(TABLE))
    return next((parts[1] for parts in columns if len(parts) == 3), "")


def misplaced_fields(body: str) -> list[str]:
    """Columns of a table that stand outside a row, or beside those of another table."""
    found = [name for name in named_fields(ROW.sub("", body)) if row_table([name])]
    for row in ROW.findall(body):
        names = named_fields(row)
        tables = dict.fromkeys(filter(None, (row_table([name]) for name in names)))
        found += [name for name in names if row_table([name]) in list(tables)[1:]]
    return list(dict.fromkeys(found))


def filled(
    body: str,
    value: Callable[[str], str],
    rows: Callable[[str], Iterable[Mapping[str, str]]] = lambda _table: (),
) -> str:
    """The layout with every field replaced by HTML: ``value`` answers escaped HTML.

    ``rows`` answers the rows of a table, each by the names of its fields; what was put in is
    never read for fields again.
    """
    made, done = [], 0
    for match in ROW.finditer(body):
        table = row_table(named_fields(match[0]))
        if not table:
            continue
        made.append(put(body[done : match.start()], value))
        made += [put(match[0], first_of(row, value)) for row in rows(table)]
        done = match.end()
    return "".join([*made, put(body[done:], value)])


def rows_of(table: Mapping[str, Any]) -> list[dict[str, str]]:
    """The rows of a table of a drafted paper, by the names of their fields, as plain text."""
    start = f"{TABLE}{table['key']}."
    keys = [f"{start}{key}" for key in table.get("keys") or ()]
    return [
        {f"{start}{ORDER}": str(number), **dict(zip(keys, map(str, row), strict=True))}
        for number, row in enumerate(table["rows"], 1)
    ]


def first_of(row: Mapping[str, str], value: Callable[[str], str]) -> Callable[[str], str]:
    """Answers the fields of a row from it, all others from elsewhere."""
    return lambda name: row[name] if name in row else value(name)


def put(part: str, value: Callable[[str], str]) -> str:
    """The text with every field replaced, once."""
    return FIELD.sub(lambda match: value(match[1]), part)


def _of_table(table: Mapping[str, Any]) -> list[str]:
    """The table as a whole, the number of a row, and every column."""
    whole = f"{TABLE}{table.get('key')}"
    keys = [str(one.get("key")) for one in table.get("columns") or ()]
    return [whole, *(f"{whole}.{key}" for key in (ORDER, *keys))]


def values_of(content: Mapping[str, Any]) -> dict[str, str]:
    """What the fields of a drafted paper say, by name, as plain text."""
    found = {name: str(content.get(name) or "") for name in (*COMMON, *OF_REFUSAL)}
    found["applicant.name"] = str((content.get("applicant") or {}).get("name") or "")
    lines = content.get("lines") or ()
    return found | {str(line["key"]): str(line["text"]) for line in lines}


def first_layout(content: Content, *, refusal: bool) -> str:
    """What a new layout begins with: the title, then every line of the paper."""
    if refusal:
        rows = ((_("Kính gửi"), "applicant.name"), (_("Lý do"), "reason"))
        said = [_line(label, key) for label, key in (*rows, (_("Căn cứ"), "legal_basis"))]
        return "\n".join(["<h1>{{title}}</h1>", *said])
    lines = _shown_lines(content)
    shown = [_line(str(line["label"]), str(line["key"])) for line in lines if line.get("key")]
    tables = [f"{{{{{TABLE}{one['key']}}}}}" for one in value_at(content, "result.tables") or ()]
    return "\n".join(["<h1>{{title}}</h1>", *shown, *tables])


def _line(label: str, key: str) -> str:
    return f"<p>{label}: <strong>{{{{{key}}}}}</strong></p>"


def picker(content: Content, *, refusal: bool, examples: Mapping[str, str]) -> list[Insert]:
    """Every field that can be put where the cursor stands, by heading; the paper's own first."""
    lines = value_at(content, "result.fields") or ()
    own = {str(line.get("key")): str(line.get("label") or "") for line in lines}
    names = layout_fields(content, refusal=refusal)
    heading = {name: _(group) for group, some in HEADINGS.items() for name in some}
    found = [
        Insert(
            f"{{{{{name}}}}}",
            _(LABELS[name]) if name in LABELS else own.get(name) or name,
            heading.get(name) or _(OWN),
            example(examples.get(name, "")) if name in LABELS else "",
        )
        for name in names
        if not name.startswith(TABLE)
    ]
    tables = () if refusal else value_at(content, "result.tables") or ()
    found += [one for table in tables for one in _columns(table)]
    order = [_(OWN), *dict.fromkeys(one.group for one in found if one.text[2:].startswith(TABLE))]
    order += map(_, HEADINGS)
    return sorted(found, key=lambda one: order.index(one.group))


def _columns(table: Mapping[str, Any]) -> list[Insert]:
    """The table as a whole, then what a row of it may name."""
    labels = [_("Cả bảng"), _("Số thứ tự"), *(one["label"] for one in table.get("columns") or ())]
    group = _("Bảng: %(title)s") % {"title": table.get("title") or table.get("key")}
    return [
        Insert(f"{{{{{name}}}}}", label or name, group)
        for name, label in zip(_of_table(table), labels, strict=True)
    ]


def _shown_lines(content: Content) -> list[dict[str, Any]]:
    """Lines with a text: number, date of the head and signatures stand where the base puts them."""
    lines = value_at(content, "result.fields") or ()
    return [one for one in lines if "signature" not in one and one.get("value") != NUMBER]
