# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a file with procedures would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from lienthong.core.forms.api import DefinitionError, load_form
from lienthong.core.process.api import TableError, check_table, read_table
from lienthong.modules.onestop.domain.catalogue.files import PACKAGE, CatalogueFile, load_json
from lienthong.modules.onestop.domain.catalogue.reading import Found
from lienthong.modules.onestop.domain.catalogue.refusals import RECORDS, CatalogueRefused
from lienthong.modules.onestop.models import SourceRecord

CHUNK = 1000


@dataclass(slots=True)
class CatalogueReport:
    """Every record of a file in exactly one list; ``unreadable_new`` were not seen before."""

    new: list[Found] = field(default_factory=list)
    changed: list[Found] = field(default_factory=list)
    unchanged: list[Found] = field(default_factory=list)
    unreadable: list[Found] = field(default_factory=list)
    unreadable_new: list[Found] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {name: len(found) for name, found in self._lists().items()}

    def data(self) -> dict[str, Any]:
        """Counts, and lists with reasons, as one object."""
        lists = self._lists()
        answer: dict[str, Any] = {"counts": self.counts()}
        for name in ("new", "changed", "unchanged"):
            answer[name] = [found.code for found in lists[name]]
        answer["unreadable"] = [
            {
                "place": found.place,
                "problem": found.problem,
                "reason": RECORDS[found.problem],
                "detail": found.detail,
            }
            for found in self.unreadable
        ]
        return answer

    def _lists(self) -> dict[str, list[Found]]:
        return {
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "unreadable": self.unreadable,
        }


def compare(file: CatalogueFile) -> CatalogueReport:
    """Sort the records of a file by what the catalogue already has from that source."""
    records = [_deeply(found) for found in file.records] if file.source == PACKAGE else file.records
    report = CatalogueReport()
    latest = _latest(file.source, [found.code for found in records if found.code])
    known_bad = _known_unreadable(file.source, [found.digest for found in records])
    for found in records:
        if found.problem:
            report.unreadable.append(found)
            if found.digest not in known_bad:
                known_bad.add(found.digest)
                report.unreadable_new.append(found)
        else:
            _sort(found, latest, report)
    return report


def day_of(file: CatalogueFile, asked: date | None) -> date:
    """The day asked for, else the file's own, else today. Raises ``CatalogueRefused`` for later."""
    today = timezone.localdate()
    day = asked or file.as_of or today
    if day > today:
        raise CatalogueRefused("wrong_day", day.isoformat())
    return day


def _sort(found: Found, latest: Mapping[str, tuple[int, str]], report: CatalogueReport) -> None:
    before = latest.get(found.code)
    if before is None:
        report.new.append(found)
    elif before[1] == found.digest:
        report.unchanged.append(found)
    else:
        report.changed.append(found)
        report.numbers[found.code] = before[0]


def _latest(source: str, codes: list[str]) -> dict[str, tuple[int, str]]:
    """Per code the number and hash of the last record of the source."""
    found: dict[str, tuple[int, str]] = {}
    for start in range(0, len(codes), CHUNK):
        rows = SourceRecord.objects.filter(
            source=source, entry__code__in=codes[start : start + CHUNK]
        )
        for code, number, digest in rows.order_by("number").values_list(
            "entry__code", "number", "digest"
        ):
            found[code] = (number, digest)
    return found


def _known_unreadable(source: str, digests: list[str]) -> set[str]:
    rows = SourceRecord.objects.filter(source=source, entry__isnull=True)
    return set(rows.filter(digest__in=digests).values_list("digest", flat=True))


def _deeply(found: Found) -> Found:
    """A packaged definition whose form or table of steps is wrong cannot be read either."""
    if found.problem:
        return found
    definition = load_json(found.raw)
    try:
        load_form(definition["form"])
    except (DefinitionError, TypeError, AttributeError, KeyError) as error:
        return _unreadable(found, "bad_form", str(error))
    try:
        problems = list(check_table(read_table(definition["process"])))
    except (TableError, TypeError, AttributeError, KeyError) as error:
        return _unreadable(found, "bad_process", str(error))
    return _unreadable(found, "bad_process", str(problems[0])) if problems else found


def _unreadable(found: Found, problem: str, detail: str) -> Found:
    where = f"{found.code}: {detail}"[:200]
    return Found(found.place, "", found.raw, found.digest, problem=problem, detail=where)
