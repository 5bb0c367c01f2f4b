# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Entry at the counter, by keyboard only.

Legal basis: 61/2018/NĐ-CP, Điều 17.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.access.api import may
from lienthong.core.accounts.api import MandateBasis, PersonFacts
from lienthong.core.references.api import places
from lienthong.core.ui.api import parse_date_text
from lienthong.core.units.api import Unit, version_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import DomainError, NotAllowed, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.actions.camera import MANDATE, ask_for_photos
from lienthong.modules.onestop.actions.counter import CounterEntry, receive_at_counter
from lienthong.modules.onestop.domain.codes import is_code, normalise_code
from lienthong.modules.onestop.enums import Delivery, PaperKind
from lienthong.modules.onestop.models import PhoneCamera
from lienthong.modules.onestop.permissions import RECEIVE, VIEW
from lienthong.modules.onestop.queries.cameras import is_open
from lienthong.modules.onestop.queries.desk_profiles import print_profile
from lienthong.modules.onestop.queries.dossiers import find_by_code
from lienthong.modules.onestop.queries.slips import SLIPS
from lienthong.modules.onestop.views.desk.camera import camera_in, panel
from lienthong.modules.onestop.views.desk.entry import CounterSheet, empty_sheet, read_sheet
from lienthong.modules.onestop.views.desk.papers import sheet_html
from lienthong.modules.onestop.views.desk.preview import (
    fee_lines,
    fee_words,
    preview_of,
    promise_for,
)
from lienthong.modules.onestop.views.desk.slips import newest_paper, printed_beside

TEMPLATE = "onestop/desk/counter.html"
RECEIVE_ACT = "receive"


class CounterView(GuardedView):
    """Person F2, procedure F3, papers F4, return and fee F6; Ctrl Enter receives."""

    permission = RECEIVE

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form, the cursor in the field that a scanner types into."""
        return self._show(request, empty_sheet(self.actor))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read everything again; receive only when that was asked."""
        code = scanned_code(request.POST.get("scan", ""))
        jump = find_by_code(code) if code else None
        if jump is not None and may(self.actor, VIEW, jump):
            return redirect("onestop:officer-case", pk=jump.pk)
        receive = request.POST.get("act") == RECEIVE_ACT
        sheet = read_sheet(request.POST, self.actor, strict=receive)
        camera = camera_in(request.POST, self.actor)
        if not receive:
            self._ask_for_photos(camera, sheet)
        if not receive:
            return self._show(request, sheet)
        if sheet.problems:
            return self._show(request, sheet, status=422)
        return self._receive(request, sheet, camera)

    def _ask_for_photos(self, camera: PhoneCamera | None, sheet: CounterSheet) -> None:
        slots = [{"key": line.spec.key, "name": line.spec.name} for line in sheet.components]
        if sheet.behalf.is_given:
            slots.append({"key": MANDATE, "name": _("Căn cứ nộp thay, mọi trang")})
        if camera is not None and is_open(camera) and camera.slots != slots:
            ask_for_photos(camera, slots=slots, actor=self.actor.acting(idempotency_key=""))

    def _receive(
        self, request: HttpRequest, sheet: CounterSheet, camera: PhoneCamera | None
    ) -> HttpResponse:
        unit = Unit.objects.get(pk=self.actor.unit_id or 0)
        try:
            entry = replace(entry_of(sheet), camera=camera)
            dossier = receive_at_counter(unit, entry=entry, actor=self.actor)
        except (OutOfScope, NotAllowed):
            raise
        except DomainError as refused:
            note_refusal(sheet, refused)
            return self._show(request, sheet, status=422)
        slip, counter = PaperKind.ACCEPTANCE_SLIP, "onestop:officer-counter"
        return newest_paper(self.actor, dossier.pk, slip, then=counter)

    def _show(
        self, request: HttpRequest, sheet: CounterSheet, *, status: int = 200
    ) -> HttpResponse:
        context = self._context(request, sheet) | printed_beside(request, self.actor)
        context["scanned_code"] = scanned_code(request.POST.get("scan", ""))
        camera = camera_in(request.POST, self.actor)
        if camera is not None:
            context |= panel(camera)
        return render(request, TEMPLATE, context, status=status)

    def _context(self, request: HttpRequest, sheet: CounterSheet) -> dict[str, Any]:
        promised = promise_for(sheet, self.actor)
        paper = preview_of(sheet, self.actor)
        return {
            "page_title": _("Nhận tại quầy"),
            "crumbs": [
                (_("Quầy tiếp nhận"), reverse("onestop:officer-reception")),
                (_("Nhận tại quầy"), None),
            ],
            "sheet": sheet,
            "person": sheet.person,
            "bases": MandateBasis.choices,
            "genders": (("female", _("Nữ")), ("male", _("Nam"))),
            "paper": paper,
            "slip_sheet": sheet_html(SLIPS[PaperKind.ACCEPTANCE_SLIP], {"paper": paper}),
            "promised": promised,
            "promise_words": promised.as_dict() if promised else None,
            "fee_words": fee_words(sheet),
            "fees": fee_lines(sheet),
            "errors": sheet.problems,
            "next": next_field(sheet),
            "profile": print_profile(self.actor),
            "communes": own_communes(self.actor),
            "form_key": request.POST.get("_key") or form_key(),
        }


