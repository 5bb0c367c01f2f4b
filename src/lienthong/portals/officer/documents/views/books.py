# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Books of documents: which there are, what stands in them, printing them.

Legal basis: 30/2020/NĐ-CP, Điều 15 and Phụ lục IV.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.access.api import may, reach, reachable_unit_ids
from lienthong.core.documents.api import (
    KEEP_BOOKS,
    KEEP_SEAL,
    VIEW_BOOKS,
    book_plan_of,
    books_of,
    documents_to_number,
    lines_of,
    special_series,
    taken_over,
    titles_of,
)
from lienthong.core.numbering.api import Book, closed_book
from lienthong.core.units.api import Unit, version_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.language import of_record
from lienthong.kernel.views import GuardedView
from lienthong.portals.officer.documents.forms.books import this_year
from lienthong.portals.officer.documents.panels.prints import BOOK, register_page
from lienthong.portals.officer.documents.panels.registers import (
    book_rows,
    line_rows,
    register_cover,
)

SHOWN = 200
"""Lines on one screen; the printout has all."""
YEARS_BACK = 3


def agencies_of(actor: Actor) -> list[int] | None:
    """Agencies whose books the actor sees; None means all."""
    found = reachable_unit_ids(reach(actor, VIEW_BOOKS))
    if found is None:
        return None
    return sorted(row[0] if isinstance(row, tuple) else int(row) for row in found)


def book_of(actor: Actor, pk: int) -> Book:
    """The book, when it lies within reach; else it does not exist."""
    rows: QuerySet[Book] = Book.objects.select_related("unit")
    within = agencies_of(actor)
    found = rows.filter(pk=pk).first()
    if found is None or (within is not None and found.unit_id not in within):
        raise OutOfScope
    return found


def own_agency(actor: Actor) -> Unit:
    """The agency for which the actor works now."""
    if actor.agency_id is None:
        raise OutOfScope
    return Unit.objects.get(pk=actor.agency_id)


class BooksView(GuardedView):
    """The books of a year, and what waits for a number."""

    permission = VIEW_BOOKS

    def get(self, request: HttpRequest) -> HttpResponse:
        """This year's books; ``?nam=`` another year's."""
        year = year_of(request.GET.get("nam", ""))
        within = agencies_of(self.actor)
        agency = own_agency(self.actor)
        context = {
            "page_title": _("Sổ văn bản"),
            "rows": book_rows(books_of(within, year)),
            "waiting": documents_to_number(within),
            "taken": taken_over(within),
            "year": year,
            "year_query": f"?nam={year}",
            "tabs": [_tab(one, year) for one in years()],
            "may_keep": may(self.actor, KEEP_BOOKS, agency),
            "may_seal": may(self.actor, KEEP_SEAL),
            "together": book_plan_of(agency.pk).told,
        }
        return render(request, "officer/books.html", context)


class BookView(GuardedView):
    """A register on the screen."""

    permission = VIEW_BOOKS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The newest lines first; ``?loai=`` only void, kept or missing numbers."""
        book = book_of(self.actor, pk)
        kind = request.GET.get("loai", "")
        rows = line_rows(lines_of(book))
        found = [row for row in rows if not kind or row["kind"] == kind][::-1]
        context = _of_book(book) | {
            "rows": found[:SHOWN],
            "more": len(found) > SHOWN,
            "total": len(rows),
            "gaps": sum(row["kind"] == "gap" for row in rows),
            "tabs": [_kind_tab(one, name, kind, rows) for one, name in _kinds()],
            "may_keep": may(self.actor, KEEP_BOOKS, book.unit),
            "is_closed": book.is_closed_on(timezone.localdate()),
            "closing": str(closed_book(book)) if book.closed_from else "",
        }
        return render(request, "officer/book.html", context)


class BookPrintView(GuardedView):
    """The register as printed and bound: cover, all lines in the order of the book, closing."""

    permission = VIEW_BOOKS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Void and kept numbers keep their places; gaps are named with why. ``?kho=a3`` is wide."""
        book = book_of(self.actor, pk)
        agency, rows = version_of(book.unit_id), line_rows(lines_of(book))
        with of_record():
            closing = str(closed_book(book)) if book.closed_from else ""
        context = _of_book(book) | {
            "rows": rows,
            "cover": register_cover(rows),
            "year": book.period,
            "of_copies": book.series == special_series()[1],
            "agency": agency,
            "superior": version_of(agency.parent_id).name if agency.parent_id else "",
            "is_a3": request.GET.get("kho") == "a3",
            "made_at": timezone.localtime(),
            "closing": closing,
            "asked": "",
            "back_url": reverse("officer:book", args=[book.pk]),
        }
        return register_page(request, BOOK, context)


def _of_book(book: Book) -> dict[str, Any]:
    title = titles_of(book.unit_id).get(book.series, book.series)
    return {
        "book": book,
        "title": title,
        "page_title": _("%(title)s, năm %(year)s") % {"title": title, "year": book.period},
        "agency_name": version_of(book.unit_id).name,
    }


def years() -> range:
    return range(this_year() + 1, this_year() - YEARS_BACK - 1, -1)


def year_of(text: str) -> int:
    if not text:
        return this_year()
    if text.isdecimal() and int(text) in years():
        return int(text)
    raise Http404


def _tab(year: int, chosen: int) -> dict[str, Any]:
    current = year == chosen
    return {"title": str(year), "url": f"?nam={year}", "count": "", "current": current, "icon": ""}


def _kinds() -> list[tuple[str, str]]:
    return [
        ("", _("Tất cả")),
        ("held", _("Đang giữ")),
        ("void", _("Đã bỏ")),
        ("gap", _("Thiếu số")),
    ]


def _kind_tab(kind: str, title: str, chosen: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    count = sum(not kind or row["kind"] == kind for row in rows)
    url = f"?loai={kind}" if kind else "?"
    return {"title": title, "url": url, "count": count, "current": kind == chosen, "icon": ""}
