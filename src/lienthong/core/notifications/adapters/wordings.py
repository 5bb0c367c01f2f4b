# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The templates of all apps, read once from their files."""

from __future__ import annotations

import importlib.resources
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from lienthong.core.notifications.domain.wording import (
    LANGUAGES,
    TemplateError,
    Text,
    Wording,
    read_wordings,
)
from lienthong.core.notifications.models import LocalWording
from lienthong.kernel.reference import read_yaml
from lienthong.kernel.registry import message_kinds
from lienthong.kernel.text import nfc

FILE = "messages.yaml"


@dataclass(frozen=True, slots=True)
class Wordings:
    """All versions by kind, and a sample value for every field."""

    versions: Mapping[str, tuple[Wording, ...]]
    samples: Mapping[str, Mapping[str, Any]]


@cache
def wordings() -> Wordings:
    """Read and check every file of words. Raises ``TemplateError`` for any fault in any."""
    versions: dict[str, tuple[Wording, ...]] = {}
    samples: dict[str, Mapping[str, Any]] = {}
    for package in sorted({package for package, _kind in message_kinds().values()}):
        data = _read(package)
        known = {code for code, (owner, _kind) in message_kinds().items() if owner == package}
        for wording in read_wordings(data, known):
            versions[wording.kind] = (*versions.get(wording.kind, ()), wording)
            samples[wording.kind] = data["fields"]
    lacking = sorted(set(message_kinds()) - set(versions))
    if lacking:
        raise TemplateError([f"{code}: no words" for code in lacking])
    return Wordings(versions, samples)


def wording_on(kind: str, day: date) -> Wording:
    """The words of a kind in force on the day: this installation's own, else the packaged ones.

    Raises ``LookupError``.
    """
    own = LocalWording.objects.filter(kind=kind).on(day).order_by("-valid_from").first()
    return _own(own) if own else packaged_on(kind, day)


def own_wordings(day: date) -> dict[str, Wording]:
    """All own words in force on the day, in one query."""
    rows = LocalWording.objects.all().on(day).order_by("valid_from")
    return {row.kind: _own(row) for row in rows if row.kind in wordings().versions}


def _own(row: LocalWording) -> Wording:
    fields = wordings().versions[row.kind][-1].fields
    texts = {language: Text(**row.texts[language]) for language in LANGUAGES}
    return Wording(row.kind, row.valid_from, row.valid_to, fields, texts)


def packaged_on(kind: str, day: date) -> Wording:
    """The packaged words of a kind in force on the day. Raises ``LookupError``."""
    for wording in wordings().versions.get(kind, ()):
        if wording.holds_on(day):
            return wording
    raise LookupError(f"{kind} on {day}")


def _read(package: str) -> Mapping[str, Any]:
    file = importlib.resources.files(package) / "reference" / FILE
    data: Mapping[str, Any] = read_yaml(nfc(file.read_text("utf-8")))
    return data
