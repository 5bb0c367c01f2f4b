# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows from a file become acts: made, changed or left alone, each with its verdict.

The caller owns the transaction and undoes it when anything was refused or only looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from lienthong.kernel.actions import within_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories.alone import no_twin
from lienthong.kernel.directories.declare import Act, Directory, Field, FieldKind, attribute
from lienthong.kernel.directories.known import KnownRows, known_rows, row_by_key
from lienthong.kernel.directories.rows import key_of, rows_within
from lienthong.kernel.directories.shown import shown_value, text_of
from lienthong.kernel.directories.values import plain_value, read_values
from lienthong.kernel.errors import DomainError, InvalidInput
from lienthong.kernel.permissions import Permission
from lienthong.kernel.together import one_row, together

Change = tuple[Field, Any, Any]
"""A field with its plain values before and after."""


class Fate(StrEnum):
    """What becomes of a row of a file."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Brought:
    """A row of a file: where it stands there, and its values by field."""

    place: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a row: what it changes, or ``errors`` by field.

    ``told`` says the errors in every language of the installation, where that was asked for.
    """

    brought: Brought
    fate: Fate
    key: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    changes: Sequence[Change] = ()
    told: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def differences(self) -> list[tuple[str, str, str]]:
        """What it changes as (title, old, new), in the reader's language."""
        return [
            (str(f.title), shown_value(f, old), shown_value(f, new)) for f, old, new in self.changes
        ]


def import_permissions(directory: Directory) -> tuple[Permission, ...]:
    """What somebody has to hold to bring a file in; nothing where the directory takes none."""
    exchange = directory.exchange
    act = directory.act(exchange.creates or exchange.changes) if exchange else None
    return (directory.permission, act.permission) if act else ()


def bring(
    directory: Directory,
    rows: Iterable[Brought],
    actor: Actor,
    *,
    tell: Callable[[int], None] | None = None,
    in_all_languages: bool = False,
) -> list[Verdict]:
    """Do what the rows ask, one savepoint each; needs the caller's transaction.

    A row that speaks of the same thing as one above it is refused: nobody knows which one counts.
    ``tell`` is called after each row with the number of rows done. ``in_all_languages`` says why a
    row was refused in every language, for what is read later.
    """
    first: dict[str, str] = {}
    found, asked = [], list(rows)
    known = known_rows(directory, [_key(directory, row) for row in asked], actor)
    with together():
        for row in asked:
            key = _key(directory, row)
            above = first.setdefault(key, row.place) if key.strip(":") else row.place
            found.append(_judge(directory, row, above, actor, known, in_all_languages))
            if tell is not None:
                tell(len(found))
    return found


def _judge(
    directory: Directory,
    row: Brought,
    above: str,
    actor: Actor,
    known: KnownRows | None,
    in_all_languages: bool,
) -> Verdict:
    """What becomes of a row; refused ones change nothing and are asked again in other languages."""

    def ask() -> Verdict:
        if above != row.place:
            return _again(directory, row, above)
        return bring_one(directory, row, actor, known)

    found = ask()
    if found.fate is not Fate.REFUSED or not in_all_languages:
        return found
    told = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            told[language] = {key: str(text) for key, text in ask().errors.items()}
    return replace(found, told=told)


def _again(directory: Directory, row: Brought, above: str) -> Verdict:
    told = _("Trùng với dòng %(place)s. Hãy bỏ một trong hai.") % {"place": above}
    names = directory.exchange.names if directory.exchange else ()
    return Verdict(row, Fate.REFUSED, _key(directory, row), {names[0] if names else "": told})


def bring_one(
    directory: Directory, brought: Brought, actor: Actor, known: KnownRows | None = None
) -> Verdict:
    """Do what one row asks, or nothing of it when any of it is refused."""
    key = _key(directory, brought)
    try:
        return _act(directory, brought, key, actor, known)
    except InvalidInput as refused:
        errors = refused.fields or {"": str(refused)}
        return Verdict(brought, Fate.REFUSED, key, errors)
    except DomainError as refused:
        return Verdict(brought, Fate.REFUSED, key, {"": str(refused)})


def _key(directory: Directory, brought: Brought) -> str:
    names = directory.exchange.names if directory.exchange else ()
    return ":".join(str(brought.values.get(name) or "").strip() for name in names)


def _act(
    directory: Directory, brought: Brought, key: str, actor: Actor, known: KnownRows | None
) -> Verdict:
    exchange = directory.exchange
    if exchange is None:
        raise InvalidInput(_("Mục này không nhập từ tệp."))
    row = _row_of(directory, brought, key, actor, known)
    if row is None:
        act = directory.act(exchange.creates)
        if act is None:
            told = _("Không có %(what)s mang mã này.") % {"what": directory.one}
            raise InvalidInput(fields={exchange.key_field: told})
        values = _read(act, _filled(act, brought.values), None, actor)
        _do(act, None, values, actor, known)
        return Verdict(brought, Fate.NEW, key, changes=_said(act, values))
    return _change(directory, brought, row, actor, known)


