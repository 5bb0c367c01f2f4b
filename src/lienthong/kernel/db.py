# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Database helpers: validity without overlap, text functions, keyset pages, the far future."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models, transaction
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

FAR = datetime(9999, 12, 31, tzinfo=UTC)
"""Stands for "no date" in every sort key: psycopg cannot read ±infinity."""
EARLY = datetime(1, 1, 2, tzinfo=UTC)
"""Start of the first keyset page."""

_ORIGIN = date(1900, 1, 1)
_LAST = date(2170, 1, 1)


class Fold(models.Func):
    """``vn_fold``: lower case without marks, for comparing what people type."""

    function = "vn_fold"
    output_field = models.TextField()


class VietnameseOrder(models.Func):
    """``vn_sort``: the key that sorts as a Vietnamese dictionary does."""

    function = "vn_sort"
    output_field = models.TextField()


class _Validity(models.Func):
    """Range of one identity's validity, disjoint between identities, in one integer line.

    ``int8range(id * 100000 + days(from), id * 100000 + days(to))``; both ends are clamped so that
    the check constraint speaks instead of a data error.
    """

    template = (
        "int8range("
        "%(identity)s * 100000 + GREATEST(0, LEAST(99998, %(start)s - DATE '1900-01-01')),"
        " %(identity)s * 100000 + GREATEST(0, LEAST(99999, "
        "COALESCE(%(end)s - DATE '1900-01-01', 99999))))"
    )

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> tuple[str, Any]:
        """The range; the three columns are given in this order."""
        identity, start, end = (
            compiler.compile(expression)[0] for expression in self.get_source_expressions()
        )
        return self.template % {"identity": identity, "start": start, "end": end}, ()


def no_overlap(identity: str, *, name: str) -> ExclusionConstraint:
    """Constraint: rows of one identity never overlap in ``[valid_from, valid_to)``.

    Needs no extension: the pair (identity, days) is laid on one integer line and excluded by
    ``gist (int8range WITH &&)``. ``identity`` names a bigint column below 92 billion.
    """
    return ExclusionConstraint(
        name=name,
        expressions=[
            (_Validity(models.F(identity), models.F("valid_from"), models.F("valid_to")), "&&")
        ],
    )


def valid_dates(*, name: str, may_be_empty: bool = False) -> models.CheckConstraint:
    """Constraint: ``valid_to`` is exclusive, after ``valid_from``, both between 1900 and 2170.

    ``may_be_empty``: it may also be the same day, of a row that gave way on its first one.
    """
    lookup = "valid_to__gte" if may_be_empty else "valid_to__gt"
    return models.CheckConstraint(
        name=name,
        condition=models.Q(valid_from__gte=_ORIGIN)
        & (
            models.Q(valid_to__isnull=True)
            | (models.Q((lookup, models.F("valid_from"))) & models.Q(valid_to__lt=_LAST))
        ),
    )


def not_ended(day: date, column: str = "valid_to") -> models.Q:
    """What holds on the day or on a later one, by the column of its (exclusive) end."""
    return models.Q((f"{column}__isnull", True)) | models.Q((f"{column}__gt", day))


class DatedQuerySet(models.QuerySet[Any]):
    """Rows with ``valid_from`` (inclusive) and ``valid_to`` (exclusive, empty = open)."""

    def on(self, day: date) -> DatedQuerySet:
        """The rows valid on the day."""
        return self.lasting(day).filter(valid_from__lte=day)

    def lasting(self, day: date) -> DatedQuerySet:
        """The rows valid on the day or on a later one."""
        return self.filter(not_ended(day))

    def overlapping(self, first: date, end: date | None) -> DatedQuerySet:
        """The rows valid on some day from ``first`` to before ``end`` (empty = without end)."""
        rows = self.lasting(first)
        return rows if end is None else rows.filter(valid_from__lt=end)


