# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs that tell who keeps what rests on a legal instrument that it ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from lienthong.core.access.api import keepers_of
from lienthong.core.notifications.tasks.telling import tell_holder
from lienthong.core.references.api import KEEP as KEEP_LAW
from lienthong.core.references.api import Instrument, ends_on
from lienthong.core.units.api import above_each
from lienthong.kernel.citations import Citation
from lienthong.kernel.directories import Ground, Resting, resting_on
from lienthong.kernel.ports import task
from lienthong.kernel.text import first_names


@task("notifications.tell_instrument")
def tell_instrument(pk: int, on: str) -> None:
    """Say to who keeps what rests on an instrument from which day it is not in force any more.

    Nothing is said of an end that was changed since.
    """
    instrument = Instrument.objects.get(pk=pk)
    ends = ends_on(instrument)
    if ends is not None and ends.isoformat() == on:
        _tell_resting(instrument, ends, f"resting:{pk}:{on}")


@task("notifications.tell_ended_instruments")
def tell_ended_instruments(day: str) -> None:
    """Say it again on the first day without it, as long as something still rests on it."""
    for instrument in Instrument.objects.filter(in_force_to=day).order_by("pk"):
        key = f"resting:{instrument.pk}:{day}:today"
        _tell_resting(instrument, date.fromisoformat(day), key)


def _tell_resting(instrument: Instrument, ends: date, key: str) -> None:
    """One message for each keeper: how many of which kinds rest on it, of what they keep."""
    lines: dict[int, list[str]] = {}
    links: dict[int, str] = {}
    for ground, rows in resting_on(Citation(instrument.pk, instrument.key), ends):
        for keeper, own in _kept_by(ground, rows).items():
            lines.setdefault(keeper, []).append(f"- {ground.title}: {_named(own)}")
            links.setdefault(keeper, reverse(own[0].address, args=own[0].args))
    everywhere = {one.pk for one in keepers_of(KEEP_LAW.code)}
    page = reverse("administration:directory-row", args=["can-cu", instrument.pk])
    values = {"number": instrument.key, "title": instrument.title, "day": f"{ends:%d/%m/%Y}"}
    for keeper, own_lines in sorted(lines.items()):
        link = page if keeper in everywhere else links[keeper]
        said = values | {"list": "\n".join(own_lines)}
        tell_holder(keeper, "notifications.instrument_ending", key, said, link=link)


def _kept_by(ground: Ground, rows: Sequence[Resting]) -> dict[int, list[Resting]]:
    """The rows by the account that keeps them: where they stand, above it, or everywhere."""
    code, found = ground.permission.code, dict[int, list[Resting]]()
    units = sorted({row.unit_id for row in rows if row.unit_id is not None})
    above = above_each(units)
    everywhere = [one.pk for one in keepers_of(code)]
    there = {unit: {k.pk for k in keepers_of(code, [unit, *above[unit]])} for unit in units}
    for row in rows:
        for keeper in {*everywhere, *(there[row.unit_id] if row.unit_id else ())}:
            found.setdefault(keeper, []).append(row)
    return found


def _named(rows: Sequence[Resting]) -> str:
    return first_names([row.name for row in rows])
