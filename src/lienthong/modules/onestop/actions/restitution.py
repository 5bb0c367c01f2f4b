# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What goes back to the citizen when a dossier ends early: originals and money.

Legal basis: 61/2018/NĐ-CP, Điều 20.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.kernel.actions import part_of_act
from lienthong.kernel.errors import InvalidInput
from lienthong.modules.onestop.models import Dossier


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What the desk gives back: papers in words, whole đồng, and whether originals went back."""

    papers: str = ""
    refund: int = 0
    originals_returned: bool = False


def check_refund(dossier: Dossier, refund: int) -> None:
    """Nobody gives back more than was paid. Raises ``InvalidInput``."""
    paid = sum(payment.amount for payment in dossier.payments.all())
    if not 0 <= refund <= paid:
        raise InvalidInput(fields={"refund": _("Tiền trả lại không quá số đã nộp.")})


@part_of_act
def give_originals_back(dossier: Dossier, returned: bool) -> None:
    """Note that the originals went back. Raises ``InvalidInput`` while any are kept."""
    kept = dossier.components.filter(
        originals__gt=0, present_only=False, original_returned_at__isnull=True
    )
    if kept.exists() and not returned:
        words = _("Đánh dấu khi đã trả lại bản chính.")
        raise InvalidInput(fields={"originals_returned": words})
    kept.update(original_returned_at=timezone.now())
