# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Opening and arranging books; keeping, inserting, voiding and explaining numbers."""

from __future__ import annotations

from typing import Any, cast

from django.forms import ChoiceField
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.documents.api import (
    KEEP_BOOKS,
    book_plan_of,
    bookkeeping,
    titles_of,
)
from lienthong.core.numbering.api import Book, Number
from lienthong.core.units.api import Unit
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.views import get_or_404
from lienthong.portals.officer.documents.forms.books import (
    ActForm,
    GapForm,
    HoldForm,
    InsertForm,
    NewBookForm,
    ReasonForm,
    this_year,
)
from lienthong.portals.officer.documents.forms.numbers import BookPlanForm
from lienthong.portals.officer.documents.views.acts import ActView
from lienthong.portals.officer.documents.views.books import book_of, own_agency

BASIS = gettext_lazy("Căn cứ: Nghị định 30/2020/NĐ-CP, Điều 15.")


class _AgencyAct(ActView):
    """About the books of the agency in which the clerk works."""

    abstract = True
    permission = KEEP_BOOKS
    basis = BASIS
    agency: Unit

    def find(self, pk: int) -> None:
        """The agency, if the clerk keeps its books."""
        self.agency = get_or_404(
            self.actor, KEEP_BOOKS, Unit.objects.all(), pk=own_agency(self.actor).pk
        )

    def back(self) -> str:
        """The list of books."""
        return reverse("officer:books")

    def back_title(self) -> str:
        """The list of books."""
        return _("Sổ văn bản")


class NewBookView(_AgencyAct):
    """Open a book."""

    title = gettext_lazy("Mở sổ")
    text = gettext_lazy(
        "Sổ tự mở khi cấp số đầu tiên của năm. Chỉ mở trước khi sổ phải nối tiếp số của phần"
        " mềm cũ."
    )
    verb = gettext_lazy("Mở sổ")
    icon = "book"

    def form(self, data: Any = None) -> ActForm:
        """The books of the agency's kinds."""
        return NewBookForm(self.agency.pk, data, initial={"year": this_year(), "last": 0})

    def do(self, form: ActForm) -> str:
        """Open it."""
        book = bookkeeping.start_book(self.agency, **form.cleaned_data, actor=self.actor)
        return _("Đã mở sổ, số tiếp theo là %(next)s.") % {"next": book.last + 1}


class BookPlanView(_AgencyAct):
    """One joint book, or one for each kind."""

    title = gettext_lazy("Cách mở sổ")
    text = gettext_lazy(
        "Người đứng đầu cơ quan quyết định văn bản hành chính lấy số chung một sổ hay mỗi loại"
        " một sổ."
        " Sổ bản sao và sổ chứng thực luôn riêng."
    )
    verb = gettext_lazy("Ghi cách mở sổ")
    icon = "books"

    def form(self, data: Any = None) -> ActForm:
        """As it is today."""
        plan = book_plan_of(self.agency.pk)
        now = "chung" if plan.joined else "rieng"
        initial = {"joint": now, "kinds": plan.joined, "year": this_year() + 1}
        return BookPlanForm(plan.kinds, data, initial=initial)

    def do(self, form: ActForm) -> str:
        """Write it down."""
        given = form.cleaned_data
        bookkeeping.choose_books(
            self.agency,
            joint=given["joint"] == "chung",
            kinds=given["kinds"],
            year=given["year"],
            decided_by=given["decided_by"],
            actor=self.actor,
        )
        return _("Đã ghi cách mở sổ từ năm %(year)s.") % {"year": given["year"]}


class _BookAct(ActView):
    """About one book."""

    abstract = True
    permission = KEEP_BOOKS
    basis = BASIS
    book: Book

    def find(self, pk: int) -> None:
        """The book, if the clerk keeps it."""
        self.book = book_of(self.actor, pk)
        get_or_404(self.actor, KEEP_BOOKS, Unit.objects.all(), pk=self.book.unit_id)

    def back(self) -> str:
        """The register."""
        return reverse("officer:book", args=[self.book.pk])

    def back_title(self) -> str:
        """The title of the book."""
        return titles_of(self.book.unit_id).get(self.book.series, self.book.series)


