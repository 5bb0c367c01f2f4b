# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Books of documents as registers: kinds, lines with everything the law asks for, gaps.

Legal basis: 30/2020/NĐ-CP, Điều 7, Điều 15, Phụ lục IV.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.documents.domain.authority import OTHER, Capacity, standing
from lienthong.core.documents.domain.copies import CopyForm
from lienthong.core.documents.enums import DocumentState, SignatureRole
from lienthong.core.documents.models import (
    CertifiedCopy,
    Correction,
    IssuedDocument,
    PrintTemplate,
    Recipient,
    Signature,
    SigningMandate,
)
from lienthong.core.documents.queries.authority import COPIES, authority_rules, capacity_of
from lienthong.core.numbering.api import (
    Book,
    BookRule,
    Gap,
    Number,
    NumberState,
    book_rules_of,
    gaps_in,
    has_numbers,
    numbers_of,
    series_of,
)
from lienthong.core.references.api import packaged_setting
from lienthong.core.units.api import Membership, PositionVersion, UnitVersion
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.text import sort_key

_KINDS = Path(__file__).parents[1] / "reference" / "kinds.yaml"
OWN_BOOKS = ("certification_register",)
"""Series that other law gives a book of their own. Legal basis: 23/2015/NĐ-CP."""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document with the series it is drafted for; ``may_join`` a joint book."""

    code: str
    title: str
    may_join: bool = True


@dataclass(frozen=True, slots=True)
class BookPlan:
    """The kinds that could share a book, by code and title; those that do, and those in words."""

    kinds: tuple[tuple[str, str], ...]
    joined: tuple[str, ...]
    told: str


@dataclass(frozen=True, slots=True)
class BookLine:
    """One line of a register: a number, a document or copy under it, or a gap."""

    number: Number | None
    text: str
    document: IssuedDocument | None = None
    copy: CertifiedCopy | None = None
    signers: tuple[Signature, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    gap: Gap | None = None

    @property
    def copies(self) -> int:
        """How many copies went out."""
        return sum(one.copies for one in self.recipients)


def _reference(on: date | None = None) -> Mapping[str, Any]:
    found: Mapping[str, Any] = packaged_setting("documents.kinds", _KINDS, on=on)
    return found


def special_series() -> tuple[str, str]:
    """Return the codes of the joint book and of the book of copies."""
    reference = _reference()
    return str(reference["joint"]["code"]), str(reference["copies"]["code"])


def copy_form(kind: str, *, on: date | None = None) -> CopyForm:
    """Return the form of certification of a kind of copy on a day (today)."""
    return CopyForm(**_reference(on)["copy_forms"][kind])


def kinds_of(agency_id: int) -> list[DocumentKind]:
    """Return the 29 kinds and whatever else the agency already drafted for, by title."""
    named = {str(kind["code"]): str(kind["title"]) for kind in _reference()["kinds"]}
    used = IssuedDocument.objects.filter(agency_id=agency_id).order_by()
    templates = dict(PrintTemplate.objects.values_list("code", "title"))
    for series in used.values_list("series", flat=True).distinct():
        named.setdefault(series, str(templates.get(series, _title_by_use(agency_id, series))))
    return [DocumentKind(code, title, code not in OWN_BOOKS) for code, title in named.items()]


def _title_by_use(agency_id: int, series: str) -> str:
    rows = IssuedDocument.objects.filter(agency_id=agency_id, series=series)
    title = rows.values_list("template_version__template__title", flat=True).first()
    return str(title or series)


def series_titles() -> dict[str, object]:
    """What the books of the kinds of the law, the joint book and that of copies are called."""
    reference = _reference()
    named = [*reference["kinds"], reference["joint"], reference["copies"]]
    return {str(one["code"]): one["title"] for one in named}


def titles_of(agency_id: int) -> dict[str, str]:
    """Return the titles of the agency's books by series."""
    reference = _reference()
    special = {reference[name]["code"]: reference[name]["title"] for name in ("joint", "copies")}
    return {kind.code: kind.title for kind in kinds_of(agency_id)} | special


def books_of(agency_ids: Iterable[int] | None, year: int) -> list[Book]:
    """Return the books of the agencies (None: of all) for a year that hold documents."""
    rows = Book.objects.filter(period=str(year)).select_related("unit")
    if agency_ids is not None:
        rows = rows.filter(unit_id__in=list(agency_ids))
    known = set(IssuedDocument.objects.order_by().values_list("series", flat=True).distinct())
    known |= {str(kind["code"]) for kind in _reference()["kinds"]} | set(special_series())
    return list(rows.filter(series__in=known).order_by("unit_id", "series"))


def joined_kinds(agency_id: int, *, on: date | None = None) -> tuple[str, ...]:
    """Return the kinds that the agency numbers in its joint book on a day (today); none: apart."""
    joint = special_series()[0]
    found = book_rules_of(agency_id, on=on)
    return tuple(sorted(kind for kind, series in found.items() if series == joint))


def earliest_year(agency_id: int, kinds: Iterable[str]) -> int:
    """Return the first year from which books of these kinds may be kept otherwise.

    This year while none of their books, nor the joint one, has given a number; then the next.
    """
    year = timezone.localdate().year
    return year + has_numbers(agency_id, [*kinds, special_series()[0]], year)


def joined_in_words(kinds: Iterable[str]) -> str:
    """Return the names of kinds that share a book; ``all`` in words when every kind does."""
    named, chosen = series_titles(), set(kinds)
    if {str(kind["code"]) for kind in _reference()["kinds"]} <= chosen:
        return _("mọi loại văn bản hành chính")
    return "; ".join(sorted((str(named.get(one, one)) for one in chosen), key=sort_key))


