# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows of a directory: searched, narrowed, paged by key, found by what people call them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.db import Fold
from lienthong.kernel.directories.declare import Directory, attribute
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.text import fold, sort_key
from lienthong.kernel.together import remembered

PAGE = 50
NAMED = 4
SEPARATOR = "|"
Recall = Callable[[list[Any], date], list[Any]]
"""Rows of today as they were on an earlier day, without those that were not there."""
_NOTHING, _BLANK = (Value(text, output_field=TextField()) for text in ("", " "))


@dataclass(frozen=True, slots=True)
class Asked:
    """One look at a directory: words, day, filters and the row after which the page begins."""

    words: str = ""
    day: date | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)
    after: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of rows; ``after`` is where the next one begins, empty on the last."""

    rows: Sequence[Any]
    total: int
    after: str


def rows_within(directory: Directory, actor: Actor, day: date) -> Any:
    """The rows of a day that the actor reaches with the directory's permission."""
    rows = directory.rows(actor, day)
    if directory.within is None or actor.is_platform:
        return rows
    unit_ids = ports.authoriser().unit_ids(actor, directory.permission)
    return rows if unit_ids is None else directory.within(rows, unit_ids)


def listed(
    directory: Directory,
    asked: Asked,
    actor: Actor,
    *,
    limit: int = PAGE,
    recall: Recall | None = None,
) -> Page:
    """The rows that fit, sorted; ``limit`` 0 answers all of them.

    ``recall`` is asked where an earlier day is looked at that the rows do not carry themselves.
    """
    day = asked.day or timezone.localdate()
    rows = rows_within(directory, actor, day)
    if recall is not None and directory.is_recalled and day < timezone.localdate():
        return _recalled(directory, rows, asked, limit, recall)
    if isinstance(rows, QuerySet):
        return _from_table(directory, rows, asked, limit)
    return _from_memory(directory, list(rows), asked, limit)


def _recalled(directory: Directory, rows: Any, asked: Asked, limit: int, recall: Recall) -> Page:
    """Filters over what a row says are asked of what it said then, others of today's table."""
    paths = {one.key for one in directory.filters if not one.narrow}
    of_table = {key: value for key, value in asked.chosen.items() if key not in paths}
    of_rows = {key: value for key, value in asked.chosen.items() if key in paths}
    found = _narrowed(directory, rows, replace(asked, chosen=of_table))
    then = recall(list(found), asked.day or timezone.localdate())
    return _from_memory(directory, then, replace(asked, chosen=of_rows), limit)


def _from_table(directory: Directory, rows: QuerySet[Any], asked: Asked, limit: int) -> Page:
    found = _narrowed(directory, _searched(directory, rows, asked.words), asked)
    total = found.count()
    order = directory.order if directory.order is not None else F(directory.key)
    found = found.annotate(told_place=Cast(order, TextField()))
    desc = "-" if directory.newest_first else ""
    found = found.order_by(f"{desc}told_place", f"{desc}pk")
    place, _sep, pk = asked.after.rpartition(SEPARATOR)
    if pk.isascii() and pk.isdigit():
        side = "lt" if directory.newest_first else "gt"
        later = Q(**{f"told_place__{side}": place}) | Q(
            told_place=place, **{f"pk__{side}": int(pk)}
        )
        found = found.filter(later)
    taken = list(found[: limit + 1]) if limit else list(found)
    return _page(taken, total, limit, lambda row: f"{row.told_place}{SEPARATOR}{row.pk}")