class HoldView(_BookAct):
    """Keep numbers back."""

    title = gettext_lazy("Giữ số")
    text = gettext_lazy(
        "Giữ các số tiếp theo cho văn bản sắp ký. Số giữ quá hạn thì dùng hoặc bỏ, và luôn in"
        " trong sổ."
    )
    verb = gettext_lazy("Giữ số")
    icon = "lock"

    def form(self, data: Any = None) -> ActForm:
        """One number."""
        return HoldForm(data, initial={"count": 1})

    def do(self, form: ActForm) -> str:
        """Keep them."""
        kept = bookkeeping.hold_numbers(
            self.book.unit, book=self.book, **form.cleaned_data, actor=self.actor
        )
        return _("Đã giữ số %(numbers)s.") % {"numbers": ", ".join(map(str, kept))}


class InsertView(_BookAct):
    """Insert a number."""

    title = gettext_lazy("Chèn số")
    text = gettext_lazy(
        "Chỉ chèn khi văn bản đã ký đúng ngày đó mà sót số. Số chèn mang chữ cái sau số trước,"
        " và luôn"
        " in trong sổ cùng lý do."
    )
    verb = gettext_lazy("Chèn số")
    icon = "plus"

    def form(self, data: Any = None) -> ActForm:
        """Empty."""
        return InsertForm(data)

    def do(self, form: ActForm) -> str:
        """Insert it."""
        number = bookkeeping.put_number_in(
            self.book.unit, book=self.book, **form.cleaned_data, actor=self.actor
        )
        return _("Đã chèn số %(number)s. Mở văn bản đã ký và chọn số này khi cấp số.") % {
            "number": number
        }


class GapView(_BookAct):
    """Explain missing numbers."""

    title = gettext_lazy("Giải thích số thiếu")
    text = gettext_lazy("Các số này không có văn bản nào. Ghi vì sao; sổ in chúng là số bỏ.")
    verb = gettext_lazy("Ghi lý do")
    icon = "pencil"

    def form(self, data: Any = None) -> ActForm:
        """The gaps of the book."""
        return GapForm(self.book, data)

    def nothing(self, form: ActForm) -> str:
        """A book without gaps has nothing to explain."""
        gaps = cast("ChoiceField", form.fields["span"]).choices
        return "" if gaps else _("Sổ không thiếu số nào")

    def do(self, form: ActForm) -> str:
        """Write it into the book."""
        assert isinstance(form, GapForm)
        first, last = form.numbers()
        count = bookkeeping.explain_missing(
            self.book.unit,
            book=self.book,
            first=first,
            last=last,
            reason=form.cleaned_data["reason"],
            actor=self.actor,
        )
        return _("Đã ghi lý do cho %(count)s số.") % {"count": count}


class VoidNumberView(_BookAct):
    """Give a kept number up."""

    title = gettext_lazy("Bỏ số đang giữ")
    text = gettext_lazy("Số đã bỏ không dùng lại, vẫn in trong sổ cùng lý do.")
    verb = gettext_lazy("Bỏ số")
    icon = "ban"
    number: Number

    def find(self, pk: int) -> None:
        """The number and its book."""
        found = Number.objects.select_related("book").filter(pk=pk).first()
        if found is None:
            raise OutOfScope
        self.number = found
        super().find(found.book_id)

    def form(self, data: Any = None) -> ActForm:
        """A reason."""
        return ReasonForm(data)

    def do(self, form: ActForm) -> str:
        """Void it."""
        reason = form.cleaned_data["reason"]
        bookkeeping.give_number_up(
            self.book.unit, number=self.number, reason=reason, actor=self.actor
        )
        return _("Đã bỏ số %(number)s.") % {"number": self.number}