def _do(act: Act, subject: Any, values: Mapping[str, Any], actor: Actor, known: Any) -> None:
    """Do it or nothing of it; what was read of other rows before may be otherwise now."""
    with no_twin(), one_row(), within_act():
        act.do(subject, values, "", actor)
    if known is not None:
        known.is_fresh = False


def _row_of(
    directory: Directory, brought: Brought, key: str, actor: Actor, known: KnownRows | None
) -> Any | None:
    """The row that is spoken of: by its key, or by the fields that tell rows apart."""
    exchange = directory.exchange
    if exchange is None or not exchange.same:
        if known is not None and key and not known.must_ask(key):
            return known.rows.get(key)
        return row_by_key(directory, key, actor) if key else None
    asked = [field for field in directory.exchanged() if field.key in exchange.names]
    raw = {field.key: _proposed(field, brought.values.get(field.key)) for field in asked}
    wanted = read_values(asked, raw, actor=actor)
    rows = rows_within(directory, actor, timezone.localdate())
    told = {path: wanted[name] for name, path in exchange.same}
    if hasattr(rows, "filter"):
        return rows.filter(**told).first()
    return next((r for r in rows if all(attribute(r, p) == told[p] for p in told)), None)


def current_values(directory: Directory, row: Any) -> dict[str, Any]:
    """What the row says now, field by field, plain; only what is content of the row."""
    if directory.exchange is None:
        return {}
    known = directory.exchange.values(row)
    kept = (f for f in directory.exchanged() if f.kept and f.key in known)
    return {f.key: plain_value(f, known[f.key]) for f in kept}


def _change(
    directory: Directory, brought: Brought, row: Any, actor: Actor, known: KnownRows | None
) -> Verdict:
    key, now = key_of(directory, row), current_values(directory, row)
    act = directory.act(directory.exchange.changes) if directory.exchange else None
    fields = [f for f in act.fields if f.kept] if act else []
    subject = _subject(directory, row)
    _refuse_fixed(directory, brought, now, actor)
    asked = {f.key: brought.values.get(f.key, now.get(f.key)) for f in fields}
    said = [f for f in fields if asked[f.key] not in (None, "") or text_of(now.get(f.key))]
    wanted = read_values(said, asked, actor=actor, subject=subject)
    plain = {f.key: plain_value(f, wanted[f.key]) for f in said}
    changes = [
        (f, now.get(f.key), plain[f.key])
        for f in said
        if text_of(now.get(f.key)) != text_of(plain[f.key])
    ]
    if act is None or not changes:
        return Verdict(brought, Fate.UNCHANGED, key)
    values = _read(act, _filled(act, {**brought.values, **asked}), subject, actor)
    _do(act, subject, values, actor, known)
    days = [f for f in act.fields if f.kind is FieldKind.DATE and not f.kept]
    told = [(f, "", plain_value(f, values[f.key])) for f in days]
    return Verdict(brought, Fate.CHANGED, key, changes=[*changes, *told])


def _refuse_fixed(
    directory: Directory, brought: Brought, now: Mapping[str, Any], actor: Actor
) -> None:
    """What a file says of a row that is there but no file can change is refused, not passed over.

    Raises ``InvalidInput`` by field.
    """
    exchange = directory.exchange
    acts = (exchange.creates, exchange.changes) if exchange else ("", "")
    making, changing = (directory.act(code) for code in acts)
    names = {f.key for f in changing.fields} if changing else set()
    names |= set(exchange.names) if exchange else set()
    fixed = [
        f
        for f in (making.fields if making else ())
        if f.kept and f.key not in names and brought.values.get(f.key) not in (None, "")
    ]
    said = read_values(fixed, brought.values, actor=actor)
    told = _("Đã có ở đây với “%(now)s”. Tệp không sửa được chỗ này; hãy sửa ở trang của mục.")
    wrong = {
        f.key: told % {"now": shown_value(f, now.get(f.key)) or "–"}
        for f in fixed
        if text_of(plain_value(f, said[f.key])) != text_of(now.get(f.key))
    }
    if wrong:
        raise InvalidInput(fields=wrong)


def _subject(directory: Directory, row: Any) -> Any:
    if directory.identity == "pk":
        return row
    return getattr(row, directory.identity.removesuffix("_id"))


def _filled(act: Act, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with what the act would propose where the file says nothing."""
    return {f.key: _proposed(f, values.get(f.key)) for f in act.fields}


def _proposed(asked: Field, value: Any) -> Any:
    if value not in (None, "") or asked.default is None:
        return value
    return asked.default()


def _read(act: Act, raw: Mapping[str, Any], subject: Any, actor: Actor) -> dict[str, Any]:
    return read_values(act.fields, raw, actor=actor, subject=subject)


def _said(act: Act, values: Mapping[str, Any]) -> list[Change]:
    found = ((f, plain_value(f, values[f.key])) for f in act.fields)
    return [(f, "", value) for f, value in found if text_of(value)]
