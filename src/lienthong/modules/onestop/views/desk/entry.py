# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The counter's form as it was sent: person, procedure, answers, papers, return and fee.

Nothing is stored before the act: every request brings the whole form, and gets it back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from lienthong.core.forms.api import holds
from lienthong.core.ui.api import parse_date_text
from lienthong.kernel.actor import Actor
from lienthong.kernel.text import fold, one_line
from lienthong.modules.onestop.actions.intake import ComponentCheck
from lienthong.modules.onestop.actions.writing import too_long
from lienthong.modules.onestop.domain.cccd import IdentityCard, person_of, read_card
from lienthong.modules.onestop.domain.procedure import ComponentSpec, FeeLine
from lienthong.modules.onestop.enums import Channel, ComponentState
from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.queries.desk_rules import desk_rule, recent_procedures
from lienthong.modules.onestop.queries.known_people import (
    MOST_PEOPLE,
    KnownPerson,
    known_people,
    known_person,
    remembered,
)
from lienthong.modules.onestop.queries.procedures import (
    search_procedures,
    versions_of_slug,
    versions_on,
)
from lienthong.modules.onestop.views.desk.answers import Section, TypedAnswers, read_answers
from lienthong.modules.onestop.views.desk.behalf import Behalf, read_behalf

PERSON = ("full_name", "personal_id", "phone", "date_of_birth", "gender", "residence", "legacy_id")
COUNTS = ("originals", "certified_copies", "photocopies")
MOST_SHEETS = 99
MOST_LETTERS = {"full_name": 120, "phone": 20, "residence": 300, "legacy_id": 9}  # of columns
_NUMBER = re.compile(r"\d{12}")
Problems = list[dict[str, str]]


@dataclass(slots=True)
class ComponentLine:
    """One component on the desk: what is asked, what was counted."""

    spec: ComponentSpec
    replaced: bool
    given: bool
    counts: dict[str, str]
    error: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether nothing is missing any more."""
        return self.given or self.replaced

    def check(self) -> ComponentCheck:
        """What the desk found, with the counts of the definition where none was typed."""
        typed = {name: _count(text) for name, text in self.counts.items()}
        if self.given and not any(typed.values()):
            typed = typed | {"originals": self.spec.originals}
        state = ComponentState.ACCEPTED if self.given else ComponentState.MISSING
        if self.replaced and not self.given:
            state = ComponentState.GIVEN
        return ComponentCheck(
            state=state,
            originals=typed["originals"],
            certified_copies=typed["certified_copies"],
            photocopies=typed["photocopies"],
        )


@dataclass(slots=True)
class CounterSheet:
    """The whole form, read; ``problems`` only says what was asked to be checked."""

    person: dict[str, str]
    version: ProcedureVersion | None = None
    found: list[ProcedureVersion] = field(default_factory=list)
    procedure_text: str = ""
    typed: TypedAnswers = field(default_factory=TypedAnswers)
    components: list[ComponentLine] = field(default_factory=list)
    fees: tuple[FeeLine, ...] = ()
    variant: str = ""
    cash: str = ""
    sets: str = ""
    card: IdentityCard | None = None
    scan_failed: bool = False
    known: KnownPerson | None = None
    people: list[KnownPerson] = field(default_factory=list)
    recent: list[ProcedureVersion] = field(default_factory=list)
    is_new: bool = False
    all_seen: bool = False
    behalf: Behalf = field(default_factory=Behalf)
    problems: Problems = field(default_factory=list)

    @property
    def due(self) -> int:
        """What is to be paid, in đồng."""
        return sum(line.amount for line in self.fees)

    @property
    def time_text(self) -> str:
        """The limit of what was chosen so far, in the words of the publishing decision."""
        return self.version.spec.time_text(self.variant) if self.version else ""

    @property
    def set_count(self) -> int:
        """How many sets were handed in: as typed, else as the procedure asks."""
        asked = self.version.spec.set_count if self.version else 1
        return _count(self.sets) or asked

    @property
    def cash_amount(self) -> int | None:
        """What was taken in cash, in đồng; None when nothing was typed."""
        digits = re.sub(r"[.\sđĐ]", "", self.cash)
        return int(digits) if digits.isdecimal() and len(digits) < 12 else None

    @property
    def sections(self) -> list[Section]:
        """Questions of the procedure, without those about the return."""
        return [section for section in self.typed.sections if not section.is_delivery]

    @property
    def delivery_sections(self) -> list[Section]:
        """Questions about the return of the result."""
        return [section for section in self.typed.sections if section.is_delivery]

    @property
    def shown_people(self) -> list[KnownPerson]:
        """Who may be meant by the digits, as many as the screen takes."""
        return self.people[:MOST_PEOPLE]

    @property
    def has_more_people(self) -> bool:
        """Whether the digits fit more people than are shown."""
        return len(self.people) > MOST_PEOPLE

    @property
    def is_person_done(self) -> bool:
        """Whether the person's block can be ticked off."""
        return bool(self.person["full_name"] and self.person["phone"])

    @property
    def settled(self) -> int:
        """How many components are there or replaced."""
        return sum(line.is_settled for line in self.components)


