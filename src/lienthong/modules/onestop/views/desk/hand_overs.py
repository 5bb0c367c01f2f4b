# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Hand-overs: what is to be brought away, sheets to sign, the end of a shift.

Legal basis: 61/2018/NĐ-CP, Điều 18.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.access.api import may
from lienthong.core.documents.api import qr_svg
from lienthong.core.units.api import Unit
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import DomainError, InvalidInput, NotAllowed, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.actions.hand_over import (
    give_papers,
    hand_shift_over,
    receive_papers,
)
from lienthong.modules.onestop.enums import HandOverPurpose
from lienthong.modules.onestop.models import HandOver, HandOverSheet
from lienthong.modules.onestop.panels.desk_hand_overs import (
    sheet_page,
    sheet_rows,
    waiting_groups,
)
from lienthong.modules.onestop.permissions import HAND_OVER
from lienthong.modules.onestop.queries.hand_overs import (
    colleagues,
    recent_sheets,
    sheets_to_receive,
    shift_of,
    waiting_lines,
)
from lienthong.modules.onestop.queries.slips import HAND_OVER_PAPER
from lienthong.modules.onestop.views.desk.papers import COPIES, show_print
from lienthong.modules.onestop.views.desk.pen import strokes_of
from lienthong.modules.onestop.views.desk.slips import SHEET, go_on, printed_beside
from lienthong.modules.onestop.views.desk.steps import problems_of


class SheetMakingView(GuardedView):
    """Base: make a sheet from what was sent and open it; a refusal shows the page again."""

    abstract = True

    def sheet_of(self, request: HttpRequest, signed: dict[str, str]) -> HandOverSheet:
        """Call the action with the giver's signature and note."""
        raise NotImplementedError

    def show(self, request: HttpRequest, refused: DomainError | None = None) -> HttpResponse:
        """The page; 422 or 409 after a refusal."""
        raise NotImplementedError

    def make_sheet(self, request: HttpRequest, done: str) -> HttpResponse:
        """Make it; ``done`` names it by ``code``."""
        signed = {"signature": strokes_of(request.POST), "note": request.POST.get("note", "")}
        try:
            sheet = self.sheet_of(request, signed)
        except (OutOfScope, NotAllowed):
            raise
        except DomainError as refused:
            return self.show(request, refused)
        address = reverse("onestop:officer-hand-over", args=[sheet.pk])
        said = done % {"code": sheet.code}
        return go_on(request, self.actor, address, said=said, slip=(SHEET, sheet.pk))


