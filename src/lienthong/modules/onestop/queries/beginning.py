# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a new procedure can begin from, and what can be chosen for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.forms.api import form_rows
from lienthong.core.process.api import process_rows
from lienthong.core.units.api import matters_on, names_of
from lienthong.kernel.designs import Content
from lienthong.kernel.errors import OutOfScope
from lienthong.kernel.reference import packaged_yaml
from lienthong.kernel.text import sort_key
from lienthong.modules.onestop.domain.design.facts import EVERY_MATTER
from lienthong.modules.onestop.domain.design.naming import told_apart
from lienthong.modules.onestop.models import CatalogueEntry, ProcedureVersion
from lienthong.modules.onestop.queries.designs import newest_version, procedure_by_code

Choices = list[tuple[str, str]]
MOST_NAMED = 3
"""Procedures named behind the unit that decides them."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A version to copy, or a source record as it was read."""

    code: str
    name: str
    version: ProcedureVersion | None = None
    reading: Mapping[str, Any] = field(default_factory=dict)

    @property
    def short_name(self) -> str:
        """A name to begin with."""
        return (self.version.short_name if self.version else self.name)[:200]

    @property
    def field_name(self) -> str:
        """The field it belongs to."""
        found = self.version.field_name if self.version else self.reading.get("field_name")
        return str(found or "")

    @property
    def level(self) -> str:
        """Who decides: the commune unless the province does."""
        levels: Sequence[str] = (
            [str(self.version.data.get("level"))] if self.version else self.reading["levels"]
        )
        return "commune" if "commune" in levels or not levels else "province"


@cache
def _skeleton() -> Content:
    read: Content = packaged_yaml("lienthong.modules.onestop", "new_procedure.yaml")["content"]
    return read


def skeleton() -> Content:
    """What every procedure here has in common; not to be changed."""
    return _skeleton()


def copied_from(code: str) -> Origin:
    """The newest version of a procedure that is filed here. Raises ``OutOfScope``."""
    version = newest_version(procedure_by_code(code))
    if version is None:
        raise OutOfScope
    return Origin(code, version.name, version=version)


def read_from(code: str) -> Origin:
    """The record that counts of an entry of the catalogue. Raises ``OutOfScope``."""
    entry = CatalogueEntry.objects.select_related("current").filter(code=code).first()
    if entry is None or entry.current is None or entry.current.reading is None:
        raise OutOfScope
    return Origin(entry.code, entry.name, reading=entry.current.reading)


def form_choices() -> Choices:
    """Forms that have a version, by title."""
    rows = [row for row in form_rows() if row.current or row.coming]
    return [("", _("Chưa chọn")), *told_apart((row.code, row.title) for row in rows)]


def process_choices() -> Choices:
    """Processes by title, those without a version too: their conditions ask for its form.

    Whoever publishes the procedure is told that the process has to be published first.
    """
    rows = process_rows()
    named = dict(told_apart((row.code, row.title) for row in rows))
    for row in rows:
        if row.current is None and row.coming is None:
            named[row.code] = _("%(name)s (chưa ban hành)") % {"name": named[row.code]}
    return [("", _("Chưa chọn")), *named.items()]


def matter_choices() -> Choices:
    """Matters for which a unit is competent today, by that unit and what it decides.

    First the general unit of each place.
    """
    found = matters_on(timezone.localdate())
    names = names_of({unit for matter, unit in found.items() if matter != EVERY_MATTER})
    decided = _decided(set(found) - {EVERY_MATTER})
    words = {matter: names.get(unit, "") for matter, unit in found.items()}
    words |= {matter: f"{words[matter]}: {said}" for matter, said in decided.items()}
    special = ((matter, words[matter]) for matter in found if matter != EVERY_MATTER)
    general = (EVERY_MATTER, _("Cơ quan chung của địa bàn (Ủy ban nhân dân)"))
    return [general, *sorted(told_apart(special), key=lambda choice: sort_key(choice[1]))]


def _decided(matters: set[str]) -> dict[str, str]:
    """The procedures that look for their unit by each of the matters, by their usual names."""
    path = "data__competence__matter"
    rows = ProcedureVersion.objects.filter(**{f"{path}__in": matters}).order_by("number")
    named = {
        code: (matter, name)
        for code, matter, name in rows.values_list("procedure__code", path, "short_name")
    }
    found: dict[str, list[str]] = {}
    for matter, name in named.values():
        found.setdefault(matter, []).append(name)
    return {matter: ", ".join(sorted(set(said))[:MOST_NAMED]) for matter, said in found.items()}
