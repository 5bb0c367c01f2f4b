# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a search shows: groups of rows, where each leads, the words that were met in bold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

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
from lienthong.kernel.prepared import Prepared
from lienthong.kernel.registry import modules, resolve
from lienthong.kernel.text import fold, nfc
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


def is_case(kind: str) -> bool:
    """Whether some module has cases of a kind."""
    return any(kind in module.case_kinds for module in modules())


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
    parts = _WORD.split(text)  # every second one is a word
    begins = tuple(asked)
    folded = fold(nfc("\n".join(parts[1::2]))).split("\n")
    shown = [escape(part) for part in parts]
    for place, word in enumerate(folded):
        if begins and word.startswith(begins):
            shown[2 * place + 1] = format_html("<b>{}</b>", parts[2 * place + 1])
    return mark_safe("".join(shown))  # noqa: S308  # each part was escaped


_SHOWN_CASES: Prepared[Case] = Prepared(
    lambda ids: Case.objects.filter(pk__any=ids).select_related("kind").only("state", "kind__code")
)
_SHOWN_DOCUMENTS: Prepared[IssuedDocument] = Prepared(
    lambda ids: IssuedDocument.objects.filter(pk__any=ids).only(
        "owner_kind", "owner_id", "verification_code", "state"
    )
)


def _cases(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    names = state_names()
    return {
        case.pk: {"url": case_url(case.kind.code, case.pk), "state": names.get(case.state, "")}
        for case in _SHOWN_CASES.all([*ids])
    }


def _people(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    found = reverse("officer:search")
    return {pk: {"url": f"{found}?nhom=ho-so&nguoi={pk}"} for pk in ids}


def _documents(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """A document leads to its case where it has one, else to the check of its code."""
    kinds = {kind for module in modules() for kind in module.case_kinds}
    found = {}
    for document in _SHOWN_DOCUMENTS.all([*ids]):
        if document.owner_kind in kinds and document.owner_id:
            url = case_url(document.owner_kind, document.owner_id)
        else:
            url = reverse("citizen:verify-code", args=[document.verification_code])
        found[document.pk] = {"url": url, "state": document.get_state_display()}
    return found


def _procedures(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for module in modules():
        if PROCEDURES_SLOT in module.panels:
            addresses = resolve(module, module.panels[PROCEDURES_SLOT])(list(ids))
            found |= {pk: {"url": url} for pk, url in addresses.items()}
    return found


def _files(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
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
    screens = (_Page(str(entry["title"]), str(entry["url"]), str(entry["icon"])) for entry in menu)
    ranked = [(_rank(page, asked), page) for page in (*screens, *_guides(get_language()))]
    best = sorted((pair for pair in ranked if pair[0]), key=lambda pair: pair[0])
    return [page.row(asked) for _rank_, page in best]


@dataclass(frozen=True, slots=True)
class _Page:
    """A screen or a help topic: the same for everybody who reads the language."""

    title: str
    url: str
    icon: str
    line: str = ""

    def row(self, asked: Sequence[str]) -> dict[str, Any]:
        """What the list of found pages shows of it."""
        shown = {"url": self.url, "icon": self.icon, "line": self.line, "is_page": True}
        return shown | {"title": emphasised(self.title, asked)}


@cache
def _guides(_language: str | None) -> tuple[_Page, ...]:
    """The help topics of officers; the files they come from stay as long as the process."""
    return tuple(
        _Page(
            topic.said.title,
            reverse("officer:help-topic", args=[topic.key]),
            "help-circle",
            topic.said.what,
        )
        for topic in topics()
        if topic.portal == OFFICER
    )


def _rank(page: _Page, asked: Sequence[str]) -> int:
    """1 when the title holds every word, 2 when title and text do, 0 when they do not."""
    title = _words_of_page(page.title)
    for rank, there in ((1, title), (2, title + _words_of_page(page.line))):
        if all(any(word.startswith(wanted) for word in there) for wanted in asked):
            return rank
    return 0


@lru_cache(maxsize=1024)
def _words_of_page(text: str) -> tuple[str, ...]:
    return tuple(words_of(text))


def kinds() -> list[tuple[int, str]]:
    """Kinds of cases that can be asked for: number and name."""
    return list(CaseKind.objects.order_by("pk").values_list("pk", "title"))
