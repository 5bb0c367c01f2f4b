# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Layouts of results that administrators write: HTML with fields in double braces.

``{{licence_class}}`` is one line of the result, ``{{table.floors}}`` one of its tables. There is no
other instruction: a layout cannot compute, load or reach anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from lienthong.kernel.designs import Content
from lienthong.kernel.words import gettext as _
from lienthong.kernel.words import gettext_noop
from lienthong.modules.onestop.domain.design.places import value_at

FIELD = re.compile(r"\{\{\s*([a-z][a-z0-9_.]{0,80})\s*\}\}")
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
FOREIGN = re.compile(r"\{%|%\}|\{#|#\}|\$\{|<%|<\?")
"""Instructions of template languages: none of them is carried out, none is let in."""


def layout_fields(content: Content, *, refusal: bool) -> tuple[str, ...]:
    """Every field a layout of this procedure may name."""
    if refusal:
        return tuple(name for name in (*COMMON, *OF_REFUSAL) if name != "validity")
    lines = [line.get("key") for line in _shown_lines(content)]
    tables = [f"{TABLE}{one.get('key')}" for one in value_at(content, "result.tables") or ()]
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


def filled(body: str, value: Callable[[str], str]) -> str:
    """The layout with every field replaced by HTML; ``value`` answers escaped HTML."""
    return FIELD.sub(lambda match: value(match[1]), body)


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


def labelled_fields(content: Content, *, refusal: bool) -> list[tuple[str, str]]:
    """Every field with what people call it."""
    lines = value_at(content, "result.fields") or ()
    tables = value_at(content, "result.tables") or ()
    own = {str(line.get("key")): str(line.get("label") or "") for line in lines}
    own |= {f"{TABLE}{one.get('key')}": str(one.get("title") or "") for one in tables}
    names = layout_fields(content, refusal=refusal)
    return [(name, _(LABELS[name]) if name in LABELS else own.get(name) or name) for name in names]


def _shown_lines(content: Content) -> list[dict[str, Any]]:
    """Lines with a text: number, date of the head and signatures stand where the base puts them."""
    lines = value_at(content, "result.fields") or ()
    return [one for one in lines if "signature" not in one and one.get("value") != NUMBER]
