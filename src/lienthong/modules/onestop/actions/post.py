# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The result goes by the public postal service: handed to the carrier, delivered, returned, lost.

The step of returning the result stays open until the item arrived.
Legal basis: 45/2016/QĐ-TTg; 61/2018/NĐ-CP, Điều 16, 20 and 21.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.cases.api import EventAudience, Step, tell
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.kernel.text import one_line
from lienthong.modules.onestop.actions.moving import go_on, move, take_step
from lienthong.modules.onestop.actions.registering import tell_carrier
from lienthong.modules.onestop.actions.writing import line_within, must_fit
from lienthong.modules.onestop.enums import Delivery, DeliveryState, DossierState, ShipmentState
from lienthong.modules.onestop.models import Dossier, ResultReturn, Shipment
from lienthong.modules.onestop.permissions import RETURN
from lienthong.modules.onestop.queries.shipments import open_shipment

LONGEST_FEE = 10_000_000
"""Đồng; more is a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Posting:
    """What the desk writes when the carrier takes the item; ``fee`` in đồng, paid by the citizen.

    ``signature`` is an SVG path of the carrier's pen.
    """

    recipient: str
    phone: str
    address: str
    carrier: str
    code: str
    fee: int = 0
    person: str = ""
    signature: str = ""


@part_of_act
def prepare_shipment(dossier: Dossier, *, reissue_of: Shipment | None = None) -> Shipment | None:
    """A result wanted by post waits for the carrier; None for every other delivery."""
    if dossier.delivery != Delivery.POST:
        return None
    return Shipment.objects.create(
        dossier=dossier,
        reissue_of=reissue_of,
        recipient=dossier.submitter.full_name,
        phone=dossier.contact.get("phone") or dossier.submitter.phone,
        address=dossier.contact.get("delivery_address", "")[:300],
    )


@action(RETURN)
def hand_to_post(
    step: Step, *, posting: Posting, version: int | None = None, actor: Actor
) -> Shipment:
    """The carrier takes the item and signs; the citizen gets its code.

    Raises ``InvalidInput`` without address, carrier or code, ``IllegalState`` when an item is on
    its way already.
    """
    dossier, _locked = _returning(step, version, actor)
    wrong = _wrong(posting)
    if wrong:
        raise InvalidInput(fields=wrong)
    _fits(posting)
    shipment = open_shipment(dossier) or Shipment(dossier=dossier)
    if shipment.state == ShipmentState.HANDED:
        raise IllegalState(_("Bưu chính đang giữ kết quả này."))
    _hand(shipment, posting, actor)
    tell_carrier(shipment)
    _deliver(dossier, DeliveryState.SHIPPED)
    tell(
        dossier.case,
        "shipped",
        actor=actor,
        carrier=shipment.carrier,
        code=shipment.code,
        fee=shipment.fee,
    )
    return shipment


def _hand(shipment: Shipment, posting: Posting, actor: Actor) -> None:
    shipment.recipient = one_line(posting.recipient)
    shipment.phone = one_line(posting.phone)
    shipment.address = one_line(posting.address)
    shipment.carrier = one_line(posting.carrier)
    shipment.code = one_line(posting.code)
    shipment.fee = posting.fee
    shipment.carrier_person = one_line(posting.person)
    shipment.carrier_signature = posting.signature
    shipment.handed_at, shipment.handed_by_text = timezone.now(), actor.name
    shipment.registered_at = shipment.scanned_at = None
    shipment.carrier_problem = shipment.scan_text = ""
    shipment.state = ShipmentState.HANDED
    shipment.version += 1
    shipment.save()


def _wrong(posting: Posting) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not one_line(posting.recipient):
        wrong["recipient"] = _("Ghi họ tên người nhận.")
    if len(one_line(posting.address)) < 10:
        wrong["address"] = _("Ghi đủ số nhà hoặc thôn, phường xã, tỉnh.")
    if not one_line(posting.carrier):
        wrong["carrier"] = _("Ghi tên doanh nghiệp bưu chính.")
    if not one_line(posting.code):
        wrong["code"] = _("Ghi mã bưu gửi trên phiếu.")
    if not 0 <= posting.fee <= LONGEST_FEE:
        wrong["fee"] = _("Ghi cước bằng đồng, từ 0 đến 10.000.000.")
    return wrong


def _fits(posting: Posting) -> None:
    must_fit(120, recipient=posting.recipient, carrier=posting.carrier)
    must_fit(120, carrier_person=posting.person)
    must_fit(300, address=posting.address)
    must_fit(40, code=posting.code)
    must_fit(20, recipient_phone=posting.phone)


@part_of_act
def _returning(step: Step, version: int | None, actor: Actor) -> tuple[Dossier, Step]:
    dossier, locked, _marks = take_step(
        step, act="return_result", outcome="return", version=version, actor=actor
    )
    return dossier, locked


def _deliver(dossier: Dossier, state: str) -> None:
    dossier.delivery_state = state
    dossier.save(update_fields=["delivery_state"])


def _end(dossier: Dossier, state: str, proof: str, actor: Actor) -> Shipment:
    """Close the item on its way with proof. Raises ``InvalidInput``, ``IllegalState``."""
    shipment = open_shipment(dossier)
    if shipment is None or shipment.state != ShipmentState.HANDED:
        raise IllegalState(_("Chưa giao kết quả này cho bưu chính."))
    missing = _("Ghi bằng chứng: số phiếu, người nhận, ngày.")
    said = line_within(proof, 300, "proof", missing)
    shipment.state, shipment.proof = state, said
    shipment.ended_at, shipment.ended_by_text = timezone.now(), actor.name
    shipment.version += 1
    shipment.save()
    return shipment


@action(RETURN)
def record_delivery(step: Step, *, proof: str, version: int | None = None, actor: Actor) -> Dossier:
    """The item arrived: the result is returned, the dossier closed."""
    dossier, locked = _returning(step, version, actor)
    shipment = _end(dossier, ShipmentState.DELIVERED, proof, actor)
    now = timezone.now()
    ResultReturn.objects.create(
        result=dossier.result,
        method=Delivery.POST,
        taker_name=shipment.recipient,
        taker_phone=shipment.phone,
        originals_returned=True,
        returned_at=now,
        returned_by_text=actor.name,
    )
    dossier.components.filter(originals__gt=0).update(original_returned_at=now)
    _deliver(dossier, DeliveryState.DELIVERED)
    officers = EventAudience.OFFICER
    tell(dossier.case, "delivered", actor=actor, audience=officers, comment=shipment.proof)
    tell(dossier.case, "returned", actor=actor, method=Delivery.POST, taker=shipment.recipient)
    go_on(dossier, locked, "return", actor=actor)
    move(dossier, DossierState.RETURNED)
    return dossier


@action(RETURN)
def record_return_by_post(
    step: Step, *, proof: str, version: int | None = None, actor: Actor
) -> Shipment:
    """Nobody took the item: it is back at the desk and can be sent again or handed out."""
    dossier, _locked = _returning(step, version, actor)
    shipment = _end(dossier, ShipmentState.RETURNED, proof, actor)
    _deliver(dossier, DeliveryState.READY)
    tell(dossier.case, "post_returned", actor=actor, reason=shipment.proof)
    return shipment


@action(RETURN)
def record_loss(step: Step, *, proof: str, version: int | None = None, actor: Actor) -> Shipment:
    """The item is lost: whoever lost it answers for it, the desk issues another copy.

    Legal basis: 61/2018/NĐ-CP, Điều 21.
    """
    dossier, _locked = _returning(step, version, actor)
    shipment = _end(dossier, ShipmentState.LOST, proof, actor)
    _deliver(dossier, DeliveryState.LOST)
    tell(dossier.case, "post_lost", actor=actor, reason=shipment.proof)
    return shipment


@action(RETURN)
def reissue_copy(step: Step, *, version: int | None = None, actor: Actor) -> Shipment:
    """Another printed copy of the electronic original goes out for the lost one.

    Raises ``IllegalState`` when nothing was lost or a copy was reissued already.
    """
    dossier, _locked = _returning(step, version, actor)
    lost = dossier.shipments.filter(state=ShipmentState.LOST, reissued_as=None).first()
    if lost is None or open_shipment(dossier) is not None:
        raise IllegalState(_("Không có bưu gửi thất lạc nào chờ cấp lại."))
    again = Shipment.objects.create(
        dossier=dossier,
        reissue_of=lost,
        recipient=lost.recipient,
        phone=lost.phone,
        address=lost.address,
    )
    _deliver(dossier, DeliveryState.READY)
    tell(dossier.case, "copy_reissued", actor=actor)
    return again
