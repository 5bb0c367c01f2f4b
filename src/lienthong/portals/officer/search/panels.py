# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a search shows: groups of rows, where each leads, the words that were met in bold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lienthong.core.access.api import reach
from lienthong.core.cases.api import VIEW_UNIT, Case, CaseKind
from lienthong.core.documents.api import IssuedDocument
from lienthong.core.search.api import (
    EVERYWHERE_TOKEN,
    PUBLIC_TOKEN,
    Family,
    Hit,
    above_token,
    unit_token,
)
from lienthong.core.search.api import words as words_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.module import OFFICER
from lienthong.kernel.registry import modules, resolve
from lienthong.portals.help.topics import topics

ICONS = {
    Family.CASE: "folder",
    Family.PERSON: "user",
    Family.DOCUMENT: "certificate",
    Family.PROCEDURE: "file-text",
    Family.FILE: "paperclip",
}
STATES_SLOT = "officer.states"
_WORD = re.compile(r"(\w+)")


def scope_of(actor: Actor) -> list[str]:
    """Search tokens of what the actor may see today: own units, all below theirs, or everything."""
    where = reach(actor, VIEW_UNIT)
    if where.everywhere:
        return [EVERYWHERE_TOKEN]
    below = [above_token(unit) for unit in sorted(where.root_ids)]
    return [*below, *(unit_token(unit) for unit in sorted(where.unit_ids)), PUBLIC_TOKEN]


def case_url(kind: str, case_id: int) -> str:
    """The screen of a case of a kind, as its module declares it."""
    for module in modules():
        if kind in module.case_kinds:
            return reverse(module.case_kinds[kind], args=[case_id])
    return reverse("officer:inbox")


def state_names() -> dict[str, str]:
    """The states of cases in words, as the modules name them."""
    names: dict[str, str] = {}
    for module in modules():
        if STATES_SLOT in module.panels:
            names |= resolve(module, module.panels[STATES_SLOT])()
    return names


def rows_of(family: Family, hits: Sequence[Hit], text: str) -> list[dict[str, Any]]:
    """Rows of one family: title with the met words in bold, line, address; one read for all."""
    if not hits:
        return []
    more = _MORE[family]([hit.subject_id for hit in hits])
    asked = words_of(text)
    return [
        {
            "title": emphasised(hit.title, asked),
            "line": emphasised(hit.line, asked),
            "at": hit.sort_at,
            "icon": ICONS[family],
            "id": hit.subject_id,
            **more.get(hit.subject_id, {"url": reverse("officer:search")}),
        }
        for hit in hits
    ]


def emphasised(text: str, asked: Sequence[str]) -> SafeString:
    """The text with every word that begins as one of those asked for in bold."""
    parts = _WORD.split(text)
    bold = [any("".join(words_of(part)).startswith(word) for word in asked) for part in parts]
    shown = (
        (format_html("<b>{}</b>", part) if is_met and part.strip() else part,)
        for part, is_met in zip(parts, bold, strict=True)
    )
    return format_html_join("", "{}", shown)


def _cases(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    names = state_names()
    rows = Case.objects.filter(pk__in=ids).values_list("pk", "kind__code", "state")
    return {
        pk: {"url": case_url(kind, pk), "state": names.get(state, "")} for pk, kind, state in rows
    }


def _people(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    return {pk: {"url": f"{reverse('officer:search')}?nhom=ho-so&nguoi={pk}"} for pk in ids}


def _documents(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """A document leads to its case where it has one, else to the check of its code."""
    rows = IssuedDocument.objects.filter(pk__in=ids)
    found = {}
    for document in rows.only("owner_kind", "owner_id", "verification_code", "state"):
        kinds = {kind for module in modules() for kind in module.case_kinds}
        if document.owner_kind in kinds and document.owner_id:
            url = case_url(document.owner_kind, document.owner_id)
        else:
            url = reverse("citizen:verify-code", args=[document.verification_code])
        found[document.pk] = {"url": url, "state": document.get_state_display()}
    return found


def _procedures(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for module in modules():
        if PROCEDURES_SLOT in module.panels:
            addresses = resolve(module, module.panels[PROCEDURES_SLOT])(list(ids))
            found |= {pk: {"url": url} for pk, url in addresses.items()}
    return found


def _files(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    return {pk: {"url": reverse("officer:file-desk", args=[pk])} for pk in ids}


PROCEDURES_SLOT = "officer.procedures"
_MORE = {
    Family.CASE: _cases,
    Family.PERSON: _people,
    Family.DOCUMENT: _documents,
    Family.PROCEDURE: _procedures,
    Family.FILE: _files,
}


def pages(menu: Iterable[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """Screens of the menu and help topics in which every word begins a word; the titles first."""
    asked = words_of(text)
    if not asked:
        return []
    screens = [
        {key: entry[key] for key in ("title", "url", "icon")} | {"line": "", "is_page": True}
        for entry in menu
    ]
    guides = [
        {
            "title": topic.said.title,
            "url": reverse("officer:help-topic", args=[topic.key]),
            "icon": "help-circle",
            "line": topic.said.what,
            "is_page": True,
        }
        for topic in topics()
        if topic.portal == OFFICER
    ]
    ranked = [(_rank(row, asked), row) for row in screens + guides]
    best = sorted((pair for pair in ranked if pair[0]), key=lambda pair: pair[0])
    return [{**row, "title": emphasised(str(row["title"]), asked)} for _rank_, row in best]


def _rank(row: dict[str, Any], asked: Sequence[str]) -> int:
    """1 when the title holds every word, 2 when title and text do, 0 when they do not."""
    title, everything = words_of(str(row["title"])), words_of(f"{row['title']} {row['line']}")
    for rank, there in ((1, title), (2, everything)):
        if all(any(word.startswith(wanted) for word in there) for wanted in asked):
            return rank
    return 0


def kinds() -> list[tuple[int, str]]:
    """Kinds of cases that can be asked for: number and name."""
    return list(CaseKind.objects.order_by("pk").values_list("pk", "title"))
