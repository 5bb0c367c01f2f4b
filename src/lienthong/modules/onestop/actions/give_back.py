# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Return the result: into the citizen's store, or at the counter with the taker's signature.

Legal basis: 61/2018/NĐ-CP, Điều 20; 45/2020/NĐ-CP, Điều 14 and 16.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import Step, tell
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.text import one_line
from lienthong.modules.onestop.actions.moving import go_on, move, take_step
from lienthong.modules.onestop.actions.writing import must_fit
from lienthong.modules.onestop.enums import Delivery, DeliveryState, DossierState, ShipmentState
from lienthong.modules.onestop.models import Dossier, ResultReturn
from lienthong.modules.onestop.permissions import RETURN
from lienthong.modules.onestop.queries.shipments import open_shipment


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes the paper at the counter; ``signature`` is an SVG path of the pen."""

    name: str = ""
    phone: str = ""
    signature: str = ""


@action(RETURN)
def return_result(
    step: Step,
    *,
    method: str,
    taker: Taker | None = None,
    originals_returned: bool = False,
    version: int | None = None,
    actor: Actor,
) -> Dossier:
    """Return the result and the originals; lateness never prevents it.

    Raises ``InvalidInput`` without taker and signature at the counter, or when originals were
    kept and are not given back.
    """
    dossier, locked, _marks = take_step(
        step, act="return_result", outcome="return", version=version, actor=actor
    )
    _settle_post(dossier)
    who = taker or Taker()
    _check(dossier, method, who, originals_returned)
    _record(dossier, method, who, originals_returned, actor)
    dossier.delivery_state = DeliveryState.DELIVERED
    dossier.save(update_fields=["delivery_state"])
    tell(dossier.case, "returned", actor=actor, method=method, taker=one_line(who.name))
    go_on(dossier, locked, "return", actor=actor)
    move(dossier, DossierState.RETURNED)
    return dossier


def _record(dossier: Dossier, method: str, who: Taker, originals: bool, actor: Actor) -> None:
    made = ResultReturn.objects.create(
        result=dossier.result,
        method=method,
        taker_name=one_line(who.name),
        taker_phone=who.phone,
        signature=who.signature,
        originals_returned=originals,
        returned_at=timezone.now(),
        returned_by_text=actor.name,
    )
    kept = dossier.components.filter(originals__gt=0)
    kept.update(original_returned_at=made.returned_at)


def _settle_post(dossier: Dossier) -> None:
    """Not while the carrier holds it; what was only prepared for the post stays here."""
    item = open_shipment(dossier)
    if item is not None and item.state == ShipmentState.HANDED:
        raise IllegalState(_("Bưu chính đang giữ kết quả này. Ghi phát xong hoặc trả lại trước."))
    if item is not None:
        item.delete()


def _check(dossier: Dossier, method: str, taker: Taker, originals_returned: bool) -> None:
    wrong: dict[str, str] = {}
    if method == Delivery.DESK:
        if not one_line(taker.name):
            wrong["taker_name"] = _("Ghi họ tên người nhận.")
        if not taker.signature:
            wrong["signature"] = _("Người nhận cần ký.")
    kept = dossier.components.filter(originals__gt=0, present_only=False)
    if method == Delivery.DESK and not originals_returned and kept.exists():
        wrong["originals_returned"] = _("Đánh dấu khi đã trả lại bản chính.")
    if wrong:
        raise InvalidInput(fields=wrong)
    must_fit(120, taker_name=one_line(taker.name))
    must_fit(20, taker_phone=taker.phone)