def _narrowed(directory: Directory, rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    found = rows
    for one in directory.filters:
        chosen = asked.chosen.get(one.key, "")
        if chosen:
            found = one.narrow(found, chosen) if one.narrow else found.filter(**{one.path: chosen})
    return found


def _searched(directory: Directory, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    wanted = fold(words).split()
    if not wanted:
        return rows
    texts: list[Any] = [_BLANK]
    for path in directory.search or (directory.key, directory.name):
        texts += [Coalesce(Cast(F(path), TextField()), _NOTHING), _BLANK]
    found: QuerySet[Any] = rows.annotate(told_words=Fold(Concat(*texts, output_field=TextField())))
    for word in wanted:
        found = found.filter(told_words__contains=word)
    return found


def _from_memory(directory: Directory, rows: list[Any], asked: Asked, limit: int) -> Page:
    wanted = fold(asked.words).split()
    found = [row for row in rows if _has(directory, row, wanted)]
    for one in directory.filters:
        chosen = asked.chosen.get(one.key, "")
        if chosen and one.narrow:
            found = one.narrow(found, chosen)
        elif chosen:
            found = [row for row in found if _says(attribute(row, one.path), chosen)]
    place = directory.order if isinstance(directory.order, str) else directory.name
    found.sort(key=lambda row: (sort_key(str(attribute(row, place))), str(row.pk)))
    if directory.newest_first:
        found.reverse()
    total, start = len(found), 0
    if asked.after:
        keys = [str(row.pk) for row in found]
        start = keys.index(asked.after) + 1 if asked.after in keys else 0
    taken = found[start : start + limit + 1] if limit else found
    return _page(taken, total, limit, lambda row: str(row.pk))


def _says(value: Any, chosen: str) -> bool:
    """Whether a value is the chosen one, as a column of a table would be compared with it."""
    return (str(int(value)) if isinstance(value, bool) else str(value)) == chosen


def _has(directory: Directory, row: Any, wanted: Sequence[str]) -> bool:
    paths = directory.search or (directory.key, directory.name)
    text = fold(" ".join(str(attribute(row, path)) for path in paths))
    return all(word in text for word in wanted)


def _page(taken: list[Any], total: int, limit: int, place: Any) -> Page:
    is_more = bool(limit) and len(taken) > limit
    rows = taken[:limit] if limit else taken
    return Page(rows, total, place(rows[-1]) if is_more else "")


def row_of(directory: Directory, subject: Any, actor: Actor, day: date) -> Any | None:
    """The row of a subject on a day; None when it does not exist on that day."""
    rows = rows_within(directory, actor, day)
    if isinstance(rows, QuerySet):
        return rows.filter(**{directory.identity: subject.pk}).first()
    return next((row for row in rows if str(row.pk) == str(subject.pk)), None)


def key_of(directory: Directory, row: Any) -> str:
    """By what people and files name the row."""
    return str(attribute(row, directory.key) or "")


def label_of(directory: Directory, row: Any) -> str:
    """The name of the row with its code: ``Phường Đồng Hới (18880)``."""
    name, key = str(attribute(row, directory.name) or ""), key_of(directory, row)
    return f"{name} ({key})" if name and key and name != key else name or key


def name_of_subject(directory: Directory, subject: Any, actor: Actor, day: date) -> str:
    """What a subject is called: on the day, else on the first day of what is said of it last."""
    row = row_of(directory, subject, actor, day)
    begins = _begins(subject) if row is None else None
    if begins is not None:
        row = row_of(directory, subject, actor, begins)
    return label_of(directory, row) if row is not None else str(subject or "")


def _begins(subject: Any) -> date | None:
    """The first day of a dated row, or of the newest version of an identity; None of others."""
    versions = getattr(subject, "versions", None)
    said = versions.order_by("-valid_from").first() if versions is not None else subject
    return getattr(said, "valid_from", None)


def find_row(directory: Directory, text: str, actor: Actor) -> Any:
    """The row somebody names by its code, its name or ``name (code)``.

    Raises ``InvalidInput`` when there is none or more than one; the sentence says which.
    """
    place = ("find_row", directory.code, text.strip())
    return remembered(place, lambda: _find_row(directory, text, actor))


def _find_row(directory: Directory, text: str, actor: Actor) -> Any:
    wanted = text.strip()
    rows = rows_within(directory, actor, timezone.localdate())
    coded = wanted.rpartition("(")[2].rstrip(")").strip() if wanted.endswith(")") else wanted
    found = _by_code(directory, rows, (wanted, coded))
    if found is None:
        found = _by_name(directory, wanted, actor)
    return found


def _by_code(directory: Directory, rows: Any, codes: tuple[str, str]) -> Any | None:
    if isinstance(rows, QuerySet):
        return rows.filter(**{f"{directory.key}__in": codes}).first()
    return next((row for row in rows if key_of(directory, row) in codes), None)


def _by_name(directory: Directory, wanted: str, actor: Actor) -> Any:
    near = listed(directory, Asked(words=wanted), actor, limit=NAMED * 5).rows if wanted else []
    same = [row for row in near if fold(str(attribute(row, directory.name))) == fold(wanted)]
    if len(same or near) == 1:
        return (same or near)[0]
    if not near:
        text = _("Không có %(what)s nào tên hoặc mã “%(text)s”.")
        raise InvalidInput(text % {"what": directory.one, "text": wanted[:80]})
    names = "; ".join(label_of(directory, row) for row in (same or near)[:NAMED])
    text = _("Có nhiều %(what)s như vậy: %(names)s. Hãy ghi mã.")
    raise InvalidInput(text % {"what": directory.one, "names": names})
