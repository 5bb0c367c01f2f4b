# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How each agency keeps its books: kinds of document in one joint book, or a book for each.

Legal basis: 30/2020/NĐ-CP, Điều 15.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.actions.books import settle_books
from lienthong.core.documents.queries.books import (
    earliest_year,
    joined_in_words,
    joined_kinds,
    kinds_of,
    rules_of,
    special_series,
)
from lienthong.core.numbering.api import KEEP, BookRule
from lienthong.core.units.api import Unit, UnitVersion
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import VietnameseOrder
from lienthong.kernel.directories import (
    WHY,
    Act,
    Column,
    Directory,
    Exchange,
    Field,
    FieldKind,
    Part,
    Preview,
    for_reason,
    mark_of_rows,
    today,
)
from lienthong.kernel.directories.declare import Values
from lienthong.kernel.module import WORK

JOINT, APART = "joint", "apart"
_READ = ("valid_from", "valid_to", "decided_by", "apart")
_SAME = ("-valid_from", "valid_to", "decided_by", "apart")
"""Rules of one decision."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """One decision of the past, of today or to come: its kinds, and from when until when."""

    pk: int
    how: str
    kinds: str
    since: date
    until: date | None
    decided_by: str


def _rows(_actor: Actor, day: date) -> Any:
    """The agencies of a day: what they do on it (``then``), and what was decided last."""
    rules = BookRule.objects.filter(unit_id=OuterRef("unit_id"))
    rows = UnitVersion.objects.filter(unit_id=F("agency_id")).on(day).select_related("unit")
    return rows.annotate(
        **_decided(rules.on(day), "then"), **_decided(rules.filter(valid_to=None), "last")
    )


def _decided(rules: Any, name: str) -> dict[str, Any]:
    """The kinds of the joint book; since when and on what ground there is one, or is none."""
    joint = Q(series=special_series()[0])
    apart = ExpressionWrapper(~joint, BooleanField())
    ordered = rules.order_by(apart, "-valid_from", "kind")
    return {
        f"kinds_{name}": ArraySubquery(rules.filter(joint).order_by("kind").values("kind")),
        f"since_{name}": Subquery(ordered.values("valid_from")[:1]),
        f"basis_{name}": Subquery(ordered.values("decided_by")[:1]),
    }


def _settle(agency: Unit, values: Values, seen: str, actor: Actor) -> list[BookRule]:
    return settle_books(
        agency,
        joint=values["how"] == JOINT,
        kinds=values["kinds"],
        year=values["year"],
        decided_by=values["decided_by"],
        seen=seen,
        actor=for_reason(actor, values),
    )


def _values(row: Any) -> Values:
    return {
        "code": row.unit.code,
        "how": JOINT if row.kinds_last else APART,
        "kinds": tuple(row.kinds_last),
        "year": row.since_last.year if row.since_last else None,
        "decided_by": row.basis_last or "",
    }


def _carried(row: Any) -> Values | None:
    """What another installation is told: what was decided, joint or apart, not since when.

    Each keeps the numbers it has given, so there it holds from the earliest year.
    """
    return {**_values(row), "year": None} if row.since_last else None


def _initial(agency: Unit) -> Values:
    """As it was decided last, for a new decision of the next year."""
    row = _rows(Actor.platform(""), timezone.localdate()).get(unit=agency)
    return {**_values(row), "year": _next_year(), "decided_by": ""}


def _next_year() -> int:
    return timezone.localdate().year + 1


def _hows(_row: Any, _actor: Actor) -> Sequence[tuple[str, str]]:
    return [
        (JOINT, gettext("Lấy số chung một sổ")),
        (APART, gettext("Mỗi loại văn bản một sổ")),
    ]


def _kinds(agency: Any, _actor: Actor) -> Sequence[tuple[str, str]]:
    known = kinds_of(agency.pk if agency is not None else 0)
    return [(kind.code, kind.title) for kind in known if kind.may_join]


def _preview(agency: Unit, values: Values, actor: Actor) -> Preview:
    """Kind by kind in which book it takes its numbers today, and from the year on."""
    kinds, now = dict(_kinds(agency, actor)), set(joined_kinds(agency.pk))
    joint = values["how"] == JOINT
    then: set[str] = (set(values["kinds"]) or set(kinds)) if joint else set()
    shared, own = gettext("sổ chung"), gettext("sổ riêng")
    rows = [
        (title, shared if code in now else own, shared if code in then else own)
        for code, title in kinds.items()
        if (code in now) != (code in then)
    ]
    told = gettext("Áp dụng từ ngày 01/01/%(year)s. Số đã cấp giữ nguyên trong sổ của nó.")
    year = values["year"] or earliest_year(agency.pk, values["kinds"] or kinds)
    return Preview(told % {"year": year}, rows)


def _how(row: Any) -> str:
    return _joint() if row.kinds_then else _apart()


def _joint() -> str:
    return gettext("Sổ chung")


def _apart() -> str:
    return gettext("Mỗi loại một sổ")


def _choices(agency: Unit, _actor: Actor, day: date) -> Sequence[_Choice]:
    rules = BookRule.objects.filter(unit=agency)
    if day < today():
        rules = rules.filter(valid_from__lte=day)
    apart = ExpressionWrapper(~Q(series=special_series()[0]), BooleanField())
    found = rules.annotate(apart=apart).order_by(*_SAME, "pk")
    told = []
    for (_since, _until, _basis, apart), some in groupby(found, key=attrgetter(*_READ)):
        of_it = list(some)
        how = _apart() if apart else _joint()
        words = joined_in_words(rule.kind for rule in of_it)
        one = of_it[0]
        told.append(_Choice(one.pk, how, words, one.valid_from, one.valid_to, one.decided_by))
    return told


BOOK_PLANS = Directory(
    code="book_plans",
    slug="cach-mo-so",
    title=_("Cách mở sổ"),
    one=_("cơ quan"),
    explanation=_(
        "Mỗi cơ quan lấy số chung một sổ cho nhiều loại văn bản, hay mỗi loại một sổ, từ năm nào."
    ),
    permission=KEEP,
    rows=_rows,
    subjects=Unit.objects.all,
    identity="unit_id",
    within=lambda rows, ids: rows.filter(unit_id__in=ids),
    key="unit__code",
    name="short_name",
    order=VietnameseOrder(F("short_name")),
    search=("unit__code", "name", "short_name"),
    columns=(
        Column("short_name", _("Cơ quan")),
        Column("how", _("Cách mở sổ"), _how),
        Column("kinds", _("Lấy số chung"), lambda row: joined_in_words(row.kinds_then)),
        Column("since_then", _("Từ ngày"), is_code=True),
        Column("basis_then", _("Văn bản quyết định")),
    ),
    acts=(
        Act(
            "chon",
            _("Chọn cách mở sổ"),
            KEEP,
            _settle,
            (
                Field("how", _("Cách mở sổ"), FieldKind.CHOICE, options=_hows),
                Field(
                    "kinds",
                    _("Các loại lấy số chung"),
                    FieldKind.SEVERAL,
                    hint=_("Không chọn loại nào thì mọi loại lấy số chung."),
                    required=False,
                    options=_kinds,
                ),
                Field(
                    "year",
                    _("Từ năm"),
                    FieldKind.NUMBER,
                    hint=_("Năm đã cấp số thì không đổi được nữa. Để trống thì từ năm sớm nhất."),
                    required=False,
                    kept=False,
                ),
                Field(
                    "decided_by",
                    _("Văn bản quyết định"),
                    hint=_("Số, ngày văn bản của người đứng đầu cơ quan."),
                    most=300,
                ),
                WHY,
            ),
            explanation=_(
                "Người đứng đầu cơ quan quyết định. Sổ bản sao và sổ chứng thực luôn riêng."
            ),
            icon="books",
            initial=_initial,
            preview=_preview,
            done=_("Đã ghi cách mở sổ."),
        ),
    ),
    parts=(
        Part(
            _("Các lần chọn"),
            (
                Column("how", _("Cách mở sổ")),
                Column("kinds", _("Các loại văn bản")),
                Column("since", _("Từ ngày"), is_code=True),
                Column("until", _("Đến trước ngày"), is_code=True),
                Column("decided_by", _("Văn bản quyết định")),
            ),
            empty=_("Chưa chọn lần nào: mỗi loại một sổ."),
            on=_choices,
        ),
    ),
    mark=lambda agency: mark_of_rows(rules_of(agency.pk)),
    exchange=Exchange("", _values, changes="chon", key_field="code", carried=_carried),
    is_dated=True,
    icon="books",
    group=WORK,
    place=111,
)