def empty_sheet(actor: Actor) -> CounterSheet:
    """A form before anything was typed."""
    return read_sheet(MultiValueDict(), actor, strict=False)


def read_sheet(data: MultiValueDict[str, str], actor: Actor, *, strict: bool) -> CounterSheet:
    """Read the form; ``strict`` names everything that is missing, else only what is wrong."""
    sheet = CounterSheet(person=_person(data), cash=data.get("cash", ""), sets=data.get("sets", ""))
    sheet.behalf = read_behalf(data)
    scanned = data.get("scan", "")
    sheet.card = read_card(scanned)
    if sheet.card is not None:
        sheet.person = _with_card(sheet.person, sheet.card)
    _find_person(sheet, scanned, data.get("choose_person", ""), actor)
    sheet.scan_failed = bool(scanned.strip()) and not (sheet.card or sheet.known or sheet.people)
    sheet.recent = recent_procedures(actor)
    _choose_procedure(sheet, data)
    if sheet.version is not None:
        told = remembered(actor, sheet.known) if sheet.known else {}
        sheet.typed = read_answers(
            sheet.version, data, sheet.person, actor, told=told, strict=strict
        )
        sheet.all_seen = data.get("seen") == "all"
        _read_papers(sheet, sheet.version, data)
        sheet.cash = str(sheet.due) if data.get("exact") else sheet.cash
    if strict:
        sheet.problems = [*_person_problems(sheet), *sheet.typed.problems]
    return sheet


def _person(data: Mapping[str, str]) -> dict[str, str]:
    typed = {name: one_line(data.get(f"person_{name}", "")) for name in PERSON}
    typed["personal_id"] = re.sub(r"\D", "", typed["personal_id"])
    return typed


def _with_card(person: dict[str, str], card: IdentityCard) -> dict[str, str]:
    kept_phone = {"phone": person["phone"]} if _same_person(person, card) else {"phone": ""}
    return {**dict.fromkeys(PERSON, ""), **person_of(card), **kept_phone}


def _find_person(sheet: CounterSheet, scanned: str, chosen: str, actor: Actor) -> None:
    """Whom the desk has served before: by card, by last digits, or picked from a list."""
    digits = re.sub(r"[\s.]", "", scanned)
    if chosen.isdecimal():
        sheet.known = known_person(actor, pk=int(chosen))
    elif sheet.card is None and digits.isdecimal():
        found = known_people(actor, digits)
        sheet.known, sheet.people = (found[0], []) if len(found) == 1 else (None, found)
        sheet.is_new = not found
        if not found and _NUMBER.fullmatch(digits):
            sheet.person["personal_id"] = digits
    if sheet.known is not None:
        sheet.person = _with_known(sheet.known)
    elif sheet.person["personal_id"] and not sheet.people:
        sheet.known = known_person(actor, personal_id=sheet.person["personal_id"])
        if sheet.known is not None and not sheet.person["phone"]:
            sheet.person["phone"] = sheet.known.phone


