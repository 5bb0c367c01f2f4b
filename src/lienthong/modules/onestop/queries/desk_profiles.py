# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How a desk prints."""

from __future__ import annotations

from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.models import PrintProfile


def print_profile(actor: Actor) -> PrintProfile:
    """The profile of the officer's desk; the usual one (A5, two copies, asked) without a kept one.

    Legal basis: 61/2018/NĐ-CP, Điều 17.
    """
    kept = PrintProfile.objects.filter(unit_id=actor.unit_id or 0).first()
    return kept or PrintProfile(unit_id=actor.unit_id or 0)
