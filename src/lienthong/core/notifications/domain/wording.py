# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Templates of messages: read, checked, filled. Nothing undefined ever reaches a reader.

A text names its fields in braces: ``{code}``. A line of the long text whose field is empty is
left out; a field that is not declared is an error when the template is read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Any

LANGUAGES = ("vi", "en")
PARTS = ("subject", "short", "long")
COMMON = frozenset({"recipient", "link", "product", "hotline"})
"""Fields that every message has."""
GSM_SEGMENT, GSM_PART, UNICODE_SEGMENT, UNICODE_PART = 160, 153, 70, 67


class TemplateError(ValueError):
    """A template that must not be used; `problems` says where and why."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problems))


@dataclass(frozen=True, slots=True)
class Text:
    """One language of a template."""

    subject: str
    short: str
    long: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One dated version of a template: its fields beside the common ones, its texts by language."""

    kind: str
    valid_from: date
    valid_to: date | None
    fields: tuple[str, ...]
    texts: Mapping[str, Text]

    def holds_on(self, day: date) -> bool:
        """Whether this version is in force on the day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a recipient reads."""

    subject: str
    short: str
    long: str


def read_wordings(data: Mapping[str, Any], known: Collection[str]) -> list[Wording]:
    """Every version in a file of templates. Raises ``TemplateError`` naming each problem.

    `known` are the kinds of message that are declared; a template for another kind is an error.
    """
    samples = data.get("fields") or {}
    problems: list[str] = []
    found: list[Wording] = []
    for kind, versions in (data.get("templates") or {}).items():
        if kind not in known:
            problems.append(f"{kind}: no such kind of message")
        for number, version in enumerate(versions):
            where = f"{kind}.{number}"
            faults = [f"{where}: {fault}" for fault in _faults(version, samples)]
            problems += faults
            if not faults:
                found.append(_wording(str(kind), version))
    problems += _overlaps(found)
    if problems:
        raise TemplateError(problems)
    return found


def _faults(version: Mapping[str, Any], samples: Mapping[str, Any]) -> Iterator[str]:
    fields = set(version.get("fields") or ())
    yield from (f"field {name!r} has no sample" for name in sorted(fields - set(samples)))
    if not isinstance(version.get("valid_from"), date):
        yield "valid_from is a date"
    for language in LANGUAGES:
        for part in PARTS:
            text = (version.get(language) or {}).get(part)
            if not isinstance(text, str) or not text.strip():
                yield f"{language}.{part} is missing"
            else:
                yield from _faults_of_text(text, fields | COMMON, f"{language}.{part}")


def _faults_of_text(text: str, allowed: Collection[str], where: str) -> Iterator[str]:
    try:
        found = undefined_in(text, allowed)
    except ValueError as broken:
        yield f"{where}: {broken}"
        return
    yield from (f"{where}: undefined field {name!r}" for name in found)


def undefined_in(text: str, allowed: Collection[str]) -> list[str]:
    """The fields of a text that are not allowed. Raises ``ValueError`` for a brace without twin."""
    return [name for name in _names(text) if name not in allowed]


def _names(text: str) -> Iterator[str]:
    for _literal, name, spec, conversion in Formatter().parse(text):
        if name is not None:
            yield f"{name}!{conversion}:{spec}" if spec or conversion else name


def _wording(kind: str, version: Mapping[str, Any]) -> Wording:
    texts = {
        language: Text(*(version[language][part].strip() for part in PARTS))
        for language in LANGUAGES
    }
    fields = tuple(version.get("fields") or ())
    return Wording(kind, version["valid_from"], version.get("valid_to"), fields, texts)


def _overlaps(found: Sequence[Wording]) -> Iterator[str]:
    for one in found:
        others = (w for w in found if w.kind == one.kind and w is not one)
        if any(other.holds_on(one.valid_from) for other in others):
            yield f"{one.kind}: two versions on {one.valid_from}"


def render(wording: Wording, values: Mapping[str, Any], *, language: str = "vi") -> Rendered:
    """Fill a template. Raises ``TemplateError`` when a declared field has no value."""
    lacking = [name for name in (*wording.fields, *COMMON) if name not in values]
    if lacking:
        raise TemplateError([f"{wording.kind}: no value for {name!r}" for name in sorted(lacking)])
    text = wording.texts.get(language, wording.texts["vi"])
    said = {name: _plain(value) for name, value in values.items()}
    return Rendered(
        " ".join(text.subject.format(**said).split()),
        " ".join(text.short.format(**said).split()),
        _long(text.long, said),
    )


def _plain(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(f"– {item}" for item in value)
    return str(value)


def _long(text: str, said: Mapping[str, str]) -> str:
    lines = [
        line.format(**said)
        for line in text.splitlines()
        if all(said[name].strip() for name in _names(line))
    ]
    body = "\n".join(lines)
    while "\n\n\n" in body:
        body = body.replace("\n\n\n", "\n\n")
    return body.strip()


def without_marks(text: str) -> str:
    """The text in plain letters, capitals kept: what old telephones show and SMS carries best."""
    split = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(c for c in split if not unicodedata.combining(c))
    return plain.translate(str.maketrans("–’“”…", '-\'"".')).encode("ascii", "ignore").decode()


def sms_parts(text: str) -> int:
    """How many parts a text costs as SMS: 160 plain letters or 70 others, fewer when joined."""
    alone, joined = (GSM_SEGMENT, GSM_PART) if text.isascii() else (UNICODE_SEGMENT, UNICODE_PART)
    return 1 if len(text) <= alone else -(-len(text) // joined)