def _with_known(known: KnownPerson) -> dict[str, str]:
    person, born = known.person, known.person.date_of_birth
    return {
        "full_name": person.full_name,
        "personal_id": person.personal_id or "",
        "legacy_id": person.legacy_id,
        "gender": person.gender,
        "phone": known.phone,
        "residence": known.residence,
        "date_of_birth": f"{born:%d/%m}/{born.year:04d}" if born else "",
    }


def _same_person(person: Mapping[str, str], card: IdentityCard) -> bool:
    return person["personal_id"] in {"", card.personal_id}


def _choose_procedure(sheet: CounterSheet, data: Mapping[str, str]) -> None:
    text, before = one_line(data.get("procedure_text", "")), data.get("procedure_for", "")
    sheet.procedure_text = text
    chosen = data.get("choose") or (data.get("procedure", "") if text == before else "")
    sheet.found = search_procedures(text) if text else []
    named = [v for v in sheet.found if v.procedure.code == text] or _by_short_code(sheet, text)
    by_slug = versions_of_slug(chosen) if chosen else []
    picked = by_slug or named or (sheet.found if len(sheet.found) == 1 else [])
    if picked:
        sheet.version = picked[0]
        sheet.procedure_text = sheet.version.short_name
        sheet.found = []


def _by_short_code(sheet: CounterSheet, text: str) -> list[ProcedureVersion]:
    """The place in the desk's own list, or the short code of the procedure."""
    if text.isascii() and text.isdecimal() and 0 < int(text) <= len(sheet.recent):
        return [sheet.recent[int(text) - 1]]
    wanted = fold(text)
    return [
        v for v in versions_on() if wanted and fold(desk_rule(v.procedure.code).short) == wanted
    ]


def _read_papers(sheet: CounterSheet, version: ProcedureVersion, data: Mapping[str, str]) -> None:
    spec, today, answers = version.spec, timezone.localdate(), sheet.typed.answers

    def decide(condition: Any) -> bool:
        return holds(condition, answers, today)

    channel = str(Channel.DESK)
    sheet.components = [
        ComponentLine(
            spec=asked,
            replaced=asked.replaced(decide),
            given=f"c_{asked.key}" in data or (sheet.all_seen and not asked.replaced(decide)),
            counts={name: data.get(f"c_{asked.key}_{name}", "").strip() for name in COUNTS},
        )
        for asked in spec.asked_components(decide, channel)
    ]
    sheet.variant = spec.variant(decide)
    sheet.fees = spec.fees(decide, channel=channel, on=today, answers=answers)


def _person_problems(sheet: CounterSheet) -> Problems:
    found = sheet.behalf.problems()
    if not sheet.person["full_name"]:
        found.append(("person_full_name", _("Hãy nhập họ tên người nộp.")))
    if sheet.person["personal_id"] and not _NUMBER.fullmatch(sheet.person["personal_id"]):
        found.append(("person_personal_id", _("Số định danh có 12 số. Hãy xem lại.")))
    if sheet.person["date_of_birth"] and parse_date_text(sheet.person["date_of_birth"]) is None:
        found.append(("person_date_of_birth", _("Ngày sinh chưa đúng. Hãy gõ ngày tháng năm.")))
    long = {name: too_long(sheet.person[name], most) for name, most in MOST_LETTERS.items()}
    found += [(f"person_{name}", words) for name, words in long.items() if words]
    if sheet.version is None:
        found.append(("procedure_text", _("Hãy chọn thủ tục.")))
    if sheet.cash and sheet.cash_amount is None:
        found.append(("cash", _("Số tiền chỉ gồm chữ số.")))
    return [{"target": f"id_{name}", "message": str(message)} for name, message in found]


def _count(text: str) -> int:
    return min(int(text), MOST_SHEETS) if text.isascii() and text.isdecimal() else 0
