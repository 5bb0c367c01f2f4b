# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""From what was typed, or stands in a cell, to what an act takes; and back to plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils import translation
from django.utils.translation import gettext as _

from lienthong.kernel.actor import Actor
from lienthong.kernel.directories.declare import Field, FieldKind, attribute
from lienthong.kernel.directories.found import directory
from lienthong.kernel.directories.rows import find_row, key_of
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.text import fold, nfc, one_line

_SCHEMES = ["https", "http", "smtps", "smtp+starttls", "smtp"]
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-/]*")
_D_WITH_STROKE = {0x110: "D", 0x111: "d"}
_DAY = re.compile(r"(\d{1,2})[/.\- ]?(\d{2})[/.\- ]?(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
YES = frozenset({"on", "true", "1", "co", "x", "yes"})
NO = frozenset({"", "false", "0", "khong", "no"})


class _Refused(ValueError):
    """What was typed cannot be read; the text says why."""


def read_values(
    fields: Sequence[Field], raw: Mapping[str, Any], *, actor: Actor, subject: Any = None
) -> dict[str, Any]:
    """The values by key. Raises ``InvalidInput`` with a sentence for each wrong field."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for field in fields:
        try:
            values[field.key] = _read(field, raw.get(field.key), actor, subject)
        except (_Refused, InvalidInput) as refused:
            wrong[field.key] = str(refused)
    if wrong:
        raise InvalidInput(fields=wrong)
    return values


def _read(field: Field, raw: Any, actor: Actor, subject: Any) -> Any:
    if raw is None or raw in ("", [], ()):
        if field.required and field.kind is not FieldKind.YES_NO:
            raise _Refused(_("Chỗ này cần ghi."))
        return _EMPTY.get(field.kind, "")
    return _READERS[field.kind](field, raw, actor, subject)


_EMPTY: Mapping[FieldKind, Any] = {
    FieldKind.NUMBER: None,
    FieldKind.DATE: None,
    FieldKind.YES_NO: False,
    FieldKind.SEVERAL: (),
    FieldKind.PICK: None,
    FieldKind.PICKS: (),
}


def _text(field: Field, raw: Any, _actor: Actor, _subject: Any) -> str:
    text = one_line(str(raw))
    if len(text) > field.most:
        raise _Refused(_("Dài tối đa %(most)s ký tự.") % {"most": field.most})
    return text


def _long(field: Field, raw: Any, _actor: Actor, _subject: Any) -> str:
    text = nfc(str(raw)).replace("\r\n", "\n").strip()
    if len(text) > field.most:
        raise _Refused(_("Dài tối đa %(most)s ký tự.") % {"most": field.most})
    return text


def _code(field: Field, raw: Any, actor: Actor, subject: Any) -> str:
    text = _text(field, raw, actor, subject)
    if not _CODE.fullmatch(text.translate(_D_WITH_STROKE)):
        raise _Refused(_("Mã gồm chữ không dấu, số, gạch ngang, gạch chéo và dấu chấm."))
    return text


def _number(_field: Field, raw: Any, _actor: Actor, _subject: Any) -> int:
    text = str(raw).strip().removesuffix(".0")
    if not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
        raise _Refused(_("Hãy ghi một số nguyên, ví dụ 12."))
    return int(text)


def _date(_field: Field, raw: Any, _actor: Actor, _subject: Any) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    text = str(raw).strip()
    iso, said = _ISO.fullmatch(text), _DAY.fullmatch(text)
    parts = iso.groups() if iso else said.groups()[::-1] if said else None
    try:
        found = date(*(int(part) for part in parts)) if parts else None
    except ValueError:
        found = None
    if found is None or not 1900 <= found.year < 2170:
        raise _Refused(_("Hãy nhập ngày có thật, ví dụ 15/11/2026."))
    return found


def _yes_no(_field: Field, raw: Any, _actor: Actor, _subject: Any) -> bool:
    text = fold(str(raw).strip())
    if text not in YES | NO:
        raise _Refused(_("Hãy ghi “có” hoặc để trống."))
    return text in YES


def _choice(field: Field, raw: Any, actor: Actor, subject: Any) -> str:
    text = str(raw).strip()
    options = field.options(subject, actor) if field.options else ()
    found = _named(options, text)
    if found is not None:
        return found
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found = _named(field.options(subject, actor) if field.options else (), text)
        if found is not None:
            return found
    names = ", ".join(str(title) for value, title in options if value)[:300]
    raise _Refused(_("“%(text)s” không có trong: %(names)s.") % {"text": text[:60], "names": names})


def _named(options: Sequence[tuple[str, str]], text: str) -> str | None:
    """The value that a text names by itself or by its title; None when there is none."""
    for value, title in options:
        if text == value or fold(text) == fold(str(title)):
            return value
    return None


def _several(field: Field, raw: Any, actor: Actor, subject: Any) -> tuple[str, ...]:
    texts = raw if isinstance(raw, list | tuple) else re.split(r"[;\n]", str(raw))
    return tuple(_choice(field, text, actor, subject) for text in texts if str(text).strip())


def _pick(field: Field, raw: Any, actor: Actor, _subject: Any) -> Any:
    kind = directory(field.of)
    row = find_row(kind, str(raw), actor)
    return attribute(row, _subject_path(kind.identity)) if kind.identity != "pk" else row


def _picks(field: Field, raw: Any, actor: Actor, subject: Any) -> tuple[Any, ...]:
    texts = raw if isinstance(raw, list | tuple) else re.split(r"[;\n]", str(raw))
    found = [_pick(field, text, actor, subject) for text in texts if str(text).strip()]
    return tuple(dict.fromkeys(found))


def _email(field: Field, raw: Any, actor: Actor, subject: Any) -> str:
    text = _text(field, raw, actor, subject)
    return _valid(validate_email, text, _("Địa chỉ thư cần dạng ten@coquan.gov.vn."))


def _url(field: Field, raw: Any, actor: Actor, subject: Any) -> str:
    text = _text(field, raw, actor, subject)
    told = _("Địa chỉ cần dạng https://may.chu/… hoặc smtp://may.chu:25.")
    _valid(URLValidator(_SCHEMES), text, told)
    if "@" in urlsplit(text).netloc:
        raise _Refused(_("Không ghi tên và mật khẩu vào địa chỉ. Đặt chúng ở máy chủ."))
    return text


def _valid(check: Callable[[str], object], text: str, told: str) -> str:
    try:
        check(text)
    except ValidationError as wrong:
        raise _Refused(told) from wrong
    return text


_READERS: Mapping[FieldKind, Callable[[Field, Any, Actor, Any], Any]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG: _long,
    FieldKind.CODE: _code,
    FieldKind.NUMBER: _number,
    FieldKind.DATE: _date,
    FieldKind.YES_NO: _yes_no,
    FieldKind.CHOICE: _choice,
    FieldKind.SEVERAL: _several,
    FieldKind.PICK: _pick,
    FieldKind.PICKS: _picks,
    FieldKind.EMAIL: _email,
    FieldKind.URL: _url,
}


def plain_value(field: Field, value: Any) -> Any:
    """The value as text, yes/no, number or list: what a package or a cell carries."""
    if value is None:
        return ""
    if field.kind is FieldKind.PICK:
        return pick_key(field, value)
    if field.kind is FieldKind.PICKS:
        return [pick_key(field, one) for one in value]
    if field.kind is FieldKind.SEVERAL:
        return sorted(str(one) for one in value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool | int) else str(value)


def pick_key(field: Field, subject: Any) -> str:
    """By what a picked row is named in a field: its code."""
    kind = directory(field.of)
    path = kind.key
    if kind.identity != "pk":
        path = path.removeprefix(f"{_subject_path(kind.identity)}__")
        return str(attribute(subject, path) or "")
    return key_of(kind, subject)


def _subject_path(identity: str) -> str:
    """``unit_id`` names the row's unit: the path of the subject is ``unit``."""
    return identity.removesuffix("_id")