def book_plan_of(agency_id: int, *, on: date | None = None) -> BookPlan:
    """Return how the agency keeps its books on a day (today)."""
    joined = joined_kinds(agency_id, on=on)
    kinds = tuple((kind.code, kind.title) for kind in kinds_of(agency_id) if kind.may_join)
    return BookPlan(kinds, joined, joined_in_words(joined))


def rules_of(agency_id: int) -> QuerySet[BookRule]:
    """Return what was ever decided about the books of an agency, the newest first."""
    return BookRule.objects.filter(unit_id=agency_id).order_by("-pk")


def kinds_with_rules(agency_id: int, since: date) -> set[str]:
    """Return the kinds of the agency that share a book on some day from ``since`` on."""
    rules = BookRule.objects.filter(unit_id=agency_id).exclude(series=F("kind"))
    later = rules.lasting(since)
    return set(later.values_list("kind", flat=True))


def lines_of(book: Book) -> list[BookLine]:
    """Return every line in the order of the register, gaps included, in a handful of reads."""
    numbers = numbers_of(book)
    documents = {one.number_id: one for one in _documents(numbers)}
    copies = {
        one.number_id: one
        for one in CertifiedCopy.objects.filter(number__in=numbers).select_related("document")
    }
    lines = [_line(number, documents.get(number.pk), copies.get(number.pk)) for number in numbers]
    missing = [BookLine(None, _span(gap), gap=gap) for gap in gaps_in(book, numbers)]
    return sorted([*lines, *missing], key=_place)


def _documents(numbers: list[Number]) -> Iterable[IssuedDocument]:
    done = Signature.objects.filter(state="done", role=SignatureRole.SIGN).order_by("pk")
    rows = IssuedDocument.objects.filter(number__in=numbers)
    beside = ("template_version__template", "unit", "person", "replaced_by")
    return rows.select_related(*beside).prefetch_related(
        Prefetch("signatures", done),
        Prefetch("recipients", Recipient.objects.order_by("pk")),
        Prefetch("replaces", IssuedDocument.objects.order_by("pk")),
        Prefetch("corrections", Correction.objects.order_by("pk")),
        Prefetch("corrects", Correction.objects.select_related("document").order_by("pk")),
    )


def _line(number: Number, document: IssuedDocument | None, copy: CertifiedCopy | None) -> BookLine:
    if document is not None:
        signers, recipients = tuple(document.signatures.all()), tuple(document.recipients.all())
        text = document.number_text
        return BookLine(number, text, document, signers=signers, recipients=recipients)
    text = copy.number_text if copy is not None else str(number)
    return BookLine(number, text, copy=copy)


def _place(line: BookLine) -> tuple[int, str]:
    if line.number is not None:
        return line.number.value, line.number.suffix
    return (line.gap.first if line.gap else 0), ""


def _span(gap: Gap) -> str:
    return str(gap.first) if gap.first == gap.last else f"{gap.first}–{gap.last}"


def held_numbers(agency_id: int, kind: str, *, on: date | None = None) -> list[Number]:
    """Return the numbers kept back for a document of that kind, the oldest first.

    Those of this year's book, and what was inserted in last year's: it carries its own day. A book
    that is closed by today gives none.
    """
    day = on or timezone.localdate()
    now = Q(book__period=str(day.year), book__series=series_of(agency_id, kind, on=day))
    eve = date(day.year - 1, 12, 31)
    then = Q(book__period=str(eve.year), book__series=series_of(agency_id, kind, on=eve))
    is_open = Q(book__closed_from=None) | Q(book__closed_from__gt=timezone.localdate())
    rows = Number.objects.filter(is_open, book__unit_id=agency_id, state=NumberState.RESERVED)
    found = rows.filter(now | (then & Q(dated_on__isnull=False))).select_related("book")
    return list(found.order_by("book__period", "value", "suffix"))


def signers_of(agency_id: int, *, on: date | None = None) -> list[tuple[int, str]]:
    """Return the officers who may certify copies on a day (today), with how they sign."""
    day, found = on or timezone.localdate(), []
    for post in leading(agency_id, day):
        actor = Actor(kind=ActorKind.OFFICER, account_id=post.account_id, unit_id=post.unit_id)
        capacity = capacity_of(actor, agency_id, on=day, matter=COPIES)
        if isinstance(capacity, Capacity):
            found.append((post.account_id, f"{post.account} – {' / '.join(capacity.lines)}"))
    return list(dict(found).items())


def leading(agency_id: int, day: date) -> list[Membership]:
    """Posts in the agency whose titles lead, stand second or act, and those of mandates."""
    rules = authority_rules(on=day)
    titles = PositionVersion.objects.on(day).order_by("rank").values_list("position_id", "title")
    leading = [key for key, title in titles if standing(title, rules)[0] != OTHER]
    units = UnitVersion.objects.filter(agency_id=agency_id).on(day).values("unit_id")
    named = SigningMandate.objects.filter(account__isnull=False).on(day).values("account_id")
    rows = Membership.objects.filter(unit_id__in=units, account__is_active=True).on(day)
    rows = rows.filter(Q(position_id__in=leading) | Q(account_id__in=named))
    found = list(rows.select_related("account").order_by("-is_main", "pk"))
    return sorted(
        found,
        key=lambda row: (
            leading.index(row.position_id) if row.position_id in leading else len(leading)
        ),
    )


def documents_to_number(agency_ids: Iterable[int] | None) -> list[IssuedDocument]:
    """Return the signed documents that wait for a number, the oldest first."""
    rows = IssuedDocument.objects.filter(state=DocumentState.SIGNED)
    if agency_ids is not None:
        rows = rows.filter(agency_id__in=list(agency_ids))
    return list(rows.order_by("drafted_at", "pk")[:50])