def own_communes(actor: Actor) -> list[str]:
    """Communes of the desk's own province, as answers name them."""
    division = version_of(actor.agency_id or actor.unit_id or 0).division
    home = places().get(division.code) if division else None
    return [one.text for one in places().values() if home and home.parent == one.parent != ""]


def scanned_code(text: str) -> str:
    """The code of a dossier that was scanned or typed; empty for anything else."""
    code = normalise_code(text) if len(text) < 300 else ""
    return code if is_code(code) else ""


def entry_of(sheet: CounterSheet) -> CounterEntry:
    """What the act takes. The sheet must have been read strictly and be without problems."""
    if sheet.version is None:
        raise OutOfScope
    person = sheet.person
    chosen = sheet.typed.delivery
    return CounterEntry(
        procedure=sheet.version,
        person=PersonFacts(
            full_name=person["full_name"],
            personal_id=person["personal_id"],
            legacy_id=person["legacy_id"],
            date_of_birth=parse_date_text(person["date_of_birth"]),
            gender=person["gender"],
            phone=person["phone"],
            residence=person["residence"],
        ),
        answers=sheet.typed.answers,
        checks={line.spec.key: line.check() for line in sheet.components},
        delivery=chosen if chosen in Delivery.values else Delivery.DESK,
        phone=person["phone"],
        cash=sheet.cash_amount,
        set_count=sheet.set_count,
        behalf=sheet.behalf.facts,
        behalf_phone=sheet.behalf.phone,
    )


def note_refusal(sheet: CounterSheet, refused: DomainError) -> None:
    """Put the act's sentences where they belong."""
    fields: dict[str, str] = getattr(refused, "fields", {})
    for name, message in fields.items():
        key = name.removeprefix("component_")
        if key != name:
            for line in sheet.components:
                line.error = str(message) if line.spec.key == key else line.error
        target = f"id_c_{key}" if key != name else _input_of(sheet, name)
        sheet.problems.append({"target": target, "message": str(message)})
    if not fields:
        sheet.problems.append({"target": "id_scan", "message": str(refused)})


def _input_of(sheet: CounterSheet, name: str) -> str:
    for section in sheet.typed.sections:
        for line in section.lines:
            if line.key == name and line.views:
                return line.views[0].html_id
    return f"id_person_{name}" if name in {"full_name", "personal_id"} else f"id_{name}"


def next_field(sheet: CounterSheet) -> str:
    """HTML id of the field at which typing goes on after Enter."""
    if sheet.problems:
        return ""
    if sheet.people:
        return "id_people_0"
    if not sheet.person["full_name"]:
        return "id_person_full_name" if sheet.scan_failed else "id_scan"
    if not sheet.person["phone"]:
        return "id_person_phone"
    if sheet.version is None:
        return "id_procedure_text"
    for section in sheet.typed.sections:
        for line in section.lines:
            for view in line.views:
                if line.is_shown and not view.optional and not view.value:
                    return view.html_id
    if sheet.settled < len(sheet.components):
        return "id_seen"
    return "id_exact" if sheet.due and not sheet.cash else "id_sets"
