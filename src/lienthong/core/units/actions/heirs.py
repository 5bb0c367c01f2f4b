# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A unit whose end was planned without an heir gets one: work came in since."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.references.api import Instrument
from lienthong.core.units.actions.units import hand_competences, refuse_heir, settle_tree, succeed
from lienthong.core.units.models import Unit
from lienthong.core.units.permissions import KEEP
from lienthong.core.units.queries import heirless_units
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.directories import hold
from lienthong.kernel.errors import IllegalState


@action(KEEP)
def name_heir(
    unit: Unit, *, heir: Unit, instrument: Instrument | None, seen: str = "", actor: Actor
) -> Unit:
    """Another unit continues one that ends, or has ended, without an heir.

    What lies there goes to it on that day, at once when the day has come. Raises ``InvalidInput``
    (``heir``), ``IllegalState`` for a unit that does not end or is continued, ``StaleVersion``.
    """
    locked = hold(unit, seen=seen)
    on = dict(heirless_units()).get(locked.pk)
    if on is None:
        raise IllegalState(_("Đơn vị này không kết thúc, hoặc đã có đơn vị nhận việc."))
    refuse_heir(locked, heir, max(on, timezone.localdate()))
    hand_competences(locked, heir, on)
    succeed(locked, heir, on, instrument)
    settle_tree({locked.pk})
    return locked
