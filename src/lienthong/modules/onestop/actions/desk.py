# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How a desk prints."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lienthong.core.units.api import Unit
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.modules.onestop.enums import SlipSize
from lienthong.modules.onestop.models import PrintProfile
from lienthong.modules.onestop.permissions import RECEIVE

MOST_COPIES = 3


@action(RECEIVE)
def set_printing(
    unit: Unit, *, at_once: bool, size: str, copies: int, actor: Actor
) -> PrintProfile:
    """Keep how a desk prints the acceptance slip.

    Raises ``InvalidInput`` for an unknown size or fewer than one, more than three copies.
    """
    wrong: dict[str, str] = {}
    if size not in SlipSize.values:
        wrong["size"] = _("Hãy chọn một khổ giấy.")
    if not 1 <= copies <= MOST_COPIES:
        wrong["copies"] = _("Số liên từ 1 đến 3.")
    if wrong:
        raise InvalidInput(fields=wrong)
    kept = {"at_once": at_once, "size": size, "copies": copies}
    profile, _made = PrintProfile.objects.update_or_create(unit=unit, defaults=kept)
    return profile