class HandOverListView(SheetMakingView):
    """To receive, to give, given lately."""

    permission = HAND_OVER

    def get(self, request: HttpRequest) -> HttpResponse:
        """The three lists."""
        return self.show(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Give the chosen lines on one sheet."""
        return self.make_sheet(request, _("Đã lập biên bản %(code)s."))

    def sheet_of(self, request: HttpRequest, signed: dict[str, str]) -> HandOverSheet:
        """One sheet of the chosen lines."""
        chosen = [int(text) for text in request.POST.getlist("line") if text.isdecimal()]
        unit = _giving_unit(self.actor, chosen)
        return give_papers(unit, line_ids=chosen, actor=self.actor, **signed)

    def show(self, request: HttpRequest, refused: DomainError | None = None) -> HttpResponse:
        """The page; 422 or 409 after a refusal."""
        context = {
            "page_title": _("Bàn giao"),
            "groups": waiting_groups(waiting_lines(self.actor)),
            "incoming": sheet_rows(sheets_to_receive(self.actor)),
            "recent": sheet_rows(recent_sheets(self.actor)),
            "kept": request.POST,
            "chosen": request.POST.getlist("line"),
            "errors": problems_of(refused),
            "form_key": form_key(),
        }
        return render(request, "onestop/desk/hand_overs.html", context, status=_status(refused))


class HandOverView(GuardedView):
    """One sheet: its lines, both signatures; whoever receives checks and signs here."""

    permission = HAND_OVER

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The sheet."""
        return self.show(request, _sheet(self.actor, pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Receive it, line by line."""
        sheet = _sheet(self.actor, pk)
        missing, notes = checked_lines(sheet, request.POST)
        version = request.POST.get("version", "")
        try:
            receive_papers(
                sheet,
                missing=missing,
                notes=notes,
                signature=strokes_of(request.POST),
                version=int(version) if version.isdecimal() else None,
                actor=self.actor,
            )
        except (OutOfScope, NotAllowed):
            raise
        except DomainError as refused:
            return self.show(request, _sheet(self.actor, pk), refused)
        messages.success(request, _("Đã ký nhận biên bản %(code)s.") % {"code": sheet.code})
        return redirect("onestop:officer-hand-over", pk=pk)

    def show(
        self, request: HttpRequest, sheet: HandOverSheet, refused: DomainError | None = None
    ) -> HttpResponse:
        """The page; 422 or 409 after a refusal."""
        page = sheet_page(sheet)
        for row in page["rows"]:
            row["note_typed"] = request.POST.get(f"note_{row['line'].pk}", "")
            row["misses"] = request.POST.get(f"line_{row['line'].pk}") == "missing"
        context = {
            "page_title": _("Biên bản bàn giao %(code)s") % {"code": sheet.code},
            "crumbs": [(_("Bàn giao"), reverse("onestop:officer-hand-overs")), (sheet.code, None)],
            "page": page,
            "receives": receives(self.actor, sheet),
            "kept": request.POST,
            "errors": problems_of(refused),
            "form_key": form_key(),
            **printed_beside(request, self.actor),
        }
        return render(request, "onestop/desk/hand_over.html", context, status=_status(refused))


class HandOverPrintView(GuardedView):
    """The sheet on paper, both copies; A5 for a few lines, A4 for many or when asked."""

    permission = HAND_OVER
    few = 6

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Print view in the browser."""
        sheet = _sheet(self.actor, pk)
        page = sheet_page(sheet)
        address = reverse("onestop:officer-hand-over", args=[pk])
        size = request.GET.get("kho", "a5" if len(page["rows"]) <= self.few else "a4")
        other = {"a4": "a5"}.get(size, "a4")
        words = {"a4": _("Khổ A4"), "a5": _("Khổ A5")}[other]
        context = {
            "paper": page,
            "size": size if size in {"a4", "a5"} else "a4",
            "qr": qr_svg(f"{settings.LIENTHONG_PUBLIC_URL}{address}", title=_("Mã QR biên bản")),
            "copies": COPIES[:2],
            "toolbar": {
                "ways": [
                    {"title": words, "url": f"?kho={other}"},
                    {"title": _("Quay lại biên bản"), "url": address},
                ]
            },
        }
        return show_print(request, HAND_OVER_PAPER, context, on=sheet.given_at)


class ShiftView(SheetMakingView):
    """End of a shift: what one holds, to whom it goes."""

    permission = HAND_OVER

    def get(self, request: HttpRequest) -> HttpResponse:
        """Dossiers, cash with receipts, originals."""
        return self.show(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the sheet and sign it."""
        return self.make_sheet(request, _("Đã lập biên bản bàn giao ca %(code)s."))

    def sheet_of(self, request: HttpRequest, signed: dict[str, str]) -> HandOverSheet:
        """One sheet of all that the officer holds."""
        receiver = request.POST.get("receiver", "")
        return hand_shift_over(
            _unit(self.actor, self.actor.unit_id or 0),
            receiver_id=int(receiver) if receiver.isdecimal() else 0,
            actor=self.actor,
            **signed,
        )

    def show(self, request: HttpRequest, refused: DomainError | None = None) -> HttpResponse:
        """The page; 422 or 409 after a refusal."""
        unit_id = self.actor.unit_id or 0
        context = {
            "page_title": _("Bàn giao ca"),
            "crumbs": [
                (_("Bàn giao"), reverse("onestop:officer-hand-overs")),
                (_("Bàn giao ca"), None),
            ],
            "shift": shift_of(self.actor, unit_id),
            "colleagues": colleagues(self.actor, unit_id),
            "kept": request.POST,
            "errors": problems_of(refused),
            "form_key": form_key(),
        }
        return render(request, "onestop/desk/shift.html", context, status=_status(refused))


def _status(refused: DomainError | None) -> int:
    if refused is None:
        return 200
    return 422 if isinstance(refused, InvalidInput) else 409


def _unit(actor: Actor, pk: int) -> Unit:
    unit: Unit = get_or_404(actor, HAND_OVER, Unit.objects.all(), pk=pk)
    return unit


def _giving_unit(actor: Actor, line_ids: list[int]) -> Unit:
    """The unit where the chosen papers lie. Raises ``InvalidInput`` without lines or for two."""
    found = set(HandOver.objects.filter(pk__in=line_ids).values_list("from_unit_id", flat=True))
    if len(found) != 1:
        raise InvalidInput(fields={"line": _("Chọn hồ sơ giao cho cùng một nơi.")})
    return _unit(actor, found.pop())


def _sheet(actor: Actor, pk: int) -> HandOverSheet:
    sheets = HandOverSheet.objects.select_related("from_unit", "to_unit")
    sheet: HandOverSheet = get_or_404(actor, HAND_OVER, sheets, pk=pk)
    return sheet


def receives(actor: Actor, sheet: HandOverSheet) -> bool:
    """Whether the actor is the one to check and sign."""
    if sheet.received_at is not None or sheet.giver_id == actor.account_id:
        return False
    if sheet.purpose == HandOverPurpose.SHIFT:
        return sheet.receiver_id == actor.account_id
    return may(actor, HAND_OVER, sheet.to_unit)


def checked_lines(sheet: HandOverSheet, data: Any) -> tuple[dict[int, str], dict[int, str]]:
    """Lines marked as missing and remarks, by line id."""
    missing: dict[int, str] = {}
    notes: dict[int, str] = {}
    for pk in sheet.lines.values_list("pk", flat=True):
        words = data.get(f"note_{pk}", "")
        target = missing if data.get(f"line_{pk}") == "missing" else notes
        target[pk] = words
    return missing, notes
