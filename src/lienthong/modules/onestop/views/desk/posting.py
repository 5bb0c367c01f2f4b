# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the desk does with a result that goes by post, on the screen of returning it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.cases.api import Step
from lienthong.core.documents.api import qr_svg
from lienthong.core.units.api import version_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.money import dong
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.actions.post import (
    Posting,
    hand_to_post,
    record_delivery,
    record_loss,
    record_return_by_post,
    reissue_copy,
)
from lienthong.modules.onestop.enums import Delivery, ShipmentState
from lienthong.modules.onestop.models import Dossier, Shipment
from lienthong.modules.onestop.permissions import RETURN
from lienthong.modules.onestop.queries.papers import paper_values
from lienthong.modules.onestop.queries.shipments import carriers, open_shipment, shipment_rows
from lienthong.modules.onestop.queries.slips import SHIPMENT_SLIP
from lienthong.modules.onestop.views.desk.papers import COPIES, show_print
from lienthong.modules.onestop.views.desk.pen import strokes_of
from lienthong.modules.onestop.views.desk.slips import POSTED
from lienthong.modules.onestop.views.desk.steps import amount_of

Act = Callable[..., object]
ENDS: Mapping[str, Act] = {
    "post_delivered": record_delivery,
    "post_returned": record_return_by_post,
    "post_lost": record_loss,
}
SAID = {
    "post": POSTED,
    "post_delivered": gettext_lazy("Đã ghi bưu chính phát xong."),
    "post_returned": gettext_lazy("Đã ghi bưu chính trả lại. Gửi lại hoặc trả tại quầy."),
    "post_lost": gettext_lazy("Đã ghi thất lạc. Cấp lại bản giấy để gửi tiếp."),
    "reissue": gettext_lazy("Đã mở bưu gửi mới cho bản cấp lại."),
}


def is_post_act(name: str) -> bool:
    """Whether the pressed button is about the post."""
    return name in SAID


def do_post_act(name: str, step: Step, data: Any, version: int | None, actor: Actor) -> str:
    """Call the action; answers what to say."""
    if name == "post":
        hand_to_post(step, posting=posting_of(data), version=version, actor=actor)
    elif name == "reissue":
        reissue_copy(step, version=version, actor=actor)
    else:
        ENDS[name](step, proof=data.get("proof", ""), version=version, actor=actor)
    return str(SAID[name])


def posting_of(data: Any) -> Posting:
    """What was typed about the item. Raises ``InvalidInput`` for an amount that is none."""
    fee = data.get("fee", "").strip()
    return Posting(
        recipient=data.get("recipient", ""),
        phone=data.get("recipient_phone", ""),
        address=data.get("address", ""),
        carrier=data.get("carrier", ""),
        code=data.get("code", ""),
        fee=amount_of(fee) if fee else 0,
        person=data.get("carrier_person", ""),
        signature=strokes_of(data),
    )


def post_context(dossier: Dossier, kept: Any) -> dict[str, Any]:
    """Items of the dossier and what the form about the next one shows."""
    item = open_shipment(dossier)
    known = item or Shipment(
        recipient=dossier.submitter.full_name,
        phone=dossier.contact.get("phone", ""),
        address=dossier.contact.get("delivery_address", ""),
    )
    lost = dossier.shipments.filter(state=ShipmentState.LOST, reissued_as=None).exists()
    return {
        "item": item,
        "handed": item is not None and item.state == ShipmentState.HANDED,
        "items": shipment_rows(dossier),
        "lost": lost and item is None,
        "posting": {
            "recipient": kept.get("recipient", known.recipient),
            "phone": kept.get("recipient_phone", known.phone),
            "address": kept.get("address", known.address),
            "carrier": kept.get("carrier", known.carrier),
            "code": kept.get("code", known.code),
            "fee": kept.get("fee", str(known.fee) if known.fee else ""),
            "person": kept.get("carrier_person", known.carrier_person),
        },
        "by_post": dossier.delivery == Delivery.POST or item is not None,
        "came_back": _came_back(dossier),
        "carriers": list(carriers()),
    }


def _came_back(dossier: Dossier) -> bool:
    """Whether the last item was brought back: whoever missed the carrier comes to the desk."""
    last = dossier.shipments.order_by("-pk").first()
    return last is not None and last.state == ShipmentState.RETURNED


class ShipmentPrintView(GuardedView):
    """The slip that goes with the item, A5: from, to, code, fee on behalf, both signatures."""

    permission = RETURN

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Print view in the browser."""
        items = Shipment.objects.select_related("dossier__case", "dossier__procedure_version")
        item = get_or_404(self.actor, RETURN, items, pk=pk)
        address = f"{settings.LIENTHONG_PUBLIC_URL}/tra-cuu/{item.dossier.code}"
        context = {
            "paper": shipment_values(item, self.actor),
            "qr": qr_svg(address, title=_("Mã QR tra cứu hồ sơ")),
            "copies": COPIES[:2],
            "toolbar": {
                "ways": [
                    {
                        "title": _("Xem hồ sơ"),
                        "url": reverse("onestop:officer-case", args=[item.dossier_id]),
                    }
                ]
            },
        }
        return show_print(request, SHIPMENT_SLIP, context, on=item.handed_at or timezone.now())


def shipment_values(item: Shipment, actor: Actor) -> dict[str, Any]:
    """What the slip says."""
    return paper_values(item.dossier, "ps", made_by=actor.name) | {
        "item": item,
        "sender": version_of(item.dossier.case.unit_id).name,
        "fee": dong(item.fee),
        "rows": shipment_rows(item.dossier)[:1],
    }