class Dated(models.Model):
    """Abstract: a row that is valid from a day to before another."""

    valid_from = models.DateField(_("hiệu lực từ"))
    valid_to = models.DateField(_("hiệu lực đến trước"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def last_day(self) -> date | None:
        """The last day on which the row is valid; None while its end is open."""
        return self.valid_to - timedelta(days=1) if self.valid_to else None

    def is_valid_on(self, day: date) -> bool:
        """Whether the row is valid on the day."""
        return self.valid_from <= day and (self.valid_to is None or self.valid_to > day)


if TYPE_CHECKING:
    CCharField = models.CharField
else:

    class CCharField(models.CharField):
        """Text column for codes: bytewise order (``COLLATE "C"``), so indexes serve prefixes."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            kwargs.setdefault("db_collation", "C")
            super().__init__(*args, **kwargs)


class Xid8Field(models.Field):  # type: ignore[type-arg]
    """The transaction that wrote the row (``xid8``), filled by the database."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["db_default"] = RawSQL("pg_current_xact_id()", ())
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def db_type(self, connection: Any) -> str:
        """The PostgreSQL type."""
        return "xid8"

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """Leave the default out: it belongs to the type."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_default", None)
        kwargs.pop("editable", None)
        return name, path, args, kwargs


class MomentSpansField(models.Field):  # type: ignore[type-arg]
    """Spans of time that do not overlap (``tstzmultirange``): empty, or open at the upper end."""

    def db_type(self, connection: Any) -> str:
        """The PostgreSQL type."""
        return "tstzmultirange"


_UNDONE, _TELLS_LATE = 7_240_019, 7_240_020
_AT_WORK = """
SELECT writer FROM pg_snapshot_xip(pg_current_snapshot()) writer
WHERE NOT EXISTS (
  SELECT FROM pg_locks held
  WHERE held.locktype = 'advisory' AND held.classid IN ({said}) AND held.objsubid = 2
    AND held.objid = (writer::text::bigint & 2147483647)::text::oid)
"""
UNFINISHED = _AT_WORK.format(said=_UNDONE)
"""Transactions at work whose writing may last: those that said ``nothing_lasts`` are left out."""
_OLDEST = """(
SELECT coalesce(min(writer), pg_snapshot_xmax(pg_current_snapshot())) FROM ({writers}) unfinished
)"""
WATERMARK = _OLDEST.format(writers=UNFINISHED)
"""The oldest unfinished writer, or the next one."""
BELOW_WATERMARK = f"xid < {WATERMARK}"
"""Condition for every reader of "rows after the last I saw": no unfinished writer is below it."""
_OLDEST_OF_TRAIL = _OLDEST.format(writers=_AT_WORK.format(said=f"{_UNDONE}, {_TELLS_LATE}"))
BELOW_TRAIL_WATERMARK = f"xid < {_OLDEST_OF_TRAIL}"
"""The same for readers of the audit trail, to which long runs tell under a later number."""


def nothing_lasts() -> None:
    """Say that the current transaction will be undone whatever happens: nobody waits for it."""
    _say(_UNDONE)


def tells_late() -> None:
    """Say that the current transaction writes nothing to the audit trail under its own number.

    Only ``kernel.together.long_run`` may say so: it tells the trail at the very end.
    """
    _say(_TELLS_LATE)


def _say(what: int) -> None:
    from django.db import connection  # the default connection of this thread

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock("
            "%s, (pg_current_xact_id()::text::bigint & 2147483647)::int)",
            [what],
        )


@contextmanager
def lock_timeout(seconds: float) -> Iterator[None]:
    """Inside the current transaction, wait at most so long for a lock."""
    from django.db import connection  # the default connection of this thread

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{int(seconds * 1000)}ms"])
    yield


def after_commit(function: Callable[[], None]) -> None:
    """Run after the transaction is durable: only for caches and refreshing screens."""
    transaction.on_commit(function)  # noqa: TID251  # the one place that may


@contextmanager
def read_your_writes() -> Iterator[None]:
    """Reads inside see the caller's own writes; with one server that is always so."""
    yield


__all__ = [
    "BELOW_TRAIL_WATERMARK",
    "BELOW_WATERMARK",
    "EARLY",
    "FAR",
    "UNFINISHED",
    "WATERMARK",
    "CCharField",
    "Dated",
    "DatedQuerySet",
    "Fold",
    "MomentSpansField",
    "VietnameseOrder",
    "Xid8Field",
    "after_commit",
    "lock_timeout",
    "no_overlap",
    "nothing_lasts",
    "read_your_writes",
    "tells_late",
    "valid_dates",
]
