# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What administrators keep of numbering: the books."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Exists,
    F,
    Func,
    JSONField,
    OuterRef,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.numbering.actions.books import begin_book, continue_book
from lienthong.core.numbering.domain.series import series_titles
from lienthong.core.numbering.enums import NumberState
from lienthong.core.numbering.models import Book, Number
from lienthong.core.numbering.panels.closing import (
    CLOSED,
    CLOSING,
    CLOSING_ACTS,
    closing_facts,
    do_closing,
    undo_closing,
)
from lienthong.core.numbering.permissions import KEEP
from lienthong.core.units.api import UnitVersion, name_of
from lienthong.kernel import clock
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import (
    WHY,
    Act,
    Column,
    Directory,
    Exchange,
    Field,
    FieldKind,
    Filter,
    Foresight,
    Part,
    for_reason,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.module import WORK
from lienthong.kernel.text import sort_key


def _rows(_actor: Actor, day: date) -> Any:
    units = UnitVersion.objects.filter(unit_id=OuterRef("unit_id")).on(day)
    rows = _on_day(Book.objects.select_related("unit", "successor__unit"), day)
    titles = Value(series_titles(), output_field=JSONField())
    named = Func(titles, F("series"), function="jsonb_extract_path_text", output_field=TextField())
    return rows.annotate(
        series_title=named,
        unit_name=Subquery(units.values("short_name")[:1]),
        takes_over=Exists(Book.objects.filter(successor_id=OuterRef("pk"))),
        code=Concat(
            "unit__code", Value("/"), "series", Value("/"), "period", output_field=TextField()
        ),
    )


def _on_day(rows: Any, day: date) -> Any:
    """Books with their last number of the day; on an earlier day those of its time alone."""
    if day >= timezone.localdate():
        return rows.annotate(last_then=F("last"), closed_then=F("closed_from"))
    ends = clock.midnight(day + timedelta(days=1))
    given = Number.objects.filter(book_id=OuterRef("pk"), at__lt=ends).order_by("-value")
    last = Coalesce(Subquery(given.values("value")[:1]), F("carried"))
    done = Book.objects.filter(pk=OuterRef("pk"), closed_from__lte=day).values("closed_from")
    found = rows.filter(period__lte=f"{day:%Y-%m-%d}")
    return found.annotate(last_then=last, closed_then=Subquery(done[:1]))


def _begin(_subject: Any, values: Values, _seen: str, actor: Actor) -> Book:
    return begin_book(
        values["unit"],
        series=values["series"],
        period=values["period"],
        last=values["last"],
        reason=values["why"],
        actor=for_reason(actor, values),
    )


def _continue(book: Book, values: Values, seen: str, actor: Actor) -> Book:
    acting = for_reason(actor, values)
    return continue_book(book, last=values["last"], reason=values["why"], seen=seen, actor=acting)


def _by_file(subject: Book | None, values: Values, seen: str, actor: Actor) -> Book:
    """A line of a sheet: opened or gone on from another number, then closed or opened again."""
    book = subject if subject is not None else _begin(None, values, seen, actor)
    if subject is not None and values["last"] != subject.last:
        book = _continue(subject, values, seen, actor)
    now = (book.closed_from, book.closed_reason, book.successor)
    if now == tuple(values[name] or empty for name, empty in CLOSING):
        return book
    if book.closed_from is not None:
        book = undo_closing(book, values, "", actor)
    if values["closed_from"] is None:
        if values["successor"] or values["closed_reason"]:
            raise InvalidInput(fields={"closed_from": gettext("Ghi ngày khép sổ.")})
        return book
    return do_closing(book, values, "", actor)


def _values(row: Book) -> Values:
    return {
        "unit": row.unit,
        "series": row.series,
        "period": row.period,
        "last": row.last,
        **{name: getattr(row, name) for name, _empty in CLOSING},
    }


def _carried(row: Any) -> Values | None:
    """What another installation is told: closed books and those that go on; not their numbers."""
    if row.closed_from is None and not row.takes_over:
        return None
    return {name: value for name, value in _values(row).items() if name != "last"}


def _numbers(book: Book, _actor: Actor, day: date) -> Sequence[Number]:
    ends = clock.midnight(day + timedelta(days=1))
    return list(book.numbers.filter(at__lt=ends).order_by("-value", "-suffix")[:50])


def _series(_row: Any, _actor: Actor) -> Sequence[tuple[str, str]]:
    """The books that apps name, by name; then those that were opened here under a mere code."""
    named = series_titles()
    opened = Book.objects.order_by("series").values_list("series", flat=True).distinct()
    plain = [(code, code) for code in opened if code not in named]
    return [*sorted(named.items(), key=lambda one: sort_key(one[1])), *plain]


def _this_year() -> object:
    return str(timezone.localdate().year)


def _years() -> range:
    year = timezone.localdate().year
    return range(year + 1, year - 6, -1)


LAST = Field(
    "last",
    _("Số cuối đã cấp"),
    FieldKind.NUMBER,
    hint=_("0 nếu sổ mới; số tiếp theo là số này cộng một."),
    default=lambda: 0,
)
IDENTITY = (
    Field("unit", _("Đơn vị"), FieldKind.PICK, of="units"),
    Field("series", _("Loại sổ"), FieldKind.CHOICE, options=_series),
    Field("period", _("Kỳ"), FieldKind.CODE, most=10, default=_this_year),
)
BOOKS = Directory(
    code="books",
    slug="so-van-ban",
    title=_("Sổ văn bản"),
    one=_("sổ"),
    explanation=_("Sổ của từng đơn vị theo loại và kỳ, và số cuối đã cấp."),
    first_step=_("Mở sổ đầu tiên; nếu nối tiếp hệ thống cũ thì ghi số cuối đã cấp."),
    permission=KEEP,
    rows=_rows,
    subjects=Book.objects.all,
    within=lambda rows, ids: rows.filter(unit_id__in=ids),
    key="code",
    name="title",
    order=F("code"),
    search=("series_title", "unit_name", "unit__code", "series", "period"),
    columns=(
        Column("title", _("Loại sổ")),
        Column("unit_name", _("Đơn vị")),
        Column("period_text", _("Kỳ"), is_code=True),
        Column("last_then", _("Số cuối đã cấp"), is_code=True),
        Column("closed_then", _("Khép từ ngày"), is_code=True),
    ),
    filters=(
        Filter(
            "ky",
            _("Kỳ"),
            lambda actor: [(str(y), str(y)) for y in _years()],
            narrow=lambda rows, year: rows.filter(period__startswith=year),
        ),
    ),
    acts=(
        Act(
            "mo",
            _("Mở sổ"),
            KEEP,
            _begin,
            (
                *IDENTITY,
                LAST,
                WHY,
            ),
            icon="plus",
            makes=True,
            done=_("Đã mở sổ."),
        ),
        Act(
            "noi-tiep",
            _("Đổi số bắt đầu"),
            KEEP,
            _continue,
            (LAST, WHY),
            initial=_values,
            applies=lambda book: book.closed_from is None and not book.numbers.exists(),
        ),
        *CLOSING_ACTS,
        Act(
            "theo-tep",
            _("Sửa theo tệp"),
            KEEP,
            _by_file,
            (*IDENTITY, LAST, *(replace(f, required=False, default=None) for f in CLOSED), WHY),
            applies=lambda book: False,
        ),
    ),
    parts=(
        Part(
            _("Số mới nhất"),
            (
                Column("value", _("Số"), is_code=True),
                Column("state", _("Trạng thái"), lambda row: row.get_state_display()),
                Column("reason", _("Lý do")),
                Column("at", _("Lúc"), is_code=True),
            ),
            empty=_("Chưa cấp số nào."),
            on=_numbers,
        ),
    ),
    exchange=Exchange(
        "theo-tep",
        _values,
        changes="theo-tep",
        same=tuple((name, name) for name in ("unit", "series", "period")),
        carried=_carried,
    ),
    facts=closing_facts,
    is_dated=True,
    icon="book",
    group=WORK,
    place=110,
)


DIRECTORIES = (BOOKS,)


def _books(units: Iterable[Any]) -> list[tuple[str, str, str]]:
    rows = []
    for unit in units:
        books = Book.objects.filter(unit=unit).count()
        held = Number.objects.filter(book__unit=unit, state=NumberState.RESERVED).count()
        if books or held:
            now = gettext("%(books)s sổ, %(held)s số đang giữ") % {"books": books, "held": held}
            then = gettext("sổ khép lại, số đang giữ thành số bỏ, cách mở sổ sang đơn vị kế tục")
            rows.append((gettext("Sổ của %(unit)s") % {"unit": name_of(unit.pk)}, now, then))
    return rows


FORESIGHTS = (
    Foresight("units", "sap-nhap", lambda unit, values, actor: _books(values["others"])),
    Foresight("units", "giai-the", lambda unit, values, actor: _books([unit])),
    Foresight("units", "nhan-viec", lambda unit, values, actor: _books([unit])),
)
