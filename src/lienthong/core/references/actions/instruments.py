# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Instruments that this installation adds, corrects, or has compared with the official text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lienthong.core.references.events import InstrumentEnding
from lienthong.core.references.models import Instrument
from lienthong.core.references.permissions import KEEP
from lienthong.core.references.queries import ends_on
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import hold
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.events import publish


@dataclass(frozen=True, slots=True)
class InstrumentFacts:
    """What is known of an instrument; ``confirmed`` once the official text has been read."""

    title: str
    kind: str
    issued_on: date | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None
    replaced_by: str = ""
    confirmed: bool = False


@action(KEEP)
def add_instrument(key: str, *, facts: InstrumentFacts, actor: Actor) -> Instrument:
    """A new instrument. Raises ``InvalidInput`` for a number that is known already."""
    if Instrument.objects.filter(key=key).exists():
        raise InvalidInput(fields={"key": _("Văn bản số này đã có.")})
    made = Instrument(key=key, kept_here=True)
    return _say(made, facts)


@action(KEEP)
def change_instrument(
    instrument: Instrument, *, facts: InstrumentFacts, seen: str = "", actor: Actor
) -> Instrument:
    """Correct what is known of it; from then on an upgrade of the software leaves it alone.

    Raises ``StaleVersion``, ``InvalidInput``.
    """
    locked = hold(instrument, seen=seen)
    before = ends_on(locked)
    locked.kept_here = True
    changed = _say(locked, facts)
    ends = ends_on(changed)
    if ends is not None and ends != before:
        publish(InstrumentEnding(instrument_id=changed.pk, on=ends))
    return changed


def _say(instrument: Instrument, facts: InstrumentFacts) -> Instrument:
    if facts.in_force_from and facts.in_force_to and facts.in_force_to <= facts.in_force_from:
        told = _("Ngày hết hiệu lực phải sau ngày có hiệu lực.")
        raise InvalidInput(fields={"in_force_to": told})
    if facts.replaced_by and not Instrument.objects.filter(key=facts.replaced_by).exists():
        told = _("Chưa có văn bản này trong danh mục. Hãy thêm nó trước.")
        raise InvalidInput(fields={"replaced_by": told})
    instrument.title, instrument.kind = facts.title, facts.kind
    instrument.issued_on, instrument.in_force_from = facts.issued_on, facts.in_force_from
    instrument.in_force_to, instrument.replaced_by = facts.in_force_to, facts.replaced_by
    instrument.confirmed = facts.confirmed
    instrument.save()
    return instrument
